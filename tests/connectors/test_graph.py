"""The Graph API's door: today's version, no token in any address, errors classified by Facebook's own code."""

from __future__ import annotations

import hashlib
import hmac
import subprocess
import sys
from datetime import date, timedelta

import pytest
from loopback.graph_speaker import TOKEN, error
from loopback.platform_server import Answer, Fault
from scenes import NOW

from connectors._graph_answers import GoneError, RefusedError, by_code, by_status, next_token, page_args, time_to_regain
from connectors.base import BadPayload, NeedsPerson, RetryLater
from connectors.graph import DEFAULT_VERSION, VERSION_ENDS, Graph, version_note

HOUR = timedelta(hours=1)


def graph(server, **more):
    return Graph(
        **{"token": TOKEN, "app_secret": "", "version": DEFAULT_VERSION, "http": server.http(), "now": NOW, **more}
    )


def well(call):
    return Answer.json({"id": "1", "path": call.path})


def test_any_current_version_can_be_asked_for(platform):
    server = platform(well)
    assert graph(server, version="v26.0").get("a page", "oakmere")["path"] == "/v26.0/oakmere"


@pytest.mark.parametrize("version", ["25", "v25", "25.0", "latest", "v25.0/../v1.0"])
def test_what_is_no_version_is_refused(platform, version):
    with pytest.raises(NeedsPerson, match=r'write a version of the Graph API such as "v25\.0"'):
        graph(platform(well), version=version)


def test_the_token_is_in_a_header_and_a_proof_of_it_in_the_query(platform):
    server = platform(well)
    graph(server, app_secret="app-secret").get("a page", "oakmere", fields="id")
    call = server.calls[0]
    assert call.headers["Authorization"] == f"Bearer {TOKEN}"
    assert call.query == {
        "fields": "id",
        "appsecret_proof": hmac.new(b"app-secret", TOKEN.encode(), hashlib.sha256).hexdigest(),
    }


@pytest.mark.parametrize(
    ("code", "subcode", "kind"),
    [
        *((code, None, RetryLater) for code in (1, 2, 4, 17, 32, 613, 80001, 80008)),
        *((190, subcode, NeedsPerson) for subcode in (None, 458, 460, 463, 467)),
        *((code, None, NeedsPerson) for code in (3, 10, 102, 104, 200, 210, 299, 368, 2635)),
        (100, 33, GoneError),
        (100, None, RefusedError),
        (100, 2069030, RefusedError),
        (99, None, BadPayload),
    ],
)
@pytest.mark.parametrize("status", [400, 403, 429, 500])
def test_an_error_is_what_its_code_says_whatever_its_status(platform, code, subcode, kind, status):
    server = platform(well, faults=[Fault(path=".", answer=error(code, "it went wrong for Zara", subcode, status))])
    with pytest.raises(kind) as failed:
        graph(server).get("the posts of @oakmere on Facebook", "1")
    assert "Zara" not in str(failed.value)
    if kind in (RetryLater, BadPayload):
        assert "the posts of @oakmere on Facebook" in str(failed.value)


def test_a_throttle_waits_an_hour_where_facebook_does_not_say():
    assert by_code({"code": 4}, "x", NOW, time_to_regain(None, None)).at == NOW + HOUR


@pytest.mark.parametrize(
    ("business", "app", "wait"),
    [
        ('{"1": [{"estimated_time_to_regain_access": 5}], "2": [{"estimated_time_to_regain_access": 40}]}', None, 40),
        (None, '{"call_count": 100, "estimated_time_to_regain_access": 12}', 12),
        ('{"1": [{"estimated_time_to_regain_access": 0}]}', '{"call_count": 28}', 60),
        ("not JSON", "[]", 60),
        ('{"1": [{"estimated_time_to_regain_access": 99999999}]}', None, 60),
        ('{"1": null, "2": [null]}', None, 60),
    ],
)
def test_the_usage_headers_say_how_long_to_stay_away(business, app, wait):
    assert time_to_regain(business, app) == timedelta(minutes=wait)


def test_a_fault_that_facebook_calls_passing_is_asked_again():
    assert isinstance(by_code({"code": 9999, "is_transient": True}, "x", NOW, HOUR), RetryLater)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (503, RetryLater),
        (429, RetryLater),
        (401, NeedsPerson),
        (403, NeedsPerson),
        (404, BadPayload),
        (200, BadPayload),
    ],
)
def test_without_a_code_the_status_decides(status, kind):
    assert isinstance(by_status(status, "x", NOW), kind)


@pytest.mark.parametrize(
    "answer",
    [
        Answer.html(200),
        Answer(body=b'{"id": "1"}', content_type=None),
        Answer(body=b"{", content_type="application/json"),
        Answer(body=b"[1]"),
        Answer(body=b'{"error": "odd"}'),
        Answer(body=b'{"error": {"code": "190"}}'),
        Answer(body=b"\x89PNG", content_type="image/png"),
    ],
    ids=["HTML", "no content type", "not JSON", "a list", "an odd error", "a code in quotes", "a picture"],
)
def test_what_is_not_facebooks_format_is_never_taken_for_an_answer(platform, answer):
    server = platform(lambda _: answer)
    with pytest.raises(BadPayload, match=r"^a page: "):
        graph(server).get("a page", "1")


def test_the_next_page_is_taken_from_its_address_without_the_token():
    following = f"https://graph.facebook.com/v10.0/4/posts?access_token={TOKEN}&pretty=0&fields=id&until=1624385168&since&__paging_token=abc&__previous"
    token = next_token({"data": [{"id": "1"}], "paging": {"next": following}})
    assert token == "until=1624385168&__paging_token=abc"
    assert page_args(token) == {"until": "1624385168", "__paging_token": "abc"}


@pytest.mark.parametrize(
    "answer",
    [
        {"data": [{"id": "1"}]},
        {"data": [{"id": "1"}], "paging": {"cursors": {"before": "a", "after": "a"}}},
        {"data": [], "paging": {"next": "https://graph.facebook.com/x?after=b"}},
        {"data": [{"id": "1"}], "paging": []},
        {"data": [{"id": "1"}], "paging": {"next": "https://graph.facebook.com/x?limit=5"}},
    ],
)
def test_the_last_page(answer):
    assert next_token(answer) is None


def test_a_saved_page_token_cannot_smuggle_other_arguments_in():
    assert page_args("after=b&access_token=stolen&fields=email") == {"after": "b"}


def test_a_version_that_ends_is_said_in_time():
    ends = VERSION_ENDS["v21.0"]
    assert version_note("v21.0", ends - timedelta(days=61)) == ""
    assert version_note("v21.0", ends - timedelta(days=59)) == (
        "Graph API v21.0 ends on 21 January 2027: set source.version to v25.0 or later"
    )
    assert version_note("v20.0", date(2026, 11, 21)).startswith("Graph API v20.0 ended on 24 September 2026")
    assert version_note(DEFAULT_VERSION, date(2026, 11, 21)) == ""


def test_a_version_that_ends_is_logged_and_still_asked(platform, caplog):
    graph(platform(well), version="v20.0")
    assert "Graph API v20.0 ended on 24 September 2026" in caplog.text


def test_the_old_library_is_imported_quietly_even_where_warnings_are_errors(tmp_path):
    code = "import requests; from connectors.graph import _sdk; print(_sdk('t', 'v25.0', requests.Session()).version)"
    run = [sys.executable, "-W", "error", "-X", f"pycache_prefix={tmp_path}", "-c", code]
    assert subprocess.run(run, capture_output=True, text=True, check=True).stdout.strip() == "v25.0"
