"""The words X is asked in: its names of 2022, which tweepy speaks, or those of its specification 2.167."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from connectors._http import PlatformSession
from connectors.base import HttpSettings

USUAL: Final = "tweet"
VOCABULARIES: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        USUAL: MappingProxyType({}),
        "post": MappingProxyType(
            {
                "tweet.fields": "post.fields",
                "note_tweet": "note_post",
                "edit_history_tweet_ids": "edit_history_post_ids",
                "referenced_tweets": "referenced_posts",
            }
        ),
    }
)
"""Vocabulary -> tweepy's word -> the word X is asked with. Answers are understood in both, whichever is asked in."""
_WORD: Final = re.compile(r"[a-z_]+(?:\.fields)?")


class XSession(PlatformSession):
    """A session with X that asks in one vocabulary, whatever tweepy says."""

    def __init__(self, settings: HttpSettings, hosts: frozenset[str], vocabulary: str) -> None:
        super().__init__(settings, hosts)
        self._words = VOCABULARIES[vocabulary]

    def request(self, method: Any, url: Any, *args: Any, **kwargs: Any) -> Any:
        """Make one call, its parameters in the session's words."""
        if self._words and kwargs.get("params"):
            kwargs["params"] = {self._said(key): self._listed(key, value) for key, value in kwargs["params"].items()}
        return super().request(method, url, *args, **kwargs)

    def _listed(self, key: str, value: Any) -> Any:
        """Return a list of fields or expansions in the session's words; a search and a token stay as they are."""
        is_list = key.endswith(".fields") or key == "expansions"
        return self._said(value) if is_list and isinstance(value, str) else value

    def _said(self, text: str) -> str:
        return _WORD.sub(lambda word: self._words.get(word[0], word[0]), text)
