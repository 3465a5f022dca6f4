"""What a trust adds to the lists by which names in texts are read: phrases that mean nobody, further short forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from config.model import Model

Phrase = Annotated[str, Field(min_length=2, max_length=60)]


class OwnWords(Model):
    """A trust's own additions to config/words/."""

    allow_phrases: tuple[Phrase, ...] = ()
    """Phrases that never mean a pupil, whatever names stand in them: "Mason Hall", "Rose Cup"."""
    short_forms: Mapping[Phrase, tuple[Phrase, ...]] = Field(default_factory=dict)
    """A name -> what those who bear it are called as well: "Oluwaseun" -> "Seun"."""
