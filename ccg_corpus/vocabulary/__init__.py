"""The role vocabulary: names of kinds of speaker → slugs with their broader roles.

In: the packaged roles.yaml and a project's additions of the same shape, or the tables made of them
once. Out: `Roles`, which finds role names in text and resolves a user's words. It never guesses: what
no entry names is not found here.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from ccg_corpus.vocabulary.roles import RoleMention, Roles, RoleTables

__all__ = ["RoleMention", "RoleTables", "Roles", "load_roles", "packaged_digest"]


def packaged_digest() -> str:
    """Which packaged list this is, and by which code it becomes tables."""
    home = Path(__file__).parent
    sources = (home / "roles.yaml", *sorted(home.glob("*.py")))
    return sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()


def load_roles(additions: Mapping[str, Any] | None = None) -> Roles:
    """The packaged roles with a project's additions over them.

    Raises: BadConfig where an addition names a broader role that nobody defines.
    """
    from ccg_corpus.vocabulary.tables import role_tables

    return Roles(role_tables(additions or {}))
