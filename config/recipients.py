"""Hold the recipients of mail against the trust's own domains: a slip of the finger must not send a report away."""

from __future__ import annotations

from collections.abc import Iterator

from config.marked import Marked, Step
from config.models import Trust


def refuse_outsiders(marked: Marked, trust: Trust) -> None:
    """Refuse the first recipient outside email_domains (and what lies below them), unless mail.outside allows it."""
    if trust.mail is not None and trust.mail.outside:
        return
    own = tuple(domain.casefold().lstrip("@") for domain in trust.email_domains)
    for path, address in recipients(trust):
        domain = address.rpartition("@")[2].casefold()
        if not any(domain == one or domain.endswith(f".{one}") for one in own):
            known = ", ".join(own) or "none is named"
            raise marked.refusal(
                f"'{address}' is no address of the trust's email_domains ({known}): mend it, add its domain there, "
                "or write 'outside: true' under 'mail'",
                *path,
            )


def recipients(trust: Trust) -> Iterator[tuple[tuple[Step, ...], str]]:
    """Yield (where it stands in trust.yaml, address) of every recipient."""
    groups: list[tuple[tuple[Step, ...], dict[str, tuple[str, ...]]]] = [(("recipients",), dict(trust.recipients))]
    groups += [(("schools", at, "recipients"), dict(one.recipients)) for at, one in enumerate(trust.schools)]
    for path, roles in groups:
        for role, addresses in roles.items():
            for number, address in enumerate(addresses):
                yield (*path, role, number), address
