"""Reports that a killed run left half-written are gone with the next ones."""

from __future__ import annotations

from workspaces import Small, post

from pipeline.run import report


def test_what_a_killed_run_left_of_its_reports_does_not_lie_about(tmp_path, ran):
    root = ran(Small(tmp_path, posts=[post(1, "2026-11-10")]))
    half = root / "reports" / ".writing-abc"
    half.mkdir()
    (half / "worklist-oakhill.html").write_text("Zainab Malik")
    report(root)
    assert sorted(one.name for one in (root / "reports").iterdir()) == ["2026-11-16", "2026-11-16-2"]
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / ".writing-theirs").mkdir(parents=True)
    report(root, out=elsewhere / "pages")
    assert (elsewhere / ".writing-theirs").is_dir(), "beside a folder of one's own another may be writing"
