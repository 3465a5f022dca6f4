"""The tables of the store.

Moments are whole microseconds since 1970-01-01T00:00Z (exact, sortable, the same in every database). `account` is
`platform:handle` folded. Ids are the platforms' own. `change` numbers the transaction that last touched a row, so
that what is new since some moment is a range, not a comparison.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, MetaData, Table, Text

metadata = MetaData()


def _seen() -> tuple[Column[object], ...]:
    """Columns of everything that was pulled: where from, since when, and whether it still stands."""
    return (
        Column("content_hash", Text, nullable=False),
        Column("state", Text, nullable=False),  # public, gone, private, withheld
        Column("first_seen", BigInteger, nullable=False),
        Column("last_seen", BigInteger, nullable=False),
        Column("seen_in", Integer, nullable=False),  # the account's pull (accounts.pull) that last showed it
        Column("gone_at", BigInteger),  # since when it is gone, private or withheld
        Column("set_aside", Text),  # the gate's rule that keeps it out of evidence
        Column("source", Text, nullable=False),
        Column("first_stored_at", BigInteger, nullable=False),
        Column("change", Integer, nullable=False),
    )


counters = Table("counters", metadata, Column("name", Text, primary_key=True), Column("value", Integer, nullable=False))

runs = Table(
    "runs",
    metadata,
    Column("run", Text, primary_key=True),
    Column("as_of", BigInteger, nullable=False),
    Column("made_at", BigInteger),  # of a run for a day that had not come: by this it is older or newer than others
    Column("kind", Text, nullable=False),  # pull, audit, run
    Column("state", Text, nullable=False),  # running, finished
    Column("audited", Boolean, nullable=False),  # it holds a finished audit
    Column("reported", Boolean, nullable=False),  # its reports were written: "since last time" counts from here
    Column("facts", Text, nullable=False),  # JSON: inputs, versions, retention applied
)

accounts = Table(
    "accounts",
    metadata,
    Column("account", Text, primary_key=True),
    Column("platform_id", Text, nullable=False),
    Column("cursor", Text),  # JSON, the connector's own
    Column("pull", Integer, nullable=False),  # how many pulls were begun; what a finished one did not show is gone
    Column("retry_at", BigInteger),  # the platform asked to wait until then
    Column("fault", Text, nullable=False),  # why the last pull failed, one sentence; blank when it did not
    Column("read_by", Text, nullable=False, server_default=""),  # the connector of the last pull that came to its end
)

billed = Table(
    "billed",
    metadata,
    Column("platform", Text, primary_key=True),
    Column("month", Text, primary_key=True),  # 2026-11, UTC: as the platform bills
    Column("posts", Integer, nullable=False),
)

renames = Table(
    "renames",
    metadata,
    Column("account", Text, primary_key=True),
    Column("at", BigInteger, primary_key=True),
    Column("was", Text, nullable=False),
    Column("now", Text, nullable=False),
)

reads = Table(
    "reads",
    metadata,
    Column("account", Text, primary_key=True),
    Column("what", Text, primary_key=True),  # posts, media, pictures, comments, profile
    Column("covered_begin", BigInteger),
    Column("covered_end", BigInteger),
    Column("complete", Boolean, nullable=False),  # the last attempt
    Column("reason", Text, nullable=False),
    Column("assumed", Text, nullable=False),  # what was taken for granted in reading; blank = nothing
    Column("ours", Integer),
    Column("theirs", Integer),
    Column("at", BigInteger, nullable=False),
    Column("made_at", BigInteger),  # of a read for a moment that had not come: up to here it was read indeed
)

profiles = Table(
    "profiles",
    metadata,
    Column("account", Text, primary_key=True),
    Column("platform_id", Text, nullable=False),
    Column("handle", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("website", Text, nullable=False),
    Column("visibility", Text, nullable=False),
    Column("posts_total", Integer),
    Column("at", BigInteger, nullable=False),
    Column("source", Text, nullable=False),
    Column("first_stored_at", BigInteger, nullable=False),
)

posts = Table(
    "posts",
    metadata,
    Column("account", Text, primary_key=True),
    Column("post_id", Text, primary_key=True),
    Column("created_at", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("permalink", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("chain_id", Text, nullable=False),
    Column("comments_total", Integer),
    Column("reply_to", Text, nullable=False),  # what a reply answers; blank = none, or it is not told
    *_seen(),
    Index("ix_posts_change", "change"),
)

media = Table(
    "media",
    metadata,
    Column("account", Text, primary_key=True),
    Column("post_id", Text, primary_key=True),
    Column("media_id", Text, primary_key=True),
    Column("type", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("alt_text", Text, nullable=False),
    Column("alt_known", Boolean, nullable=False),  # a blank alt text means that none was written
    Column("cover", Text, nullable=False),  # of a video: address or file of the picture that stands for it
    *_seen(),
    Index("ix_media_change", "change"),
)

comments = Table(
    "comments",
    metadata,
    Column("account", Text, primary_key=True),
    Column("comment_id", Text, primary_key=True),
    Column("post_id", Text, nullable=False),
    Column("parent_id", Text, nullable=False),  # the comment it answers; blank = directly under the post
    Column("created_at", BigInteger, nullable=False),
    Column("author_handle", Text, nullable=False),
    Column("author_name", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("purged_at", BigInteger),  # its term passed: erased by retention, or held (its hash is not blank)
    *_seen(),
    Index("ix_comments_change", "change"),
)

copies = Table(
    "copies",
    metadata,
    Column("account", Text, primary_key=True),
    Column("post_id", Text, primary_key=True),
    Column("media_id", Text, primary_key=True),
    Column("origin", Text, nullable=False),  # where it was asked for: media.file, or the url without its query
    Column("file", Text, nullable=False),  # media/ab/<sha256>.<ext> in the workspace; blank = none is kept
    Column("sha256", Text, nullable=False),
    Column("phash", Text, nullable=False),  # 16 hex digits; blank = could not be opened, or too plain to tell apart
    Column("width", Integer),
    Column("height", Integer),
    Column("size", Integer),  # bytes
    Column("reason", Text, nullable=False),  # why there is none, or why it could not be opened
    Column("tries", Integer, nullable=False),  # how often it was asked for in vain
    Column("at", BigInteger, nullable=False),  # the run that last asked for it
    Column("erased_at", BigInteger),  # retention erased the file
    Column("source", Text, nullable=False),
    Column("first_stored_at", BigInteger, nullable=False),
    Index("ix_copies_sha256", "sha256"),
)

versions = Table(
    "versions",
    metadata,
    Column("account", Text, primary_key=True),
    Column("subject_type", Text, primary_key=True),
    Column("subject_id", Text, primary_key=True),
    Column("replaced_by", Integer, primary_key=True),  # the change that replaced it
    Column("text", Text, nullable=False),
    Column("first_seen", BigInteger, nullable=False),
    Column("replaced_at", BigInteger, nullable=False),
    Column("source", Text, nullable=False),
    Column("first_stored_at", BigInteger, nullable=False),
)

pupils = Table(
    "pupils",
    metadata,
    Column("school", Text, primary_key=True),
    Column("pupil_id", Text, primary_key=True),
    Column("first_name", Text, nullable=False),
    Column("preferred_name", Text, nullable=False),
    Column("last_name", Text, nullable=False),
    Column("year_group", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("never_publish", Boolean, nullable=False),
    Column(
        "left_on", Text, nullable=False
    ),  # ISO date: from the register, or the day a newer register missed the pupil
    Column("missing_since", BigInteger),  # a newer register did not name the pupil
    Column("source", Text, nullable=False),
    Column("first_stored_at", BigInteger, nullable=False),
)

consent_history = Table(
    "consent_history",
    metadata,
    Column("school", Text, primary_key=True),
    Column("pupil_id", Text, primary_key=True),
    Column("purpose", Text, primary_key=True),
    Column("since", BigInteger, primary_key=True),  # when a register was first read that said so
    Column("until", BigInteger),  # when one was last read that still said so; NULL = the last one does
    Column("said", Text, nullable=False),  # JSON: [[consent, given_on, withdrawn_on, expires_on], ...]; [] = nothing
    Column("source", Text, nullable=False),
    Column("first_stored_at", BigInteger, nullable=False),
)

set_aside = Table(
    "set_aside",
    metadata,
    Column("source", Text, primary_key=True),  # an account, or the file of a register
    Column("rule", Text, primary_key=True),
    Column("place", Text, primary_key=True),
    Column("reason", Text, nullable=False),
    Column("count", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
)

gate = Table(
    "gate",
    metadata,
    Column("run", Text, primary_key=True),
    Column("gate", Text, primary_key=True),  # records, registers, results
    Column("source", Text, primary_key=True),
    Column("rule", Text, primary_key=True),
    Column("checked", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("ids", Text, nullable=False),  # JSON list, at most 50
)

marks = Table(
    "marks",
    metadata,
    Column("name", Text, primary_key=True),  # who has seen the store up to `change`: gate, names:<school>
    Column("version", Text, nullable=False),
    Column("change", Integer, nullable=False),
)

mentions = Table(
    "mentions",
    metadata,
    Column("school", Text, primary_key=True),
    Column("account", Text, primary_key=True),
    Column("subject_type", Text, primary_key=True),
    Column("subject_id", Text, primary_key=True),
    Column("start", Integer, primary_key=True),
    Column("end", Integer, primary_key=True),
    Column("pupil_ids", Text, primary_key=True),  # JSON list
    Column("matched_text", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("confidence", Text, nullable=False),
    Column("because", Text, nullable=False),
)

examined = Table(
    "examined",
    metadata,
    Column("sha256", Text, primary_key=True),  # of the copy, however often it is posted
    Column("version", Text, nullable=False),  # of the engine
    Column("state", Text, nullable=False),  # examined, not examined
    Column("reason", Text, nullable=False),
    Column("width", Integer),
    Column("height", Integer),
    Column("place", Boolean, nullable=False),
    Column("place_how", Text, nullable=False),  # no more exactly than the town
    Column("details", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("lines", Text, nullable=False),  # JSON: [[text, left, top, width, height], ...]
    Column("text_state", Text, nullable=False),
    Column("text_by", Text, nullable=False),  # the reader; blank = there was none
    Column("faces", Integer),
    Column("faces_state", Text, nullable=False),
    Column("faces_by", Text, nullable=False),
    Column("first_stored_at", BigInteger, nullable=False),
)

findings = Table(
    "findings",
    metadata,
    Column("key", Text, primary_key=True),
    Column("check", Text, nullable=False),
    Column("clause", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("confidence", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("school", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("platform", Text, nullable=False),
    Column("subject_type", Text, nullable=False),
    Column("subject_id", Text, nullable=False),
    Column("permalink", Text, nullable=False),
    Column("posted_at", BigInteger),
    Column("start", Integer),
    Column("end", Integer),
    Column("matched_text", Text, nullable=False),
    Column("pupil_ids", Text, nullable=False),  # JSON list
    Column("detail", Text, nullable=False),
    Column("remedy", Text, nullable=False),
    Column("route", Text, nullable=False),
    Column("basis", Text, nullable=False),  # hash of options, words, registers and engine it was found under
    Column("subject_hash", Text, nullable=False),  # the subject's content when it was last judged
    Column("first_seen", BigInteger, nullable=False),
    Column("last_seen", BigInteger, nullable=False),
    Column("ended_at", BigInteger),
    Column("left_at", BigInteger),  # when it last stopped counting: fixed, superseded or waived
    Column("returned_at", BigInteger),  # when it was last seen again after it was seen fixed
    Column("recounted_at", BigInteger),  # when it last counted again after it was superseded or waived
    Column("run", Text, nullable=False),
    Column("first_stored_at", BigInteger, nullable=False),
    Column("source", Text, nullable=False),
    Index("ix_findings_school", "school"),
)

coverage = Table(
    "coverage",
    metadata,
    Column("run", Text, primary_key=True),
    Column("school", Text, primary_key=True),
    Column("check", Text, primary_key=True),
    Column("clause", Text, primary_key=True),
    Column("account", Text, primary_key=True),
    Column("outcome", Text, primary_key=True),
    Column("reason", Text, primary_key=True),
    Column("route", Text, nullable=False),  # dsl: for the safeguarding lead alone
    Column("judged", Integer, nullable=False),
    Column("flagged", Integer, nullable=False),
)

inventory = Table(
    "inventory",
    metadata,
    Column("run", Text, primary_key=True),
    Column("school", Text, primary_key=True),
    Column("account", Text, primary_key=True),  # blank = the whole school
    Column("kind", Text, primary_key=True),  # certain, unknown, nobody, due, leavers, copies, ...
    Column("part", Text, primary_key=True),  # of a kind: how long public, why due, which year group; blank = all
    Column("number", Integer, nullable=False),
    Index("ix_inventory_school", "school", "kind"),
)

cadence = Table(
    "cadence",
    metadata,
    Column("run", Text, primary_key=True),
    Column("school", Text, primary_key=True),
    Column("week", Text, primary_key=True),
    Column("begin", BigInteger, nullable=False),
    Column("posts", Integer, nullable=False),
    Column("school_days", Integer, nullable=False),
    Column("outcome", Text, nullable=False),
)

worklist_marks = Table(
    "worklist_marks",
    metadata,
    Column("key", Text, primary_key=True),  # of the finding; all that was ever said of it is kept as long as it is
    Column("number", Integer, primary_key=True),  # 1 for the first thing said
    Column("owner", Text, nullable=False),
    Column("status", Text, nullable=False),  # to do, doing, done, cannot, accept
    Column("note", Text, nullable=False),
    Column("done_on", BigInteger),  # when it was said to be done
    Column("still_up", BigInteger),  # when it was first seen standing after that
    Column("at", BigInteger, nullable=False),
    Column("source", Text, nullable=False),  # SHA-256 of the sheet, or audit
)

samples = Table(
    "samples",
    metadata,
    Column("run", Text, primary_key=True),
    Column("school", Text, primary_key=True),
    Column("account", Text, primary_key=True),
    Column("post_id", Text, primary_key=True),
    Column("key", Text, nullable=False),
    Column("place", Integer, nullable=False),  # in the order of the sheet
    Column("drawn_at", BigInteger, nullable=False),
    Column("verdict", Text, nullable=False),  # fine, missed; blank = not read yet
    Column("missed", Text, nullable=False),  # what the checks missed, as the reader put it
    Column("read_at", BigInteger),
    Column("source", Text, nullable=False),  # SHA-256 of the sheet that said so; blank = none yet
    Index("ix_samples_key", "key"),
)

dsl_actions = Table(
    "dsl_actions",
    metadata,
    Column("key", Text, primary_key=True),  # of a finding whose route is dsl
    Column("at", BigInteger, primary_key=True),
    Column("action", Text, primary_key=True),  # told, untold, returned, acknowledged, requested, closed, reopened
    Column("by", Text, nullable=False),  # who; blank = the program
    Column("note", Text, nullable=False),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("run", Text, primary_key=True),  # whose report was sent
    Column("role", Text, primary_key=True),  # slt, comms, trust, governors; never dsl
    Column("school", Text, primary_key=True),  # blank = the whole trust
    Column("recipient", Text, primary_key=True),
    Column("folder", Text, nullable=False),  # of the report: 2026-11-16-2
    Column("state", Text, nullable=False),  # sent, waiting, replaced (a later report went in its place)
    Column("reason", Text, nullable=False),  # why it waits
    Column("at", BigInteger, nullable=False),
)

sign_offs = Table(
    "sign_offs",
    metadata,
    Column("folder", Text, primary_key=True),  # of the report, relative to the workspace
    Column("school", Text, primary_key=True),
    Column("run", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("comment", Text, nullable=False),
    Column("files", Text, nullable=False),  # JSON: file name -> SHA-256 of what was signed
    Column("at", BigInteger, nullable=False),
    Column("first_stored_at", BigInteger, nullable=False),
    Column("source", Text, nullable=False),
)
