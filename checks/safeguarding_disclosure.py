"""A comment that may tell of a child at risk: for the designated safeguarding lead, and nobody else.

## Why it matters
Children and parents write what they cannot say where they think somebody may read it. Every sign that a child may be at
risk is passed on by the child protection procedures (Knowsley 4.1, trust networking 4.4). To miss one is a child not
helped, so a sign is passed on even when it may be nothing.

## Flagged
- Self-harm and not wanting to live; abuse at home, at school or online; a child who is not fed, not collected or left
  alone; threats to a child or the school, weapons, people who hang about; an adult, or somebody unknown, seeking
  contact with a child. In the words children and parents use, misspelled too: "i dont want to be here anymore".
- Comments that hold none of these plainly, but whose words together are those of children or parents who tell of a
  worry: always `possible`.
- Severity `today`. The detail names the kind of worry only. Nothing of it enters any report, count or list but the
  safeguarding lead's own.

## Not flagged
- Songs, books, plays, history, sport, food and jokes that use the same words: "killing me off", "starving after
  swimming", "Bill Sikes beats Nancy". Where the text is about such a thing and the words are
  plain all the same, it is `possible`.
- Assemblies and fund-raising about these matters, and what parents ask of the office: "message me the link".
- This check reads no pictures and does not replace anybody who knows the child.

## Measured
Of 125 disclosures by a hand that nothing was learned from 98 % were passed on; of what was passed on beside that
hand's misleading comments 82 % was one. Of seven more such hands 73 to 93 %, of 22 later ones 81 to 100 %. Of
1,000 ordinary comments about 36 are passed on in vain, nearly all as `possible` (checks/comments/README.md). This check
helps whoever reads the comments, and replaces nobody.
"""

from __future__ import annotations

from typing import Final

from checks._remarks import DISCLOSURE_KINDS, comments_of, judge_texts, remarks_of
from checks.base import Evidence, Judgement, check

_REMEDY: Final = (
    "Follow the child protection procedure this morning; out of hours call children's social care, or 999 if a child is"
    " in danger now. Do not answer in public."
)


@check(
    title="Comment that may tell of a child at risk",
    subject={"comment"},
    severity="today",
    needs={"comments"},
    uses={"lists"},
    route="dsl",
    choices={"kinds": DISCLOSURE_KINDS},
    remedy=_REMEDY,
)
def safeguarding_disclosure(evidence: Evidence, *, kinds: list[str] | tuple[str, ...] = DISCLOSURE_KINDS) -> Judgement:
    """Judge every comment (knowsley 4.1.2, trust-networking 4.4(b)).

    `kinds`: which of self_harm, abuse, neglect, threat, contact and worry are passed on.
    """
    return judge_texts(comments_of(evidence), (row for row in remarks_of(evidence).disclosures if row.kind in kinds))
