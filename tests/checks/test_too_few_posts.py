"""Posts against school weeks: what counts, what is one item, which weeks are judged, and where weeks begin."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from checks.base import Evidence, School
from checks.too_few_posts import count_by_week, too_few_posts

LONDON = ZoneInfo("Europe/London")
MONDAY = date(2026, 11, 9)
X, FACEBOOK = "x:hollinbank", "facebook:hollinbank"


def weeks(first=MONDAY, count=1, school_days=5, zone=LONDON):
    mondays = [first + timedelta(days=7 * number) for number in range(count + 1)]
    moments = [datetime.combine(monday, time.min, zone).astimezone(UTC) for monday in mondays]
    names = [f"{monday.isocalendar().year}-W{monday.isocalendar().week:02}" for monday in mondays]
    rows = zip(names[:-1], moments[:-1], moments[1:], strict=True)
    return pd.DataFrame(rows, columns=["week", "begin", "end"]).assign(school_days=school_days)


def post(when, text="", account=X, kind="original"):
    moment = datetime.fromisoformat(when).replace(tzinfo=LONDON).astimezone(UTC)
    return {"account": account, "platform": account.split(":")[0], "created_at": moment, "kind": kind, "text": text}


def read(account=X, begin="2026-09-01", end=None, complete=True, reason=""):
    return {
        "account": account,
        "what": "posts",
        "begin": pd.Timestamp(begin, tz=UTC) if begin else pd.NaT,
        "end": pd.Timestamp(end, tz=UTC) if end else pd.NaT,
        "complete": complete,
        "reason": reason,
    }


def evidence(posts, *, calendar=None, reads=None, accounts=(X, FACEBOOK)):
    reads = [read(account) for account in accounts] if reads is None else reads
    return Evidence(
        school=School(id="hb", name="Hollin Bank Primary School", phase="primary"),
        as_of=datetime(2026, 11, 30, tzinfo=UTC),
        accounts=pd.DataFrame([{"account": a, "platform": a.split(":")[0], "handle": "HollinBank"} for a in accounts]),
        reads=pd.DataFrame(reads),
        posts=pd.DataFrame(posts),
        weeks=weeks() if calendar is None else calendar,
    )


def outcomes(judgement):
    return list(judgement.units["outcome"])


HALL = "Year 4 turned the hall into a rainforest today, come and see it after school on Friday"
CLOCKS = "2026-11-15T23:59:59"

FLAGGED = {
    "a silent week": ([], "No post in the week of 9 November; the policy asks for 3"),
    "one post": ([post("2026-11-09T08:00")], "1 post in the week of 9 November; the policy asks for 3"),
    "two posts": ([post("2026-11-09T08:00"), post(CLOCKS)], "2 posts in the week of 9 November; the policy asks for 3"),
    "posts of the weeks around it": (
        [post("2026-11-08T23:59:59"), post("2026-11-16T00:00"), post("2026-11-16T09:00")],
        "No post in the week of 9 November; the policy asks for 3",
    ),
    "reposts, replies and stories": (
        [post("2026-11-10T08:00", kind=kind) for kind in ("repost", "reply", "story", "repost")],
        "No post in the week of 9 November; the policy asks for 3",
    ),
    "one item on two accounts": (
        [
            post("2026-11-10T08:00", HALL),
            post("2026-11-12T08:00", HALL, FACEBOOK),
            post("2026-11-13T08:00", "Open day"),
        ],
        "2 posts in the week of 9 November; the policy asks for 3",
    ),
    "one item with other tags, links and mentions": (
        [
            post("2026-11-10T08:00", "Harvest festival! #Thankful @HollinPTA https://t.co/abc"),
            post("2026-11-10T08:05", "HARVEST  festival 🌾 thankful", FACEBOOK),
            post("2026-11-12T08:00", "Open day"),
        ],
        "2 posts in the week of 9 November; the policy asks for 3",
    ),
    "one item cut short": (
        [
            post("2026-11-10T08:00", HALL[:60] + "… bit.ly/x1"),
            post("2026-11-10T09:00", HALL, FACEBOOK),
            post(CLOCKS, "Fair"),
        ],
        "2 posts in the week of 9 November; the policy asks for 3",
    ),
    "an item that wandered over three accounts": (
        [
            post("2026-11-10T08:00", HALL),
            post("2026-11-12T07:00", HALL, FACEBOOK),
            post("2026-11-14T06:00", HALL, "blog:hollin bank news"),
            post("2026-11-14T06:00", "Fair"),
        ],
        "2 posts in the week of 9 November; the policy asks for 3",
    ),
    "an item of the week before": (
        [
            post("2026-11-08T20:00", HALL),
            post("2026-11-09T08:00", HALL, FACEBOOK),
            post("2026-11-09T08:00"),
            post(CLOCKS),
        ],
        "2 posts in the week of 9 November; the policy asks for 3",
    ),
}


@pytest.mark.parametrize(("posts", "detail"), FLAGGED.values(), ids=FLAGGED)
def test_flagged(posts, detail):
    judgement = too_few_posts.run(evidence(posts))
    assert outcomes(judgement) == ["fail"]
    assert judgement.units[["subject_type", "subject_id", "account"]].to_numpy().tolist() == [
        ["week", "week:2026-W46", ""]
    ]
    assert list(judgement.findings["detail"]) == [detail]


NOT_FLAGGED = {
    "three posts": [post("2026-11-09T00:00"), post("2026-11-11T08:00"), post(CLOCKS)],
    "a quote counts": [post("2026-11-09T08:00"), post("2026-11-10T08:00", kind="quote"), post("2026-11-11T08:00")],
    "three accounts, one post each": [
        post("2026-11-09T08:00", "Mass"),
        post("2026-11-09T08:00", "Maths", FACEBOOK),
        post("2026-11-09T08:00", "Mud", "blog:hollin bank news"),
    ],
    "posts without words are not one item": [
        post("2026-11-09T08:00", "🎉"),
        post("2026-11-09T08:00", "", FACEBOOK),
        post("2026-11-09T08:00", "https://example.org", "blog:hollin bank news"),
    ],
    "one account may say the same again": [post(f"2026-11-{day}T08:00", "Walk to school!") for day in (10, 11, 12)],
    "the same again on two accounts": [
        post(f"2026-11-{day}T08:00", "Walk to school!", account) for day in (10, 11, 12) for account in (X, FACEBOOK)
    ],
    "the same item after more than 48 hours": [
        post("2026-11-10T08:00", HALL),
        post("2026-11-12T08:01", HALL, FACEBOOK),
        post("2026-11-13T08:00"),
    ],
    "a short beginning is not a cut text": [
        post("2026-11-10T08:00", "Good morning"),
        post("2026-11-10T08:00", "Good morning all, the hall is open", FACEBOOK),
        post("2026-11-13T08:00"),
    ],
    "texts that begin alike and end apart": [
        post("2026-11-10T08:00", HALL + " with Year 3"),
        post("2026-11-10T08:00", HALL + " with Year 5", FACEBOOK),
        post("2026-11-13T08:00"),
    ],
}


@pytest.mark.parametrize("posts", NOT_FLAGGED.values(), ids=NOT_FLAGGED)
def test_not_flagged(posts):
    judgement = too_few_posts.run(evidence(posts))
    assert outcomes(judgement) == ["pass"]
    assert judgement.findings.empty


def test_a_week_with_too_few_school_days_is_not_a_unit():
    short = pd.concat([weeks(school_days=2), weeks(MONDAY + timedelta(days=7), school_days=3)])  # its index repeats
    assert list(too_few_posts.run(evidence([], calendar=short)).units["subject_id"]) == ["week:2026-W47"]
    assert len(too_few_posts.run(evidence([], calendar=short), min_school_days=1).units) == 2


def test_without_term_dates_no_week_is_judged():
    assert too_few_posts.run(evidence([post("2026-11-09T08:00")], calendar=pd.DataFrame())).units.empty


def test_each_account_answers_for_itself_when_asked():
    posts = [post(f"2026-11-{day}T08:00", "Mass") for day in ("09", 10, 11)] + [
        post("2026-11-10T08:00", "Mass", FACEBOOK)
    ]
    judgement = too_few_posts.run(evidence(posts), per="account")
    assert dict(zip(judgement.units["account"], outcomes(judgement), strict=True)) == {X: "pass", FACEBOOK: "fail"}
    assert list(judgement.findings["detail"]) == [
        "@HollinBank on Facebook: 1 post in the week of 9 November; the policy asks for 3"
    ]


def test_per_is_school_or_account():
    with pytest.raises(ValueError, match="per should be one of school, account, not 'year'"):
        too_few_posts.run(evidence([]), per="year")


UNREAD = {
    "never read": [read()],
    "read from a later day": [read(), read(FACEBOOK, begin="2026-11-16")],
    "read before the week ended": [read(), read(FACEBOOK, end="2026-11-13")],
    "not read completely": [read(), read(FACEBOOK, complete=False)],
    "read from nobody knows when": [read(), read(FACEBOOK, begin=None)],
    "only its comments read": [read(), {**read(FACEBOOK), "what": "comments"}],
}


@pytest.mark.parametrize("reads", UNREAD.values(), ids=UNREAD)
def test_too_few_with_an_account_unread_is_not_assessed(reads):
    judgement = too_few_posts.run(evidence([post("2026-11-09T08:00")], reads=reads))
    assert outcomes(judgement) == ["not_assessed"]
    assert list(judgement.units["reason"]) == ["the posts of @HollinBank on Facebook were not read for this week"]
    assert judgement.findings.empty


def test_the_reason_of_the_read_is_passed_on():
    reads = [read(), read(FACEBOOK, complete=False, reason="the token has expired.")]
    reason = too_few_posts.run(evidence([], reads=reads)).units["reason"].item()
    assert reason == "the posts of @HollinBank on Facebook were not read for this week: the token has expired"


def test_enough_posts_pass_whatever_was_not_read():
    posts = [post(f"2026-11-{day}T08:00") for day in ("09", 10, 11)]
    judgement = too_few_posts.run(evidence(posts, reads=[read()]))
    assert outcomes(judgement) == ["pass"]
    assert list(judgement.units["reason"]) == [""]


def test_only_the_unread_account_is_not_assessed_per_account():
    judgement = too_few_posts.run(evidence([], reads=[read()]), per="account")
    assert dict(zip(judgement.units["account"], outcomes(judgement), strict=True)) == {
        X: "fail",
        FACEBOOK: "not_assessed",
    }


def test_a_school_without_accounts_is_not_assessed():
    judgement = too_few_posts.run(evidence([], accounts=()))
    assert outcomes(judgement) == ["not_assessed"]
    assert list(judgement.units["reason"]) == ["no account of the school is configured"]


def test_the_week_in_which_a_source_begins_counts():
    reads = [read(begin="2026-11-12"), read(FACEBOOK, begin="2026-11-15T23:00", end="2026-11-16T00:00")]
    assert outcomes(too_few_posts.run(evidence([], reads=reads))) == ["fail"]


BACK, FORWARD = datetime(2026, 10, 25, 1, tzinfo=UTC), datetime(2027, 3, 28, 1, tzinfo=UTC)  # the clocks of London


@settings(max_examples=settings.default.max_examples * 3 // 5)
@given(
    change=st.sampled_from([BACK, FORWARD]),
    minutes=st.integers(-14 * 24 * 60, 14 * 24 * 60),
    zone=st.sampled_from(["Europe/London", "Europe/Lisbon", "America/New_York", "Asia/Kolkata"]),
)
@example(change=BACK, minutes=22 * 60 + 30, zone="Europe/London")  # half past ten in the evening of that Sunday
@example(change=BACK, minutes=23 * 60, zone="Europe/London")  # midnight
@example(change=FORWARD, minutes=22 * 60, zone="Europe/London")  # midnight, an hour earlier in UTC
def test_a_post_counts_in_the_week_of_its_local_day(change, minutes, zone):
    moment = change + timedelta(minutes=minutes)
    calendar = weeks(date(2026, 9, 28), 30, zone=ZoneInfo(zone))
    one = evidence([{**post("2026-11-09T08:00"), "created_at": moment}], calendar=calendar)
    units = too_few_posts.run(one, minimum=1).units
    year, week, _ = moment.astimezone(ZoneInfo(zone)).isocalendar()
    assert list(units.loc[units["outcome"] == "pass", "subject_id"]) == [f"week:{year}-W{week:02}"]


ITEMS = st.lists(
    st.tuples(
        st.integers(0, 13 * 24),
        st.sampled_from(["", HALL, HALL[:50], HALL + " again", "Fair", "#Fair!"]),
        st.sampled_from([X, FACEBOOK, "blog:news"]),
    ),
    max_size=12,
)


@settings(max_examples=settings.default.max_examples * 3 // 5)
@given(items=ITEMS, seed=st.randoms())
def test_the_order_of_posts_never_matters_and_merging_never_adds(items, seed):
    begin = datetime.combine(MONDAY, time.min, LONDON)
    posts = [
        {**post("2026-11-09T08:00", text, account), "created_at": begin + timedelta(hours=hour)}
        for hour, text, account in items
    ]
    shuffled = seed.sample(posts, len(posts))
    calendar = weeks(count=2)
    merged = count_by_week(evidence(posts, calendar=calendar))
    assert count_by_week(evidence(shuffled, calendar=calendar)) == merged
    accounts = Counter(post["account"] for post in posts)
    assert max(accounts.values(), default=0) <= sum(merged.values()) <= len(posts)
    assert sum(count_by_week(evidence(posts, calendar=calendar), cross_post_hours=14 * 24).values()) <= sum(
        merged.values()
    )


def test_the_counts_of_the_chart_are_those_of_the_check():
    posts = [
        post("2026-11-10T08:00", HALL),
        post("2026-11-10T09:00", HALL, FACEBOOK),
        post("2026-11-17T09:00", kind="reply"),
    ]
    assert count_by_week(evidence(posts, calendar=weeks(count=2)), minimum=3) == {"2026-W46": 1}
    assert count_by_week(evidence(posts, calendar=weeks(count=2)), kinds=["reply"]) == {"2026-W47": 1}
    assert count_by_week(evidence(posts, calendar=pd.DataFrame())) == {}
