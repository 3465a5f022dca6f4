"""A handle that passed to a stranger: the pull is refused, and nothing of the stranger is in the store."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import cases_x
from loopback.x_speaker import XAccount
from made_stores import new_store
from scenes import NOW, Ground
from sqlalchemy import select

from config.models import Reading
from connectors.base import Surroundings
from connectors.x import XConnector
from pipeline.pull import pull_account
from pipeline.store.schema import accounts, profiles, reads


def test_a_strangers_profile_never_enters_the_store(tmp_path, platform):
    speaker = cases_x.speaker()
    scene = cases_x.scene_with(speaker, Ground(root=tmp_path, platform=platform))
    store, held = new_store(tmp_path), []
    for day in (0, 1):
        at, http = NOW + timedelta(days=day), replace(scene.http, retry_within=0.0)
        around = Surroundings(
            root=tmp_path, accounts=[scene.account], secret=lambda one: scene.secrets[one.name], now=at, http=http
        )
        pulled = pull_account(store, XConnector.build(around), scene.account, at, Reading())
        with store.read() as connection:
            ends = select(reads.c.covered_end).where(reads.c.what == "profile")
            held.append(
                [connection.execute(one).all() for one in (select(profiles), select(accounts.c.platform_id), ends)]
            )
        stranger = {**cases_x.USER, "id": "9999", "name": "hot singles", "description": "write to me", "entities": {}}
        speaker.accounts[0] = XAccount(user=stranger, posts=[])
    assert "is now another account (id 9999, before 7001)" in pulled.reason
    assert held[1] == held[0]
