"""Time and memory of each stage on an invented trust, held against the yardstick B; prints a table and ends 0.

B = pandas.read_csv (default dtypes, one thread) of all the trust's tables + one bare leftmost-longest pass of
ahocorasick_rs over their texts. Imports count nowhere. Ratios are of CPU seconds of one process, because machines do
other work too; the run as users have it, with workers, is in seconds by the clock, and tells something only of a quiet
machine. Every measurement has a process of its own, takes turns with the others, and the best of the rounds counts.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # a checkout that nobody installed is measured too

from comments import comments_lines
from names_growth import growth_lines
from pages import pages_lines
from pictures import pictures_lines
from stages import AUDIT, STAGES
from synthetic import EVERY, NAMING_OFTEN, ORDINARY, Size, make_trust

from pipeline.crew import ENOUGH, Hands, workers_for

Measure = dict[str, Any]
SMALL = Size(schools=4, posts=200, comments=1_600, pupils=60)
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Measured:
    """The best of all rounds on one trust."""

    size: Size
    yardstick: Measure
    """wall, cpu (seconds), memory (bytes)"""
    first: dict[str, Measure]
    """Stage -> wall, cpu, peak."""
    second: dict[str, Measure]
    five: dict[str, Measure]
    """Stage -> as `first`, judged by the five checks for which the targets were set."""
    users: dict[str, float]
    """Stage -> seconds by the clock of a first run as users have it; of the best round as a whole."""
    floor: int
    """Bytes in memory before the first run."""
    findings: int
    checks: int
    """How many checks the pack asks for."""

    def cpu(self, stages: Iterable[str] = STAGES) -> float:
        return sum(self.first[stage]["cpu"] for stage in stages)

    def cpu_of_five(self, stages: Iterable[str] = STAGES) -> float:
        return sum(self.five[stage]["cpu"] for stage in stages)


def measure(root: Path, size: Size, rounds: int) -> Measured:
    """Make a trust and measure it in turns: B, a first and a second run, one by five checks, B again ..."""
    make_trust(root, size)
    turns = [[_child(what, str(root)) for what in ("yardstick", "runs", "five", "users")] for _ in range(rounds)]
    yardsticks, runs, fives, users = zip(*turns, strict=True)
    return Measured(
        size,
        _least(yardsticks),
        {stage: _least([one["first"][stage] for one in runs]) for stage in STAGES},
        {stage: _least([one["second"][stage] for one in runs]) for stage in STAGES},
        {stage: _least([one[stage] for one in fives]) for stage in STAGES},
        min(users, key=lambda one: sum(one.values())),
        min(one["floor"] for one in runs),
        runs[0]["findings"],
        runs[0]["checks"],
    )


def _least(measures: Sequence[Measure]) -> Measure:
    return {name: min(one[name] for one in measures) for name in measures[0]}


def _child(what: str, *arguments: str) -> Measure:
    """Measure one thing in a fresh interpreter."""
    command = [sys.executable, __file__, "--measure", what, *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def stage_table(full: Measured, quarter: Measured) -> list[str]:
    """Return the table: a line a stage, then the run as a whole and the audit proper."""
    head = (
        f"{'stage':<14}{'wall s':>9}{'CPU s':>9}{'x B':>8}{'peak MB':>9}{'x B':>8}{'exponent':>10}{'2nd run CPU s':>15}"
    )
    rows = [_line(stage, [stage], full, quarter) for stage in STAGES]
    totals = [_line("run", STAGES, full, quarter), _line("audit proper", AUDIT, full, quarter)]
    return [head, "-" * len(head), *rows, "-" * len(head), *totals]


def _line(name: str, stages: Sequence[str], full: Measured, quarter: Measured) -> str:
    b = full.yardstick
    wall, cpu = (sum(full.first[stage][unit] for stage in stages) for unit in ("wall", "cpu"))
    again = sum(full.second[stage]["cpu"] for stage in stages)
    peak = max(full.first[stage]["peak"] for stage in stages)
    more = max(peak - full.floor, 0) / max(b["memory"], 1)
    exponent = math.log(cpu / max(quarter.cpu(stages), 1e-9)) / math.log(full.size.texts / quarter.size.texts)
    return (
        f"{name:<14}{wall:>9.2f}{cpu:>9.2f}{cpu / b['cpu']:>8.1f}{peak / MEGABYTE:>9.0f}{more:>8.1f}"
        f"{exponent:>10.2f}{again:>15.2f}"
    )


def targets(full: Measured, quarter: Measured) -> list[str]:
    """Return each target of the full size with what was measured."""
    b, growth = full.yardstick["cpu"], math.log(full.size.texts / quarter.size.texts)
    exponent = math.log(full.cpu() / quarter.cpu()) / growth
    again = sum(full.second[stage]["cpu"] for stage in ("pull", "derive")) / full.cpu(("pull", "derive"))
    every, five = f"every check of {EVERY} ({full.checks})", "the five checks that the target was set for"
    return [
        f"first run,    {every:<45}{full.cpu() / b:6.1f} B   (target 15)",
        f"first run,    {five:<45}{full.cpu_of_five() / b:6.1f} B   (target 15)",
        f"audit proper, {every:<45}{full.cpu(AUDIT) / b:6.1f} B   (target 8; loading the evidence counted in)",
        f"audit proper, {five:<45}{full.cpu_of_five(AUDIT) / b:6.1f} B   (target 8; the same)",
        f"exponent                 {exponent:6.2f}     (target 1.1)",
        f"second run, pull+derive  {again:6.1%}     (target 10 %)",
    ]


def users_lines(full: Measured) -> list[str]:
    """Say how long a first run takes as users have it, and what of that the audit proper is, by the clock."""
    b, seen, alone = full.yardstick["wall"], full.users, {stage: one["wall"] for stage, one in full.first.items()}
    size, whole = full.size, sum(seen.values())
    number = workers_for(size.schools, Hands()) if size.texts >= ENOUGH else 1
    stages = ", ".join(f"{stage} {wall:.1f}" for stage, wall in seen.items())
    audit_alone = sum(alone[stage] for stage in AUDIT)
    return [
        f"first run by the clock, {full.checks} checks, as users have it, {_workers(number)}: {whole:.1f} s "
        f"= {whole / b:.1f} B ({stages})",
        f"first run by the clock, {full.checks} checks, in one process: {sum(alone.values()):.1f} s "
        f"= {sum(alone.values()) / b:.1f} B",
        f"audit proper by the clock, as users have it {seen['audit'] / b:.1f} B, in one process {audit_alone / b:.1f}",
    ]


def _workers(number: int) -> str:
    return f"{number} workers" if number > 1 else "no workers (too little to judge, or one core)"


def names_lines(found: Measure) -> list[str]:
    """Say how the names engine alone compares with a bare pass."""
    bare, engine, build = (found[what][1] for what in ("bare", "engine", "build"))
    return [
        f"names engine alone, {found['texts']:,} texts ({NAMING_OFTEN:.0%} naming a child, "
        f"{ORDINARY:.0%} with a register word in another meaning)",
        f"bare pass {bare:.2f} s, engine {engine:.2f} s = {engine / bare:.1f} times   (target 6); "
        f"building the engines {build:.2f} s; {found['named'] / found['texts']:.1%} of texts with a mention",
    ]


def report(size: Size, rounds: int, texts: int) -> list[str]:
    """Measure a trust, its quarter and the names engine; return all lines."""
    with TemporaryDirectory() as folder:
        roots = [Path(folder, name) for name in ("quarter", "full")]
        for root in roots:
            root.mkdir()
        quarter, full = (measure(root, one, rounds) for root, one in zip(roots, (size.quarter(), size), strict=True))
    found = _child("names", str(size.schools), str(texts), str(size.pupils))
    growth = _child("growth", str(texts))
    comments = _child("comments", str(min(20_000, 10 * texts)))
    b, times = full.yardstick, min(5, 2 * rounds)
    return [
        f"{size.schools} schools, {size.posts:,} posts, {size.comments:,} comments, {size.pupils} pupils a school, "
        f"{'one file of a kind' if size.shared else 'files by school'}: {full.findings:,} findings to act on",
        f"B = {b['wall']:.2f} s, CPU {b['cpu']:.2f} s, {b['memory'] / MEGABYTE:.0f} MB; growth "
        f"from {quarter.size.texts:,} to {size.texts:,} texts; best of {rounds}; "
        f"memory above {full.floor / MEGABYTE:.0f} MB after imports",
        "", *stage_table(full, quarter), "", *targets(full, quarter), "", *users_lines(full),
        "", *names_lines(found), *growth_lines(growth), "", *comments_lines(comments),
        "", *pictures_lines(times), "", *pages_lines(times),
    ]  # fmt: skip


def arguments(argv: Sequence[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--small", action="store_true", help="a tiny trust, once: shows that the bench works")
    parser.add_argument("--shared", action="store_true", help="one file of each kind for the whole trust")
    parser.add_argument("--schools", type=int, default=Size.schools)
    parser.add_argument("--posts", type=int, default=Size.posts)
    parser.add_argument("--comments", type=int, default=Size.comments)
    parser.add_argument("--pupils", type=int, default=Size.pupils, help="of each school")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--texts", type=int, default=180_000, help="for the names engine alone")
    parser.add_argument("--measure", nargs="+", help=argparse.SUPPRESS)
    return parser.parse_args(argv)


def main(argv: Sequence[str]) -> None:
    """Print the table, or as a child the numbers of one measurement."""
    asked = arguments(argv)
    if asked.measure:
        import measures

        what, *rest = asked.measure
        if what == "names":
            found = measures.measure_names(*map(int, rest))
        elif what == "growth":
            from names_growth import measure_growth

            found = measure_growth(*map(int, rest))
        elif what == "comments":
            from comments import measure_comments

            found = measure_comments(*map(int, rest))
        else:
            whole = {"yardstick": measures.measure_yardstick, "runs": measures.measure_runs}
            whole |= {"five": measures.measure_five, "users": measures.measure_users}
            found = whole[what](Path(rest[0]))
        print(json.dumps(found))
    elif asked.small:
        print("\n".join(report(SMALL, 1, 4_000)))
    else:
        size = Size(asked.schools, asked.posts, asked.comments, asked.pupils, asked.shared)
        print("\n".join(report(size, asked.rounds, asked.texts)))


if __name__ == "__main__":
    main(sys.argv[1:])
