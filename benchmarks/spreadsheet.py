"""A sheet of quotations through a real LibreOffice: edited there, saved in its ways, and read back.

usage: python benchmarks/spreadsheet.py PROJECT [--rows 2000] [--seed 1] [--python /usr/bin/python3]

`--python` is one that has `uno` (Debian: python3-uno). The sheet is opened as a person would (numbers
and dates recognised), cells are typed into, rows deleted and sorted, columns moved; then saved with
commas, with semicolons behind a byte order mark, and as UTF-16. `ccg decide` reads it; each cell that
was typed into has to be in the record now, or refused in a line that names it, and nothing else may
have changed. The project is copied, and the copy decided on.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FIELDS = ("text", "kind", "role", "participant", "case", "theme", "status", "codes")
INSIDE = """
import json, sys, time, uno
from com.sun.star.beans import PropertyValue
from com.sun.star.table import TableSortField

def value(name, what):
    one = PropertyValue(); one.Name, one.Value = name, what
    return one

job = json.load(open(sys.argv[1]))
local = uno.getComponentContext()
resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
for _ in range(120):
    try:
        context = resolver.resolve("uno:pipe,name=ccgsheet;urp;StarOffice.ComponentContext")
        break
    except Exception:
        time.sleep(1)
desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
book = desktop.loadComponentFromURL("file://" + job["sheet"], "_blank", 0, (
    value("Hidden", True), value("FilterName", "Text - txt - csv (StarCalc)"),
    value("FilterOptions", "44,34,76,1,,0,false,true,false")))
sheet = book.Sheets.getByIndex(0)
cursor = sheet.createCursor(); cursor.gotoEndOfUsedArea(False)
rows, columns = cursor.RangeAddress.EndRow + 1, cursor.RangeAddress.EndColumn + 1
heads = [sheet.getCellByPosition(n, 0).String for n in range(columns)]
for row, column, text, is_typed in job["cells"]:
    cell = sheet.getCellByPosition(heads.index(column), row + 1)
    if is_typed:
        cell.FormulaLocal = text
    else:
        cell.String = text
for row in sorted(job["deleted"], reverse=True):
    sheet.Rows.removeByIndex(row + 1, 1); rows -= 1
if job["sort_by"]:
    field = TableSortField(); field.Field = heads.index(job["sort_by"]); field.IsAscending = False
    block = sheet.getCellRangeByPosition(0, 1, columns - 1, rows - 1)
    block.sort((value("SortFields", uno.Any("[]com.sun.star.table.TableSortField", (field,))),
                value("ContainsHeader", False)))
if job["first"]:
    # a column is moved to the front, as by cutting and inserting
    at = heads.index(job["first"])
    sheet.Columns.insertByIndex(0, 1)
    source = sheet.getCellRangeByPosition(at + 1, 0, at + 1, rows - 1)
    sheet.moveRange(sheet.getCellByPosition(0, 0).CellAddress, source.RangeAddress)
    sheet.Columns.removeByIndex(at + 1, 1)
for name in job["without"]:
    heads = [sheet.getCellByPosition(n, 0).String for n in range(columns)]
    sheet.Columns.removeByIndex(heads.index(name), 1); columns -= 1
book.storeToURL("file://" + job["out"], (
    value("FilterName", "Text - txt - csv (StarCalc)"), value("FilterOptions", job["options"])))
book.close(True)
"""
SAVED = {  # how it is saved: the filter's options, what is put before it, what is done to columns and rows
    "commas": ("44,34,76,1,,0,false,true,false", b"", {"sort_by": "", "first": "", "without": []}),
    "semicolons, mark, sorted": (
        "59,34,76,1,,0,false,true,false", b"\xef\xbb\xbf",
        {"sort_by": "role", "first": "role", "without": ["doi", "lead_in"]},
    ),
    "UTF-16, tabs, check first": (
        "9,34,65535,1,,0,false,true,false", b"",
        {"sort_by": "page", "first": "check", "without": ["site", "study"]},
    ),
}  # fmt: skip


def ccg(root: Path, *words: str, accept: tuple[int, ...] = (0,)) -> tuple[str, str]:
    env = {**os.environ, "CCG_REVIEWER": "anna"}
    command = [sys.executable, "-m", "ccg_corpus", "--project", str(root), *words]
    done = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
    if done.returncode not in accept:
        raise SystemExit(f"ccg {' '.join(words)} gave {done.returncode}: {done.stderr[-2000:]}")
    return done.stdout, done.stderr


def records(root: Path) -> dict[str, dict]:
    found = {}
    for status in ((), ("--status", "rejected")):
        out, _ = ccg(root, "quotes", "--all-printings", "--limit", "0", "--format", "jsonl", *status,
                     accept=(0, 1))  # fmt: skip
        found |= {one["id"]: one for one in map(json.loads, out.splitlines())}
    return found


def edits(rows: list[dict], lot: random.Random) -> list[tuple[int, str, str, bool, str]]:
    """Row, column, what is typed, whether as a person types it, and what has to come of it: `done`,
    `refused`, or `either` where the spreadsheet decides what it makes of it."""
    kinds = {
        "role": lambda row: ("role", "porter", True, "done"),
        "none": lambda row: ("role", "none", True, "done"),
        "case as a date": lambda row: ("case", "3/2", True, "either"),
        "participant of digits": lambda row: ("participant", "007", True, "either"),
        "participant with semicolon": lambda row: ("participant", 'Anna; "the bell"', False, "done"),
        "rejected": lambda row: ("status", "rejected", True, "done"),
        "confirmed": lambda row: ("status", "confirmed", True, "done"),
        "shorter": lambda row: ("text", " ".join(row["text"].split()[:-3]), False, "done"),
        "not its words": lambda row: ("text", "Invented example: nobody wrote this here", False, "refused"),
        "kind": lambda row: ("kind", "survey", True, "done"),
        "no kind": lambda row: ("kind", "speech", True, "refused"),
        "memo": lambda row: ("memo", 'she said "never"; twice,\nand on a new line', False, "done"),
        "codes": lambda row: ("codes", "hours", True, "done"),
        "no code": lambda row: ("codes", "nothing like it", True, "refused"),
        "theme": lambda row: ("theme", "Gates; and “locks”", False, "done"),
    }  # fmt: skip
    found = []
    for at, row in enumerate(rows):
        if lot.random() < 0.5:
            name = lot.choice(sorted(kinds))
            column, text, typed, fate = kinds[name](row)
            found.append((at, column, text, typed, fate))
    return found


def of(record: dict, column: str) -> object:
    if column == "memo":
        return [one["text"] for one in record["memos"]]
    if column == "codes":
        return record["codes"]
    return record[column]


def is_done(record: dict, column: str, text: str) -> bool:
    now = of(record, column)
    if column == "memo":
        return " ".join(text.split()) in [" ".join(one.split()) for one in now]
    if column == "codes":
        return text in now
    if column == "status" and text == "confirmed":  # a correction of somebody's says more
        return now in ("confirmed", "corrected")
    if column == "participant":
        return text in (record["participant"], record["name"])
    return (None if text == "none" else text) == now


def once(root: Path, how: str, size: int, seed: int, python: str, folder: Path) -> str:
    options, before, shape = SAVED[how]
    lot = random.Random(f"{seed}:{how}")
    sheet, made = folder / "sheet.csv", folder / "made.csv"
    out, _ = ccg(root, "quotes", "--all-printings", "--limit", str(size), "--format", "csv")
    sheet.write_text(out, encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(out)))
    cells = edits(rows, lot)
    deleted = sorted(lot.sample(range(len(rows)), len(rows) // 20))
    was = records(root)
    job = {
        "sheet": str(sheet), "out": str(made), "options": options, "deleted": deleted,
        "cells": [(at, column, text, typed) for at, column, text, typed, _ in cells], **shape,
    }  # fmt: skip
    (folder / "job.json").write_text(json.dumps(job))
    subprocess.run([python, "-c", INSIDE, str(folder / "job.json")], check=True)
    made.write_bytes(before + made.read_bytes())
    began = time.perf_counter()
    said, note = ccg(root, "decide", str(made), accept=(0, 2))
    seconds = time.perf_counter() - began
    refused = {line.split("\t")[1] for line in said.splitlines() if "\trefused: " in line}
    now = records(root)
    gone = set(deleted)
    touched: dict[str, str] = {}
    counts = dict.fromkeys(("done", "refused", "as a spreadsheet made it"), 0)
    wrong = []
    for at, column, text, _, fate in cells:
        id = rows[at]["id"]
        if at in gone:
            continue
        touched[id] = column
        done, said_no = is_done(now[id], column, text), id in refused
        counts["done" if done else "refused" if said_no else "as a spreadsheet made it"] += 1
        if fate == "done" and not done and rows[at][column] != text:
            wrong.append((id, column, text, of(now[id], column)))
        if fate == "refused" and (done or not said_no):
            wrong.append((id, column, text, "not refused"))
    for id, record in now.items():
        changed = [f for f in FIELDS if f not in ("status",) and of(record, f) != of(was[id], f)]
        if [f for f in changed if f != touched.get(id)]:
            wrong.append((id, changed, "changed though nobody touched it", touched.get(id)))
    again, _ = ccg(root, "decide", str(made), accept=(0, 1, 2))
    twice = [line for line in again.splitlines() if "\trefused: " not in line]
    return (
        f"{how}: {len(rows)} rows, {len(cells)} cells, {len(deleted)} rows deleted, {counts}, wrong {len(wrong)},"
        f" decided again {len(twice)}, {seconds:.1f} s; {note.strip().splitlines()[-1]}"
        + "".join(f"\n  {one}" for one in wrong[:8])
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("project", type=Path)
    parser.add_argument("--rows", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--python", default="/usr/bin/python3")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        office = subprocess.Popen(
            ["soffice", "--headless", "--norestore", "--accept=pipe,name=ccgsheet;urp;",
             f"-env:UserInstallation=file://{folder}/profile"],
        )  # fmt: skip
        try:
            for how in SAVED:
                root = folder / "project"
                shutil.rmtree(root, ignore_errors=True)
                shutil.copytree(given.project, root)
                ccg(root, "ingest", "-q")
                ccg(root, "codes", "add", "hours", accept=(0, 2))
                print(once(root, how, given.rows, given.seed, given.python, folder), flush=True)
        finally:
            office.terminate()
            office.wait()


if __name__ == "__main__":
    main()
