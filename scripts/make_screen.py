"""Draw what a terminal shows of the example: docs/screen.svg, by Rich.

In: the commands below, run for real on a fresh copy of the example project. Out: one SVG, the same
bytes each time, that loads no font from elsewhere.

    python scripts/make_screen.py [OUTPUT]
"""

from __future__ import annotations

import fcntl
import io
import os
import pty
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.text import Text

HERE = Path(__file__).parents[1]
OUTPUT = HERE / "docs" / "screen.svg"
WIDTH = 96
COMMANDS = (
    ["search", "GP quotes on disillusionment, case D"],
    ["cases", "--document", "pellworth-2022"],
)
QUIET = (["ingest", "--quiet"],)  # run first, not shown


def ccg(arguments: list[str], project: Path) -> str:
    """What the command shows on a terminal of `WIDTH` columns."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, WIDTH, 0, 0))
    environment = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLUMNS")}
    environment |= {"TERM": "xterm-256color", "PYTHONPATH": str(HERE)}
    command = [sys.executable, "-m", "ccg_corpus", "--project", str(project), *arguments]
    with subprocess.Popen(command, env=environment, stdout=theirs, stderr=theirs) as run:
        os.close(theirs)
        shown = b"".join(iter(lambda: read(ours), b""))
    os.close(ours)
    if run.returncode:
        raise SystemExit(f"{' '.join(arguments)} ended with {run.returncode}")
    return shown.decode("utf-8").replace("\r\n", "\n").rstrip("\n")


def read(terminal: int) -> bytes:
    """The next bytes of a terminal; none when the other side has hung up."""
    try:
        return os.read(terminal, 65536)
    except OSError:  # how Linux says so
        return b""


def example_project(directory: Path) -> Path:
    """A copy of the example, so that the checkout's own cache stays as it is."""
    shutil.copy(HERE / "config.yaml", directory)
    shutil.copytree(HERE / "corpus", directory / "corpus")
    return directory


def draw(project: Path) -> str:
    """The commands and their answers, one below the other."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    for arguments in QUIET:
        ccg(arguments, project)
    for number, arguments in enumerate(COMMANDS):
        shown = " ".join(f'"{word}"' if " " in word else word for word in arguments)
        console.print(Text(("\n" if number else "") + f"$ ccg {shown}", style="bold"))
        console.print(Text.from_ansi(ccg(arguments, project)), soft_wrap=True)
    plain = re.sub(r"@font-face \{\{.*?\}\}", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
    return console.export_svg(title="ccg", unique_id="ccg", code_format=plain)


def main(argv: list[str]) -> None:
    output = Path(argv[0]) if argv else OUTPUT
    with tempfile.TemporaryDirectory() as directory:
        svg = draw(example_project(Path(directory)))
    output.write_text("\n".join(line.rstrip() for line in svg.splitlines()) + "\n", "utf-8")
    print(output)


if __name__ == "__main__":
    main(sys.argv[1:])
