"""What every model of trust.yaml is made on, and how a secret is named in one."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Model(BaseModel):
    """Frozen; a key nobody knows is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Secret(Model):
    """The name of an environment variable: what "${NAME}" in trust.yaml becomes. Never the value."""

    name: str = Field(pattern=r"^[A-Z][A-Z0-9_]*$")
