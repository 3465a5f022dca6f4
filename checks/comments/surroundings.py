"""What stands around a sign: who is spoken to or of, who speaks, and whether it is denied, quoted or objected to."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final, NamedTuple

from checks.comments.scan import Match, Reading

_YOU: Final = r"(?:you|u|ya|yous|your|ur|youre|yr|yourself|yourselves)"
_STAFF: Final = (
    r"(?:sir|mr|mrs|miss|ms|dr|head|heads|headteacher|headmaster|headmistress|teacher|teachers|tutor|staff|governor|"
    r"governors|slt|ta|tas|receptionist|caretaker|coach|principal|deputy|office|dinner lady|lollipop (?:man|lady)|"
    r"head of year|leadership|management)"
)
_OTHERS: Final = (
    r"(?:he|she|they|her|him|them|that|this|these|those|who|kid|kids|child|boy|girl|lad|lass|son|daughter|mum|dad|"
    r"mums|dads|parent|parents|woman|man|bloke|people|pupils|students|everyone|lot|bunch|pack|family|mother|father)"
)
_DIRECT: Final = re.compile(rf" {_YOU} (?:\S+ ){{0,5}}$")
_SPOKEN_OF: Final = re.compile(rf" (?:{_STAFF}|{_OTHERS}) (?:\S+ ){{0,5}}$")
_AFTER: Final = re.compile(
    rf"(?:\S+ ){{0,1}}(?:{_STAFF}|{_YOU}|kid|kids|child|woman|man|lot|boy|girl|head|parents|school|person) "
)
_COUNTED: Final = re.compile(
    r" (?:(?:what|such|that|this|a|an|the|some|bunch of|pack of|load of|lot of|bunch o) (?:\S+ ){0,2})$"
)
_MYSELF: Final = re.compile(
    r" (?:im|i m|i am|i was|i feel|i felt|i look|i looked|i ll look|i must be|me|myself|we re|we are|"
    r"makes me) (?:\S+ ){0,3}$"
)
_DENIED: Final = re.compile(
    r" (?:not|never|no|nobody|none|isn t|isnt|aren t|arent|ain t|aint|wasn t|wasnt|don t|dont|doesn t|doesnt|didn t|"
    r"didnt|wouldn t|shouldn t|without|stop|no one|noone|hardly|neither) (?:\S+ ){0,3}$"
)
_NEGATIONS: Final = frozenset({"not", "never", "no", "t", "isnt", "arent", "aint", "wasnt", "dont", "cant", "nobody"})
_WITHIN: Final = re.compile(r" (?:not|never|no|isn t|isnt|aren t|arent|ain t|aint|wasn t|wasnt|hardly|nobody|no one) ")
_ASIDE: Final = re.compile(
    r" (?:not (?:only|just|a clue|fit)|not being (?:funny|rude|mean|horrible|racist|sexist)|"
    r"not (?:racist|sexist|homophobic|gonna lie|going to lie)|no (?:offence|offense|lie|doubt|joke|wonder)|"
    r"why (?:don t|dont|not)|can t (?:you|u)) "
)
_REPORTED: Final = re.compile(
    r" (?:call|called|calling|calls|said|say|saying|says|wrote|write|writing|writes|shouted|shouting|chanted|term|word|"
    r"words|language|phrase|using|use|used|heard|hear|comments? (?:like|such as)|named|labelled|described|mean by|"
    r"insult|told to|told) (?:\S+ ){0,6}$"
)
_OBJECTED: Final = re.compile(
    r" (?:homophobic|racist|racism|sexist|offensive|unacceptable|not (?:ok|okay|acceptable|on|funny)|never ok|"
    r"ashamed|shame on|"
    r"deserves? (?:to be|better|it)|take (?:it|that|this)? ?(?:\S+ )?down|delete (?:it|this|that)|is a slur|was called|"
    r"been called|being called|report(?:ed|ing)? (?:it|this|that)|hate speech|bigot|bigots|trolls?|as an insult|"
    r"(?:should not|shouldn t|cannot|can t) (?:just )?be (?:said|called|shouted|posted|written|allowed to say)|"
    r"(?:thing|word|words|way) to (?:say|write|call|talk|post|speak)|get away with|wrong to (?:say|call)|"
    r"be ashamed|moderate) "
)
_THING: Final = re.compile(
    r" (?:it|it s|its|weather|rain|wind|bus|train|traffic|lights?|phone|printer|app|website|link|sound|speakers?|"
    r"wifi|camera|pics?|photos?|pothole|parking|car|van|coach|day|week|monday|mondays|rule|policy|homework|food|"
    r"wasps?|flies|slugs?|pigeons?|seagulls?|mice|nits|midges|mosquitos?|ants|spiders?|weeds|sprouts|"
    r"dinners?|uniform|tie|logo|door|gate|road|boiler|heating|laptop|computer|machine|projector|bins?|toilets?|tap|"
    r"pens?|glue|stairs|fence|alarm|zip|shoes?|laces|trainers?|tent|minibus|satnav|parentpay|arbor|portal|"
    r"password|system|recipe|cake|maths|exam|paper|question|game|storm|bug|recorder|glitter|costume|lid) (?:\S+ ){0,4}$"
)
_QUOTES: Final = re.compile(r"[\"“„«][^\"“”„»\n]{1,200}[\"”»]|(?<!\w)['‘][^'‘’\n]{1,100}['’](?!\w)")
_TITLES: Final = re.compile(
    r" (?:mr|mrs|miss|ms|mx|dr|sir|dame|rev|father|sister|prof|professor|cllr|captain|lord|lady) $"
)
_WORDS: Final = re.compile(r"\S+")


_BESIDE: Final = 2
"""Words outside the quotation marks, at least."""


class Around(NamedTuple):
    """What was seen around one sign."""

    direct: bool
    """Somebody is spoken to."""
    spoken_of: bool
    """Somebody is spoken of."""
    alone: bool
    """The text is next to nothing else."""
    denied: bool
    myself: bool
    reported: bool
    """Another's words are told."""
    objected: bool
    """The text speaks against such words."""
    thing: bool
    named: bool
    """It is written like somebody's name."""


def look_around(reading: Reading, match: Match) -> Around:
    """Look at the words before and after a sign in its own sentence, at its quotation marks, and at the whole text."""
    before, after, inside = _parts(reading, match)
    quoted = _quoted(reading, match)
    text = reading.text
    denied = (_DENIED.search(before) is not None and not _ASIDE.search(before)) or _denied_within(match, inside)
    objected = _OBJECTED.search(text) is not None
    direct = _DIRECT.search(before) is not None or re.search(rf" {_YOU} ", inside) is not None
    return Around(
        direct=direct or re.match(rf"{_YOU} ", after) is not None,
        spoken_of=bool(_SPOKEN_OF.search(before) or _COUNTED.search(before) or _AFTER.match(after)),
        alone=len(_WORDS.findall(text)) <= len(_WORDS.findall(inside)) + 2,
        denied=denied,
        myself=_MYSELF.search(before) is not None and not direct,
        reported=quoted or _REPORTED.search(before) is not None,
        objected=objected,
        thing=_THING.search(before) is not None,
        named=_named(reading, match, before),
    )


def _parts(reading: Reading, match: Match) -> tuple[str, str, str]:
    """Return the folded text of the sentence before, after and in a match, a space at either end."""
    first, last = reading.sentence(match)
    left, right = (bisect_left(reading.origin, place) for place in (first, last))
    before = f" {reading.text[max(left, 0) : match.start].lstrip()}" if left < match.start else " "
    return before, reading.text[match.end : right + 1].lstrip(), f" {reading.text[match.start : match.end]}"


def _denied_within(match: Match, inside: str) -> bool:
    """Tell whether a gap of the line holds a denial: "the head is not a liar"; a line may well hold one itself."""
    found = _WITHIN.search(inside)
    own = (word for part in match.phrase.parts for words in part.words for word in words.split())
    return found is not None and not _ASIDE.search(inside) and _NEGATIONS.isdisjoint(own)


def _quoted(reading: Reading, match: Match) -> bool:
    """Tell whether it stands within quotation marks, beside words that do not: those are another's, or a title's."""
    start, end = reading.span(match)
    marks = [q.span() for q in _QUOTES.finditer(reading.source) if q.start() <= start and end <= q.end()]
    beside = (reading.source[:first] + reading.source[last:] for first, last in marks)
    return any(len(_WORDS.findall(words)) >= _BESIDE for words in beside)


def _named(reading: Reading, match: Match, before: str) -> bool:
    """Tell whether it stands with a capital behind a title or beside another capital: Mr Cock, Dick Turpin."""
    start, end = reading.span(match)
    word = reading.source[start:end]
    if not word[:1].isupper() or word.isupper():
        return False
    if _TITLES.search(before):
        return True
    following, preceding = reading.source[end:].lstrip(" ")[:2], reading.source[:start].rstrip(" ").split(" ")[-1]
    beside = bool(preceding) and preceding[:1].isupper() and preceding[1:2].islower() and preceding[-1].isalpha()
    return (following[:1].isupper() and following[1:2].islower()) or beside
