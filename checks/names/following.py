"""Following: what the words after a first name say: a verb, something owned, a class, another surname."""

from __future__ import annotations

import re
from typing import Final, TypeAlias

from checks.names.classes import CLASS, class_follows, of_class
from checks.names.occurrence import Occurrence
from checks.names.owning import NEXT, After, followed_high, owns
from checks.names.scenes import CALLED
from checks.names.senses import COPULAS, COUNTED, DATED, PLAIN
from checks.names.surroundings import Surroundings
from checks.names.verdict import Circumstances, Verdict, is_styled, stranger

_CAST: Final = re.compile(r"\b[Cc]ast\b")
_ADVERBS: Final = frozenset(
    (
        "finally", "really", "never", "also", "just", "still", "then", "always", "even", "actually", "already",
        "nearly",
        "almost", "once", "now", "only", "quickly", "quietly", "proudly", "kindly", "both", "all", "absolutely",
        "definitely", "has", "had", "have", "very", "bravely", "carefully", "happily", "later", "soon", "clearly",
    )
)  # fmt: skip
"""Words between somebody and a deed."""
_BEING: Final = frozenset(("was", "is", "plays", "played", "playing"))
_RESULTS: Final = frozenset(("lost", "drew", "lose", "loses", "signed", "sign", "need", "play"))
"""Verbs of football clubs: "chelsea lost again"."""
_WHERE: Final = frozenset(("in", "on", "at", "with", "under", "behind", "by", "from", "and"))
_NO_DEEDS: Final = frozenset(
    ("during", "morning", "evening", "including", "according", "following", "building", "spring")
)
_LONG: Final = 4
"""Letters of a verb that its ending tells."""
_OWNING: Final = frozenset(("a", "an", "the", "her", "his", "their", "our", "one", "two"))
_OBJECTS: Final = frozenset(
    ("your", "my", "our", "the", "a", "an", "it", "me", "us", "them", "this", "these", "his", "her")
)
"""Words behind a verb: "Chase your dreams", "Mark the date"."""
_PERSONAL: Final = frozenset(
    (
        "second", "third", "first", "last", "fourth", "runner", "halfway", "waiting", "walking", "climbing",
        "delighted", "thrilled", "proud", "brave", "happy", "excited", "nervous", "chosen", "picked", "elected",
        "voted", "awarded", "reading", "leading", "playing", "wearing", "dressed", "chuffed", "smiling", "sitting",
        "standing", "holding", "she", "he", "buzzing", "sick", "poorly", "ill", "upset", "tired", "shattered", "asleep",
        "gutted", "shy", "scared", "absent", "settled", "joined", "learnt", "learned", "written", "drawn", "baked",
        "built", "passed", "earned", "painted", "scored", "mastered", "raised", "smashed", "designed", "knitted",
    )
)  # fmt: skip
"""Words behind a verb that only people take: "May was delighted"."""


def _next_high(name: Occurrence) -> bool:
    """Read "Phoenix was Brutus": the word after the verb is written like a name."""
    around, text = name.around, name.text
    if text.lower or text.shouting or text.headline or len(around.right) < 2:
        return False
    word = NEXT.match(text.source[text.source.find(around.right_raw, around.end) + len(around.right_raw) :])
    return word is not None and word[1][:1].isupper() and around.right[1] not in name.lists.little


def _plays(around: Surroundings, text: Circumstances) -> bool:
    """Read "Alice as Mrs Twit", "Kai as a sheep": who wears or plays something is a child."""
    if not around.touches_right or around.right[0] != "as" or len(around.right) < 2:
        return False
    further = text.source[around.end :].lstrip()[3:4]
    return around.right[1] in ("the", "a", "an") or (further.isupper() and around.right[1] not in ("well", "he", "she"))


def _cast(around: Surroundings, text: Circumstances) -> bool:
    """Read "Cast: Puck: Jack. Titania: Rose": a part with a capital, a colon and whoever plays it."""
    high = around.left_raw[:1].isupper() and around.word[0].isupper() and ":" in around.left_gap
    return high and around.left[-1:] != ["cast"] and _CAST.search(text.source) is not None


def _acts(right: list[str]) -> bool:
    """Somebody does something further on: "Poppy in a wheelchair racing ..."."""
    return any(len(word) > 5 and word.endswith("ing") and word not in _NO_DEEDS for word in right[1:6])


def _third_person(around: Surroundings, text: Circumstances) -> bool:
    """A verb with its object follows: "Mark forgives him", "Will eats the last one"."""
    verb = around.right_raw
    if len(verb) <= _LONG or not verb.endswith("s") or not verb.islower():
        return False
    word = NEXT.match(text.source[text.source.find(verb, around.end) + len(verb) :])
    return word is not None and word[1] in _OBJECTS


def _bare(around: Surroundings, sense: str) -> bool:
    """A noun would have an article: "Rose at the piano", "Heather with a scalpel"; but "Ivy on the walls"."""
    if not around.touches_right or around.right[0] not in _WHERE or len(around.right) < 2:
        return False
    if around.right[0] == "with" and around.first and not {"her", "his"}.isdisjoint(around.right[1:5]):
        return True  # "Rose with paint on her nose"
    grows = sense == "flower" and around.right[0] in ("in", "on", "and") and around.right[1] == "the"
    return around.right[1] in _OWNING and not grows


_ON_HIGH: Final = frozenset(("god", "allah", "jesus", "lord"))
"""Who is called upon beside a child, and is nobody's last name: "Mercy God has been faithful"."""
Said: TypeAlias = "tuple[tuple[str, str], ...] | None"
"""Observations with what fills their sentence; () where nothing more is to be said, None where it says nothing."""


def weigh_after(verdict: Verdict, name: Occurrence, companions: int) -> None:
    """Note what the words after a first name say for a pupil or against one: the first that says something counts."""
    around = name.around
    if of_class(around, name.text, name.classes):
        verdict.note("of_class")
    if class_follows(around):
        verdict.note("not_person_after_high")
        return
    after = _read_after(name, "" if companions else name.sense)
    in_class = "of_class" in verdict.observed
    said = _joined_on(after) or _by_cue(after, in_class=in_class) if around.touches_right else _joined_on(after)
    if said is None and not around.owned and (around.touches_right or _class_apart(after)):
        said = _by_shape(after) if around.touches_right else (("class_after", ""),)
    for observation, word in said or ():
        verdict.note(observation, word)


def _class_apart(after: After) -> bool:
    return after.kind == "class" and "\n" not in after.name.around.right_gap


def _read_after(name: Occurrence, sense: str) -> After:
    """Read the cue that follows; `sense`: of the name's word, "" in a list, whose verb is not this one's alone."""
    around, text, cues = name.around, name.text, name.lists.after
    phrase, kind = cues.longest(around.right)
    if around.right[:1] and around.right[0] in _ADVERBS and cues.longest(around.right[1:])[1] == "strong":
        phrase, kind = cues.longest(around.right[1:])  # "Grace really enjoyed it"
    following = around.right[0] if around.right else ""
    # "Will scored": a verb wants somebody before it; "Florence was great" may still be a city
    high = around.word[0].isupper() or (text.lower and (around.first or around.left[-1:] in (["our"], ["and"])))
    stays = following in COPULAS and sense in (*DATED, "place") and _PERSONAL.isdisjoint(around.right[1:3])
    stays = stays or (sense == "place" and following in _RESULTS and around.right[1:2] not in (["her"], ["his"]))
    return After(name, sense, phrase, kind, following, high, stays)


def _joined_on(after: After) -> Said:
    """A hyphen, something owned, a part that is played."""
    around, text = after.name.around, after.name.text
    if around.right_gap[:1] == "-" and not around.right_raw.islower() and len(around.right_raw) > 1:
        return (("stranger_after", ""),)
    if around.owned:
        return ((owns(after), ""),)
    if _plays(around, text) or _cast(around, text):
        return (("plays_part_word" if after.name.ordinary else "plays_part", ""),)
    return None


def _by_cue(after: After, *, in_class: bool) -> Said:
    """Words that the lists know: a street, a class, a deed, an object behind a verb."""
    name, kind, following = after.name, after.kind, after.following
    around, text, ordinary = name.around, name.text, name.ordinary
    if kind == "not_person" and around.right[0] in ("class", "form") and CLASS.fullmatch(" ".join(around.right[1:2])):
        return (("class_after", ""),)  # "my son andrei class 7P"
    if kind == "not_person":
        return (("not_person_after_high" if _written_high(around, text) else "not_person_after", ""),)
    if kind == "class":
        return (("class_after", ""),)
    if after.sense == "verb" and following in _OBJECTS:
        return (("as_verb", ""),)
    if ordinary and following == "of" and not in_class and around.right[1:2] != ["course"]:
        return (("measured", ""),)
    if following == "by" and _by_date(name):
        return None
    if following == "by" and _by_maker(name):
        return (("work_by", ""),)
    if after.stays and (after.sense != "place" or following in _RESULTS):
        return ()
    if kind == "strong" and after.agent:
        low = around.word.islower() and text.comment
        return (("strong_after_word", after.phrase), *((("praised_low", ""),) if low else ()))
    if ordinary and following in CALLED and text.comment:
        return (("strong_after_word", following),)
    if kind == "strong" or (kind == "weak" and ordinary < PLAIN and (after.sense != "place" or around.first)):
        return ((f"{kind}_after", after.phrase),)
    return None


def _by_date(name: Occurrence) -> bool:
    """Read "Names to Star by Friday"."""
    right = name.around.right
    return len(right) > 1 and name.lists.common.get(right[1], ("", 0))[0] in DATED


def _by_maker(name: Occurrence) -> bool:
    """Read "Dawn by Amelia Okoro": a work and whoever made it."""
    return name.text.source[name.around.end :].strip()[3:4].isupper() and followed_high(name.around, name.text)


def _by_shape(after: After) -> Said:
    """Words that no list knows: verbs by their endings, another name."""
    name, following = after.name, after.following
    around, text, ordinary = name.around, name.text, name.ordinary
    subject = ordinary and after.high and after.sense not in DATED
    opens = subject and around.first
    if opens and following in ("is", "was", "has", "had"):
        low = around.word.islower() and text.comment and after.sense in COUNTED
        return ((_copula(after), following), *((("praised_low", ""),) if low else ()))
    if opens and following in ("did", "does") and after.sense != "place":
        return (("verb_after_word", following),)
    if around.right[1:2] == [around.word.casefold()] and following == "in":  # "Paris in Paris!"
        return (("in_its_namesake", ""),)
    if subject and following in _BEING and _next_high(name):
        return (("plays_part", ""),)
    if after.kind == "work" and around.word.casefold().endswith("s"):
        return (("owns", ""),)
    if is_styled(around.word) and is_styled(around.right_raw):
        return ()  # names side by side in letters of their own
    called = following in _ON_HIGH or following in name.lists.little
    if not called and stranger(around.right_raw, around.touches_right, text):
        return (("stranger_after", ""),)
    if _third_person(around, text) and (not ordinary or after.high):
        return (("verb_after_word" if ordinary else "verb_after", following),)
    if opens and _bare(around, after.sense):
        return (("bare_noun_staff" if around.word.casefold() in text.staff_first_names else "bare_noun", ""),)
    verb = len(following) > _LONG and following.endswith(("ed", "ing"))
    if verb and (not ordinary or (after.agent and after.sense not in DATED)):
        return (("verb_after_word" if ordinary else "verb_after", following),)
    if subject and following in _WHERE and _acts(around.right):
        return (("participle_near", ""),)
    if following in name.lists.surnames and ordinary < PLAIN and _hidden_surname(around, text):
        return (("stranger_after", ""),)
    return None


def _copula(after: After) -> str:
    """Say what "is" or "has" after a word at the beginning of a sentence makes of it: "Star is", "Will has eaten"."""
    right = after.name.around.right
    done = right[0] in ("has", "had") and right[1:2] != [] and right[1].endswith(("ed", "en", "ught"))
    if done:
        return "strong_after_word"
    return "subject_word" if after.sense in COUNTED else "copula_after_word"


def _hidden_surname(around: Surroundings, text: Circumstances) -> bool:
    """A usual surname follows where capitals say nothing: "claudia jones", "CLAUDIA JONES"."""
    return around.touches_right and (text.lower or text.shouting or (text.headline and around.right_raw[:1].isupper()))


def _written_high(around: Surroundings, text: Circumstances) -> bool:
    """The word after it has a capital where capitals mean something: "Isaac House", "Rose Class"."""
    return around.right_raw[:1].isupper() and not (text.lower or text.shouting or text.headline)
