"""A pupil's name in a comment that somebody left under a post of the school.

## Why it matters
The school answers for what stands on its page. Proud families name children without a second thought, and a comment
under a class photo tells everybody who is in it. The policy asks for such comments to be removed (com01 4.1).

## Flagged
- A pupil of the school's register named in a comment, whoever wrote it: "well done our zainab", a grandparent's full
  name, a hashtag, a handle that spells a pupil's name, capitals or no capitals at all.
- One finding for each child of a comment. Where several pupils bear a first name, the class or year of the post narrows
  them; where nothing does, the finding names all of them.
- Severity `today` when the photo log places the child in a picture of the post above, or a name with its surname or
  initial stands under a picture; `this_week` for such a name without one, or a first name with class and picture;
  `soon` for a first name with either; `note` for a first name alone.

## Not flagged
- A parent who signs with a name that a pupil bears too, staff with a title, saints, characters, places and ordinary
  words that are spelled like a pupil's name.
- What the option `allow` permits. Children who must not be published at all are looked for by never-publish-child.
- The name of the account that comments: it is shown by the platform and is not the school's to edit.
"""

from __future__ import annotations

from checks._naming import ALLOWANCES, findings_of, naming
from checks._texts import texts_of
from checks.base import Evidence, Judgement, check, judge


@check(
    title="Child named in a comment",
    subject={"comment"},
    severity="today",
    needs={"comments", "mentions", "pupils"},
    choices={"allow": ALLOWANCES},
    uses={"posts", "media", "photo_log", "consents"},
    remedy="Hide or delete the comment; if it was kindly meant, thank the writer in private and say why.",
)
def child_named_in_comment(evidence: Evidence, *, allow: str = "nothing") -> Judgement:
    """Judge every comment by the names found in it (com01 4.1).

    `allow`: what the policy permits: nothing, first_name, first_name_and_initial, names_without_pictures (a name where
    no picture stands with it) or pictures_without_names (as nothing: pictures may be shown, names may not).
    """
    comments = texts_of(evidence, ("comment",))
    return judge(comments.units, findings_of(naming(comments, evidence), evidence, allow))
