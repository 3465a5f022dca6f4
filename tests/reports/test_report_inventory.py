"""The page on every child's picture still online: figures for a head and governors, and nothing unread in green."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from invented import AS_OF
from outline import outline
from views import busy_school, rich_view

from reports import html
from reports.inventory import AccountPictures, AgeBand, Inventory, Moment
from reports.inventory_charts import ages_chart, trend_chart
from reports.page import school_blocks
from reports.sections import inventory


def account(name: str = "X @thistledown", **given: Any) -> AccountPictures:
    """The pictures of an account, all noughts but for what is given."""
    noughts = {"certain": 0, "unknown": 0, "nobody": 0, "oldest": 0, "leavers": 0, "due": 0, "unseen": 0}
    return AccountPictures(account=name, **{**noughts, "complete": True, **given})


def counted(**given: Any) -> Inventory:
    """A full inventory, but for what is given."""
    values: dict[str, Any] = {
        "accounts": (
            account(certain=1_200, unknown=30, nobody=100, oldest=900, leavers=40, due=22, unseen=3),
            account("Facebook @thistledown", certain=4, unknown=5, due=2),
        ),
        "ages": (
            AgeBand(code="under_1_month", certain=4, unknown=5), AgeBand(code="1_to_12_months", certain=100, unknown=0),
            AgeBand(code="1_to_3_years", certain=200, unknown=30), AgeBand(code="over_3_years", certain=900, unknown=0),
        ),
        "leavers": (("R", 2), ("6", 38), ("<b>odd", 1)),
        "pictures": 1_200,
        "copied": 31,
        "across": 7,
        "due": (("refused", 2), ("left", 2), ("old", 20)),
        "unseen": (("not_fetched", 2), ("no_cover", 1)),
        "logged": True,
        "trend": (moment(7, 1_100, 35), moment(0, 1_204, 35)),
    }  # fmt: skip
    return Inventory(**{**values, **given})


def moment(days: int, certain: int, unknown: int) -> Moment:
    return Moment(at=AS_OF - timedelta(days=days), certain=certain, unknown=unknown)


def page(found: Inventory | None) -> str:
    """The section alone, as it is put into a report."""
    school = replace(busy_school(), inventory=found)
    blocks = school_blocks([inventory.section], rich_view(), school)
    return html.page("blocks.html", view=rich_view(), school=school, blocks=blocks).decode("utf-8")


EMPTY = {
    "accounts": (account(nobody=3),), "ages": (), "leavers": (), "pictures": 0, "copied": 0, "across": 0, "due": (),
    "unseen": (), "trend": (moment(0, 0, 0),),
}  # fmt: skip
GREEN = 'href="#i-clear"'


def test_it_says_how_many_how_old_where_of_whom_and_what_comes_down_first():
    told = page(counted())
    for words in (
        "1,239 public pictures may show pupils.",
        "In 1,204 the photo log places pupils.",
        "Of 35 nobody has written down who is in them.",
        "104 more than on 9 November 2026.",
        "at most 1,200 different pictures",
        "31 of these stand in more than one place, 7 on more than one account",
        "Year 6",
        "3 pictures could not be looked at",
        "2: no copy could be fetched",
    ):
        assert words in told
    assert (
        told.index("The family or the child says no")
        < told.index("The pupil has left")
        < told.index("more than a year")
    )


def test_what_a_school_writes_is_text():
    assert "<b>odd" not in page(counted())
    assert "&lt;b&gt;odd" in page(counted())


def test_charts_and_tables_are_named_and_identities_stand_once():
    told = outline(page(counted()).encode("utf-8"))
    identities = [attributes["id"] for _, attributes in told.tags if "id" in attributes]
    assert len(identities) == len(set(identities))
    assert len(told.of("svg")) >= 2
    assert all("aria-labelledby" in chart or "aria-hidden" in chart for chart in told.of("svg") if "role" in chart)
    assert told.unclosed == []
    assert all(table.bare == 0 for table in told.tables)


def test_nothing_counted_is_not_nothing_there():
    assert "have not been counted yet" in page(None)
    assert GREEN not in page(None)


@pytest.mark.parametrize(
    ("given", "green"),
    [
        pytest.param({}, True, id="all read and logged"),
        pytest.param({"accounts": (account(complete=False),)}, False, id="not read in full"),
        pytest.param({"logged": False}, False, id="no photo log"),
    ],
)
def test_none_is_good_news_only_where_everything_was_read(given, green):
    told = page(counted(**{**EMPTY, **given}))
    assert (GREEN in told) is green
    assert ("No public picture that was read may show a pupil." in told) is green


def test_an_account_that_was_not_read_shows_no_noughts():
    accounts = (account(certain=3), account("Instagram @thistledown", complete=False))
    told = page(counted(accounts=accounts))
    row = told[told.index("Instagram @thistledown") :].partition("</tr>")[0]
    assert row.count("–") == 6
    assert "Not read in full" in row
    assert "there may be more: Instagram @thistledown." in told


def test_without_a_photo_log_nobody_is_said_to_be_shown():
    told = page(counted(logged=False, accounts=(account(unknown=12),), due=(), leavers=()))
    assert "of none of them is it known who is shown" in told
    assert "<dd>–</dd>" in told
    assert "as far as could be judged" in told


@pytest.mark.parametrize(
    ("trend", "words"),
    [
        ((moment(0, 3, 1),), "This is the first count"),
        ((moment(7, 3, 1), moment(0, 4, 0)), "As many as on 9 November 2026."),
        ((moment(7, 3, 3), moment(0, 1, 0)), "5 fewer than on 9 November 2026."),
    ],
)
def test_the_change_is_told_against_the_report_before(trend, words):
    last = trend[-1]
    assert words in page(counted(accounts=(account(certain=last.certain, unknown=last.unknown),), trend=trend))


def test_bars_are_drawn_to_one_scale():
    chart = ages_chart("Thistledown", counted().ages)
    longest = chart.rows[-1]
    assert longest.certain == max(row.certain + row.unknown for row in chart.rows)
    assert chart.rows[1].certain == pytest.approx(longest.certain / 9, abs=0.1)
    assert chart.rows[2].words == "230, 30 of them unlogged"
    assert [row.label for row in trend_chart("Thistledown", counted().trend).rows] == [
        "9 November 2026",
        "16 November 2026",
    ]
