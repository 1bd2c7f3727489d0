"""How well is a paper read that prints its labels in a way nobody foresaw?

Takes annotated papers in plain text, replaces each label by a shape drawn at random (and in a third
of the prints takes the quote marks off), keeps the words, and scores what is found against the same
annotation. With `--nobody`, the same shapes are put behind sentences of papers' prose in which nobody
speaks: nothing may be learnt there.

usage: python benchmarks/reprint.py --gold DIR --papers DIR [--seeds 1,2,3] [--words] [--verbose]
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ccg_corpus.core.model import SPEECH_KINDS, Record
from ccg_corpus.evaluate import read_gold, score
from ccg_corpus.evaluate.gold import GoldDocument, GoldRow
from ccg_corpus.quotations import find_quotations
from ccg_corpus.readers import Limits, read_draft_of
from ccg_corpus.rebuild import rebuild_document
from ccg_corpus.vocabulary import load_roles

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
MAX_BEHIND = 260  # code points behind the words in which a label is looked for
NAMES = ("Wilma", "Petra", "Ulla", "Osric", "Mabel", "Ivo", "Thea", "Bram", "Lotte", "Edda",
         "Caspar", "Nils", "Runa", "Ansgar", "Hedda", "Jorun")  # fmt: skip
NOUNS = ("Skipper", "Warden", "Tiller", "Keeper", "Grower", "Ringer", "Sorter", "Thatcher")
PLACES = ("north plot", "by the gate", "lower field", "market side", "old orchard")
Printed = Callable[[random.Random, int], str]


def _long(rng: random.Random, who: int) -> str:
    years, age = rng.randint(2, 30), rng.randint(19, 88)
    return (f"P{who} (aged {age}; gardening for {years} years; plot and greenhouse = own; "
            f"bees = not asked; hens wanted; {rng.choice(PLACES)})")  # fmt: skip


SHAPES: dict[str, Printed] = {
    "one letter": lambda rng, who: f"({chr(65 + who % 26)})",
    "letter and number": lambda rng, who: f"({'QXZ'[who % 3]}{who})",
    "number and age": lambda rng, who: f"[{who}: {20 + who * 7 % 60} years]",
    "group and name": lambda rng, who: f"(FG{1 + who % 4} {NAMES[who % len(NAMES)]})",
    "unknown words": lambda rng, who: f"({NOUNS[who % len(NOUNS)]} {who}, {PLACES[who % 5]})",
    "dash and name": lambda rng, who: f"— {NAMES[who % len(NAMES)]}",
    "dash and code": lambda rng, who: f"– K{who:02d}/{chr(65 + who % 5)}",
    "square number": lambda rng, who: f"[#{who * 3}]",
    "braces": lambda rng, who: f"{{Q{who}, baker, {30 + who % 40}}}",
    "slashes": lambda rng, who: f"({'MF'[who % 2]}/{NOUNS[who % 8][:2].upper()}/{who % 30}+ yrs/rural)",
    "twenty words": lambda rng, who: f"[{_long(rng, who)}]",
    "twenty words bare": _long,
    "bare code": lambda rng, who: f"G-{who}",
}  # fmt: skip


# shapes without brackets: nobody prints them within a paragraph
ENDING = frozenset(["dash and name", "dash and code", "bare code", "twenty words bare"])


@dataclass(frozen=True)
class Placed:
    """A gold row with where its words and its label stand in the file's text."""

    row: GoldRow
    start: int
    end: int
    label: tuple[int, int] | None  # with brackets or dash


def _tokens(text: str) -> list[tuple[str, int, int]]:
    return [(m[0].lower().replace("’", "'"), m.start(), m.end()) for m in _WORD.finditer(text)]


def _find(words: list[str], tokens: list[tuple[str, int, int]], at: int) -> int | None:
    plain = [token[0] for token in tokens]
    for start in range(at, len(plain) - len(words) + 1):
        if plain[start : start + len(words)] == words:
            return start
    return None


def placed_rows(text: str, gold: GoldDocument) -> list[Placed]:
    """The rows that can be found in the text, in order."""
    tokens, found, at = _tokens(text), [], 0
    for row in gold.required:
        first = [t[0] for t in _tokens(row.start)]
        last = [t[0] for t in _tokens(row.end)]
        start = _find(first, tokens, at) if first else None
        if start is None:
            start = _find(first, tokens, 0) if first else None
        stop = _find(last, tokens, start) if start is not None and last else None
        if start is None or stop is None:
            continue
        begin, end = tokens[start][1], tokens[stop + len(last) - 1][2]
        found.append(Placed(row, begin, end, _label_at(text, end, row.label)))
        at = start
    return found


def _label_at(text: str, end: int, label: str | None) -> tuple[int, int] | None:
    """Where the label is printed behind `end`, with its brackets or dash."""
    words = [t[0] for t in _tokens(label or "")]
    if not words:
        return None
    tokens = _tokens(text[end : end + MAX_BEHIND])
    at = _find(words, tokens, 0)
    if at is None or at > 6:
        return None
    start, stop = end + tokens[at][1], end + tokens[at + len(words) - 1][2]
    before = re.search(r"[\s.…]*([(\[{]|[—–-]{1,2}|)[\s\"“‘']*$", text[end:start])
    if before is None:
        return None
    opening = before[1]
    close = {"(": ")", "[": "]", "{": "}"}.get(opening)
    if close:
        stop_at = text.find(close, stop)
        if not 0 <= stop_at - stop < 60:
            return None
        stop = stop_at + 1
    return end + before.start(1), stop


def reprinted(
    text: str, rows: list[Placed], shape: Printed, rng: random.Random, *, stripped: bool
) -> tuple[str, dict[str, str]]:
    """The text with each label in the new shape, and old label → new label without its brackets."""
    who: dict[str, str] = {}
    edits: list[tuple[int, int, str]] = []
    order = rng.sample(range(3, 40), 36)
    for row in rows:
        if row.label is None or row.row.label is None:
            continue
        key = row.row.participant or row.row.label
        if key not in who:
            who[key] = shape(rng, order[len(who) % len(order)])
        edits.append((*row.label, who[key]))
        if stripped:
            edits += _marks_off(text, row)
    for start, end, words in sorted(set(edits), reverse=True):
        text = text[:start] + words + text[end:]
    return text, {key: words.strip("()[]{}—– ") for key, words in who.items()}


def _marks_off(text: str, row: Placed) -> Iterator[tuple[int, int, str]]:
    """The marks around the words, where the words are a block of their own."""
    if row.row.inline or not re.search(
        r"\n\s*[\"“‘']\s*$", text[max(0, row.start - 8) : row.start]
    ):
        return
    opening = re.search(r"[\"“‘']\s*$", text[row.start - 3 : row.start])
    closing = re.match(r"[^\w\s\"”’']*([\"”’'])", text[row.end : row.end + 5])
    if opening and closing:
        yield row.start - 3 + opening.start(), row.start, ""
        yield row.end + closing.start(1), row.end + closing.end(1), ""


def renamed(gold: GoldDocument, who: dict[str, str], done: set[GoldRow]) -> GoldDocument:
    """The annotation of the re-printed paper: labels are the new ones."""
    rows = tuple(
        replace(row, label=who.get(row.participant or row.label or "", row.label), participant=None)
        if row in done
        else row
        for row in gold.required
    )
    return replace(gold, required=rows)


def records_of(text: str, name: str) -> list[Record]:
    """What is found in a text, in the few keys that are scored."""
    draft = read_draft_of(text.encode(), name + ".txt", limits=Limits())
    document = rebuild_document(draft, name + ".txt")
    found = find_quotations(document, load_roles())
    return [
        {
            "text": q.text, "kind": q.kind, "speaker_label": q.speaker.label, "role": q.speaker.role,
            "roles": q.speaker.roles, "participant": q.speaker.participant, "name": q.speaker.name,
            "case": q.speaker.case, "theme": q.theme, "document": {"source": name + ".txt"},
            "also_in": [], "confidence": q.confidence,
        }
        for q in found
        if q.kind in SPEECH_KINDS
    ]  # fmt: skip


def unspoken(text: str, rows: list[Placed], shape: Printed, rng: random.Random) -> str:
    """The paper without the paragraphs that hold quotations, its shapes behind the authors' own
    sentences instead: as many as it had labels."""
    spoken = [(row.start, row.end) for row in rows]
    kept, at = [], 0
    for paragraph in re.split(r"(\n\s*\n)", text):
        inside = any(start < at + len(paragraph) and at < end for start, end in spoken)
        at += len(paragraph)
        if not inside:
            kept.append(paragraph)
    text = "".join(kept)
    ends = [m.start() for m in re.finditer(r"(?<=[a-z]{4})\.\s+(?=[A-Z][a-z]+ [a-z])", text)]
    for end in sorted(rng.sample(ends, min(len(ends), max(12, len(rows)))), reverse=True):
        text = f"{text[:end]} {shape(rng, rng.randint(1, 40))}{text[end:]}"
    return text


def count_nobody(name: str, text: str, rows: list[Placed], seed: str) -> tuple[int, int]:
    """Quotations found in the same prose without and with the shapes behind its sentences."""
    rng = random.Random(f"nobody:{seed}:{name}")
    shape = SHAPES[rng.choice(sorted(SHAPES.keys() - ENDING))]
    before = records_of(unspoken(text, rows, lambda *_: "", rng), name)
    return len(before), len(records_of(unspoken(text, rows, shape, rng), name))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--papers", type=Path, action="append", required=True)
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--nobody", action="store_true")
    options = parser.parse_args()
    gold = read_gold(path for path in sorted(options.gold.glob("*.yaml")) if path.stem != "topics")
    texts = {
        path.name.split(".")[0]: path.read_text(encoding="utf-8")
        for folder in options.papers
        for path in sorted(folder.glob("*.txt"))
    }
    scores: dict[str, list[float]] = {}
    labels = [0, 0]
    for seed in options.seeds.split(","):
        for name, text in texts.items():
            if name not in gold or len(gold[name].required) < 5:
                continue
            rows = placed_rows(text, gold[name])
            if options.nobody:
                before, after = count_nobody(name, text, rows, seed)
                print(
                    f"{name:28} nobody speaks: {before} found, {after} with shapes behind sentences"
                )
                continue
            if sum(row.label is not None for row in rows) < 5:
                continue
            rng = random.Random(f"{seed}:{name}")
            ends = [row.label[1] for row in rows if row.label]
            displayed = sum(bool(re.match(r"[\s.,]*(?:\n|$)", text[end:])) for end in ends)
            fitting = SHAPES if displayed > 0.8 * len(ends) else SHAPES.keys() - ENDING
            shape_name = rng.choice(sorted(fitting))
            stripped = rng.random() < 1 / 3
            printed, who = reprinted(text, rows, SHAPES[shape_name], rng, stripped=stripped)
            done = {row.row for row in rows if row.label}
            wanted = {name: renamed(gold[name], who, done)}
            evaluation = score(wanted, records_of(printed, name))
            share = evaluation.total.fields["label"]
            labels[0] += share.right
            labels[1] += share.total
            f1 = evaluation.total.f1()
            scores.setdefault(shape_name, []).append(f1)
            if options.verbose:
                plain = score({name: gold[name]}, records_of(text, name)).total.f1()
                print(
                    f"{name:28} {shape_name:18} {'no marks' if stripped else '':8} {f1:.3f} (as printed {plain:.3f}) labels {share.right}/{share.total}"
                )
    if options.nobody:
        return
    every = [f1 for found in scores.values() for f1 in found]
    for shape_name, found in sorted(scores.items()):
        print(
            f"{shape_name:18} {len(found):3} prints  mean {statistics.mean(found):.3f}  least {min(found):.3f}"
        )
    print(
        f"{'all':18} {len(every):3} prints  mean {statistics.mean(every):.3f}  least {min(every):.3f}  labels {labels[0]}/{labels[1]}"
    )


if __name__ == "__main__":
    main()
