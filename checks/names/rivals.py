"""Rivals: other schools and teams that a text or its post names, and who is told of, or speaks, as one of theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from checks.names.elsewhere import OURS
from checks.names.fold import fold_name
from checks.names.origins import RECEIVED
from checks.names.whereabouts import KIN, Whereabouts

_NAMED: Final = re.compile(
    r"\b([A-Z][\w'’]+) (?:[A-Z][\w'’]+ )?"
    r"(?:Primary|Infants?|Juniors?|Academy|High|College|Grammar|Prep|School|Grange|Colts|Rovers|United|RFC|FC|CC)\b"
    r"|\b(?:v|vs|versus|against|beat|host|hosts|hosted|hosting) ([A-Z][\w'’]+)|\d\s?[-–]\s?\d ([A-Z][\w'’]+)"
    r"|\b(?:to|against) (?:a |an )?(?:very )?(?:strong |good |great |tough |spirited )([A-Z][\w'’]+)"
)
"""Another school by its kind, or a team by the match: "Brindley High", "v Oldfield", "2-2 Tollgate"."""
_SPEAKS: Final = re.compile(
    r"\A\W*(?:\w+ ){0,4}from (?:(?:all|everyone|us) )?(?:of us )?(?:at )?(?:the )?(\w+)", re.IGNORECASE
)
"""How a comment begins that somebody of another school writes: "From the Oldfield Prep parents"."""
_GROUPS: Final = frozenset(
    ("year", "yr", "reception", "nursery", "class", "form", "key", "team", "house", "the", "our", "girls", "boys")
)
_CHURCHLY: Final = frozenset(("day", "ambulance", "church", "cathedral", "hospice", "park", "s"))
"""Words behind a saint's name that make no school of it."""
_REACH: Final = 8
"""Words behind a name that are read for the school it belongs to."""
_NEAR: Final = 5
_LEADING: Final = frozenset(("for", "from", "with", "at", "in", "on"))
"""Words that lead to a school."""
_PLACE: Final = 5
"""Letters from which a word that nobody uses daily may be a place."""
_CLUBS: Final = re.compile(
    r" (?:Colts|Rovers|United|Wanderers|Albion|Athletic|Juniors|Tigers|Lions|RFC|FC|CC|Sports)\b"
)
"""What makes a team of a name: "Hamilton Colts"."""


_KIN_SCHOOL: Final = re.compile(
    r"(?i)\b(?:my|our) (?:grand(?:daughter|son|child|kid)|niece|nephew|cousin|friend)['’]?s['’]? "
    r"(?:school|nursery|class|team)\b"
)
"""Where family of the writer goes: "at my granddaughter's school"."""
_OPPONENT: Final = re.compile(
    r"\b(?:v|vs|versus|against|at|from) ([A-Z]\w{3,})|\b([A-Z]\w{3,})(?: [A-Z]\w+)? \d{1,2}\b"
)
"""Another school in the post above a comment: "U11 football v Ashdene", "Moorside 4"."""
_SPEAKS_FOR: Final = re.compile(
    r"(?:[Ff]rom (?:all(?: of us)?|everyone|everybody|us(?: all| lot)?|the team) (?:at|here at|over at|up at)|"
    r"[Ww]e at|[Hh]ere at) ([A-Z]\w+)"
)
"""Who speaks for another school."""


_TAKES_PART: Final = frozenset(
    (
        "runs", "run", "running", "plays", "play", "played", "playing", "swims", "swimming", "rides", "boxes",
        "bowls", "bats", "rows", "competes", "competing", "signed", "trains", "training", "ran", "swam", "rowed",
        "boxed",
    )
)  # fmt: skip
"""What somebody does for a club or a school: "my nephew Callum runs for Malet"."""
_WHERE_THEY_GO: Final = re.compile(
    r"(?i)\b(?:(?:at|in|when|where|from|for) (?:his|her|their) (?:old |new )?(?:school|nursery|playgroup|pre-?school)\b"
    r"|(?:his|her|their) (?:school|nursery) (?:did|does|do|has|had|have|got|in|there|are|is doing|were|was)\b)"
)
"""Where family goes who is not at this school: nobody says "her school" to it."""
_GOES_TO: Final = re.compile(
    r" (?:goes|go|went|is going|is moving) to (?!the |year |y\d|bed|sleep|school\b|her |his |my |a |you)|"
    r" (?:would love|would have loved|would enjoy) (?:this|that|it|to)\b"
)
_CHILDREN: Final = frozenset(
    (
        "goddaughter", "godson", "daughter", "son", "niece", "nephew", "granddaughter", "grandson", "cousin",
        "boy", "girl", "lad", "lass",
    )
)  # fmt: skip


def is_club(at: Whereabouts) -> bool:
    """Tell whether the name is a team's: "Hamilton Colts", wherever else it stands in the text."""
    high = at.around.right_gap == " " and at.around.right_raw[:1].isupper()
    return high and not at.around.owned and _CLUBS.match(at.source, at.around.end) is not None


def _kin_elsewhere(at: Whereabouts) -> bool:
    """Read "my niece Ava goes to Hillcrest", "a daughter summer in yr 1 at her school there"."""
    if not at.comment or at.around.left[-1:] == [] or at.around.left[-1] not in _CHILDREN:
        return False
    if _WHERE_THEY_GO.search(at.source) or _GOES_TO.match(at.source, at.around.end):
        return True
    return at.holds("other_school", at.last, at.last + _REACH + 1)


def of_rival(at: Whereabouts) -> bool:
    """Read "signed Grace and Amber from brindley", "our lad Mason at Tollgate", where the post names that school."""
    if _kin_elsewhere(at):
        return True
    behind = at.tokens[at.last : at.last + _REACH]
    spoken = at.comment and ("from" in at.tokens or "other_school" in at.places)
    if _LEADING.isdisjoint(behind) and at.around.left[-1:] != ["where"] and not spoken:
        return False
    rivals = {word for word in (*_rivals(at.source), *_rivals(at.written_above)) if not _ours(at, word)}
    if rivals and at.comment and (speaks := _SPEAKS.match(at.source)) and fold_name(speaks[1]) in rivals:
        return True
    begins, ends = at.sentence()
    if at.around.left[-1:] == ["where"] and not rivals.isdisjoint(at.tokens[begins : at.first]):
        return True  # "went to Oakley Primary, where Noah read"
    for step in range(at.last, min(at.last + _REACH, ends, len(at.tokens)) - 1):
        word, following = at.tokens[step], at.tokens[step + 1]
        if word in ("for", "with", "at") and following == "st" and at.comment and _of_kin(at):
            saint = at.tokens[step + 2 : step + 4]
            return bool(saint) and saint[0] not in at.account and _CHURCHLY.isdisjoint(saint[1:])
        there = word in ("in", "from", "at") or (word in ("for", "with") and at.tokens[step - 1] in _TAKES_PART)
        if there and at.comment and _of_kin(at) and (_far(at, following) or at.begins("place_word", step + 1)):
            return True  # "my granddaughter ruby is in year 2 in nuneaton"
        near = word == "from" and step < at.last + _NEAR and at.tokens[step - 1] not in RECEIVED
        if (
            word == "the"
            and following in rivals
            and at.tokens[step + 2 : step + 3] in (["team"], ["side"], ["squad"], ["bench"])
        ):
            return True  # "our Ava was on the Hillcrest team"
        if following in rivals and (word == "for" or near or (word == "at" and step == at.last)):
            return True
    return False


def _far(at: Whereabouts, word: str) -> bool:
    """The word may be a place's: it is none of daily use, and nothing of the school's."""
    known = word in at.lists.vocabulary or word in at.lists.little or word[:1].isdigit() or len(word) < _PLACE
    return not known and not _ours(at, word)


def rival_speaks(at: Whereabouts) -> bool:
    """A comment comes from another school: "well done from everyone at Ashdene", signed "Ashdene mum"."""
    if not at.comment:
        return False
    rivals = {fold_name(match[1] or match[2]) for match in _OPPONENT.finditer(at.written_above)}
    rivals -= {word for word in rivals if word in at.account or word in OURS}
    own = at.around.left[-1:] != [] and at.around.left[-1] in ("our", "my")
    if rivals and not rivals.isdisjoint((*(at.tokens if own else ()), *fold_name(at.author).split())):
        return True
    if _KIN_SCHOOL.search(at.source):
        return True
    speaks = _SPEAKS_FOR.search(at.source)
    return speaks is not None and fold_name(speaks[1]) not in at.account and fold_name(speaks[1]) not in at.classes


def _of_kin(at: Whereabouts) -> bool:
    """The writer speaks of family: "my niece lily"."""
    young = ("niece", "nephew", "granddaughter", "grandson", "cousin", "friend", "friends", "mate")
    return at.around.left[-1:] != [] and at.around.left[-1] in young


def _ours(at: Whereabouts, word: str) -> bool:
    return word in at.account or word in at.classes or word in _GROUPS or word in KIN or word in at.pupils


@lru_cache(maxsize=4096)
def _rivals(written: str) -> tuple[str, ...]:
    """Return the folded first words of the schools and teams that a text names."""
    return tuple(_first_words(written)) if written else ()


def _first_words(written: str) -> Iterator[str]:
    for named in _NAMED.finditer(written):
        word = next(part for part in named.groups() if part)
        if folded := fold_name(word).split():
            yield folded[0]
