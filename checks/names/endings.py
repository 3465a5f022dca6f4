"""Endings: what is written behind a name or its short form in fun: Frankie, Flozza, Tomster, Gracieboo, Zainabjaan."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

from checks.names.pet_forms import of_one_name
from checks.names.pupils import KEPT

_BASE: Final = re.compile(r"[a-z]{1,4}[bcdfgklmnprstvwz]|[a-z]{2,3}o|[a-z]?[aeiou][a-z]h")
"""What such an ending stands behind: Tom, Flo, Josh."""
_LONGEST: Final = 5
_LOVED: Final = (
    *("bear", "boo", "roo", "pops", "bug", "bean", "kins", "poo", "poppet", "bob"),
    *("jaan", "jan", "ji", "jee"),
)
"""Endings behind a name as it stands."""
_SHORT_ENDINGS: Final = (
    *("y", "ie", "ers", "ster", "kins", "o", "zza", "za"),
    *("eh", "sy", "sie", "ykins", "meister", "aroo"),
)
_AFTER_O: Final = ("zza", "zzie", "ssie", "bo", "ey", "mo", "zz", "es", "ster", "z")
_FEWEST: Final = 4
_DOUBLED: Final = re.compile(r"^[^aeiou]{0,2}[aeiou][bdgklmnprtv]$")
_WORDS: Final = frozenset(
    (
        "abso", "angers", "anno", "antsy", "artsy", "aussie", "ballers", "bally", "barbers", "beano", "bello",
        "benders", "bevy", "bobby", "boners", "bonny", "bono", "bony", "bother", "boxers", "brony", "brother",
        "caddie", "caddo", "caddy", "callers", "canny", "canoes", "caso", "caters", "cato", "chancers",
        "chasers", "cherie", "chester", "chuckie", "chucky", "colo", "cooker", "corso", "cory", "coxy",
        "daisy", "dancers", "danger", "deny", "devo", "divers", "dono", "dory", "ellipse", "ello", "emery",
        "esso", "ethers", "fanster", "ferri", "filers", "fillers", "fleury", "flickers", "foxy", "gangster",
        "garza", "genie", "globo", "glover", "greggs", "hallo", "hamster", "hanging", "hanzo", "harkins",
        "harpy", "hazy", "helo", "hipster", "holo", "holster", "holy", "hunters", "indo", "jaco", "jammers",
        "jammy", "jeffers", "jenkins", "jimmie", "jolly", "keno", "kenosis", "kiddo", "kono", "kony", "laddie",
        "lanza", "lassie", "lazy", "lego", "levers", "levy", "limbo", "liners", "lingers", "lingo", "lino",
        "livers", "lobster", "logano", "loggers", "loko", "lorry", "lotto", "lousy", "lovers", "maddies",
        "makers", "mako", "malo", "mambo", "manners", "markers", "marry", "masters", "matey", "matters",
        "maxis", "messy", "milkers", "millers", "mingo", "minho", "miso", "mixers", "mobster", "moly", "mono",
        "monster", "monza", "mossy", "mummy", "munoz", "murders", "nanny", "nato", "nimmo", "normie", "nosy",
        "pansy", "paso", "peppers", "peppy", "peters", "petty", "philo", "pinkie", "pipers", "pizza", "pollo",
        "popo", "prado", "prancers", "punster", "puppy", "rego", "reno", "roadie", "robbers", "robbo", "robo",
        "robster", "rocko", "roddy", "rogers", "romano", "rooster", "rosso", "rosy", "rowers", "russo",
        "sabers", "sabo", "sadie", "saggy", "sally", "sandie", "sassy", "savers", "saxony", "scary",
        "seamster", "sellers", "serie", "shabby", "shakers", "shivers", "silly", "silo", "silvers", "sissy",
        "sobers", "somkene", "sommers", "sono", "sony", "spinster", "sunny", "suny", "surry", "tabby",
        "takers", "tasers", "teamster", "tellers", "telly", "tidy", "tigers", "timers", "timo", "tiny",
        "tipster", "toaster", "toddy", "tomkins", "tommy", "toro", "toys", "travers", "trickster", "tuners",
        "vary", "vicenza", "vickers", "vino", "vito", "vivo", "walters", "watkins", "waxy", "wendy", "wilkins",
        "wily", "windy", "wingers", "xeno", "youngster", "zany", "zipster",
    )
)  # fmt: skip
"""What is a word and made by such endings."""
NO_PLURALS: Final = frozenset(
    (
        "alas", "allies", "als", "ants", "arts", "basis", "bass", "bees", "bells", "bets", "bias", "bills",
        "bins", "bis", "bits", "brooks", "cabs", "caps", "carries", "cases", "cass", "chips", "cis", "cliffs",
        "colts", "cons", "cots", "courts", "dams", "days", "dems", "dicks", "digs", "dills", "dis", "dogs",
        "dots", "dulls", "evans", "fees", "fins", "gems", "genes", "gets", "gods", "gras", "grits", "hits",
        "hogs", "hots", "hubs", "hugs", "hunts", "indies", "ios", "jabs", "jams", "jeans", "jesus", "jets",
        "kegs", "kits", "lens", "lets", "lies", "logos", "logs", "lots", "mans", "mars", "mats", "miss",
        "moods", "mugs", "nets", "norms", "pass", "pats", "pegs", "pennies", "pets", "pins", "pips", "pits",
        "pops", "pots", "press", "rams", "rods", "ros", "rots", "rows", "rugs", "sets", "shades", "shells",
        "sims", "sits", "suns", "tabs", "tennis", "this", "tins", "tones", "trees", "vans", "vets", "virus",
        "vis", "wigs", "wins", "wits",
    )
)  # fmt: skip
"""Words of every day that are a short form with an s behind it."""


def named_in_fun(names: Iterable[str], listed: Mapping[str, tuple[str, ...]], known: Container[str]) -> dict[str, str]:
    """Return form -> the one first name of the register that it can come from.

    `names`: every folded first name; `listed`: name -> its short forms; `known`: words, and forms that mean somebody
    by themselves.
    """
    made = of_one_name(names, lambda name: _made_of(name, listed.get(name, ())))
    return {form: name for form, name in made.items() if form not in known}


@lru_cache(KEPT)
def _made_of(name: str, shorts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(form for form in _endings_of(name, shorts) if form not in _WORDS)


def _endings_of(name: str, shorts: tuple[str, ...]) -> Iterator[str]:
    if not name.isalpha():
        return
    bases = [base for base in (name, *shorts) if base[0] == name[0] and base.isalpha()]
    for base in dict.fromkeys(bases):
        if len(base) > 2 and len(base) <= _LONGEST and _BASE.fullmatch(base):
            yield from (form for form in _behind(base) if len(form) >= _FEWEST)
        if base == name and len(base) >= _FEWEST:
            yield from (f"{base}{ending}" for ending in _LOVED)


def _behind(base: str) -> Iterator[str]:
    if base[-1] == "o":
        yield from (f"{base}{ending}" for ending in _AFTER_O)
        return
    for ending in _SHORT_ENDINGS:
        yield f"{base}{ending}"
    if _DOUBLED.match(base):
        yield from (f"{base}{base[-1]}{ending}" for ending in ("y", "ie", "ers", "o", "i"))
    if base[-1] in "lnrm":
        yield f"{base[:-1]}zza"
        yield f"{base[:-1]}zzer"
