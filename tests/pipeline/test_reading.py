"""What reading costs and how far back it goes: the month's budget on X, and the days that are read again."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from loopback.platform_server import PlatformServer
from loopback.x_speaker import TOKEN, XAccount, XSpeaker
from made_stores import put_store

from config.load import load_trust
from config.refusal import RefusalError
from pipeline.run import pull, run
from pipeline.store.frames import load_posts, load_reads
from pipeline.store.opening import open_store

NOW = datetime(2026, 11, 20, 6, tzinfo=UTC)
TRUST = """
trust: {{name: Oak Trust, packs: [own.yaml]}}
reports: {{pdf: false}}
{reading}
schools:
  - id: oakmere
    name: Oakmere Primary School
    phase: primary
    accounts:
      - {{platform: x, handle: "@oakmere", source: {{connector: x, token: "${{OAK_X_TOKEN}}"}}}}
"""
PACK = 'id: own\ntitle: Own\nclauses:\n  - {id: "1", says: x, by_hand: y}\n'


def post(number: int, days: int) -> dict[str, object]:
    stamp = (NOW - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    own = {"id": str(number), "author_id": "7001", "conversation_id": str(number), "created_at": stamp}
    return {**own, "text": f"Post {number}", "edit_history_tweet_ids": [str(number)]}


def workspace(root: Path, reading: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OAK_X_TOKEN", TOKEN)
    (root / "trust.yaml").write_text(TRUST.format(reading=reading), encoding="utf-8")
    (root / "own.yaml").write_text(PACK, encoding="utf-8")
    put_store(root / "social-audit.db")
    return root


def oakmere(number: int, name: str = "oakmere") -> XSpeaker:
    """Return X with an account of so many posts, one a day, on pages of a hundred."""
    user = {"id": "7001", "username": name, "name": "Oakmere", "protected": False}
    posts = [post(900_000 - step, step + 8) for step in range(number)]
    return XSpeaker(accounts=[XAccount(user=user, posts=posts)], now=NOW)


def stored(root: Path) -> int:
    store = open_store(load_trust(root).store, root)
    with store.read() as connection:
        return len(load_posts(connection, ["x:oakmere"]))


def test_a_pull_stops_before_it_could_pass_the_months_budget(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = workspace(tmp_path, "reading: {x_posts_a_month: 250, x_post_price: 0.01}", monkeypatch)
    with PlatformServer(oakmere(420)) as server:
        first = run(root, as_of=NOW, http=server.http())
        assert stored(root) == 200
        facts = json.loads(next(file for file in first.files if file.name == "run.json").read_text(encoding="utf-8"))[
            "facts"
        ]
        assert facts["billed"] == {"x": {"posts": 200, "dollars": 2.0, "posts_this_month": 200}}
        assert "200 posts of X (Twitter) were read this month" in facts["pulled"]["x:oakmere"]
        assert "250 of reading.x_posts_a_month in trust.yaml: raise it, or wait" in facts["pulled"]["x:oakmere"]

        asked = len(server.calls)
        spent = pull(root, as_of=NOW + timedelta(days=1), http=server.http())
        assert (spent.exit_code, len(server.calls)) == (3, asked)

        # the next month has its own budget, and the pull goes on where it stopped
        later = pull(root, as_of=datetime(2026, 12, 1, 6, tzinfo=UTC), http=server.http())
        assert stored(root) == 400
        assert later.exit_code == 3


@pytest.mark.slow
def test_without_a_budget_everything_is_read_and_its_cost_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = workspace(tmp_path, "", monkeypatch)
    with PlatformServer(oakmere(120)) as server:
        outcome = run(root, as_of=NOW, http=server.http())
    facts = json.loads(next(file for file in outcome.files if file.name == "run.json").read_text(encoding="utf-8"))[
        "facts"
    ]
    assert facts["billed"] == {"x": {"posts": 120, "dollars": 0.6, "posts_this_month": 120}}


@pytest.mark.parametrize(
    ("reading", "days"),
    [("", 28), ("reading: {again: 10d}", 10), ("reading: {again: 10d, again_on: {x: 3w}}", 21)],
)
def test_how_far_back_a_second_pull_reads_is_said_in_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reading: str, days: int
) -> None:
    root = workspace(tmp_path, reading, monkeypatch)
    with PlatformServer(oakmere(60)) as server:
        pull(root, as_of=NOW, http=server.http())
        assert all("start_time" not in call.query for call in server.calls)
        pull(root, as_of=NOW, http=server.http())
        [since] = {call.query["start_time"] for call in server.calls if "start_time" in call.query}
    assert since == f"{NOW - timedelta(days=days):%Y-%m-%dT%H:%M:%SZ}"


def test_settings_of_reading_that_cannot_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for reading, sentence in (
        ("reading: {x_posts_a_month: -1}", "x_posts_a_month"),
        ("reading: {again: soon}", "should be a number and d, w, m or y"),
        ("reading: {again_on: {twitter: 7d}}", "twitter"),
        ("reading: {agian: 7d}", "did you mean 'again'"),
    ):
        with pytest.raises(RefusalError, match=sentence):
            load_trust(workspace(tmp_path, reading, monkeypatch))


def test_a_rename_is_dated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = workspace(tmp_path, "", monkeypatch)
    settings = (root / "trust.yaml").read_text(encoding="utf-8")
    (root / "trust.yaml").write_text(
        settings.replace('"@oakmere"', '"@oakmere", platform_id: "7001"'), encoding="utf-8"
    )
    for name, days in (("oakmere", 0), ("oakmere", 1), ("OakmerePrimary", 2)):
        with PlatformServer(oakmere(2, name)) as server:
            pull(root, as_of=NOW + timedelta(days=days), http=server.http())
    store = open_store(load_trust(root).store, root)
    with store.read() as connection:
        rows = connection.exec_driver_sql("SELECT account, was, now, at FROM renames").fetchall()
    assert [tuple(row)[:3] for row in rows] == [("x:oakmere", "oakmere", "OakmerePrimary")]
    assert rows[0][3] == int((NOW + timedelta(days=2)).timestamp() * 1_000_000)


def covered(root: Path) -> tuple[datetime, datetime]:
    """Return since when and until when the posts are covered without a gap."""
    store = open_store(load_trust(root).store, root)
    with store.read() as connection:
        read = load_reads(connection, ["x:oakmere"]).set_index("what").loc["posts"]
    return read["begin"].to_pydatetime(), read["end"].to_pydatetime()


def test_an_account_that_could_not_be_read_for_months_is_read_on_from_where_it_was_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = workspace(tmp_path, "reading: {again: 7d}", monkeypatch)
    speaker = oakmere(3)
    with PlatformServer(speaker) as server:
        pull(root, as_of=NOW, http=server.http())
        speaker.accounts[0].posts[:0] = [post(1_000_000 + week, -7 * week) for week in range(9, 0, -1)]
        speaker.token = "renewed"
        for week in (1, 4, 8):
            assert pull(root, as_of=NOW + timedelta(weeks=week), http=server.http()).exit_code == 3
        speaker.token = TOKEN
        pull(root, as_of=NOW + timedelta(weeks=10), http=server.http())
    assert stored(root) == 12, "what was posted meanwhile is as public as the rest"
    assert covered(root)[1] == NOW + timedelta(weeks=10)
    assert covered(root)[0] < NOW - timedelta(days=365)


def test_a_connector_that_takes_over_from_a_file_reads_from_the_beginning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = workspace(tmp_path, "", monkeypatch)
    live = (root / "trust.yaml").read_text(encoding="utf-8")
    (root / "trust.yaml").write_text(
        live.replace('connector: x, token: "${OAK_X_TOKEN}"', "connector: spreadsheet, posts: posts.csv"),
        encoding="utf-8",
    )
    row = f"900000,oakmere,{NOW - timedelta(days=8):%Y-%m-%dT%H:%M:%SZ},original,Post 900000,,"
    (root / "posts.csv").write_text(f"post_id,account,created_at,kind,text,permalink,author\n{row}\n", encoding="utf-8")
    pull(root, as_of=NOW)
    assert stored(root) == 1
    (root / "trust.yaml").write_text(live, encoding="utf-8")
    with PlatformServer(oakmere(60)) as server:
        pull(root, as_of=NOW, http=server.http())
        assert stored(root) == 60
        asked = len(server.calls)
        pull(root, as_of=NOW, http=server.http())
        assert {"start_time" in call.query for call in server.calls[asked:] if call.path.endswith("/tweets")} == {True}


def test_a_look_at_an_earlier_day_takes_back_nothing_of_what_was_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = workspace(tmp_path, "reading: {again: 7d}", monkeypatch)
    with PlatformServer(oakmere(60)) as server:
        for days in (0, -40, 7):
            pull(root, as_of=NOW + timedelta(days=days), http=server.http())
            begin, end = covered(root)
            assert end == NOW + timedelta(days=max(days, 0))
            assert begin < NOW - timedelta(days=365)
