"""Who decides: `--by NAME`, CCG_REVIEWER, or `reviewer:` in the user's own settings.

Comes in: what was typed, and the environment. Goes out: a name, or None where nobody has said one.
The user's settings are one small YAML file outside of any project; it is written only to remember a
name that the user has typed.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from ccg_corpus.core.errors import ProjectError
from ccg_corpus.project.folders import at_home

VARIABLE = "CCG_REVIEWER"
SETTINGS = "settings.yaml"
_KEY = "reviewer"
MOST_LETTERS = 80


def reviewer(named: str | None) -> str | None:
    """The name under which decisions are kept.

    Raises: ProjectError where a name can't be one, or the settings can't be read.
    """
    for where, name in (("--by", named), (VARIABLE, os.environ.get(VARIABLE))):
        if name is not None and name.strip():
            return checked(name, where)
    return _of_settings()


def checked(name: str, where: str) -> str:
    """A name on one line.

    Raises: ProjectError where it is none.
    """
    plain = " ".join(name.split())
    is_name = any(sign.isalnum() for sign in plain) and plain.isprintable()
    if not is_name or len(plain) > MOST_LETTERS:
        raise ProjectError(f"{where}: '{plain[:MOST_LETTERS]}' is no name of a reviewer")
    return plain


def settings_file() -> Path:
    """The user's settings, which need not be there."""
    home = at_home("~")
    if os.name == "nt":
        base = Path(os.environ.get("APPDATA") or home / "AppData" / "Roaming")
    elif sys.platform == "darwin" and not os.environ.get("XDG_CONFIG_HOME"):
        base = home / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
    return base / "ccg" / SETTINGS


def remember(name: str) -> Path:
    """Keep a name in the user's settings, beside whatever else they say.

    Raises: ProjectError where it can't be written.
    """
    path = settings_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        if before and not before.endswith("\n"):
            before += "\n"
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.write_text(f"{before}{_KEY}: {_quoted(name)}\n", encoding="utf-8")
        draft.replace(path)
    except OSError as exc:
        raise ProjectError(f"can't be written: {exc.strerror or exc}", path=path) from exc
    return path


def _of_settings() -> str | None:
    path = settings_file()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as exc:
        raise ProjectError(f"can't be read: {exc}", path=path) from exc
    import yaml

    try:
        settings = yaml.safe_load(text)
    except yaml.YAMLError as exc:
        raise ProjectError("is no YAML", path=path, hint="one line: 'reviewer: NAME'") from exc
    name = settings.get(_KEY) if isinstance(settings, dict) else None
    return checked(str(name), str(path)) if name is not None else None


def _quoted(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
