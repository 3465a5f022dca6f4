"""The contrast suite: hateful text in its many forms is found, and what only looks like it is left alone."""

from __future__ import annotations

import pytest
from functional import FUNCTIONS, GROUPS, Function, cases

from checks.comments.engine import CommentEngine
from config.check_lists import load_check_lists

ENGINE = CommentEngine(load_check_lists())
WEAKER = {"spelling: no space": 0.6}
"""Functions that are not handled as well as the others."""
LESS_SURE = {"groups that are not protected": 0.15}
"""The same: one of seven callings that are called names."""


def accused(function: Function) -> float:
    """Return the share of a function's cases that are called abuse, `likely` or `certain`."""
    texts = list(cases(function))
    rows = [row for row in ENGINE.abuse(texts) if row.confidence != "possible"]
    return len(rows) / len(texts)


@pytest.mark.parametrize("function", [one for one in FUNCTIONS if one.hateful], ids=lambda one: one.name)
def test_hateful_text_is_found(function):
    assert accused(function) >= WEAKER.get(function.name, 0.93)


@pytest.mark.parametrize("function", [one for one in FUNCTIONS if not one.hateful], ids=lambda one: one.name)
def test_what_only_looks_like_it_is_left_alone(function):
    assert accused(function) <= LESS_SURE.get(function.name, 0.02)


def test_no_group_is_protected_less_than_another():
    texts = [text for function in FUNCTIONS if function.hateful for text in cases(function)]
    found = {row.at for row in ENGINE.abuse(texts) if row.confidence != "possible"}
    for many, _ in GROUPS:
        mine = [at for at, text in enumerate(texts) if f"{many} are scum" in text or text == f"I hate {many}."]
        assert mine
        assert found >= set(mine), many
