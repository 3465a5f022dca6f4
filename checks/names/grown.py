"""Grown: what only adults are told to do or are thanked for, beside a first name that no role explains."""

from __future__ import annotations

import re
from typing import Final

from checks.names.whereabouts import SENTENCE_ENDS, Whereabouts

_THANKED: Final = frozenset(("thank", "thanks", "grateful", "ta", "cheers", "thankyou", "gratitude", "appreciation"))
_TASKS: Final = frozenset(
    (
        "judging", "refereeing", "umpiring", "driving", "fixing", "mending", "repairing", "servicing", "installing",
        "donating", "sponsoring", "printing", "catering", "photographing", "supplying", "delivering", "lending",
        "hosting", "volunteering", "fundraising", "coaching", "cutting", "mowing", "clearing", "hiring", "providing",
        "visiting", "facilitating", "chairing", "donation", "donations", "prizes", "sponsorship", "lift", "loan", "use",
        "discount", "van", "trailer", "gazebo", "expertise", "workshop", "workshops", "photos", "talk", "service",
        "giving", "tuning", "welding", "plumbing", "rewiring", "gritting", "building",
    )
)  # fmt: skip
"""What adults are thanked for: "thanks to Dev for the loan of the van"."""
_OWNED: Final = frozenset(
    ("retirement", "wedding", "maternity", "paternity", "hen", "appointment", "husband", "wife", "fiance", "partner",
     "boyfriend", "girlfriend", "baby", "salon", "company", "business", "shop", "van", "pension", "allotment", "stall")
)  # fmt: skip
_DEEDS: Final = (
    "married a", "married the", "married her", "married his", "married my", "got married",
    "retires", "is retiring", "retired", "steps down", "is stepping down", "joins us as", "joins us from",
    "joined us as",
    "joins the staff", "joins the team", "joined the staff", "is on maternity", "goes on maternity", "off on maternity",
    "is covering", "will be covering", "will be teaching", "came in to", "came in with", "came in from", "popped in to",
    "visited us", "visited our", "visited school", "visited the school", "dropped in to", "spoke to us",
    "spoke to year",
    "talked to us", "talked to year", "worked with us", "worked with year",
    "worked with our", "ran a workshop", "led a workshop", "ran workshops", "came to talk", "came to speak",
    "came to show",
    "came to tell", "came to teach", "came to visit", "came to service", "came to fix", "is recruiting", "is hiring",
    "has worked here", "has worked at", "worked here", "has taught here", "taught here", "has been with us",
    "runs the local",
    "will answer", "can be contacted", "can be reached", "is available on", "will be available", "works from",
    "works in",
    "works at", "works for", "says thank you for your custom", "has retired", "has handed in", "is leaving us",
    "leaves us", "are covering", "are teaching", "are retiring", "are leaving us", "have retired",
    "have worked here", "are joining the staff",
    "are getting married", "on the birth", "on their wedding", "on her wedding", "on his wedding",
    "on their engagement",
    "on her engagement", "on his engagement", "on the arrival", "on the safe arrival", "on their marriage",
    "on her retirement",
    "on his retirement", "on their retirement", "tied the knot", "will take bookings", "takes bookings",
    "will be taking bookings", "will be covering", "are expecting",
    "is expecting a baby",
)  # fmt: skip
"""What is said of adults of a school."""
_STARTS: Final = frozenset(deed.split()[0] for deed in _DEEDS)
_CONTACTS: Final = (
    "speak to", "get in touch with", "email", "phone", "book with", "order from", "forms to", "tickets from",
    "enquiries to", "queries to", "cheques to", "contact", "speak with", "please see", "apply to", "payments to",
    "arrange with", "reply to", "replies to", "bookings to", "message to", "volunteers to", "rsvp to",
    "details from", "a visit from", "visit from", "a talk from",
    "visited by",
    "workshop with", "workshop from", "a workshop by", "session with coach", "appointment with", "drop in with",
)  # fmt: skip
"""What stands before the adult a parent turns to, or a visitor."""
_ENDS: Final = frozenset(contact.split()[-1] for contact in _CONTACTS)
_SERVICE: Final = re.compile(
    r"\b(?:for|after|over|nearly|almost|with us) (?:the (?:last|past) |over |nearly |almost )?"
    r"(?:1[2-9]|[2-9]\d|twelve|fifteen|sixteen|eighteen|twenty|thirty|forty|fifty)(?:[- ]\w+)? "
    r"(?:long |happy |wonderful |amazing )?"
    r"(?:years|winters|summers)\b"
)
"""How long somebody has served: longer than any child has lived."""


_ALL_YOU_DO: Final = frozenset(
    (
        "for all you", "for everything you", "for looking after", "for all the", "for putting up",
        "for teaching my", "for teaching our", "for helping my", "for helping our", "for caring for",
        "for keeping our", "for being such", "for getting our", "for getting them",
    )
)  # fmt: skip
"""What a comment thanks grown-ups for."""


def grown_deed(at: Whereabouts) -> bool:
    """Tell whether what is said beside a name is said of adults alone."""
    right, left = at.around.right, at.around.left
    if right[:1] == ["and"] and right[1:2] != [] and right[1] not in at.pupils:  # "Maya and Ben on the birth of"
        right = right[2:]
    if at.around.owned:
        return right[:1] != [] and right[0] in _OWNED
    if right[:1] != [] and right[0] in _STARTS:
        said = " ".join(right)
        if any(said.startswith(deed) for deed in _DEEDS):
            return True
    if at.comment and " ".join(right[:3]) in _ALL_YOU_DO:
        return True
    if right[:1] == ["for"] and not _THANKED.isdisjoint(left[-4:]) and not _TASKS.isdisjoint(right[1:5]):
        return True
    if left[-1:] != [] and left[-1] in _ENDS and not at.comment and at.around.left_gap == " ":
        said = f" {' '.join(left)}"
        if any(said.endswith(f" {contact}") for contact in _CONTACTS):
            return True
    return "years" in at.tokens[at.first :] and _served(at)


def _served(at: Whereabouts) -> bool:
    """The sentence says for how long: "Carol has seen us across for 31 years"."""
    further = SENTENCE_ENDS.split(at.source[at.around.end :])[0]
    return _SERVICE.search(further) is not None
