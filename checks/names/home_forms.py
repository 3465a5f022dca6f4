"""Home forms: what families call a child in their own language: its pet endings (Vendulka, Martynukas, Joaninha), and
the cases it puts a name in (Kevine, Magdo, Ievai), which are read only in a text of that language.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Final, NamedTuple

from checks.names.pupils import KEPT

_THRICE: Final = re.compile(r"(.)\1\1")
_FEWEST: Final = 3
"""Letters of a name that its endings leave at least."""
_VOWEL: Final = re.compile(r"(?:ia|ya|ie|[aeiouy])$")


class Endings(NamedTuple):
    """What a language writes behind the stem of a name."""

    pet: str
    """Endings of pet forms, parted by spaces; "-" is none."""
    cases: str = ""
    """Endings of cases, read only in a text of the language."""


_A: Final[Mapping[str, Endings]] = {
    "slavic": Endings(
        "ka cia unia usia ulka inka enka eczka ecka icka uska ulinka incia ula ocka ochka iczka ushka yk uska ica iczek"
        " ulek usenka uszka ulenka isia",
        "y i u o ou ie e ko ku ke ki ce ki cio ciu ci usiu usi usie uniu uniu unie inko inku enko eczko icko"
        " icku ulko ulku ulce",
    ),
    "baltic": Endings("ute yte ele uze uke utele elyte ina ite uzite ulite", "os ai oj es ei ut yt el utei elei"),
    "romanian": Endings("ica uta uca ita ela ioara ut ucuta isoara", "ei o uto ico ito elo"),
    "iberian": Endings("inha ita zinha cita ucha inhas illa uxa", ""),
    "italian": Endings("ina etta uccia ella uzza", ""),
    "hungarian": Endings("ika ike acska ecske ci i uska us ka uci acskam ukam ikam", "anak anal aval at et"),
    "turkish": Endings("acik ecik acim ecim icim acigim icigim os oska anur", "m yi ya nin yla"),
    "albanian": Endings("ushe ushi ushja ka ke ina", "en es ne"),
    "irish": Endings("in een og ai", ""),
}
"""For names that end in a vowel, which the ending replaces."""
_CONSONANT: Final[Mapping[str, Endings]] = {
    "slavic": Endings(
        "ek ik ko us usek inek eczek icek uszek cio is chik yk ushka usko in enko oslav anko ka ecek onek ulek uniek",
        "a u em ovi owi e ie om eku ecku eczku icku ku ka kowi kovi kiem kem usiu usia iku ika ci cie rze ze",
    ),
    "baltic": Endings(
        "ukas uk elis eli ytis iukas iuk utis uti itis ins eliukas ut ute yte ele", "o ui ai e aus au io iui i a"
    ),
    "romanian": Endings("el ut ica usor ita as utu elus utza ucu is", "ul ului e ule"),
    "iberian": Endings("ito inho zinho zinha cito cita ico ita inha illo", ""),
    "italian": Endings("ino ina etto etta uccio uccia ello ella", ""),
    "hungarian": Endings("ka ke ika ike i cska cske ci us ikam ukam kam kem ko uska ocska", "nak nek val vel ot et"),
    "turkish": Endings("cik cim cigim can os cuk um im ito cum", "i u in un la le"),
    "albanian": Endings("ush ushi ka o", "i it in u"),
    "irish": Endings("in een og ie", ""),
}
"""For names that end in a consonant."""
_WORDS: Final = frozenset(
    (
        "albin", "ante", "arne", "augustin", "augusto", "basin", "bianco", "bobbin", "carlin", "casein",
        "chai", "chara", "charlton", "charter", "chem", "choco", "choral", "dalai", "doreen", "florentino",
        "godin", "gusto", "jacobin", "janus", "kenai", "kirin", "klein", "lanai", "lenin", "leone", "lettin",
        "levin", "livin", "malkin", "manta", "mario", "maris", "marke", "marte", "mate", "melanin", "michelin",
        "milani", "mirai", "mujahideen", "nadu", "natale", "perrin", "petri", "petrie", "phage", "pippin",
        "pole", "poli", "polka", "polo", "poly", "poppin", "rabin", "rada", "rosin", "rubin", "sabin",
        "sakurai", "sara", "sarin", "sham", "sola", "thein", "thesis", "thing", "tite", "tobin", "tome",
        "valentine",
    )
)  # fmt: skip
"""What is a word or a name everybody knows, and made by such endings."""
_LITHUANIAN: Final = re.compile(r"(?:as|is|us|ys)$")
_CASED: Final = frozenset(("slavic", "baltic"))
"""Tongues that put names in many cases."""
_LONG: Final = 5
"""Letters of a pet form that has cases of its own: of shorter ones they are words."""
_FLEETING: Final = re.compile(r"^(.{2,}[^aeiou])e([^aeiou])$")
"""A vowel that goes where an ending comes: Radek, Radka."""


class HomeForm(NamedTuple):
    """One form of a first name in a tongue."""

    tongues: frozenset[str]
    bound: bool
    """It is read only in a text of the tongue."""
    pupils: frozenset[int]


def home_forms(
    bearers: Mapping[str, Collection[int]],
    spoken: Sequence[Collection[str]],
    listed: Mapping[str, Sequence[str]],
    known: Container[str],
) -> dict[str, HomeForm]:
    """Return form -> whom it may mean; what two first names of the register could make is left out.

    `bearers`: folded first name -> pupils (by position); `spoken`: pupil -> the languages that the names tell of;
    `listed`: name -> its short forms; `known`: words, and forms that mean somebody by themselves.
    """
    made: dict[str, tuple[str, HomeForm]] = {}
    shared: set[str] = set()
    for name, tongue, pupils in _speakers(bearers, spoken):
        one_of = {bound: (name, HomeForm(frozenset((tongue,)), bound, pupils)) for bound in (False, True)}
        for form, bound in chain(_forms_of(name, tongue), _cases_of(listed.get(name, ()), tongue)):
            if form in known:
                continue
            met = made.get(form)
            if met is None or (met[0] == name and met[1].bound and not bound):
                made[form] = one_of[bound]
            elif met[0] != name:
                shared.add(form)
    return {form: one for form, (_, one) in made.items() if form not in shared}


def _speakers(
    bearers: Mapping[str, Collection[int]], spoken: Sequence[Collection[str]]
) -> Iterator[tuple[str, str, frozenset[int]]]:
    """Yield (first name, language, the pupils of that name whose family may speak it)."""
    for name, pupils in bearers.items():
        for tongue in sorted({tongue for at in pupils for tongue in spoken[at]}):
            yield name, tongue, frozenset(at for at in pupils if tongue in spoken[at])


@lru_cache(KEPT)
def _forms_of(name: str, tongue: str) -> tuple[tuple[str, bool], ...]:
    """Return the pet forms and, bound to the tongue, the cases of one name."""
    return tuple((form, bound) for form, bound in _endings_of(name, tongue) if form not in _WORDS)


def _endings_of(name: str, tongue: str) -> Iterator[tuple[str, bool]]:
    if not name.isalpha() or len(name) < _FEWEST:
        return
    short = (_LITHUANIAN if tongue == "baltic" and _LITHUANIAN.search(name) else _VOWEL).sub("", name)
    for stem in _stems(name, short, tongue):
        endings = (_A if _VOWEL.search(name) else _CONSONANT)[tongue]
        for bound, written in ((False, endings.pet), (True, endings.cases)):
            for ending in written.split():
                if _reads(form := stem + ending, name):
                    yield form, bound
    if tongue == "irish" and name[0] in "bcdfgmpst" and name[1] != "h":
        yield f"{name[0]}h{name[1:]}", False  # "a Chaoimhe", "a Sheain"
        if name[-1] in "nlsr":
            yield f"{name[0]}h{name[1:-1]}i{name[-1]}", False


def _cases_of(shorts: Sequence[str], tongue: str) -> Iterator[tuple[str, bool]]:
    """Yield the cases of listed pet forms: "betko" for "betka"."""
    if tongue not in _CASED:
        return
    for short in shorts:
        if len(short) >= _LONG:
            yield from ((form, bound) for form, bound in _forms_of(short, tongue) if bound)


def _stems(name: str, short: str, tongue: str) -> Iterable[str]:
    stems = [short]
    if short.endswith("i") and len(short) > _FEWEST:
        stems.append(short[:-1])
    if tongue == "slavic" and (fleeting := _FLEETING.match(name)):
        stems.append(fleeting[1] + fleeting[2])
    if tongue in ("slavic", "hungarian") and name.endswith("ek"):
        stems.append(name[:-2])
    return [stem for stem in dict.fromkeys(stems) if len(stem) >= _FEWEST]


def _reads(form: str, name: str) -> bool:
    """Leave out what nobody writes: three letters alike, another's name that is the same but for its last letter."""
    return form != name and len(form) > _FEWEST and not _THRICE.search(form) and not form.startswith(f"{name}s")
