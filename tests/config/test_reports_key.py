"""`reports:` in trust.yaml says whether PDFs are written beside the pages."""

from __future__ import annotations

import pytest

from config.load import load_trust
from config.models import Reports
from config.refusal import RefusalError

SCHOOL = "trust: {name: T}\nschools: [{id: oak, name: Oak, phase: primary}]\n"


def load(tmp_path, reports: str):
    (tmp_path / "trust.yaml").write_text(f"{SCHOOL}{reports}", encoding="utf-8")
    return load_trust(tmp_path).reports


def test_pdfs_are_written_unless_the_trust_says_otherwise(tmp_path):
    assert load(tmp_path, "") == Reports(pdf=True)
    assert load(tmp_path, "reports: {pdf: false}\n") == Reports(pdf=False)


@pytest.mark.parametrize(
    ("reports", "sentence"),
    [
        ("{pdf: 12}", "trust.yaml line 3: .*pdf"),
        ("{pfd: true}", "'pfd' is not a key that is known in 'reports': did you mean 'pdf'"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path, reports, sentence):
    with pytest.raises(RefusalError, match=sentence):
        load(tmp_path, f"reports: {reports}\n")
