"""Spoken: what the language of a text makes of a short form: one of that language, or a plain word of it."""

from __future__ import annotations

from checks.names.candidate import Candidate
from checks.names.surroundings import Surroundings
from checks.names.tongues import Tongues


def weigh_tongue(candidate: Candidate, around: Surroundings, source: str, tongues: Tongues) -> str:
    """Say what the language of the text makes of a short form: one of that language, or a plain word of it."""
    form, key = candidate.hit.form, candidate.hit.key
    plain = tongues.words.get(key.removesuffix("s") if form.plural else key) or tongues.words.get(key, frozenset())
    low = around.word.islower()
    if not form.tongues and not (plain and low):
        return ""
    heard = tongues.heard(source, key)
    if plain and low and not heard.isdisjoint(plain):
        return "word_of_tongue"
    if not heard.isdisjoint(form.tongues):
        return "in_tongue"
    return "tongue_unheard" if form.bound else ""
