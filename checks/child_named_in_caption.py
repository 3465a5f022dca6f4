"""A pupil's name in what the school itself wrote: a caption or a picture's alt text.

## Why it matters
A name beside a picture, a school and often a class is all that a stranger needs to speak to a child as if they knew
each other. The policy allows no name of a child in what the school publishes (com01 4.1). A child who is both pictured
and named is the worst case, and the one that parents complain about.

## Flagged
- A pupil of the school's register named in the text of a post or in an alt text: full name in either order, first name
  with an initial, first name, preferred name or short form where it stands for a person, in a list, a hashtag or a
  handle, in capitals, with other diacritics or in decorated letters.
- Originals, quotes, replies, reposts and stories alike: all of them stand on the school's page.
- One finding for each child of a text, however often it is named there. Where several pupils bear a first name and
  nothing tells which is meant, the finding names all of them.
- Severity `today` when the photo log places the child in a picture of the post, or a name with its surname or initial
  stands beside a picture; `this_week` for such a name without a picture, or a first name with class and picture; `soon`
  for a first name with either; `note` for a first name alone.

## Not flagged
- Staff and other adults named with a title, saints, authors, characters, places, months, virtues and ordinary words
  that are spelled like a pupil's name.
- What the option `allow` permits. Children who must not be published at all are looked for by never-publish-child.
- Children who are not in the register, and pictures without alt text: there is nothing to read.
"""

from __future__ import annotations

from checks._naming import ALLOWANCES, findings_of, naming
from checks._texts import texts_of
from checks.base import Evidence, Judgement, check, judge

IN_CAPTION = (
    "Edit the caption so that no child is named; where no edit is possible, delete the post and publish it anew."
)
IN_ALT_TEXT = "Edit the alt text so that no child is named: say what is seen, not who."


@check(
    title="Child named in a caption or alt text",
    subject={"post", "alt"},
    severity="today",
    needs={"posts", "mentions", "pupils"},
    choices={"allow": ALLOWANCES},
    uses={"media", "photo_log", "consents"},
    remedy=IN_CAPTION,
)
def child_named_in_caption(evidence: Evidence, *, allow: str = "nothing") -> Judgement:
    """Judge every text of a post and every alt text by the names found in it (com01 4.1).

    `allow`: what the policy permits: nothing, first_name, first_name_and_initial, names_without_pictures (a name where
    no picture stands with it) or pictures_without_names (as nothing: pictures may be shown, names may not).
    """
    texts = texts_of(evidence, ("post", "alt"))
    findings = findings_of(naming(texts, evidence), evidence, allow)
    remedies = [IN_ALT_TEXT if kind == "alt" else IN_CAPTION for kind in findings["subject_type"]]
    return judge(texts.units, findings.replaced(remedy=remedies))
