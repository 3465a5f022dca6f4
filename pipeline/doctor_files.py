"""Looking over what a trust hands over: the exports and secrets of its accounts, its registers, its term dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from config.models import PLATFORM_TITLES, Account, School, Secret, Trust, account_key
from config.paths import resolve
from config.refusal import RefusalError
from config.tables import Table, read_table
from pipeline.calendars import CalendarFiles
from pipeline.doctor_lines import Line, count
from pipeline.register_rows import LAYOUTS
from pipeline.registers import RegisterFiles
from pipeline.secrets import expand, reveal

OLD_REGISTER: Final = timedelta(days=60)
"""A register older than this misses the pupils and the withdrawals of half a term."""
OLD_POST: Final = timedelta(days=14)
"""A school that posts every week has an export that is older, or an account that has gone quiet."""
_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "posts": ("post_id", "account", "created_at"),
    "comments": ("comment_id", "post_id", "account", "created_at"),
    "media": ("post_id", "media_id"),
}
_CALLED: Final = {
    "pupils": "pupil register",
    "consents": "consent register",
    "photo_log": "photo log",
    "staff": "staff list",
}


def examine_accounts(trust: Trust, as_of: datetime) -> Iterator[Line]:
    """Yield a line for each account: whether it can be read, and how old the newest of it is."""
    exports, faults = _Exports(trust), _last_faults(trust)
    for account in trust.accounts:
        sign = "" if account.platform == "blog" else "@"
        subject = f"{sign}{account.handle} on {PLATFORM_TITLES.get(account.platform, account.platform)}"
        line = _exported(subject, account, exports, as_of) if _is_exported(account) else _live(subject, account)
        fault = faults.get(account.key, "")
        if line.state == "ok" and fault:
            line = Line("warning", subject, f"it was not read to its end last time: {fault}")
        yield line


def _is_exported(account: Account) -> bool:
    return account.source.connector == "spreadsheet"


def _live(subject: str, account: Account) -> Line:
    """Look for the secrets an account is read with; never at what they are."""
    secrets = [value for value in account.source.options.values() if isinstance(value, Secret)]
    try:
        for secret in secrets:
            reveal(secret)
    except RefusalError as refusal:
        return Line("broken", subject, str(refusal))
    if not secrets:
        return Line("broken", subject, 'its source names no token: add token: "${NAME}", with the name of the variable')
    return Line("ok", subject, "its token is set; the next pull shows whether the platform takes it")


class _Exports:
    """The tables that accounts are read from, each opened once."""

    def __init__(self, trust: Trust) -> None:
        self.root = trust.root
        self._tables: dict[tuple[str, Path], Table | RefusalError] = {}
        self._newest: dict[Path, Mapping[str, tuple[int, datetime]]] = {}

    def table(self, account: Account, what: str) -> Table | None:
        """Return an account's table of posts, comments or media; None where it has none. RefusalError if unreadable."""
        text = account.source.options.get(what)
        if not isinstance(text, str) or not text:
            return None
        try:
            path = resolve(self.root, text)
        except ValueError as error:
            raise RefusalError(f"'{what}' {error}") from None
        if (what, path) not in self._tables:
            self._tables[what, path] = self._read(path, what)
        found = self._tables[what, path]
        if isinstance(found, RefusalError):
            raise found
        return found

    @staticmethod
    def _read(path: Path, what: str) -> Table | RefusalError:
        try:
            return read_table(path, required=_COLUMNS[what], optional=("platform",))
        except RefusalError as refusal:
            return refusal

    def newest(self, account: Account, table: Table) -> tuple[int, datetime | None]:
        """Return how many rows of posts an account has, and the time of its newest."""
        if table.file not in self._newest:
            self._newest[table.file] = _by_account(table)
        found = self._newest[table.file]
        named, bare = found.get(account.key), found.get(account_key("", account.handle))
        pairs = [pair for pair in (named, bare) if pair]
        newest = max((at for _, at in pairs), default=None)
        return sum(rows for rows, _ in pairs), newest if newest != _NEVER else None


_NEVER: Final = datetime.min.replace(tzinfo=UTC)


def _by_account(table: Table) -> dict[str, tuple[int, datetime]]:
    """Return `platform:handle` (platform blank where the row says none) -> rows, newest time."""
    found: dict[str, tuple[int, datetime]] = {}
    for _, handle, created_at, platform in table.rows:
        key = account_key(platform.strip().casefold(), handle)
        rows, newest = found.get(key, (0, _NEVER))
        found[key] = (rows + 1, max(newest, _time(created_at)))
    return found


def _time(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return _NEVER
    return moment if moment.tzinfo else _NEVER


def _exported(subject: str, account: Account, exports: _Exports, as_of: datetime) -> Line:
    """Look at the files an account is read from."""
    try:
        tables = {what: exports.table(account, what) for what in _COLUMNS}
    except RefusalError as refusal:
        return Line("broken", subject, str(refusal))
    posts = tables["posts"]
    if posts is None:
        return Line(
            "warning", subject, "no posts file is given, so nothing of it is assessed: add posts: to its source"
        )
    rows, newest = exports.newest(account, posts)
    name = posts.file.name
    if not posts.rows:
        return Line("warning", subject, f"{name} is empty yet: export the account's posts into it")
    if not rows:
        given = f"none of the {count(len(posts.rows), 'row')} in {name} is this account's"
        return Line("warning", subject, f"{given}: look at the handles in its column 'account'")
    if newest is None:
        return Line("warning", subject, f"no post in {name} has a time with an offset: write 2026-09-07T08:30:00+01:00")
    age = as_of - newest
    told = f"{name} holds {count(rows, 'post')}, the newest {_age(age)}"
    if age > OLD_POST:
        return Line("warning", subject, f"{told}: export it again, unless the account has gone quiet")
    missing = " and ".join(what for what in ("comments", "media") if tables[what] is None)
    if missing:
        return Line("warning", subject, f"{told}; no file of {missing} is given, so these are not assessed")
    return Line("ok", subject, told)


def _age(age: timedelta) -> str:
    return "of today" if age.days <= 0 else f"{count(age.days, 'day')} old"


def _last_faults(trust: Trust) -> Mapping[str, str]:
    """Return account -> why its last pull failed; empty where the store cannot say (its own line tells why)."""
    from pipeline.store.frames import load_faults
    from pipeline.store.opening import HEAD, open_store
    from pipeline.store.state import stored_version

    try:
        if stored_version(trust.store, trust.root) != HEAD:
            return {}
        store = open_store(expand(trust.store), trust.root)
        with store.read() as connection:
            faults = load_faults(connection, [account.key for account in trust.accounts])
    except RefusalError:
        return {}
    store.engine.dispose()
    return faults


def examine_registers(trust: Trust, as_of: datetime) -> Iterator[Line]:
    """Yield a line for each register file, and one for each school that lacks registers."""
    files = RegisterFiles(trust)
    for name in LAYOUTS:
        users: dict[Path, list[School]] = {}
        for school in trust.schools:
            path: Path | None = getattr(school.registers, name)
            if path is not None:
                users.setdefault(path, []).append(school)
        for path, schools in users.items():
            yield _register(name, path, schools, files, as_of)
    for school in trust.schools:
        if absent := [_CALLED[name] for name in LAYOUTS if getattr(school.registers, name) is None]:
            told = f"{school.name} names no {', no '.join(absent)}"
            yield Line("warning", "registers", f"{told}: what needs it is not assessed; add it to its registers")


def _register(name: str, path: Path, schools: list[School], files: RegisterFiles, as_of: datetime) -> Line:
    subject = f"{_CALLED[name]} {path.parent.name}/{path.name}"
    try:
        read = {school.name: getattr(files, name)(school) for school in schools}
    except RefusalError as refusal:
        return Line("broken", subject, str(refusal))
    rows = sum(len(one.frame) for one in read.values())
    set_aside = sum(row.count for one in read.values() for row in one.set_aside)
    age = as_of - datetime.fromtimestamp(path.stat().st_mtime, UTC)
    told = f"{count(rows, 'row')}, saved {_ago(age)}"
    if not rows:
        empty = "none of its rows can be used, the data-quality page says why" if set_aside else "it is empty yet"
        return Line("warning", subject, f"{empty}: export it from your MIS")
    if without := [school for school, one in read.items() if one.frame.empty]:
        return Line("warning", subject, f"{told}, none of {', '.join(without)}: look at its column 'school'")
    if age > OLD_REGISTER:
        return Line("warning", subject, f"{told}: export it again, children have come, left and withdrawn since")
    if set_aside:
        return Line(
            "warning", subject, f"{told}; {count(set_aside, 'row')} cannot be used, the data-quality page says why"
        )
    return Line("ok", subject, told)


def _ago(age: timedelta) -> str:
    return "today" if age.days <= 0 else f"{count(age.days, 'day')} ago"


def examine_calendars(trust: Trust, as_of: datetime) -> Iterator[Line]:
    """Yield a line for each school: whether its term dates reach to today."""
    files = CalendarFiles(trust)
    for school in trust.schools:
        source = files.calendar(school, as_of).source
        subject, reason = f"term dates of {school.name}", str(source["reason"])
        if source["state"] == "unreadable":
            yield Line("broken", subject, reason)
        elif source["state"] == "absent":
            yield Line("warning", subject, f"{reason}, so no week is judged: add terms: to its calendars")
        elif reason:
            yield Line("warning", subject, f"{reason}; add the dates that are missing")
        else:
            yield Line("ok", subject, "they reach to this day and beyond")
