"""Odd surroundings: no home, no locale, a folder that is gone, closed streams, odd arguments.

It holds where each command ends soon, with what it was asked for or with one line. Every text is an
invented example.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.hostile.attacks.made import CCG, LONG_S, ingested

ASKED = ("search lamp", "quotes --limit 3", "ingest", "report -o -")
# As a shell has them; the first word of each is taken away from the environment.
SURROUNDINGS = {
    "no home": "env -u HOME -u XDG_STATE_HOME {}",
    "a home that is no folder": "env HOME=/etc/passwd XDG_STATE_HOME= {}",
    "an empty environment": "env -i PATH=$PATH PYTHONPATH=$PYTHONPATH {}",
    "a locale that nobody has": "env LC_ALL=xx_YY.foo LANG=zz {}",
    "ASCII": "env LC_ALL=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0 {}",
    "another encoding of streams": "env PYTHONIOENCODING=utf-16 {}",
    "a time zone that is a device": "env TZ=:/dev/zero {}",
    "a time zone beyond all": "env TZ=XXX99YYY-99,M99.9.9 {}",
    "nowhere for drafts": "env TMPDIR=/nowhere {}",
    "a screen of less than nothing": "env COLUMNS=-5 {}",
    "a screen without end": "env COLUMNS=999999999999 {}",
    "a pager that is not there": "env PAGER=/nowhere/x TERM=weird {}",
    "a name of state that is a file": "env XDG_STATE_HOME=/etc/passwd {}",
    "standard output closed": "{} >&-",
    "standard error closed": "{} 2>&-",
    "standard input closed": "{} <&-",
    "all closed": "{} <&- >&- 2>&-",
    "no room for output": "{} >/dev/full",
    "no room for errors": "{} 2>/dev/full",
    "a folder that is gone": "mkdir gone; cd gone; rmdir ../gone; {}",
    "a small stack": "ulimit -s 256; {}",
    "a reader that ends": "{} | head -c 1",
}
ODD = (b"\xff", b"\xed\xa0\x80", b"a\x01\x1b[31m", b"", b" ", b"-", b"--", b"\n", b"x" * 90_000,
       b"(" * 90_000, b'"', b"'", "\u202e".encode(), b"*", b"\\", b"%s", b"{0}", b"[red]")  # fmt: skip
TAKING = (
    "search", "quotes", "find", "show", "cite", "like", "quotes --role", "quotes --document",
    "quotes --fields", "quotes --template", "quotes --since", "matrix --rows", "history", "codes",
    "report -o",
)  # fmt: skip


def surrounded(folder: Path) -> Iterator[tuple[str, str]]:
    """Each command in each surrounding."""
    whole = folder / "whole"
    ingested(whole)
    for what, shell in SURROUNDINGS.items():
        for asked in ASKED:
            command = f"{' '.join(CCG)} --project {whole} {asked}"
            yield f"{asked}: {what}", _fault([b"sh", b"-c", shell.format(command).encode()], folder)


def odd_arguments(folder: Path) -> Iterator[tuple[str, str]]:
    """Each odd word where a command takes one."""
    whole = folder / "whole"
    ingested(whole)
    for taking in TAKING:
        for odd in ODD:
            words = [*CCG, "--project", str(whole), *taking.split()]
            command = [*(word.encode() for word in words), odd]
            yield f"{taking} {odd[:12]!r}", _fault(command, folder)


def _fault(command: list[bytes], folder: Path) -> str:
    place = {"PYTHONPATH": os.pathsep.join([str(Path.cwd()), os.environ.get("PYTHONPATH", "")])}
    try:
        ended = subprocess.run(
            command, capture_output=True, timeout=LONG_S, check=False, cwd=folder,
            stdin=subprocess.DEVNULL, env={**os.environ, **place},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return "stopped"
    said = ended.stderr.decode("utf-8", "replace")
    if ended.returncode not in (0, 1, 2) or "Traceback" in said or "bug in ccg" in said:
        return f"{ended.returncode} {said[-300:]}"
    lines = [line for line in said.splitlines() if line.startswith("ccg:")]
    return f"many lines: {said[-300:]}" if len(lines) > 1 else ""
