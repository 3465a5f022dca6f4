"""Adults: signs right beside a name that its bearer is grown up: a calling, a firm that is thanked, an age."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from checks.names.whereabouts import KIN, Whereabouts

DETERMINERS: Final = frozenset(
    ("the", "our", "a", "an", "my", "their", "his", "her", "your", "school", "class", "this")
)
_GROWN, _OLDEST = 20, 110
"""Ages between which nobody is at school."""
_KNOWN_AS: Final = frozenset(
    (
        "new", "lovely", "wonderful", "amazing", "brilliant", "fantastic", "fabulous", "former", "retiring",
        "visiting", "guest", "local", "resident", "loved", "trusty", "friendly", "favourite", "newest", "outgoing",
        "incoming", "hardworking", "parish", "village", "community", "serving", "own", "marvellous", "legendary",
        "retired", "parent", "volunteer", "talented", "dedicated", "superb",
    )
)  # fmt: skip
"""Words between "our" and a calling."""
_INDEFINITE: Final = frozenset(("a", "an"))
"""Before a calling, these make no known person of it: "Olivia with a vet, Joelle at the bank"."""
_SERVES: Final = frozenset(("does", "is", "runs", "works", "was", "drives", "mans", "looks"))
"""Verbs behind "who" of which the post that somebody holds is told: "Grace who does the lollipop"."""
_VISITS: Final = frozenset(
    (
        ("who", "drives", "us"), ("who", "drives", "the"), ("who", "cooks", "our"), ("who", "cooks", "for"),
        ("who", "cleans", "our"), ("who", "looks", "after"), ("who", "teaches", "us"), ("who", "teaches", "our"),
        ("who", "works", "at"), ("who", "works", "in"), ("who", "works", "with"), ("who", "works", "for"),
        ("who", "came", "in"), ("who", "came", "into"), ("who", "visited", "us"), ("who", "popped", "in"),
        ("who", "spoke", "to"), ("who", "talked", "to"), ("who", "came", "out"), ("who", "ran", "the"),
        ("who", "does", "the"), ("who", "runs", "the"), ("who", "is", "covering"),
        ("who", "taught", "us"), ("who", "joined", "us"), ("who", "joins", "us"), ("who", "showed", "us"),
        ("who", "told", "us"), ("who", "visited", "year"),
    )
)  # fmt: skip
"""What visitors are thanked for."""
_HOPES: Final = frozenset(
    ("wants", "wanted", "hopes", "would", "dreams", "plans", "aims", "pretended", "decided", "got")
)
"""Verbs by which somebody is a grown-up only one day."""
_ONE_DAY: Final = frozenset(("going", "gonna", "like", "love", "wants", "hopes"))
"""Words before "to be a" by which somebody is a grown-up only one day: "mason is going to be a stone mason"."""
_PLACED: Final = (["first"], ["second"], ["third"], ["last"], ["fancy"], ["100m"], ["race"], ["line"], ["fastest"])
_PLACE: Final = re.compile(r" (?:at|from) [A-Z]")
_OURS: Final = frozenset(
    ("year", "reception", "nursery", "club", "school", "council", "choir", "team", "class", "form", "sixth", "y")
)
_ONES: Final = frozenset(("one", "a", "two", "three", "with", "in", "by"))
_THANKS: Final = frozenset(
    ("ta", "cheers", "shoutout", "kudos", "thanks", "thank", "courtesy", "contact", "call", "grateful")
)
_SINCE_SMALL: Final = re.compile(r"\bsince (?:s?he|they) (?:was|were) (?:\d|1\d|little|small|born|tiny)\b")
"""How long somebody has been what children play at: "has been a mechanic since he was 2"."""
_SPEECH: Final = re.compile(r':\s*["“‘]')
"""What begins the words of who is named: "Zainab: 'My dad is a giant.'"."""
_EMOJI: Final = re.compile(r"[^\x00-\u02ff\u2000-\u206f]")


def aged(at: Whereabouts) -> bool:
    """Read "Rose (81)", "Stanley, 84", "aged 34": nobody at school is as old."""
    around, right = at.around, at.around.right
    if right[:1] and right[0] in ("is", "turned", "was") and right[1:2] and right[1].isdigit() and not around.owned:
        return _GROWN < int(right[1][:3]) < _OLDEST and right[2:3] in (
            [],
            ["now"],
            ["and"],
            ["today"],
            ["this"],
            ["years"],
        )
    if right[:1] != ["aged"] and "(" not in around.right_gap:
        return False
    age = right[1:2] if right[:1] == ["aged"] else right[:1] if any(s in around.right_gap for s in "(,") else []
    unit = right[2:3] if right[:1] == ["aged"] else right[1:2]
    signed = "(" in around.right_gap or right[:1] == ["aged"]
    return bool(age) and age[0].isdigit() and _GROWN < int(age[0][:3]) < _OLDEST and signed and unit != ["points"]


def role(at: Whereabouts) -> bool:
    """Read "Jan, the builder", "our caretaker, Jan", "Jan (lollipop lady)", "Will is our learning mentor"."""
    around, right = at.around, at.around.right
    if (
        right[:2] in (["has", "been"], ["had", "been"])
        and (right[2:3] in (["deputy"], ["head"], ["principal"]) or at.holds("role", at.last + 2, at.last + 5))
        and not _SINCE_SMALL.search(at.source, around.end)
    ):
        return True
    if right[:3] in (["deputy", "head", "girl"], ["deputy", "head", "boy"]):
        return False
    if "role" not in at.places:
        return _visits(at)
    if "(" in around.right_gap and at.source.count("(the ") > 1:
        return False  # "Rory (the king), Keziah (the queen)" play their parts
    if right[:3] in (["one", "of", "our"], ["one", "of", "the"]) and at.holds("role", at.last + 3, at.last + 7):
        return True
    if _to_be(at) or _titled_behind(at):
        return True
    if not around.owned and (_apposed(at) or _bare(at) or _serves(at)):
        return "\n" not in around.right_gap and "." not in around.right_gap
    return _role_before(at)


def _visits(at: Whereabouts) -> bool:
    """Read "Dan who came in to"."""
    return tuple(at.around.right[:3]) in _VISITS and at.around.right[3:4] not in _PLACED


def _to_be(at: Whereabouts) -> bool:
    """Read "off to be a deputy head"; who wants to be one is a child."""
    right = at.around.right
    hopes = right[:1] != [] and right[0] in _HOPES
    one_day = not _ONE_DAY.isdisjoint(right) and not {("be", "a"), ("be", "an")}.isdisjoint(pairwise(right))
    return not (hopes or one_day) and " to be " in f" {' '.join(right)} " and at.holds("role", at.last + 2, at.last + 8)


def _titled_behind(at: Whereabouts) -> bool:
    """Read "Chris, Head of Year 11"."""
    around = at.around
    titled = "," in around.right_gap and around.right_raw[:1].isupper() and "\n" not in around.right_gap
    named = any(a == at.last and b > a + 1 for a, b in at.places["role"])
    return titled and not around.owned and named and around.right[0] not in KIN


def _apposed(at: Whereabouts) -> bool:
    """Read "Jan, the builder", "Will is our learning mentor"."""
    right = at.around.right
    begin = 1 if right[:1] == ["is"] else 0
    word = "".join(right[begin : begin + 1])
    own = word in ("his", "her", "their", "your")
    return (
        word in DETERMINERS
        and at.holds("role", at.last + 1, at.last + begin + 4)
        and not _broken(at)
        and right[begin + 2 : begin + 3] != ["s"]  # "(the examiner's spelling, not ours)"
        and not (own and not KIN.isdisjoint(right[begin : begin + 3]))  # "Lexi, her mum"
        and not _EMOJI.search(at.around.right_gap)
        and not _SPEECH.search(at.around.right_gap)
    )


def _bare(at: Whereabouts) -> bool:
    """Read "Jan (lollipop lady)"."""
    around, right = at.around, at.around.right
    apart = any(sign in around.right_gap for sign in ",(–—") and around.right_raw[:1].islower() and right[0] not in KIN
    owns = right[2:3] == ["s"]  # "(the examiner's spelling, not ours)"
    bare = apart and not owns and at.holds("role", at.last, at.last + 2)
    return bare and KIN.isdisjoint(right[:2]) and right[0] not in _ONES


def _serves(at: Whereabouts) -> bool:
    """Read "Grace who does the lollipop"."""
    right = at.around.right
    serving = right[:1] == ["who"] and right[1:2] != [] and right[1] in _SERVES
    return (serving and at.holds("role", at.last + 2, at.last + 6)) or _visits(at)


def _role_before(at: Whereabouts) -> bool:
    """Read "our caretaker, Jan", "our new caretaker, Jan"."""
    if "," not in at.around.left_gap or "\n" in at.around.left_gap:
        return False
    ends = [(a, b) for a, b in at.places["role"] if b == at.first]
    ends += [(a - 1, b) for a, b in ends if a > 1 and at.tokens[a - 1] in _KNOWN_AS]
    known = (DETERMINERS | {"same"}) - _INDEFINITE
    return any(a > 0 and at.tokens[a - 1] in known and not _played(at, a - 1) for a, _ in ends)


def thanked_firm(at: Whereabouts) -> bool:
    """Read "thanks to Daniel at the garden centre", "Alex from work"."""
    right = at.around.right
    if (
        at.around.right_gap.strip() in ("&", "and")
        and right[:1] != []
        and right[0] in ("sons", "son", "daughters", "co", "bros")
    ):
        return True
    if not at.around.touches_right or right[:1] == [] or right[0] not in ("at", "from"):
        return False
    if right[:2] == ["at", "the"] and right[2:3] in (["till"], ["counter"], ["desk"], ["bar"], ["checkout"]):
        return True
    if right[1:2] and right[1] in ("work", "hr", "accounts", "finance", "reception", "admin") and right[0] == "from":
        return right[1] != "reception"
    thanked = not _THANKS.isdisjoint(at.around.left[-3:])
    if not thanked or at.around.right_raw.isupper() or not right[1:2]:
        return False
    if right[1] == "the":
        return True
    word = _PLACE.match(at.source, at.around.end)  # "Thank you to Sam at Tesco"
    ours = right[1] in at.classes or right[1] in at.account or not _OURS.isdisjoint(right[1:4])
    return word is not None and not at.source.isupper() and not ours


def _played(at: Whereabouts, first: int) -> bool:
    """What stands there is said of the one before it: "Kai is the builder, Penny ...", "dressed as a builder"."""
    return first > 0 and at.tokens[first - 1] in ("is", "was", "as", "be", "being", "s", "at")


def _broken(at: Whereabouts) -> bool:
    """A comma stands between what is said of a name and the calling: "my darling, great nan is proud"."""
    further = at.source[at.around.end :].lstrip(" ,(–—-")
    return any(a < b for a in (further.find(","), further.find("!")) if a >= 0 for b in (_first_role(at, further),))


def _first_role(at: Whereabouts, further: str) -> int:
    """Return where in the text behind a name the first calling stands."""
    begins = [a for a, _ in at.places["role"] if a >= at.last]
    return further.casefold().find(at.tokens[begins[0]]) if begins else -1
