"""Folding: many ways of writing one name become one form, and every folded character knows where it came from."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np

Array = Any
"""A numpy array; numpy publishes no types here."""

GAP: Final = 32
"""What everything that is neither letter nor digit folds to; a run of it is one."""
EDGE: Final = "\x1e"
"""Stands between two texts that are folded in one go; it folds to itself."""
_ASCII_END: Final = 0x80
DROPPED: Final = 0
"""What a character folds to that vanishes."""
EXPANDED: Final = 0x110000
"""From here on a value stands for several letters: it points into the spellings."""
_KEYCAP: Final = "\u20e3"
"""Stands on a figure and makes a sign of it, behind which a name may follow."""
_SCANNED: Final = (
    (0x80, 0x3000),
    (0xA640, 0xABFF),
    (0xF900, 0xFFFF),
    (0x10400, 0x10500),
    (0x1D400, 0x1D800),
    (0x1F100, 0x1F200),
)
_KEPT: Final = ((0x3040, 0x3100), (0x3400, 0xA000), (0xAC00, 0xD7A4), (0x20000, 0x2FA20))
_SPELLED: Final = {
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "ng", "æ": "ae", "œ": "oe",
    "ə": "e", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y", "ɑ": "a", "ɡ": "g", "ɩ": "i",
    **dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnopqrstuvwyz", strict=True)),
}  # fmt: skip
_PLAIN: Final = "".join(chr(c).lower() if chr(c).isalnum() else " " for c in range(0x80))
"""The folding of ASCII, for str.translate."""
_BEYOND: Final = re.compile(r"[^\x00-\x7f]")
_LOOK_ALIKES: Final = dict(
    zip("аеорсухіѕјѵԁһԛԝвкмнтүұӏєαορνικτυχεβηϲϳոսօհ", "aeopcyxisjvdhqwbkmhtyyleaopviktuxebncjnuoh", strict=True),
)
"""Cyrillic and Greek letters that are drawn like Latin ones."""
_HIGH_LOOK_ALIKES: Final = dict(
    zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧҮҰҒЅꓮꓐꓑꓓꓗꓜꓡꓢᎪᏴᎬᎻᎷᏢᏚᎢ", "abezhikmnoptyxyyfsabpdkzlsabehmpst", strict=True)
)
"""Capitals that are drawn like Latin ones, though their small letters may not be."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text. `origin[i]` is the code point of the source that `text[i]` came from."""

    text: str
    origin: Array
    codes: Array
    """The same text as code points."""


def fold(source: str) -> Folded:
    """Fold a text: lower case, no marks, plain letters, one space for every run of anything that is no letter or digit.

    Zero-width characters and soft hyphens vanish. Cost is a few nanoseconds a character: no step runs per character
    in Python, so any number of texts may be joined and folded at once.
    """
    codes = np.frombuffer(source.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    table, spellings = folding_table()
    folded = table[codes]
    origin = None
    if folded.size and folded.max() >= EXPANDED:
        origin = np.flatnonzero(folded)
        folded, origin = _expand(folded[origin], origin, spellings)
    kept = folded != DROPPED
    if origin is None and not kept.all():
        origin = np.flatnonzero(kept)
        folded = folded[origin]
    gap = folded == GAP
    if gap.size:
        places = np.flatnonzero(np.concatenate(([True], ~(gap[1:] & gap[:-1]))))
        folded, origin = folded[places], places if origin is None else origin[places]
    text = _plain_text(folded)
    return Folded(text, np.zeros(0, dtype=np.int64) if origin is None else origin, folded)


def _plain_text(folded: Array) -> str:
    """Return code points as text; nearly all is ASCII, which is read four times faster."""
    plain = bool(folded.size and folded.max() < _ASCII_END)
    written: bytes = folded.astype(np.uint8 if plain else "<u4").tobytes()
    return written.decode("ascii" if plain else "utf-32-le")


def fold_name(name: str) -> str:
    """Fold a name or any short text into its tokens with one space between: "O’Brien-Łuk" -> "o brien luk"."""
    if name.isascii():  # the same result, without the fixed cost of arrays
        return " ".join(name.translate(_PLAIN).split())
    plain = _BEYOND.sub(lambda letter: _LETTERS[ord(letter[0])], name)  # one sign or two, in most texts
    return " ".join(plain.translate(_PLAIN).split())


class _Letters(dict[int, str]):
    """Code point -> what it folds to, looked up in the table once: for texts too short for arrays to pay."""

    def __missing__(self, code: int) -> str:
        table, spellings = folding_table()
        value = int(table[code])
        plain = "" if value == DROPPED else chr(min(value, EXPANDED - 1))
        self[code] = spellings[value - EXPANDED] if value >= EXPANDED else plain
        return self[code]


_LETTERS: Final = _Letters()


def source_end(source: str, last: int) -> int:
    """Return where the letter at `last` ends in the source: after the combining marks that stand on it."""
    end = last + 1
    if source[end : end + 1] < "\u0300":  # before the first mark of Unicode
        return end
    while end < len(source) and unicodedata.category(source[end]) in ("Mn", "Me"):
        end += 1
    return end


def tag_pieces(body: str) -> list[tuple[str, int, int]]:
    """Cut the body of a hashtag or handle at capitals, digits and underscores: (folded piece, start, end in body).

    "WellDoneZainab" -> well, done, zainab. Written in one case it stays whole.
    """
    cuts = [(m.start(), m.end()) for m in re.finditer(r"[^\W_]+", body)]
    pieces = [(start + a, start + b) for start, end in cuts for a, b in _cut_at_capitals(body[start:end])]
    return [(folded, start, end) for start, end in pieces if (folded := fold_name(body[start:end]))]


def _cut_at_capitals(word: str) -> list[tuple[int, int]]:
    """Cut "ZainabM" -> Zainab, M; "TeamGB2026" -> Team, GB, 2026; marks stay with their letter."""
    cuts = [0]
    for i in range(1, len(word)):
        before, here, after = word[i - 1], word[i], word[i + 1 : i + 2]
        new_word = here.isupper() and (not before.isupper() or (after.islower() and before.isupper()))
        if new_word or (here.isdigit() != before.isdigit()):
            cuts.append(i)
    return list(zip(cuts, [*cuts[1:], len(word)], strict=True))


def _expand(folded: Array, origin: Array, spellings: list[str]) -> tuple[Array, Array]:
    """Write out the characters that fold to more than one letter; they are rare, so each is visited."""
    out: list[Array] = []
    begin = 0
    for at in np.flatnonzero(folded >= EXPANDED):
        letters = spellings[int(folded[at]) - EXPANDED]
        out += [folded[begin:at], np.array([ord(c) for c in letters], dtype=np.uint32)]
        begin = int(at) + 1
    lengths = np.ones(folded.size, dtype=np.int64)
    many = folded >= EXPANDED
    lengths[many] = [len(spellings[int(v) - EXPANDED]) for v in folded[many]]
    return np.concatenate([*out, folded[begin:]]), np.repeat(origin, lengths)


@cache
def folding_table() -> tuple[Array, list[str]]:
    """Build the look-up over all code points once: value 0 drops, 32 parts, >= EXPANDED points into the spellings."""
    table = np.full(0x110000, GAP, dtype=np.uint32)
    for first, last in _KEPT:
        table[first:last] = np.arange(first, last, dtype=np.uint32)
    spellings: list[str] = []
    for code in [*range(0x80), *(code for first, last in _SCANNED for code in range(first, last))]:
        letters = _fold_character(chr(code))
        if len(letters) > 1:
            table[code] = EXPANDED + len(spellings)
            spellings.append(letters)
        else:
            table[code] = ord(letters) if letters else DROPPED
    for code in range(0xE0100, 0xE01F0):
        table[code] = DROPPED
    table[ord(EDGE)] = ord(EDGE)
    return table, spellings


def _fold_character(character: str) -> str:
    """Fold one character: its plain letters, "" where it vanishes, a space where it parts words."""
    if character == _KEYCAP:
        return " "
    if character in _HIGH_LOOK_ALIKES:
        return _HIGH_LOOK_ALIKES[character]
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf"):
        return ""
    if 0x1F130 <= ord(character) <= 0x1F189:  # squared and circled capitals, which are symbols to Unicode
        return chr(ord("a") + (ord(character) - 0x1F130) % 0x20 % 26)
    if 0x249C <= ord(character) <= 0x24B5:  # letters in brackets
        return chr(ord("a") + ord(character) - 0x249C)
    if 0x24B6 <= ord(character) <= 0x24E9:  # circled letters
        return chr(ord("a") + (ord(character) - 0x24B6) % 26)
    if category[0] not in "LN":
        return " "
    plain = "".join(_LOOK_ALIKES.get(c, c) for c in unicodedata.normalize("NFKD", character.casefold()).casefold())
    spelled = "".join(_SPELLED.get(c, c) for c in plain if unicodedata.category(c) not in ("Mn", "Me"))
    return "".join(c for c in spelled if c.isalnum()) or " "
