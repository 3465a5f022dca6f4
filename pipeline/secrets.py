"""Secrets: read from the environment, here and nowhere else; never written, logged or shown."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from typing import Final

from config.models import Secret, Trust
from config.refusal import RefusalError

_ASKED: Final = re.compile(r"\$\{([A-Z][A-Z0-9_]*)\}")


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


def forget(names: Iterable[str]) -> None:
    """Take environment variables away from this process, which has no use for them."""
    for name in names:
        os.environ.pop(name, None)


def names_of_secrets(trust: Trust) -> tuple[str, ...]:
    """Return the names of the environment variables that trust.yaml asks for."""
    named = [value.name for a in trust.accounts for value in a.source.options.values() if isinstance(value, Secret)]
    password = trust.mail.password if trust.mail else None
    return tuple(dict.fromkeys([*named, *([password.name] if password else []), *_ASKED.findall(trust.store)]))


def expand(text: str) -> str:
    """Put the values of environment variables in the place of every "${NAME}"; RefusalError for one that is not set."""
    return _ASKED.sub(lambda found: reveal(Secret(name=found[1])), text)
