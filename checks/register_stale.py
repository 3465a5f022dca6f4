"""A register that has not been renewed for so long that it may speak of children who left and consents that ended.

## Why it matters
No picture without consent (com01 4.1), and consents are up to date (Hwb): a register from last summer knows neither the
children who came in September nor the parents who said no since. Every check on names and photos is as good as it.

## Flagged
- A register (of those the option names) whose file was last written more than `days` before the audit.

## Not flagged
- A register of which the school has handed in no file, or one that cannot be read, is not assessed.
- What the register says is not looked at: the data-quality report tells which rows could not be used.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from checks._frames import day_of, to_micros
from checks._rows import Rows
from checks.base import FAIL, NOT_ASSESSED, PASS, UNIT_COLUMNS, Evidence, Judgement, check

_DAY: Final = 86_400_000_000
"""In microseconds."""
_CALLED: Final = {
    "pupils": "pupil register", "consents": "consent register", "photo_log": "photo log", "staff": "staff list",
    "terms": "term dates", "events": "events calendar",
}  # fmt: skip
REGISTERS: Final = tuple(_CALLED)


@check(
    title="Register that has not been renewed",
    subject={"register"},
    severity="soon",
    needs={"sources"},
    remedy="Export the register from the school's information system again, and put it in the place of the old file.",
    choices={"registers": REGISTERS},
)
def register_stale(
    evidence: Evidence, *, days: int = 92, registers: Sequence[str] = ("pupils", "consents")
) -> Judgement:
    """Judge the age of the school's registers (com01 4.1, Hwb picture advice).

    `days`: how old a file may be. `registers`: pupils, consents, photo_log, staff, terms, events.
    """
    now = to_micros(evidence.as_of)
    told = {row[0]: row[1:] for row in evidence.rows("sources", ["source", "state", "reason"], ["changed"])}
    units: list[tuple[str, ...]] = []
    findings = []
    for register in registers:
        state, reason, changed = told.get(register, ("absent", "", None))
        subject = ("register", f"register:{register}", "")
        if state != "read" or changed is None:
            why = reason if state == "unreadable" and reason else "the school has handed in none"
            units.append((*subject, NOT_ASSESSED, f"{_CALLED[register]}: {why}"))
            continue
        late = now - changed > days * _DAY
        units.append((*subject, FAIL if late else PASS, ""))
        if late:
            day = day_of(changed, evidence.timezone)
            detail = f"the {_CALLED[register]} is of {day}, more than {days} days old"
            findings.append(
                {**dict(zip(UNIT_COLUMNS[:3], subject, strict=True)), "matched_text": register, "detail": detail}
            )
    return Judgement(units=Rows.of(UNIT_COLUMNS, units), findings=Rows.named(findings))
