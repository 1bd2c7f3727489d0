"""A reviewer's hand on real papers: from a shell, from the screen, and under another reading.

usage: python benchmarks/reviewing.py PAPERS [--seed 1]      (a folder of papers, at least one with quotations)

First a survey answer gets a role, an end is moved, one is rejected, one that nobody found is added,
twelve are coded, three have memos: all by `ccg` as a shell calls it, and the same by keys on the
screen. Then the cache is thrown away and made anew, with the files taken in in another order and the
lines of decisions shuffled, doubled and in other files: the records have to be the same to the byte.
Last the papers are read by rules that put a fifth of all ends elsewhere and give a fifth other
labels; something is decided on every quotation of that reading; then they are read as they are: how
many decisions find the quotation that they are about?
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ccg_corpus.codebook.editing import Codebook
from ccg_corpus.core.hit import KINDS, STATUSES
from ccg_corpus.core.model import Document, Quotation, Span
from ccg_corpus.corpus import open_corpus
from ccg_corpus.corpus.reviewing.deciding import anchor_of
from ccg_corpus.decisions.files import append, read_decisions
from ccg_corpus.decisions.model import Decision, decided
from ccg_corpus.ingest import ingest
from ccg_corpus.ingest.stages import Stages
from ccg_corpus.project import init_project
from ccg_corpus.project.config import load_config
from ccg_corpus.query import Query
from ccg_corpus.quotations import find_quotations
from ccg_corpus.review.local_desk import CorpusDesk
from ccg_corpus.vocabulary import load_roles

CODED, NOTED = 12, 3
ALL = ("quotes", "--all-printings", "--format", "jsonl", "--kind", "participant", "--kind", "survey",
       "--kind", "named", "--kind", "cited", "--kind", "term")  # fmt: skip


ALL_OF_IT = Query(kinds=KINDS, statuses=STATUSES, all_printings=True)


def ccg(root: Path, *words: str, by: str = "anna", accept: Sequence[int] = (0,)) -> str:
    """What `ccg` prints; an error ends everything."""
    env = {**os.environ, "CCG_REVIEWER": by}
    command = [sys.executable, "-m", "ccg_corpus", "--project", str(root), *words]
    done = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
    if done.returncode not in accept:
        raise SystemExit(f"ccg {' '.join(words)} gave {done.returncode}: {done.stderr}")
    return done.stdout


def project(papers: Path, root: Path) -> Path:
    init_project(root)
    for path in sorted(papers.iterdir()):
        if path.is_file():
            shutil.copy(path, root / "corpus" / path.name)
    return root


def quotations(root: Path) -> list[dict]:
    with open_corpus(root) as corpus:
        return [hit.record for hit in corpus.quotes(Query())]


def missed(root: Path, record: dict, lot: random.Random) -> str:
    """Words of the paper that are in no quotation of it: "first … last"."""
    with open_corpus(root) as corpus:
        text = corpus.reviews.text_of(record["document"]["source"])
        taken = [
            Span(one["start"], one["end"])
            for one in corpus.reviews.records_of(record["document"]["id"])
        ]
    while True:
        at = lot.randrange(len(text) // 3, len(text) - 400)
        if any(Span(at - 50, at + 350).overlaps(one) for one in taken):
            continue
        words = text[at : at + 260].split()[1:-1]
        if len(words) >= 20 and text.count(words[0]) and "…" not in text[at : at + 260]:
            return f"{' '.join(words[:6])} … {' '.join(words[-6:])}"


def by_shell(root: Path, lot: random.Random) -> str:
    """The whole round, as a script has it."""
    found = quotations(root)
    answer = next((one for one in found if one["kind"] == "survey"), found[0])
    ccg(root, "fix", answer["id"], "--role", "nurse", "--why", "so says the table")
    long = next(one for one in found if len(one["text"].split()) > 20 and one is not answer)
    words = long["text"].split()
    ccg(root, "fix", long["id"], "--text", f"{' '.join(words[:4])} … {' '.join(words[-8:-3])}")
    left = [one for one in found if one not in (answer, long)]
    ccg(root, "reject", left[0]["id"], "--why", "none of theirs")
    ccg(root, "add", found[0]["document"]["id"], missed(root, found[0], lot), "--role", "porter")
    some = [one["id"] for one in (left[1:] * CODED)[:CODED]]
    ccg(root, "code", *dict.fromkeys(some), "Seen again", "--new")
    for n in range(NOTED):
        ccg(root, "memo", left[1 + n % len(left[1:])]["id"], f"note {n}")
    return "shell: role, end, rejection, addition, codes, memos"


def by_screen(root: Path, lot: random.Random) -> str:
    """The same round by keys, for another reviewer."""
    from ccg_corpus.review.screen.app import ReviewApp

    found = quotations(root)
    desk = CorpusDesk(
        root, "ben", [one["id"] for one in found], Codebook(root, load_config(root).codes)
    )
    app = ReviewApp(desk)
    typed = missed(root, found[3], lot)  # of the document that shows then

    async def run() -> None:
        async with app.run_test(size=(80, 24)) as pilot:

            async def press(*keys: str) -> None:
                for key in keys:
                    await pilot.press(*([key] if key in NAMED else _signs(key)))
                await pilot.pause()

            await press("r", "porter", "enter", "n")
            await press("e", "left", "left", "left", "enter", "n")
            await press("x", "full_stop", "enter")
            await press("a", typed, "enter", "n")
            for _ in range(CODED):
                await press("o", "Seen on the screen", "enter", "n")
            for n in range(NOTED):
                await press("b", "m", f"note {n} of the screen", "enter")

    asyncio.run(run())
    desk.close()
    done = [one.do for one in read_decisions(root).decisions if one.by == "ben"]
    wanted = {"set": 1, "ends": 1, "reject": 1, "add": 1, "code": CODED, "memo": NOTED}
    short = {what: n - done.count(what) for what, n in wanted.items() if done.count(what) < n}
    return f"screen: {len(done)} decisions" + (f"; SHORT OF {short}" if short else "")


NAMED = frozenset(["enter", "left", "right", "tab", "escape", "full_stop"])


def _signs(text: str) -> list[str]:
    from textual.keys import _character_to_key

    return [_character_to_key(sign) for sign in text]


def is_the_same_again(root: Path, lot: random.Random) -> dict[str, bool]:
    """Byte for byte: made from nothing, from files one by one in another order, from lines in other
    files, shuffled and doubled."""
    before = everything(root)

    def again(one_by_one: Sequence[str] = ()) -> bool:
        shutil.rmtree(root / ".ccg")
        for path in one_by_one:
            ccg(root, "ingest", "-q", path)
        ccg(root, "ingest", "-q")
        return everything(root) == before

    found = {"made anew": again()}
    names = [str(path) for path in (root / "corpus").iterdir() if path.suffix != ".yaml"]
    lot.shuffle(names)
    found["files one by one"] = again(names)
    files = sorted((root / "decisions").glob("*.jsonl"))
    lines = [line for path in files for line in path.read_bytes().splitlines(keepends=True)] * 2
    lot.shuffle(lines)
    for path in files:
        path.unlink()
    for n in range(3):
        (root / "decisions" / f"part{n}.jsonl").write_bytes(b"".join(lines[n::3]))
    found["lines in other files"] = again()
    return found


def everything(root: Path) -> str:
    return ccg(root, *ALL) + "".join(
        ccg(root, *ALL, "--status", status, accept=(0, 1)) for status in ("rejected", "added")
    )


# Under another reading


def older(document: Document, lot: random.Random) -> tuple[Quotation, ...]:
    """What rules would have found that set a fifth of the ends elsewhere and read a fifth of the
    labels in another way."""
    found = []
    for one in find_quotations(document, load_roles()):
        text = document.text
        span = one.span
        if lot.random() < 0.2:
            words = len(text[span.start : span.end].split())
            cut = len(" ".join(text[span.start : span.end].split()[: 1 + words // 4])) + 1
            more = text.find(" ", span.end + 20)
            span = lot.choice(
                [Span(span.start + cut, span.end), Span(span.start, span.end - cut)]
                + ([Span(span.start, more)] if 0 < more < span.end + 60 else [])
            )
            if span.end - span.start < 8 or (found and span.start < found[-1].span.end):
                span = one.span
        speaker = one.speaker
        if lot.random() < 0.2:
            speaker = replace(speaker, label=f"{speaker.label or 'P'} x", role=None, roles=())
        while text[span.start].isspace():
            span = Span(span.start + 1, span.end)
        while text[span.end - 1].isspace():
            span = Span(span.start, span.end - 1)
        words_now = " ".join(text[span.start : span.end].split())
        found.append(replace(one, span=span, text=words_now, speaker=speaker))
    return tuple(
        one
        for at, one in enumerate(found)
        if at + 1 == len(found) or one.span.end <= found[at + 1].span.start
    )


def under_another_reading(papers: Path, root: Path, lot: random.Random) -> str:
    """Decide on what older rules found; read anew; count what found its quotation."""
    project(papers, root)
    ingest(root, stages=Stages(find=lambda document: older(document, lot)))
    decisions: list[Decision] = []
    wanted: dict[str, tuple[str, int, int]] = {}
    with open_corpus(root) as corpus:
        for hit in corpus.quotes(ALL_OF_IT):
            record = hit.record
            one = decided("set", anchor_of(record), by="anna", role=f"keeper-{len(decisions)}")
            decisions.append(one)
            wanted[f"keeper-{len(decisions) - 1}"] = (
                record["document"]["id"], record["start"], record["end"],
            )  # fmt: skip
    append(root, decisions)
    shutil.rmtree(root / ".ccg")
    ingest(root)
    right, elsewhere, found = 0, [], set()
    with open_corpus(root) as corpus:
        lost = corpus.reviews.lost_decisions()
        for hit in corpus.quotes(ALL_OF_IT):
            record = hit.record
            place = wanted.get(record["role"] or "")
            if place is None:
                continue
            found.add(record["role"])
            if place[0] == record["document"]["id"] and Span(*place[1:]).overlaps(
                Span(record["start"], record["end"])
            ):
                right += 1
            else:
                elsewhere.append(record["id"])
        conflicts = corpus.reviews.conflicts()
    rest = len(wanted) - len(found) - len(lost)
    return (
        f"another reading: {len(wanted)} decisions, {right} on their quotation"
        f" ({right / len(wanted):.4f}), {len(elsewhere)} on another, {len(lost)} listed as lost, "
        f"{rest} beside a later one on the same quotation, {len(conflicts)} conflicts"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("papers", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    lot = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as folder:
        root = project(given.papers, Path(folder) / "review")
        ccg(root, "ingest", "-q")
        print(by_shell(root, lot), flush=True)
        print(by_screen(root, lot), flush=True)
        print("the same records to the byte:", is_the_same_again(root, lot), flush=True)
        print(under_another_reading(given.papers, Path(folder) / "older", lot), flush=True)


if __name__ == "__main__":
    main()
