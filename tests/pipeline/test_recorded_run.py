"""A trust of recorded platform answers goes through real tweepy and real facebook-sdk into a report."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from loopback import recorded_trust
from loopback.platform_server import PlatformServer

from pipeline.export import export_coverage, export_findings
from pipeline.run import run


@pytest.fixture
def trust(tmp_path, shared_data, monkeypatch):
    for name, value in recorded_trust.ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    return recorded_trust.build(tmp_path, shared_data)


@pytest.mark.slow
def test_the_recorded_trust_ends_in_a_report_and_a_second_run_pulls_only_what_is_new(trust):
    with PlatformServer(*trust.speakers) as server:
        first = run(trust.root, as_of=trust.as_of, http=server.http())
        calls = len(server.calls)
        findings = export_findings(trust.root, "jsonl")
        second = run(trust.root, as_of=trust.as_of + timedelta(hours=6), http=server.http())
        again = len(server.calls) - calls
        addresses = [call.url for call in server.calls]
    assert first.exit_code in {1, 3}
    assert not first.faults
    assert {file.name for file in first.files} >= {"index.html", "comparison.html", "run.json"}
    assert again < calls
    assert second.counts["findings"] <= first.counts["findings"]
    assert not any(secret in address for secret in recorded_trust.ENVIRONMENT.values() for address in addresses)
    keys = [json.loads(line)["key"] for line in findings.decode().splitlines()]
    kept = [json.loads(line) for line in export_findings(trust.root, "jsonl").decode().splitlines()]
    assert set(keys) == {row["key"] for row in kept}
    assert "new" not in {row["status"] for row in kept}


@pytest.mark.slow
def test_what_the_recorded_platforms_held_back_is_said(trust):
    with PlatformServer(*trust.speakers) as server:
        run(trust.root, as_of=trust.as_of, http=server.http())
    rows = [json.loads(line) for line in export_coverage(trust.root, "jsonl").decode().splitlines()]
    missed = [row for row in rows if row["outcome"] == "not_assessed"]
    assert all(row["reason"] for row in missed)
    assert any("seven days" in row["reason"] for row in missed)
