"""Full names: a name with its surname or initial is a pupil's, unless the words around it claim it for another."""

from __future__ import annotations

from typing import Final

from checks.names.classes import of_class
from checks.names.judged import Judged
from checks.names.known import Known
from checks.names.old_days import of_old_days
from checks.names.surroundings import Surroundings
from checks.names.told import mourned
from checks.names.verdict import Circumstances

_BUT: Final = {
    "former_beside": "but of somebody who has left", "memorial_told": "but on a memorial",
    "role_beside": "but of an adult by the words beside it", "from_school": "but of another school or firm",
    "other_team": "but of another team", "old_year": "but with a year long gone",
}  # fmt: skip
_NO_PUPIL: Final = frozenset(_BUT)
_CHEERS: Final = (["congratulations"], ["congrats"], ["done"], ["our"], ["own"], ["my"])
_HOW: Final = {
    "typing_error": "with one letter written otherwise", "letters_apart": "spelled letter by letter",
    "in_figures": "with figures for letters",
}  # fmt: skip


def judge_full(one: Judged, name: str, known: Known, whole: Circumstances) -> tuple[str, list[str]]:
    """Return (confidence, reasons) of a name with its surname; confidence "" where a title gives it to an adult.

    `name`: folded.
    """
    candidate, around = one.candidate, one.around
    kind = known.lists.titles.kinds.get(one.title, "")
    if kind and kind != "role":
        return "", []
    if doubt := f"but after '{one.title}'" if kind else _doubt(one, name, known, whole):
        return "possible", [doubt]
    if candidate.how:
        return "likely", [_HOW[candidate.how]]
    praised = known.lists.before.longest(around.left)[1] == "strong"
    low = around.word.islower() and not one.where.comment and not praised
    words = _made_of_words(name, around, known, 1 if low else 2) and not _register_style(around.word)
    if words and not of_class(one.shared, whole, _classes(known)):
        return "likely" if around.word.istitle() else "possible", ["made of ordinary words"]
    return ("certain" if candidate.kind == "full_name" else "likely"), []


def _doubt(one: Judged, name: str, known: Known, whole: Circumstances) -> str:
    """Say what speaks for somebody else of this name; "" for nothing."""
    if one.candidate.figure and (_among_pupils(one) or of_class(one.shared, whole, _classes(known))):
        return ""  # "James Bond of 11M"
    a_place = name in known.places  # "Daisy Hill": a street of this name would have "in" or "to" before it
    if a_place and known.lists.before.longest(one.around.left)[1] != "place":
        return ""
    if name in known.staff.full:
        return "but a member of staff has the same name"
    if one.candidate.figure and not _cheered(one):
        return "but also a name or phrase everybody knows"
    if whole.english and one.around.touches_left and one.around.left_raw in ("a", "an"):  # "There's a George Hall"
        return "but after 'a', as of anybody of this name"
    said = one.against & _NO_PUPIL
    if candidate_tells(one):
        said -= {"role_beside"}
    if said:
        return _BUT[min(said)]
    if one.candidate.kind == "initial_and_surname" and of_old_days(one.where):
        return "but of people who left long ago"
    carved = one.candidate.kind == "initial_and_surname" and not one.where.does_as_people_do
    carved = carved and "remembrance" in (*one.where.context_kinds, *one.where.places)
    if carved or mourned(one.where):  # "Jowett O." on the stone that the post tells of
        return _BUT["memorial_told"]
    high = one.around.touches_right and one.around.right_raw[:1].isupper() and not one.around.word.isupper()
    saint = one.around.right[:1] == ["st"] and len(one.around.right) > 1
    if (
        high and not saint and known.lists.after.longest(one.around.right)[1] == "not_person"
    ):  # "the Grace Mensah Prize"
        return "but of a thing with this name"
    goes_on = one.around.right_gap == "-" and one.around.right_raw[:1].isupper() and len(one.around.right_raw) > 1
    return "but the last name goes on" if goes_on else ""


def _cheered(one: Judged) -> bool:
    """Read "our own Jack Frost", "Congratulations Jack Frost, who turned 13": nobody says so of whom all know."""
    around = one.around
    if not around.touches_left or one.candidate.kind != "full_name":
        return False
    return around.left[-1:] in _CHEERS


def _classes(known: Known) -> frozenset[str]:
    return known.classes | known.register.classes


def _among_pupils(one: Judged) -> bool:
    """Another full name of the register, which is nobody everybody knows, stands in the same list."""
    return any(mate.kind == "full_name" and not mate.figure for mate in one.mates)


def candidate_tells(one: Judged) -> bool:
    """Read "Isaac Levy, who told us about Yom Kippur": of a full name of the register that is no sign of a visitor."""
    right = one.shared.right
    return (
        one.candidate.kind == "full_name" and right[:1] == ["who"] and right[1:2] in (["told"], ["taught"], ["showed"])
    )


def _register_style(written: str) -> bool:
    """Read "FIELD, Robin", "KNIGHT Mason", "Robin FIELD": one part in capitals, as registers write last names."""
    parts = written.replace(",", " ").split()
    high = [len(part) > 1 and part.isupper() for part in parts]
    return any(high) and not all(high) and all(part[:1].isupper() for part in parts)


def _made_of_words(name: str, around: Surroundings, known: Known, least: int) -> bool:
    """Every part of the name is also a word, and no capitals tell it from one."""
    ordinary = all(known.lists.common.get(word, ("", 0))[1] >= least for word in name.split())
    return ordinary and not (around.word.istitle() and not around.first)
