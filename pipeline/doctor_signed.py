"""The doctor's look at what was signed: a report that was signed is to stay as it was."""

from __future__ import annotations

from collections.abc import Iterator

from config.models import Trust
from pipeline.doctor_lines import Line, count
from pipeline.signed import signed_state
from pipeline.store.sign_offs import load_sign_offs
from pipeline.store.state import store_as_it_is


def examine_signed(trust: Trust) -> Iterator[Line]:
    """Look at every file that was signed; says nothing where nothing was, or the store cannot be read."""
    with store_as_it_is(trust) as connection:
        if connection is None:  # the line of the store says why
            return
        found = [(one, signed_state(trust.root, one)) for one in load_sign_offs(connection)]
    for one, state in found:
        if state == "changed":
            advice = "put the signed file back from a copy, or sign the next report instead"
            yield Line("warning", "signed", f"{one.folder} of {one.school} is not what {one.who} signed: {advice}")
    kept = sum(state == "intact" for _, state in found)
    if kept:
        yield Line("ok", "signed", f"{count(kept, 'signed report')} as signed")
