"""Secrets: read from the environment, here and nowhere else; never written, logged or shown."""

from __future__ import annotations

import os
from collections.abc import Mapping

from config.models import Secret
from config.refusal import RefusalError


def reveal(secret: Secret, environment: Mapping[str, str] | None = None) -> str:
    """Return the value of an environment variable.

    Raises RefusalError naming the variable when it is not set or empty.
    """
    value = (os.environ if environment is None else environment).get(secret.name, "").strip()
    if not value:
        raise RefusalError(
            f'the environment variable {secret.name} is not set: trust.yaml asks for it as "${{{secret.name}}}"; '
            "set it and run again"
        )
    return value
