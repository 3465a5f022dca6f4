"""The doctor's look at what was signed: a report that was signed is to stay as it was."""

from __future__ import annotations

from collections.abc import Iterator

from config.models import Trust
from config.refusal import RefusalError
from pipeline.doctor_lines import Line, count
from pipeline.secrets import expand
from pipeline.signed import signed_state
from pipeline.store.opening import HEAD, reopen, store_url
from pipeline.store.sign_offs import load_sign_offs
from pipeline.store.state import stored_version


def examine_signed(trust: Trust) -> Iterator[Line]:
    """Look at every file that was signed; says nothing where nothing was, or the store cannot be read."""
    url = expand(trust.store)
    try:
        if stored_version(url, trust.root) != HEAD:
            return
    except RefusalError:  # said by the line of the store
        return
    store = reopen(store_url(url, trust.root).render_as_string(hide_password=False))
    try:
        with store.read() as connection:
            found = [(one, signed_state(trust.root, one)) for one in load_sign_offs(connection)]
    finally:
        store.close()
    for one, state in found:
        if state == "changed":
            advice = "put the signed file back from a copy, or sign the next report instead"
            yield Line("warning", "signed", f"{one.folder} of {one.school} is not what {one.who} signed: {advice}")
    kept = sum(state == "intact" for _, state in found)
    if kept:
        yield Line("ok", "signed", f"{count(kept, 'signed report')} as signed")
