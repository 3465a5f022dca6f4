"""Name engines are large: a run holds no longer than one school is read for, and masks its names all the same."""

from __future__ import annotations

from weakref import ReferenceType, ref

from workspaces import AS_OF, Small, post

import checks
import connectors
from checks.names.engine import NameEngine
from pipeline.audit import audit_school
from pipeline.plan import make_plan
from pipeline.run import pull
from pipeline.school_registers import TrustFiles
from pipeline.workspace import open_workspace


class Watched(TrustFiles):
    """Files of a trust that notes which engines it handed out, and holds none of them."""

    def engine(self, *asked) -> NameEngine:
        made = super().engine(*asked)
        self.seen: list[ReferenceType[NameEngine]] = [*getattr(self, "seen", ()), ref(made)]
        return made


def test_the_engine_of_a_school_goes_once_it_is_judged_and_the_reports_mask_without_it(tmp_path):
    small = Small(tmp_path, posts=[post(1, "2026-11-10", text="Well done Zainab Malik")])
    pull(small.write(), as_of=AS_OF)
    with open_workspace(tmp_path) as space:
        plan, files = make_plan(space.loaded, checks.find(), connectors.find()), Watched(space.trust)
        audit = audit_school(space.store.url, "oakhill", plan, AS_OF, run="one", files=files)
        school, built = space.trust.schools[0], len(files.seen)
        assert audit.examined
        assert built
        assert not any(engine() for engine in files.seen)
        masker = files.masker(school, files.of(school, AS_OF).registers.pupils, AS_OF)
    assert masker.mask("Zainab in 4K") == "Z••• in 4K"
    assert len(files.seen) == built, "nothing was built anew for the reports"
