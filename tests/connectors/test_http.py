"""The way out to a platform: its own hosts only, bounded in time and size, patient for ten seconds at most."""

from __future__ import annotations

import socket
import time
from dataclasses import replace
from datetime import timedelta

import pytest
import requests
from loopback.platform_server import Answer, Fault
from scenes import NOW

from connectors._addresses import is_public
from connectors._http import PlatformSession, is_among, secure, transport_faults, usable_token
from connectors.base import BadPayload, HttpSettings, NeedsPerson, RetryLater

HOSTS = frozenset({"api.twitter.com"})
URL = "https://api.twitter.com/2/anything"


def hello(call):
    return Answer.json({"hello": call.path})


def ask(server, url=URL, **settings):
    with transport_faults("the posts of @oakmere", NOW):
        return PlatformSession(server.http(**settings), HOSTS).get(url, headers={"Authorization": "Bearer s3cret"})


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_server_fault_that_passes_is_not_noticed(platform, status):
    server = platform(hello, faults=[Fault(path=".", answer=Answer.html(status), calls=frozenset({1, 2}))])
    assert ask(server, retry_within=5.0).json() == {"hello": "/2/anything"}
    assert len(server.calls) == 3


def test_a_server_fault_that_stays_is_given_up_within_the_time_allowed(platform):
    server = platform(hello, faults=[Fault(path=".", answer=Answer.html(500))])
    began = time.monotonic()
    assert ask(server, retry_within=0.2).status_code == 500
    assert time.monotonic() - began < 1.7
    assert len(server.calls) >= 2


def test_nobody_sleeps_because_a_platform_says_so(platform):
    server = platform(hello, faults=[Fault(path=".", answer=Answer(status=503, headers={"Retry-After": "30"}))])
    began = time.monotonic()
    ask(server, retry_within=0.1)
    assert time.monotonic() - began < 3


def test_a_client_fault_is_not_tried_again(platform):
    server = platform(hello, faults=[Fault(path=".", answer=Answer.html(404))])
    assert ask(server, retry_within=5.0).status_code == 404
    assert len(server.calls) == 1


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Answer(body=b'{"a": "' + b"x" * 5000 + b'"}', cut=True), BadPayload),
        (Answer(body=b"x" * 5000), BadPayload),
        (Answer(body=b"x" * 500, drip=0.02), RetryLater),
        (Answer(body=b"xx", drip=2.0), RetryLater),
    ],
    ids=["cut", "too long", "a trickle", "a standstill"],
)
def test_a_body_is_bounded_in_size_and_in_time(platform, answer, error):
    server = platform(lambda _: answer)
    began = time.monotonic()
    with pytest.raises(error, match="the posts of @oakmere") as failed:
        ask(server, max_bytes=2000 if len(answer.body) == 5000 else 20_000, timeout=0.4, answer_within=0.8)
    assert time.monotonic() - began < 3
    assert "s3cret" not in str(failed.value)


def test_a_server_that_is_not_there_is_asked_again_later():
    nowhere = HttpSettings(loopback={"api.twitter.com": "http://127.0.0.1:9"}, retry_within=0.1)
    with pytest.raises(RetryLater) as failed, transport_faults("X", NOW):
        PlatformSession(nowhere, HOSTS).get(URL)
    assert failed.value.at == NOW + timedelta(minutes=15)
    assert str(failed.value) == "X could not be reached"


@pytest.mark.parametrize(
    "url",
    ["https://elsewhere.example/2/anything", "http://api.twitter.com/2/anything", "https://api.twitter.com:8443/x",
     "https://api.twitter.com.evil.example/x", "https://api.twitter.com@evil.example/x"],
)  # fmt: skip
def test_no_call_leaves_the_platforms_own_host(platform, url):
    server = platform(hello)
    with pytest.raises(BadPayload, match="ElsewhereError"):
        ask(server, url)
    assert server.calls == []


def test_a_redirect_is_not_followed(platform):
    server = platform(lambda _: Answer(status=302, headers={"Location": "https://elsewhere.example/"}))
    assert ask(server).status_code == 302
    assert len(server.calls) == 1


def test_a_netrc_file_does_not_replace_the_token(platform, tmp_path, monkeypatch):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine api.twitter.com login someone password other\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    server = platform(hello)
    ask(server)
    assert server.calls[0].headers["Authorization"] == "Bearer s3cret"


def test_a_platform_is_only_ever_replaced_by_this_machine():
    with pytest.raises(ValueError, match=r"only be replaced by a server on 127\.0\.0\.1"):
        HttpSettings(loopback={"api.twitter.com": "https://evil.example"})


def test_patience_ends_within_ten_seconds_by_default():
    assert HttpSettings().retry_within == 10.0


@pytest.mark.parametrize("token", ["", "two words", "line\nbreak", "naïve"])
def test_what_is_no_token_is_refused_without_being_shown(token):
    with pytest.raises(NeedsPerson, match=r"source\.token is not a token") as refused:
        usable_token(token, "token")
    assert not token or token not in str(refused.value)


def test_a_token_is_trimmed():
    assert usable_token(" abc\n", "token") == "abc"


def test_other_faults_on_the_way_name_their_kind_only():
    with pytest.raises(BadPayload, match=r"^X: the call failed \(InvalidURL\)$"), transport_faults("X", NOW):
        raise requests.exceptions.InvalidURL("https://x/?token=s3cret")


@pytest.mark.parametrize(
    ("netloc", "is_one"),
    [
        ("scontent.fbcdn.net", True),
        ("scontent-lhr8-1.xx.fbcdn.net", True),
        ("fbcdn.net", False),
        ("evilfbcdn.net", False),
        ("fbcdn.net.evil.example", False),
        ("someone@a.fbcdn.net", False),
        ("a.fbcdn.net:8443", False),
        ("evil.example/.fbcdn.net", False),
        (".fbcdn.net", False),
    ],
)
def test_a_pattern_of_hosts_means_every_host_below_one(netloc, is_one):
    assert is_among(netloc, {"api.example", "*.fbcdn.net"}) is is_one


def test_a_host_of_a_pattern_is_asked_and_a_stand_in_may_be_for_a_pattern_too(platform):
    server = platform(hello)
    settings = replace(server.http(), loopback={"*.fbcdn.net": server.url})
    session = PlatformSession(settings, frozenset({"*.fbcdn.net"}))
    assert session.get("https://a.b.fbcdn.net/1.jpg").json() == {"hello": "/1.jpg"}
    assert server.calls[0].headers["Host"] == "a.b.fbcdn.net"


PRIVATE = [
    "127.0.0.1", "127.8.8.8", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
    "168.63.129.16", "192.0.0.192", "224.0.0.1", "255.255.255.255", "::1", "::", "::ffff:10.0.0.1", "fe80::1",
    "fe80::1%1", "fd00:ec2::254", "fec0::1", "64:ff9b::7f00:1", "2002:7f00:1::1", "::7f00:1", "ff02::1", "no address",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_inside_networks_are_known(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_addresses_of_the_internet_are_known(address):
    assert is_public(address)


@pytest.fixture
def names(monkeypatch):
    """Lead names to addresses, and remember every connection that is tried; none is made."""
    monkeypatch.setattr(requests.utils, "getproxies", dict)
    leads: dict[str, list[list[str]]] = {}
    tried: list[str] = []

    def look_up(host, port, *_, **__):
        if host not in leads:  # an address, on its way to the connection
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port))]
        now = leads[host].pop(0) if len(leads[host]) > 1 else leads[host][0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in now]

    def refuse(_, address):
        tried.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    return leads, tried


def from_the_internet(url, *hosts, **more):
    with transport_faults("the feed", NOW):
        return PlatformSession(HttpSettings(retry_within=0.2), frozenset(hosts), **more).get(url)


@pytest.mark.parametrize("address", ["127.0.0.1", "169.254.169.254", "192.168.0.7"])
def test_a_name_that_leads_inside_a_network_is_never_connected_to(names, address):
    leads, tried = names
    leads["school.example"] = [[address]]
    with pytest.raises(BadPayload, match="leads inside a private network"):
        from_the_internet("https://school.example/feed", "school.example")
    assert tried == []


def test_a_name_that_changes_between_look_ups_is_held_at_each_connection(names):
    leads, tried = names
    leads["school.example"] = [["93.184.215.14"], ["10.0.0.1"]]
    with pytest.raises(BadPayload, match="leads inside a private network"):
        from_the_internet("https://school.example/feed", "school.example")
    assert tried == ["93.184.215.14"]


def test_of_several_addresses_only_the_public_ones_are_tried(names):
    leads, tried = names
    leads["school.example"] = [["10.0.0.1", "93.184.215.14"]]
    with pytest.raises(RetryLater):
        from_the_internet("https://school.example/feed", "school.example")
    assert set(tried) == {"93.184.215.14"}


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1", "2130706433", "0x7f.0.0.1", "[::1]", "169.254.169.254"])
def test_an_address_in_place_of_a_name_leads_nowhere_inside(names, host):
    with pytest.raises(BadPayload, match=r"private network|ElsewhereError"):
        from_the_internet(f"https://{host}/feed", host)
    assert names[1] == []


def test_a_proxy_is_not_asked_for_a_name_that_leads_inside(names, monkeypatch):
    leads, tried = names
    leads["school.example"] = [["10.0.0.1"]]
    monkeypatch.setattr(requests.utils, "getproxies", lambda: {"https": "http://93.184.215.14:3128"})
    monkeypatch.setenv("HTTPS_PROXY", "http://93.184.215.14:3128")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    with pytest.raises(BadPayload, match="leads inside a private network"):
        from_the_internet("https://school.example/feed", "school.example")
    assert tried == []


def moved(leads_to, until="/here"):
    def speak(call):
        if call.path == until:
            return hello(call)
        return Answer(status=301, headers={"Location": leads_to(call)})

    return speak


SCHOOL = frozenset({"school.example", "www.school.example"})


def follow(server, *, redirects=3):
    settings = replace(server.http(), loopback=dict.fromkeys(SCHOOL, server.url))
    return PlatformSession(settings, SCHOOL, redirects=redirects).get("https://school.example/feed", params={"a": "1"})


@pytest.mark.parametrize("to", ["https://www.school.example/here", "http://www.school.example:80/here", "/here"])
def test_a_redirect_within_the_hosts_is_followed_where_that_is_asked_for(platform, to):
    server = platform(moved(lambda _: to))
    assert follow(server).json() == {"hello": "/here"}
    assert [call.url for call in server.calls] == ["/feed?a=1", "/here"]


@pytest.mark.parametrize(
    "to", ["https://elsewhere.example/here", "https://127.0.0.1/here", "file:///here", "https://school.example:8443/",
           "https://me@school.example/here", "https://[::1]/", "https://school.example:port/"],
)  # fmt: skip
def test_a_redirect_elsewhere_is_the_answer_that_it_is(platform, to):
    server = platform(moved(lambda _: to))
    assert follow(server).status_code == 301
    assert len(server.calls) == 1


def test_redirects_end(platform):
    server = platform(moved(lambda call: call.path + "x"))
    assert follow(server, redirects=3).status_code == 301
    assert len(server.calls) == 4


@pytest.mark.parametrize(
    ("url", "made"),
    [
        ("http://School.example/feed?a=1#top", "https://school.example/feed?a=1"),
        ("https://school.example:443/", "https://school.example/"),
        ("https://school.example:8443/", "https://school.example:8443/"),
        ("ftp://school.example/", ""),
        ("https://me:secret@school.example/", ""),
        ("school.example/feed", ""),
    ],
)
def test_an_address_is_made_secure_or_refused(url, made):
    assert secure(url) == made
