"""What the doctor says of accounts that are read live: asked as the next pull will ask, and never shown a secret."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from loopback.platform_server import Answer, Call, PlatformServer
from loopback.x_speaker import TOKEN, XAccount, XSpeaker

from pipeline.doctor import Line, examine
from pipeline.run import pull

NOW = datetime(2026, 11, 20, 6, tzinfo=UTC)
TRUST = """
trust: {name: Oak Trust, packs: [own.yaml]}
schedule: {pull: "PULL"}
schools:
  - id: oakmere
    name: Oakmere Primary School
    phase: primary
    accounts:
      - {platform: x, handle: "@oakmere", platform_id: "7001", source: {connector: x, token: "${OAK_X_TOKEN}"}}
"""
PACK = 'id: own\ntitle: Own\nclauses:\n  - {id: "1", says: x, by_hand: y}\n'
USER = {"id": "7001", "username": "OakMere", "name": "Oakmere", "protected": False}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OAK_X_TOKEN", TOKEN)
    (tmp_path / "own.yaml").write_text(PACK, encoding="utf-8")
    return written(tmp_path)


def written(root: Path, pull: str = "0 5 * * *", token: str = "") -> Path:
    text = TRUST.replace("PULL", pull)
    (root / "trust.yaml").write_text(text.replace(', token: "${OAK_X_TOKEN}"', token) if token else text, "utf-8")
    return root


def x(user: dict[str, object] | None = None, days: int = 3, **more: object) -> XSpeaker:
    stamp = (NOW - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    post = {"id": "9", "author_id": "7001", "conversation_id": "9", "created_at": stamp, "text": "News"}
    return XSpeaker(accounts=[XAccount(user=user or USER, posts=[post])], now=NOW, **more)  # type: ignore[arg-type]


def line(root: Path, *speakers: object, as_of: datetime = NOW) -> Line:
    """Return what the doctor says of the one account when its platform speaks so."""
    with PlatformServer(*speakers) as server:  # type: ignore[arg-type]
        [found] = [one for one in examine(root, as_of=as_of, http=server.http()) if "on X" in one.subject]
    assert TOKEN not in found.sentence
    return found


def test_an_account_that_answers(root: Path) -> None:
    assert line(root, x()) == Line("ok", "@oakmere on X (Twitter)", "it answers")


@pytest.mark.parametrize(
    ("user", "sentence"),
    [
        ({"username": "oakmereacademy"}, "the platform calls it @oakmereacademy now: correct the handle in trust.yaml"),
        ({"protected": True}, "it is private, so the public does not see it: open it, or take it out of trust.yaml"),
    ],
)
def test_an_account_that_is_no_longer_what_the_settings_say(root: Path, user: dict[str, object], sentence: str) -> None:
    assert line(root, x(USER | user)) == Line("warning", "@oakmere on X (Twitter)", sentence)


def test_an_account_that_is_gone_is_broken(root: Path) -> None:
    found = line(root, x(USER | {"id": "8"}))
    assert found.state == "broken"
    assert "it is renamed, suspended or misspelt" in found.sentence


def test_a_token_that_the_platform_does_not_take_is_broken(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OAK_X_TOKEN", "BBBB-another")
    found = line(root, x())
    assert (found.state, "X does not accept the token" in found.sentence) == ("broken", True)


def test_a_platform_that_is_down_is_no_fault_of_the_school(root: Path) -> None:
    def down(call: Call) -> Answer | None:
        return Answer.html(503) if call.path.startswith("/2/") else None

    found = line(root, down)
    assert found.state == "warning"
    assert found.sentence.endswith("the next pull tries again")


def test_an_account_without_a_token_says_what_to_write(root: Path) -> None:
    found = line(written(root, token=" "), x())
    assert found.state == "broken"
    assert 'token: "${X_BEARER_TOKEN}"' in found.sentence


def test_an_account_that_has_not_posted_for_months(root: Path) -> None:
    speaker = x(days=70)
    with PlatformServer(speaker) as server:
        pull(root, as_of=NOW, http=server.http())
    found = line(root, speaker)
    assert found.state == "warning"
    assert found.sentence.startswith("its newest post is 70 days old: take it up again, or close it")


@pytest.mark.parametrize(
    ("pull", "sentence"),
    [
        ("0 5 * * *", "it answers"),
        ("0 5 * * MON", "it answers"),
        (
            "0 5 1 * *",
            "it answers; the platform keeps replies for 7 days, and up to 31 days lie between two pulls: "
            "pull more often",
        ),
        (
            "*/5 8-16 1-14 * *",
            "it answers; the platform keeps replies for 7 days, and up to 17 days lie between two pulls: "
            "pull more often",
        ),
    ],
)
def test_pulls_that_are_further_apart_than_the_platform_keeps_things(root: Path, pull: str, sentence: str) -> None:
    found = line(written(root, pull), x())
    assert found.sentence == sentence
    assert found.state == ("ok" if sentence == "it answers" else "warning")


def test_offline_no_platform_is_asked(root: Path) -> None:
    with PlatformServer(x()) as server:
        [found] = [one for one in examine(root, as_of=NOW) if "on X" in one.subject]
        assert server.calls == []
    assert found == Line("ok", "@oakmere on X (Twitter)", "its token is set; the platform was not asked (--offline)")
