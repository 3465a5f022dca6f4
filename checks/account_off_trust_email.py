"""An account opened with an e-mail address that is not the trust's.

## Why it matters
Who holds the address can reset the password. An account on a private address leaves with the person who opened it, and
the policy asks for the school's or trust's own (com01 4.1).

## Flagged
- A contact address whose domain is none of the trust's `email_domains`, nor a part of one.

## Not flagged
- Addresses at the trust's domains and below them (office@stannes.trust.example).
- An account without an address in trust.yaml is not assessed, nor is any where the trust names no domain.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checks._account_units import Verdict, judge_accounts
from checks.base import Evidence, Judgement, check


@check(
    title="Account on an e-mail address that is not the trust's",
    subject={"account"},
    severity="soon",
    needs={"accounts"},
    remedy="Move the account to an address of the school or trust, and change contact_email in trust.yaml.",
)
def account_off_trust_email(evidence: Evidence) -> Judgement:
    """Judge each account's contact_email against the trust's domains (com01 4.1(a))."""
    domains = tuple(domain.strip().removeprefix("@").casefold() for domain in evidence.school.email_domains)

    def verdict(account: Mapping[str, Any]) -> Verdict:
        if not domains:
            return "trust.yaml names no e-mail domain of the trust"
        address = account["contact_email"].strip().casefold()
        if "@" not in address:
            return "trust.yaml names no contact_email of the account"
        domain = address.rpartition("@")[2]
        if any(domain == own or domain.endswith(f".{own}") for own in domains):
            return None
        return {"detail": f"its contact address is at {domain}, not at {' or '.join(domains)}"}

    return judge_accounts(evidence, verdict)
