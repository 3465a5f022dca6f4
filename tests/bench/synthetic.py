"""An invented trust of any size, the same for the same size: texts as long as schools' own, some naming a child.

Nobody in it exists: names are put together from syllables, beside a few that are ordinary words as well (Rose, Will,
May), because those are what makes reading for names slow.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

AS_OF = datetime(2026, 11, 16, 6, tzinfo=UTC)
NAMING_OFTEN, NAMING, ORDINARY = 0.04, 0.01, 0.25
"""Shares of texts: naming a child (for the names engine alone, and in a trust), holding a register word otherwise."""
PLATFORMS = ("x", "facebook")
POST_WORDS, COMMENT_WORDS = (17, 31), (6, 14)
COLUMNS = {
    "posts": ("post_id", "account", "platform", "created_at", "kind", "text", "permalink", "author"),
    "comments": ("comment_id", "post_id", "account", "platform", "created_at", "author_handle", "author_name", "text"),
    "media": ("post_id", "media_id", "type", "url", "file", "alt_text"),
    "pupils": ("school", "pupil_id", "first_name", "preferred_name", "last_name", "year_group", "form"),
    "consents": ("school", "pupil_id", "purpose", "consent", "given_on", "withdrawn_on"),
    "photo_log": ("school", "post_id", "media_id", "pupil_id", "shows", "form"),
    "staff": ("school", "title", "first_name", "last_name", "role"),
    "terms": ("school", "start", "end", "kind"),
}
EVERY, FIVE = "com01", "five.yaml"
"""The pack of every check, and that of the five checks for which the targets were set."""
FIVE_CHECKS = (
    {"use": "too-few-posts", "with": {"minimum": 3, "per": "school", "min_school_days": 3}},
    {"use": "handle-off-format"},
    {"use": "photo-without-consent"},
    {"use": "child-named-in-caption"},
    {"use": "child-named-in-comment"},
)
TERMS = (
    ("2025-09-02", "2026-07-21", "term"),
    ("2026-09-02", "2026-12-18", "term"),
    ("2026-10-26", "2026-10-30", "half_term"),
)
_BOTH = ("Rose", "Will", "May", "Hope", "Mark", "Summer", "Grace", "Faith", "Jack", "Art", "Reed", "Sunny")
_ANOTHER_MEANING = (
    "we will see", "in May", "the rose garden", "we hope so", "please mark the date", "our Summer fair",
    "with grace and care", "have faith in them", "a sunny day", "in summer", "You will need a coat", "roses in May",
)  # fmt: skip
_SYLLABLES = [
    "bra", "cor", "dal", "fen", "gil", "hul", "jar", "kes", "lom", "mav", "nor", "pel", "quin", "rud",
    "sol", "tam", "vor", "wex", "yar", "zel",
]  # fmt: skip
_ENDINGS = ["a", "an", "eth", "in", "ia", "is", "o", "on", "ow", "yn"]
_LAST_ENDINGS = ["by", "croft", "field", "ley", "man", "shaw", "son", "stead", "ton", "worth"]
_VOCABULARY = (  # noqa: SIM905 - a paragraph reads better than a list of quoted words
    "the a to of and our children year class today lovely assembly learning reading thank you parents please remember "
    "bring PE kit week great time had trip museum what fantastic was it all so proud team football won match science "
    "made beautiful pictures autumn poppy school lunch library books new garden hall concert choir music visitors "
    "safe road walk bikes phonics maths times tables shared story kind hands finished painting clay tower bridge "
    "experiment results showed everyone together working really hard this afternoon morning before after half-term "
    "coats wellies mud puddles leaves collected counted measured wrote letters governors visit café Friday bake sale "
    "raised pounds charity non-uniform photos soon follow page details letter home sent office open tickets"
).split()
_SIGNS = ("", "", "", "!", ".", " 🎉", " 👏👏", " 😍", " #SchoolLife", " #TeamPrimary")


@dataclass(frozen=True)
class Size:
    """How much of everything there is."""

    schools: int = 30
    posts: int = 15_000
    comments: int = 150_000
    pupils: int = 300
    """A school."""
    shared: bool = False
    """One file of each kind for the whole trust, instead of one for each school."""

    @property
    def texts(self) -> int:
        return self.posts + self.comments

    def quarter(self) -> Size:
        """A trust a quarter as large: fewer schools, each as large as before (of one school: a part)."""
        schools = max(1, round(self.schools / 4))
        share = schools / self.schools if self.schools > 1 else 1 / 4
        return Size(schools, round(self.posts * share), round(self.comments * share), self.pupils, self.shared)


class School:
    """One school: its people, and the texts in which they stand."""

    def __init__(self, number: int, pupils: int, naming: float = NAMING) -> None:
        self.naming = naming
        self.id = f"school-{number:02}"
        self.name = f"{_SYLLABLES[number % 20].title()}{_LAST_ENDINGS[number // 20 % 10]} Primary School"
        self.handle = f"school{number:02}"
        self.random = random = Random(number)  # noqa: S311 - the same trust every time
        firsts = [*_BOTH, *(random.choice(_SYLLABLES).title() + random.choice(_ENDINGS) for _ in range(pupils))][
            :pupils
        ]
        self.pupils = [
            (self.id, f"{number:02}-{at:04}", first, "", self._last_name(), f"{at % 7}", f"{at % 7}{'AB'[at % 2]}")
            for at, first in enumerate(firsts)
        ]  # fmt: skip
        self.staff = [
            (self.id, title, random.choice(_SYLLABLES).title() + random.choice(_ENDINGS), self._last_name(), "Teacher")
            for title in ("Mrs", "Mr", "Miss", "Ms", "Dr") * 6
        ]

    def _last_name(self) -> str:
        pick = self.random.choice
        return pick(_SYLLABLES).title() + pick(_SYLLABLES[:10]) + pick(_LAST_ENDINGS)

    def text(self, words: tuple[int, int]) -> str:
        """Return one text of so many words (at least, at most)."""
        random = self.random
        written = random.choices(_VOCABULARY, k=random.randint(*words))
        written[0] = written[0].title()
        drawn = random.random()
        if drawn < self.naming:
            written.insert(random.randint(1, len(written)), self._naming())
        elif drawn < self.naming + ORDINARY:
            written.insert(random.randint(1, len(written)), random.choice(_ANOTHER_MEANING))
        return " ".join(written) + random.choice(_SIGNS)

    def _naming(self) -> str:
        first, last = self.random.choice(self.pupils[len(_BOTH) :] or self.pupils)[2:5:2]
        forms = (
            f"well done {first} {last}",
            f"{first} {last}",
            f"our {first}",
            f"{first} {last[0]}",
            f"#WellDone{first}",
        )
        return self.random.choice(forms)

    def records(self, posts: int, comments: int) -> dict[str, list[tuple[str, ...]]]:
        """Return the rows of posts, media, comments and photo log, spread over the platforms and two school years."""
        rows: dict[str, list[tuple[str, ...]]] = {name: [] for name in ("posts", "media", "comments", "photo_log")}
        step = timedelta(days=430) / max(posts, 1)
        ids: list[tuple[str, str, datetime]] = []
        for number in range(posts):
            post, platform = f"{self.handle}p{number}", PLATFORMS[number % len(PLATFORMS)]
            at = AS_OF - timedelta(hours=8) - step * number
            ids.append((post, platform, at))
            link = f"https://{platform}.example/{self.handle}/{number}"
            text = self.text(POST_WORDS)
            rows["posts"].append((post, self.handle, platform, at.isoformat(), "original", text, link, ""))
            if self.random.random() < 0.6:
                self._picture(rows, post)
        for number in range(comments):
            post, platform, at = ids[self.random.randrange(len(ids))]
            when = (at + timedelta(minutes=self.random.randrange(400))).isoformat()
            who = f"parent{self.random.randrange(2000)}"
            text = self.text(COMMENT_WORDS)
            rows["comments"].append(
                (f"{self.handle}c{number}", post, self.handle, platform, when, who, f"Parent {who[6:]}", text)
            )
        return rows

    def _picture(self, rows: dict[str, list[tuple[str, ...]]], post: str) -> None:
        alt = self.text(COMMENT_WORDS) if self.random.random() < 0.7 else ""
        rows["media"].append((post, "m1", "photo", "", "", alt))
        for pupil in self.random.sample(self.pupils, k=min(2, len(self.pupils))):
            rows["photo_log"].append((self.id, post, "m1", pupil[1], "pupil", ""))

    def registers(self) -> dict[str, list[tuple[str, ...]]]:
        """Return the rows of pupils, consents, staff and terms."""
        answers = ("granted",) * 30 + ("refused",)
        consents = [
            (self.id, pupil[1], "photo_social_media", self.random.choice(answers), "2025-09-01", "")
            for pupil in self.pupils
        ]
        terms = [(self.id, *term) for term in TERMS]
        return {"pupils": self.pupils, "consents": consents, "staff": self.staff, "terms": terms}


def make_trust(root: Path, size: Size) -> Path:
    """Write trust.yaml, the pack FIVE and every table of a trust of this size below `root`; returns `root`."""
    schools = [School(number, size.pupils) for number in range(size.schools)]
    whole: dict[str, list[tuple[str, ...]]] = {name: [] for name in COLUMNS}
    for school, posts, comments in zip(
        schools, _shares(size.posts, size.schools), _shares(size.comments, size.schools), strict=True
    ):
        tables = school.registers() | school.records(posts, comments)
        if size.shared:
            for name, rows in tables.items():
                whole[name] += rows
        else:
            _write(root / school.id, tables)
    if size.shared:
        _write(root / "trust", whole)
    trust = {"name": "Bench Trust", "timezone": "Europe/London", "packs": [EVERY]}
    configured = [_configured(school, "trust" if size.shared else school.id) for school in schools]
    # a printed page takes a second whatever stands on it: it is measured apart
    document = {"trust": trust, "schools": configured, "reports": {"pdf": False}}
    (root / "trust.yaml").write_text(json.dumps(document, indent=1))  # JSON is YAML too
    clauses = [{"id": str(n), "says": f"Clause {n}.", "checks": [one]} for n, one in enumerate(FIVE_CHECKS, 1)]
    pack = {"id": "five", "title": "The five checks of the targets", "review_due": "2027-08-31", "clauses": clauses}
    (root / FIVE).write_text(json.dumps(pack, indent=1))
    return root


def judge_by(root: Path, pack: str) -> None:
    """Let a trust be judged by one pack."""
    file = root / "trust.yaml"
    document = json.loads(file.read_text())
    document["trust"]["packs"] = [pack]
    file.write_text(json.dumps(document, indent=1))


def tables(root: Path) -> Iterator[tuple[str, Path]]:
    """Yield (kind, file) for every table of a trust."""
    return ((file.stem, file) for file in sorted(root.glob("*/*.csv")) if file.stem in COLUMNS)


def _shares(number: int, parts: int) -> Sequence[int]:
    return [number // parts + (part < number % parts) for part in range(parts)]


def _write(folder: Path, tables: dict[str, list[tuple[str, ...]]]) -> None:
    folder.mkdir(parents=True)
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(_with_header(COLUMNS[name], rows))


def _with_header(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[Sequence[str]]:
    yield header
    yield from rows


def _configured(school: School, folder: str) -> dict[str, object]:
    files = {name: f"{folder}/{name}.csv" for name in ("posts", "comments", "media")}
    source = {"connector": "spreadsheet", "complete": True, **files}
    return {
        "id": school.id,
        "name": school.name,
        "phase": "primary",
        "registers": {name: f"{folder}/{name}.csv" for name in ("pupils", "consents", "photo_log", "staff")},
        "calendars": {"terms": f"{folder}/terms.csv"},
        "accounts": [{"platform": platform, "handle": f"@{school.handle}", "source": source} for platform in PLATFORMS],
    }
