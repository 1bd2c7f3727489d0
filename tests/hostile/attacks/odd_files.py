"""Odd things in the place of the files that a user keeps: config, codebook, tables, decisions, findings.

It holds where each command ends soon, in little memory, without a traceback, with a line where it
fails, and where a listing of quotations has all of them or says that something is wrong; and nothing
outside the project is touched. Every text is an invented example.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.hostile.attacks.forked import Spent, forked
from tests.hostile.attacks.made import ingested

MOST_CPU_S = 20.0
MOST_MB = 700
MOST_LINES = 12
STEER = ("\x1b", "\x9b", "\u202e", "\x07")
_TABLES = ("participants", "--limit", "0"), ("documents",)
FILES: dict[str, tuple[tuple[str, ...], ...]] = {
    "config.yaml": (("status",), ("codes",)),
    "codebook.yaml": (("codes",), ("quotes", "--count-by", "code"), ("codes", "add", "wick")),
    "participants.csv": _TABLES,
    "documents.csv": _TABLES,
    "decisions/ada.jsonl": (("decisions",), ("conflicts",), ("coders",)),
    "decisions/settings.yaml": (("decisions",), ("review", "--by", "ada", "--sheet")),
    "findings.yaml": (("findings",), ("findings", "check"), ("report", "-o", "made.html")),
    "findings.looked.jsonl": (("findings",), ("findings", "check")),
    "charting.csv": (("matrix", "--rows", "document", "--columns", "role"),),
    "queries.yaml": (("saved",), ("search", "@lamps"), ("save", "gates", "gate")),
    "queries.log.jsonl": (("log",), ("search", "lamp", "--log"), ("methods",)),
    "outside.txt": (("status",),),
}
ALL = (("quotes", "--limit", "0"), ("ingest",))

_BOMB = "\n".join(
    ["a0: &a0 [x, x, x, x, x, x, x, x]"]
    + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
)
CONTENTS: dict[str, bytes] = {
    "nothing": b"",
    "zeros": bytes(4096),
    "no UTF-8": b"corpus: [\xff\xfe\xc3]\nwick\xe9;\xff\n{\xff",
    "half a character": b'{"on": {"quote": "\\ud800"}, "kind": "set", "text": "\\udfff"}\n"\\ud800": 1\n',
    "UTF-16": "corpus: [corpus]\nid,role\nkettle,gp\n".encode("utf-16"),
    "NUL": b'corpus: ["cor\\0pus"]\n{"id": "a\\u0000b"}\na\x00b,c\n',
    "deep lists": b"[" * 60_000,
    "deep maps": b"a: " + b"{b: " * 30_000,
    "deep JSON": b'{"a":' * 60_000 + b"1" + b"}" * 60_000,
    "aliases": _BOMB.encode(),
    "alias of itself": b"a: &a\n  b: *a\ncodes: &c [*c]\n",
    "merges": b"a: &a {x: 1}\n" + b"b:\n  <<: [*a, *a, *a]\n  <<: *a\n",
    "a number": b"12345678901234567890123456789012345678901234567890\n",
    "a long number": b"year: " + b"9" * 20_000 + b"\n",
    "a list": b"- a\n- [b, c]\n- {d: e}\n",
    "odd keys": b"[a, b]: c\n{d: e}: f\n1.5: g\nnull: h\n2001-01-01: i\ntrue: [null]\n",
    "tags": b"!!python/object/apply:os.system ['touch ran']\n",
    "other types": b"corpus: 7\ncodes: [1, {a: {b: {c: 1}}}]\nroles: x\nlamps: [a, b]\nfindings: {a: 3}\n",
    "twice": b"codes: {a: [b]}\ncodes: {a: [c]}\nlamps: x\nlamps: y\n",
    "ten thousand keys": "".join(f"k{n}: [lamp {n}]\n" for n in range(10_000)).encode(),
    "one long line": b"lamp, " * 500_000,
    "an open quote": b'document,participant,role\nkettle,"GP 2,gp\n' + b"x,y,z\n" * 20_000,
    "very many columns": b",".join(b"c%d" % n for n in range(20_000)) + b"\n" + b"1," * 20_000,
    "no header": b"\n\n\nkettle,gp\n",
    "one header": b"document,document,document\nkettle,kettle,kettle\n",
    "forged line": b'{"id":"x","at":"2026-01-01T00:00:00Z","by":"ada","kind":"add","on":{"document":'
    b'"kettle","quote":"kettle:1","text":"Nobody ever said these words of the lantern."}}\n',
    "escapes": b'"\x1b[31mred\x1b]0;title\x07": "\xc2\x9b31m"\nid,\x1b[2J\nkettle,\xe2\x80\xae\n',
}


def fault_of(got: Spent) -> str:
    """What is wrong with how a command ended; "" where nothing is."""
    said = got.err[-300:]
    if not got.is_plain:
        return f"{got.code} {said}"
    if got.cpu_s > MOST_CPU_S or got.mb > MOST_MB:
        return f"took {got.cpu_s:.1f} s of processor, {got.mb:.0f} MB"
    if got.code == 2 and "ccg" not in got.err:
        return f"an error without a word: {said}"
    if len([line for line in got.err.splitlines() if line.startswith("ccg:")]) > MOST_LINES:
        return f"many lines: {said}"
    if any(sign in got.err + got.out for sign in STEER):
        return "signs that steer a terminal"
    return ""


def odd_files(folder: Path, only: str = "") -> Iterator[tuple[str, str]]:
    """What was tried, and what went wrong."""
    whole, precious = folder / "whole", folder / "precious.txt"
    ids = {line.split("\t")[0] for line in ingested(whole)[0].splitlines()}
    config = (whole / "config.yaml").read_bytes()
    precious.write_text("precious", encoding="utf-8")
    tries: dict[str, Callable[[Path], None]] = {
        **{f"{what} in {name}": _holding(name, data)
           for name in FILES for what, data in CONTENTS.items()},
        **{f"{what} for {name}": put for name in FILES
           for what, put in _in_its_place(name, precious).items()},
    }  # fmt: skip
    for what, put in tries.items():
        if only not in what:
            continue
        project = whole
        name = next(name for name in FILES if what.endswith(f" {name}"))
        put(project)
        faults = []
        for asked in (*FILES[name], *ALL, ALL[0]):
            got = forked(project, *asked)
            if fault := fault_of(got):
                faults.append(f"{' '.join(asked)}: {fault}")
            is_listing = asked == ALL[0] and name != "config.yaml"
            if is_listing and got.code != 2 and got.ids != ids:
                faults.append(f"{' '.join(asked)}: {got.code}, {len(got.ids)}: {got.err[-200:]}")
            if "Nobody ever said these words" in got.out and asked[0] == "quotes":
                faults.append("forged words")
        if precious.read_text(encoding="utf-8") != "precious" or (project / "ran").exists():
            faults.append("outside was touched")
        yield what, "; ".join(faults)
        _clear(project, config)


def _clear(project: Path, config: bytes) -> None:
    for place in (*(project / name for name in FILES), project / "made.html"):
        if place.is_dir() and not place.is_symlink():
            shutil.rmtree(place)
        elif os.path.lexists(place):
            place.unlink()
    shutil.rmtree(project / "decisions", ignore_errors=True)
    (project / "config.yaml").write_bytes(config)


def _holding(name: str, data: bytes) -> Callable[[Path], None]:
    def put(project: Path) -> None:
        (project / name).parent.mkdir(exist_ok=True)
        (project / name).write_bytes(data)

    return put


def _in_its_place(name: str, precious: Path) -> dict[str, Callable[[Path], None]]:
    def cleared(project: Path) -> Path:
        place = project / name
        place.parent.mkdir(exist_ok=True)
        place.unlink(missing_ok=True)
        return place

    return {
        "a link": lambda project: cleared(project).symlink_to(precious),
        "a link to itself": lambda project: cleared(project).symlink_to(project / name),
        "a link to nothing": lambda project: cleared(project).symlink_to("/nowhere/at/all"),
        "an endless device": lambda project: cleared(project).symlink_to("/dev/zero"),
        "a folder": lambda project: cleared(project).mkdir(),
        "a pipe": lambda project: os.mkfifo(cleared(project)),
    }
