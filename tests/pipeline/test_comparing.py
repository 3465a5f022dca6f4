"""The comparison in the terminal: written as the page writes it, and a shared rank says so."""

from __future__ import annotations

from pipeline.comparing import on_screen
from reports.comparison_files import NAMES


def row(**known):
    return dict.fromkeys(NAMES) | known


def test_numbers_are_rounded_and_shared_ranks_marked():
    shown = on_screen([
        row(school="a", rank=1, posts_a_week=7.111, weeks_kept=0.778, weeks_judged=9, findings_per_100_posts=50.588),
        row(school="b", rank=1, posts_a_week=3, weeks_kept=1, weeks_judged=9),
        row(school="c", rank=3), row(school="d"),
    ])  # fmt: skip
    assert [one["rank"] for one in shown] == ["1=", "1=", 3, None]
    assert (shown[0]["posts_a_week"], shown[0]["weeks_kept"]) == ("7.1", "78 %")
    assert shown[0]["findings_per_100_posts"] == "50.6"
    assert shown[3]["posts_a_week"] is None
