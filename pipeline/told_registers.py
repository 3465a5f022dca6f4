"""What the registers of a school say, as the checks are told it: with leavers, and with what earlier consents said."""

from __future__ import annotations

from datetime import datetime

import pandas as pd

from pipeline.consent_history import with_history
from pipeline.school_registers import SchoolFiles
from pipeline.store.opening import Connection


def told_registers(
    connection: Connection, school_id: str, own: SchoolFiles, pupils: pd.DataFrame, as_of: datetime
) -> dict[str, pd.DataFrame]:
    """Return the frames of Evidence that come from registers.

    `own`: the files as they are now; `pupils`: everybody whom the registers ever named, as the store has them.
    """
    frames = own.frames()
    if own.state("pupils") == "read":
        frames["pupils"] = pupils
    if own.state("consents") == "read":
        left = set(pupils.loc[pupils["left_on"] <= as_of, "pupil_id"])
        frames["consents"] = with_history(connection, school_id, frames["consents"], left)
    return frames
