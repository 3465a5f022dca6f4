"""A new workspace loads as it stands, says every key, and is written over nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from config import models
from config.load import find_pack, load_trust, load_trust_marked, read_yaml
from config.refusal import RefusalError
from pipeline.calendars import CalendarFiles
from pipeline.doctor import examine
from pipeline.init import TABLES, write_workspace
from pipeline.registers import RegisterFiles, read_registers
from pipeline.schedule import jobs

NOW = datetime(2026, 11, 16, 7, tzinfo=UTC)


def test_the_workspace_loads_as_it_was_written(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "workspace"
    written = write_workspace(folder)
    trust = load_trust(folder)
    assert written[0] == folder / "trust.yaml"
    assert {file for file in folder.rglob("*") if file.is_file()} == set(written)
    assert [account.key for account in trust.accounts] == ["x:yourschool"]
    assert trust.schedule == models.Schedule()
    assert trust.retention == models.Retention()
    assert trust.waivers == ()
    assert [job.kind for job in jobs(trust)] == ["pull", "audit", "report"]
    assert [find_pack(trust, name).pack.id for name in trust.packs] == ["com01"]


def test_every_table_has_the_headings_that_are_read(tmp_path: Path) -> None:
    write_workspace(tmp_path)
    trust = load_trust(tmp_path)
    registers = read_registers(trust.schools[0], RegisterFiles(trust), NOW)
    assert set(registers.sources["state"]) == {"read"}
    assert len(CalendarFiles(trust).terms(trust.schools[0])) == 0
    assert not [line for line in examine(tmp_path, as_of=NOW) if line.state == "broken"]


def keys(model: type[BaseModel]) -> Iterator[str]:
    """Every key that a model of trust.yaml and the models in it know."""
    for name, field in model.model_fields.items():
        yield field.alias or name
        for inner in (field.annotation, *getattr(field.annotation, "__args__", ())):
            if isinstance(inner, type) and issubclass(inner, models.Model):
                yield from keys(inner)


def spoken(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from spoken(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spoken(inner)


def test_every_key_stands_in_it_with_a_word_of_explanation(tmp_path: Path) -> None:
    write_workspace(tmp_path)
    text = (tmp_path / "trust.yaml").read_text(encoding="utf-8")
    # 'root', 'school' and 'options' are no keys of the file; the id a platform gives an account is found by itself
    owed = set(keys(models.Trust)) - {"root", "school", "options", "platform_id", *models.Waiver.model_fields}
    # a mail server cannot be made up: it stands behind "#", as the events calendar does
    behind = {"events", "mail", *keys(models.Mail)} - {"name"}
    assert owed - set(spoken(read_yaml(tmp_path / "trust.yaml").value)) == behind
    assert "# events: registers/events.ics" in text
    assert [key for key in owed if f"{key}:" not in text] == []
    bare = [line for line in text.splitlines() if line.startswith("      ") and "#" not in line and ": " in line]
    assert len(bare) < 16


def test_the_mail_server_that_stands_behind_a_mark_loads_when_the_mark_is_taken_away(tmp_path: Path) -> None:
    write_workspace(tmp_path)
    file = tmp_path / "trust.yaml"
    lines = file.read_text(encoding="utf-8").splitlines()
    begin = lines.index("# mail:")
    end = lines.index("", begin)
    opened = [line.removeprefix("# ") for line in lines[begin:end]]
    file.write_text("\n".join([*lines[:begin], *opened, *lines[end:]]), encoding="utf-8")
    mail = load_trust(tmp_path).mail
    assert mail is not None
    assert (mail.host, mail.sender, mail.password) == (
        "smtp.yourtrust.example", "audit@yourtrust.example", models.Secret(name="SMTP_PASSWORD"),
    )  # fmt: skip


def test_the_marks_of_what_to_replace_are_gone_when_it_is_filled_in(tmp_path: Path) -> None:
    write_workspace(tmp_path)
    file = tmp_path / "trust.yaml"
    filled = file.read_text(encoding="utf-8")
    for given, ours in (
        ("Your Trust", "Brookside Trust"),
        ("your-school", "brookside"),
        ("Your School", "Brookside School"),
    ):
        assert given in filled
        filled = filled.replace(given, ours)
    live = filled.replace(
        "      # - platform: facebook\n      #   handle", "      - platform: facebook\n        handle"
    )
    live = live.replace("      #   source: {connector: facebook", "        source: {connector: facebook")
    file.write_text(live, encoding="utf-8")
    trust = load_trust_marked(tmp_path).trust
    assert (trust.name, trust.schools[0].id, trust.schools[0].name) == (
        "Brookside Trust",
        "brookside",
        "Brookside School",
    )
    assert trust.accounts[1].source.options == {"token": models.Secret(name="FACEBOOK_PAGE_TOKEN")}


def test_only_the_owner_may_enter_and_read(tmp_path: Path) -> None:
    written = write_workspace(tmp_path / "mine")
    assert (tmp_path / "mine").stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in written} == {0o600}
    assert {file.parent.stat().st_mode & 0o777 for file in written} == {0o700}


def test_a_workspace_is_never_written_over(tmp_path: Path) -> None:
    write_workspace(tmp_path)
    (tmp_path / "trust.yaml").write_text("ours\n", encoding="utf-8")
    before = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    with pytest.raises(RefusalError) as refusal:
        write_workspace(tmp_path)
    assert str(refusal.value) == f"{tmp_path} is a workspace already: change its trust.yaml, or name a new folder"
    assert {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()} == before


def test_registers_that_are_there_already_are_kept(tmp_path: Path) -> None:
    (tmp_path / "registers").mkdir()
    pupils = tmp_path / "registers" / "pupils.csv"
    pupils.write_text("our own export\n", encoding="utf-8")
    written = write_workspace(tmp_path)
    assert pupils.read_text(encoding="utf-8") == "our own export\n"
    assert pupils not in written
    assert len(written) == len(TABLES) + 2


def test_a_folder_that_cannot_be_one_is_refused_and_nothing_stays(tmp_path: Path) -> None:
    (tmp_path / "registers").write_text("a file in the way", encoding="utf-8")
    with pytest.raises(RefusalError, match=r"cannot be written \(.+\): name a folder of your own"):
        write_workspace(tmp_path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["registers"]
    with pytest.raises(RefusalError, match="cannot be written"):
        write_workspace(tmp_path / "registers")
