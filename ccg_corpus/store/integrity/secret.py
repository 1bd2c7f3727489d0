"""What only this user on this computer knows: a random key outside of every project.

Goes out: the key, or None where there is none. With it a cache can be told from one that was made
elsewhere, or changed by somebody else. It is worth nothing to anybody else, and a new one costs no
more than that caches are made anew.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from ccg_corpus.project.files import write_whole

BYTES = 32


def key() -> bytes | None:
    """The key, if there is one."""
    with suppress(OSError, RuntimeError):
        found = _place().read_bytes()
        return found if len(found) == BYTES else None
    return None


def made_key() -> bytes | None:
    """The key, made if need be; None where nothing can be kept for this user."""
    found = key()
    if found is None:
        with suppress(OSError, RuntimeError):
            _make(_place())
        found = key()
    return found


def _make(place: Path) -> None:
    """Put a new key there, unless another run does so at the same moment: its key counts then.

    Raises: OSError.
    """
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = place.with_name(f".{os.urandom(6).hex()}.new")
    write_whole(draft, os.urandom(BYTES), mode=0o600)
    try:
        if place.exists() and place.stat().st_size != BYTES:  # it is no key
            place.unlink()
        os.link(draft, place)  # fails where one is there by now
    except FileExistsError:
        pass
    except OSError:  # a disk without links
        os.replace(draft, place)  # noqa: PTH105
    finally:
        draft.unlink(missing_ok=True)


def _place() -> Path:
    """Where a user's programs keep what is theirs and no setting.

    Raises: RuntimeError where the user has no home.
    """
    if os.name == "nt" and os.environ.get("LOCALAPPDATA"):
        base = Path(os.environ["LOCALAPPDATA"])
    elif os.environ.get("XDG_STATE_HOME", "").startswith("/"):
        base = Path(os.environ["XDG_STATE_HOME"])
    else:
        base = Path.home() / ".local" / "state"
    return base / "ccg" / "key"
