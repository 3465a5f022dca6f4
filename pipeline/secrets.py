"""Secrets: read from the environment, here and nowhere else; never written, logged or shown."""

from __future__ import annotations

import os
import re
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


def expand(text: str) -> str:
    """Put the values of environment variables in the place of every "${NAME}"; RefusalError for one that is not set."""
    return re.sub(r"\$\{([A-Z][A-Z0-9_]*)\}", lambda found: reveal(Secret(name=found[1])), text)
