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

from connectors._graph_answers import (
    INSTAGRAM,
    GoneError,
    NotPermittedError,
    RefusedError,
    TooMuchError,
    by_code,
    by_status,
    next_place,
    next_token,
    page_args,
    time_to_regain,
)
from connectors._graph_tokens import to_token_facts
from connectors._graph_versions import DEFAULT_VERSION, VERSION_ENDS, version_note
from connectors.base import BadPayload, NeedsPerson, RetryLater
from connectors.graph import Graph

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


@pytest.mark.parametrize("version", ["25", "v25", "latest", "v25.0/../v1.0"])
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
        *((code, None, RetryLater) for code in (1, 2, 4, 17, 32, 341, 613, 80000, 80001, 80008, 80014)),
        *((190, subcode, NeedsPerson) for subcode in (None, 458, 460, 463, 467)),
        *((code, None, NeedsPerson) for code in (3, 10, 21, 102, 104, 200, 210, 299, 368, 2635)),
        (100, 33, GoneError),
        (100, None, RefusedError),
        (100, 2069030, RefusedError),
        (803, None, RefusedError),
        (99, None, BadPayload),
        (1675030, None, BadPayload),
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
        ('{"1": [{"estimated_time_to_regain_access": "25"}]}', None, 25),
        ('{"1": [{"estimated_time_to_regain_access": "soon"}]}', '{"estimated_time_to_regain_access": null}', 60),
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
    assert version_note("v3.1", date(2026, 11, 21)).startswith("Graph API v3.1 ended long ago: set source.version to")
    assert version_note("v26.0", date(2030, 1, 1)) == "", "no end is published"
    assert version_note("v31.0", date(2030, 1, 1)) == "", "released after this program"
    assert version_note(DEFAULT_VERSION, date(2026, 11, 21)) == ""


def test_a_version_that_ends_is_logged_and_still_asked(platform, caplog):
    graph(platform(well), version="v20.0")
    assert "Graph API v20.0 ended on 24 September 2026" in caplog.text


@pytest.mark.slow
def test_the_old_library_is_imported_quietly_even_where_warnings_are_errors(tmp_path):
    code = "import requests; from connectors.graph import _sdk; print(_sdk('t', 'v25.0', requests.Session()).version)"
    run = [sys.executable, "-W", "error", "-X", f"pycache_prefix={tmp_path}", "-c", code]
    assert subprocess.run(run, capture_output=True, text=True, check=True).stdout.strip() == "v25.0"


@pytest.mark.parametrize("version", ["25.0", "V25.0", " v25.0 "])
def test_a_version_may_be_written_as_people_do(platform, version):
    assert graph(platform(well), version=version).version == "v25.0"


@pytest.mark.parametrize(
    ("subcode", "why"),
    [
        (458, "the app was removed"),
        (460, "has changed the password"),
        (463, "it has expired"),
        (467, "it was withdrawn"),
        (492, "no longer has a role"),
    ],
)
def test_a_dead_token_says_why_it_died(subcode, why):
    fault = by_code({"code": 190, "error_subcode": subcode}, "a page", NOW, HOUR)
    assert isinstance(fault, NeedsPerson)
    assert f"(code 190: {why}" in str(fault) or why in str(fault)
    assert str(fault).endswith("make a new page token and set the environment variable to it")


def test_what_is_wanting_is_put_as_the_platforms():
    lacking = by_code({"code": 10}, "the posts of @oakmere on Instagram", NOW, HOUR, INSTAGRAM)
    assert isinstance(lacking, NotPermittedError)
    assert "grant the app instagram_basic" in str(lacking)
    assert str(by_code({"code": 4}, "x", NOW, HOUR, INSTAGRAM)).startswith("Instagram asks to wait")


def test_too_much_at_once_is_no_fault_that_passes_by_itself():
    much = {"code": 1, "message": "Please reduce the amount of data you're asking for, then retry your request"}
    assert isinstance(by_code(much, "x", NOW, HOUR), TooMuchError)
    assert not isinstance(by_code({"code": 1, "message": "An unknown error occurred"}, "x", NOW, HOUR), TooMuchError)


def test_a_list_inside_an_answer_names_where_it_goes_on():
    following = f"https://graph.facebook.com/v25.0/50_9/subattachments?access_token={TOKEN}&limit=2&after=abc"
    assert next_place({"paging": {"next": following}}) == ("50_9", "subattachments", "after=abc")
    for strange in (None, 3, "https://graph.facebook.com/v25.0/a/../b?after=x", "https://x/v25.0/1/e?limit=2", "%"):
        assert next_place({"paging": {"next": strange}}) is None


NEEDED = ("pages_read_engagement", "pages_read_user_content")


def facts(**more):
    payload = {"is_valid": True, "expires_at": 0, "data_access_expires_at": 0, "scopes": list(NEEDED), **more}
    return to_token_facts({"data": payload}, needed=NEEDED, account_id="50", now=NOW)


def at(moment):
    return int(moment.timestamp())


def test_a_token_that_never_ends_is_well():
    made = facts()
    assert (made.valid, made.expires_at, made.missing, made.doubt, made.note(NOW)) == (True, None, (), "", "")


def test_a_token_ends_with_the_first_of_its_two_ends():
    made = facts(expires_at=at(NOW + timedelta(days=50)), data_access_expires_at=at(NOW + timedelta(days=20)))
    assert made.expires_at == NOW + timedelta(days=20)
    assert made.note(NOW) == ""
    assert made.note(NOW + timedelta(days=6)).startswith("its token ends on 11 December 2026: make a new one")


def test_an_ended_token_is_ended_and_not_doubted():
    made = facts(is_valid=False, expires_at=at(NOW - timedelta(days=3)))
    assert (made.valid, made.expires_at, made.doubt) == (False, NOW - timedelta(days=3), "")
    assert made.note(NOW).startswith("its token is no longer valid: make a new one")


@pytest.mark.parametrize("end", [2_777_000_000, at(NOW) - 9, 1, -5, 10**12, 10**30])
def test_an_end_that_no_token_has_is_doubted_and_never_counted_on(end):
    made = facts(expires_at=end)
    assert made.expires_at is None
    assert made.doubt == "" or made.doubt.endswith("take its end for unknown")


@pytest.mark.parametrize("end", [None, "soon", [], {}, "0", 0.0])
def test_an_end_that_is_no_time_is_none(end):
    assert (facts(expires_at=end).expires_at, facts(expires_at=end).doubt) == (None, "")


def test_permissions_for_other_pages_are_missing_for_this_one():
    granular = [
        {"scope": "pages_read_engagement", "target_ids": ["50", "51"]},
        {"scope": "pages_read_user_content", "target_ids": ["51"]},
        {"scope": "pages_show_list"},
    ]
    made = facts(granular_scopes=granular)
    assert made.missing == ("pages_read_user_content",)
    assert "pages_show_list" in made.scopes
    assert made.note(NOW) == "its token lacks pages_read_user_content: grant that to the app, then make a new token"


@pytest.mark.parametrize(
    "answer", [{}, {"data": []}, {"data": {"error": {"code": 190}}}, {"data": {"is_valid": "yes"}}]
)
def test_an_answer_that_says_nothing_of_a_token(answer):
    assert to_token_facts(answer, needed=NEEDED, now=NOW) is None


def test_asking_about_a_token_shows_it_in_no_log_and_no_error(platform, caplog):
    caplog.set_level("DEBUG")
    server = platform(well, faults=[Fault(path="debug_token", answer=Answer.html(500))])
    with pytest.raises(RetryLater) as failed:
        graph(server).about_token("the token of @oakmere")
    assert TOKEN not in caplog.text
    assert TOKEN not in str(failed.value)
