"""The one door to jinja2: templates of this package in, escaped UTF-8 pages out."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from reports import wording
from reports.links import web_link

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def _environment() -> Environment:
    # Imported here: reports are made at the end of a run, and no other command should wait for it.
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "day": wording.day,
        "short_day": wording.short_day,
        "month": wording.month,
        "clock": wording.clock,
        "number": wording.number,
        "listed": wording.listed,
        "sentence": wording.sentence,
        "shortened": wording.shortened,
        "web_link": web_link,
    }
    environment.globals |= {
        "plural": wording.plural,
        "counted": wording.counted,
        "severities": wording.SEVERITY_TITLES,
        "statuses": wording.STATUS_TITLES,
        "confidences": wording.CONFIDENCE_TITLES,
        "states": wording.STATE_TITLES,
    }
    return environment


def page(template: str, **given: Any) -> bytes:
    """Fill a template; every value is escaped, an unknown name is an error (jinja2.UndefinedError)."""
    text = _environment().get_template(template).render(**given)
    return wording.printable(text).encode("utf-8")
