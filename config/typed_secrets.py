"""Refuse a secret that somebody typed into trust.yaml, without ever repeating it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from config.marked import Marked, Step
from config.models import Secret

SECRET_TEXT = re.compile(r"\$\{([A-Z][A-Z0-9_]*)\}")
"""How a secret is named in YAML: "${NAME}", the name of an environment variable."""

_SECRET_KEY = re.compile(r"(^|[_-])(token|secret|password|passwd|passphrase|credentials?|key|apikey)s?$", re.IGNORECASE)
_LOOKS_SECRET = re.compile(r"(?=[^\s]*\d)(?=[^\s]*[A-Za-z])[A-Za-z0-9%_+=-]{40,}")
_PASSWORD_IN_URL = re.compile(r"://[^/\s:@]*:[^/\s@]+@|[?&](access_token|token|key|password)=", re.IGNORECASE)


def refuse_typed_secrets(marked: Marked) -> None:
    """Raise for the first value that is a secret by its key, by a password in its URL, or by its shape."""
    for path, value in _scalars(marked.value, ()):
        key = next((step for step in reversed(path) if isinstance(step, str)), "")
        if SECRET_TEXT.fullmatch(str(value)):
            continue
        if "${" in str(value):
            raise marked.refusal(
                f"'{key}' should name its secret as \"${{NAME}}\", in capitals and with nothing around it",
                *path,
            )
        if _SECRET_KEY.search(key):
            raise marked.refusal(_sentence(key, "holds a secret itself"), *path)
        if _PASSWORD_IN_URL.search(str(value)):
            raise marked.refusal(_sentence(key, "holds an address with a password or token in it"), *path)
        if _LOOKS_SECRET.fullmatch(str(value)):
            raise marked.refusal(_sentence(key, "looks like a secret itself"), *path)


def as_secret(value: Any) -> Any:
    """Return the Secret that "${NAME}" names, or the value as it is."""
    match = SECRET_TEXT.fullmatch(value) if isinstance(value, str) else None
    return Secret(name=match[1]) if match else value


def _sentence(key: str, what: str) -> str:
    name = re.sub(r"\W", "_", key).upper() or "NAME"
    return (
        f"'{key}' {what} (not shown here): put it into an environment variable, write '{key}: \"${{{name}}}\"' "
        "with that variable's name, and have the secret renewed if others have seen this file"
    )


def _scalars(value: Any, path: tuple[Step, ...]) -> Iterator[tuple[tuple[Step, ...], Any]]:
    """Yield every scalar with its path, in the order of the file."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _scalars(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _scalars(item, (*path, index))
    elif value is not None:
        yield path, value
