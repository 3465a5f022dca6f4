"""The doctor's look at schools that left trust.yaml: where what waits for the safeguarding lead of them would be."""

from __future__ import annotations

from collections.abc import Iterator

from config.models import Trust
from pipeline.doctor_lines import Line
from pipeline.dsl.schools import LEFT, left_schools
from pipeline.store.state import store_as_it_is


def examine_left(trust: Trust) -> Iterator[Line]:
    """Say which schools left trust.yaml, and where what waits of them would be: the same whether or not anything does.

    Of a store that cannot be read as it is nothing is said.
    """
    with store_as_it_is(trust) as connection:
        left = left_schools(connection, trust) if connection else ()
    if not left:
        return
    whose = ", ".join(school.id for school in left)
    sentence = (
        f"{LEFT}: {whose}; what is for the lead there, if anything, stays under that id in dsl/ until it is closed"
    )
    if trust.mail is not None and trust.recipients.dsl:
        yield Line("ok", "safeguarding", sentence)
    else:
        advice = "nobody is told of it by mail: name the mail server, and the lead under the trust's recipients.dsl"
        yield Line("warning", "safeguarding", f"{sentence}; {advice}")
