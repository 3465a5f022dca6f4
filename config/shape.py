"""Hold a YAML value against the keys that may stand in it, and turn a model's complaint into one sentence."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from config.marked import Marked, Step, dotted
from config.nearest import did_you_mean
from config.refusal import RefusalError

Shape = Mapping[tuple[str, ...], Collection[str] | None]
"""Path of a mapping -> the keys it may have (None = any); "*" in a path stands for every item of a list."""

_RIGHT = {
    ("id",): "lower-case letters, digits and hyphens, such as st-annes",
    ("key",): "the 12 digits and letters that the worklist shows for the finding",
}
"""What is right for a text that breaks its pattern, by key."""


def check_keys(marked: Marked, shape: Shape) -> None:
    """Refuse the first key that the shape does not know, and the first list or mapping that is out of place."""
    for pattern, keys in shape.items():
        for path, value in _spots(marked.value, pattern, marked, ()):
            if not isinstance(value, Mapping):
                raise marked.refusal(f"{_named(path)} should hold 'key: value' lines, and does not", *path)
            for key in value:
                if keys is not None and key not in keys:
                    where = f" in '{dotted(path)}'" if path else ""
                    raise marked.refusal(
                        f"'{key}' is not a key that is known{where}: {did_you_mean(key, keys)}", *path, key
                    )


def _spots(
    value: Any, pattern: tuple[str, ...], marked: Marked, path: tuple[Step, ...]
) -> Iterator[tuple[tuple[Step, ...], Any]]:
    """Yield (path, value) of every place the pattern meets."""
    if not pattern:
        yield path, value
    elif pattern[0] == "*":
        if not isinstance(value, list):
            raise marked.refusal(f"{_named(path)} should be a list: begin each of its entries with '- '", *path)
        for index, item in enumerate(value):
            yield from _spots(item, pattern[1:], marked, (*path, index))
    elif isinstance(value, Mapping) and pattern[0] in value:
        yield from _spots(value[pattern[0]], pattern[1:], marked, (*path, pattern[0]))


def refuse_unquoted_numbers(marked: Marked, keys: Collection[str]) -> None:
    """Refuse an id or handle that YAML reads as a number, a date or true/false: 0123 and 4.10 lose their digits."""
    for path, kind in marked.kinds.items():
        if path and path[-1] in keys:
            read_as = {"timestamp": "a date", "bool": "true or false"}.get(kind, "a number")
            raise marked.refusal(f"'{path[-1]}' is read by YAML as {read_as}: put it in quotes", *path)


def first_fault(
    error: ValidationError, marked: Marked, to_path: Callable[[tuple[Step, ...]], tuple[Step, ...]] = lambda loc: loc
) -> RefusalError:
    """Return the refusal of the first complaint in the file; `to_path` maps a model's path to the file's."""
    faults = [(to_path(fault["loc"]), fault) for fault in error.errors(include_url=False)]
    path, fault = min(faults, key=lambda pair: (marked.place(*pair[0]).line or 0, dotted(pair[0])))
    return marked.refusal(_sentence(path, fault, blank=path in marked.lines), *path)


def _sentence(path: tuple[Step, ...], fault: ErrorDetails, *, blank: bool) -> str:
    """Say one complaint: the key (`blank` = it stands there without a value), what was given, what would be right."""
    key, kind, context = _named(path).strip("'"), fault["type"], fault.get("ctx", {})
    if kind == "missing" and blank:
        return f"'{key}' has no value: write one behind the colon, in quotes where it begins with #"
    if kind == "missing":
        where = f" from '{dotted(path[:-1])}'" if path[:-1] else ""
        return f"'{key}' is missing{where}: add a line '{key}: ...'"
    is_given = f"'{key}' is {given(fault['input'])}"
    if kind == "literal_error":
        allowed = [word.strip("' ") for word in context["expected"].replace(" or ", ", ").split(",")]
        return f"{is_given}: {did_you_mean(str(fault['input']), [w for w in allowed if w])}"
    if kind == "value_error":
        return f"{is_given}: it {context['error']}"
    if kind == "string_too_short":
        least = context["min_length"]
        return f"{is_given}: write it out" + (f", in at least {least} characters" if least > 1 else "")
    if kind == "string_pattern_mismatch":
        return f"{is_given}: it should be {_RIGHT.get((key,), 'a shorter, plain word')}"
    if kind in {"tuple_type", "list_type"}:
        return f"{is_given}: it should be a list, such as [{fault['input'] if _short(fault['input']) else '...'}]"
    if kind == "string_type":
        return f"{is_given}: it should be one text"
    return f"{is_given}: it should be another kind of value ({fault['msg']})"


def _named(path: tuple[Step, ...]) -> str:
    """Return the last key of a path in quotes, with the index of a list behind it."""
    keys = [index for index, step in enumerate(path) if isinstance(step, str)]
    name = dotted(path[keys[-1] :]) if keys else dotted(path)
    return f"'{name}'" if name else "the file"


def _short(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= 40


def given(value: Any) -> str:
    """Show what was given: a short text in quotes, everything else by its kind (a long text may be a secret)."""
    if _short(value):
        return f"'{value}'" if value else "blank"
    return {"str": "a long text", "dict": "a group of keys", "list": "a list", "tuple": "a list"}.get(
        type(value).__name__, str(value)
    )
