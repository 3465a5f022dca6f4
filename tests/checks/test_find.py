"""Every module of checks/ is one check with a manual, and what is not says so."""

from types import ModuleType

import pytest

import checks
from checks.base import Evidence, Judgement, check, judge


def test_the_checks_are_found_by_the_name_of_their_module():
    found = checks.find()
    assert {"too-few-posts", "handle-off-format", "photo-without-consent"} <= set(found)
    assert list(found) == sorted(found)
    assert all(name == held.name for name, held in found.items())


def test_every_manual_says_why_what_and_what_not():
    for held in checks.find().values():
        places = [held.manual.index(heading) for heading in checks.HEADINGS]
        assert places == sorted(places), held.name
        assert all(held.manual[place:].split("\n", 2)[1].strip() for place in places), held.name


def module(name: str, manual: str, *names: str) -> ModuleType:
    made = ModuleType(f"checks.{name}", manual)
    for function_name in names:

        def judged(evidence: Evidence) -> Judgement:
            return judge(evidence.accounts)

        judged.__name__ = function_name
        declared = check(title="t", subject={"post"}, severity="note", needs={"posts"}, remedy="Do it.")(judged)
        setattr(made, function_name, declared.__class__(**{**attributes(declared), "manual": manual}))
    return made


def attributes(declared):
    return {name: getattr(declared, name) for name in declared.__dataclass_fields__}


MANUAL = "A fault.\n\n## Why it matters\nA.\n\n## Flagged\nB.\n\n## Not flagged\nC.\n"


def test_a_sound_module_gives_its_check():
    assert checks.sole_check(module("bad_thing", MANUAL, "bad_thing")).name == "bad-thing"


@pytest.mark.parametrize(
    ("made", "complaint"),
    [
        (module("empty", MANUAL), "checks.empty holds 0 checks"),
        (module("two", MANUAL, "two", "three"), "checks.two holds 2 checks"),
        (module("bad_thing", MANUAL, "other_thing"), "name its function bad_thing"),
        (module("bad_thing", MANUAL.replace("## Not", "Not"), "bad_thing"), "no heading '## Not flagged'"),
    ],
)
def test_a_module_that_is_not_one_check_with_a_manual_is_refused(made, complaint):
    with pytest.raises(TypeError, match=complaint):
        checks.sole_check(made)
