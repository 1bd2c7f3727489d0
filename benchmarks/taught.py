"""What does a correction bring? Strict F1 with 0, 1, 2, 3 of them, drawn from the annotation.

For each annotated document with at least five quotations: what was missed or has wrong ends, and
what was found falsely, is put in a hat; so many are drawn by seed, given as a reviewer would give
them, and the document is read again. With `--proposals`, what `ccg learn` would propose behind two
of them is counted instead: how much of it is right, and whether anything right would go. With `--reprint`, the documents are printed anew first, each
with a shape of label drawn at random (see reprint.py).

usage: python benchmarks/taught.py --gold DIR --papers DIR [--draws 5] [--reprint 21]
       [--without-induction] [--proposals] [--verbose]
"""

from __future__ import annotations

import argparse
import random
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from reprint import drawn, placed_rows, records_of_document

from ccg_corpus.core.model import Document, Span
from ccg_corpus.corpus.reviewing.learning import ENOUGH_REJECTED, Learnt, Proposals, Taught
from ccg_corpus.evaluate import read_gold, score
from ccg_corpus.evaluate.gold import GoldDocument, stem_of
from ccg_corpus.evaluate.scoring import Evaluation
from ccg_corpus.quotations import Example, find_quotations, learn
from ccg_corpus.quotations.habits import attributions
from ccg_corpus.quotations.habits.learn import taught_habits
from ccg_corpus.readers import Limits, read_draft_of
from ccg_corpus.rebuild import rebuild_document
from ccg_corpus.records.learnt import NOTHING, QUOTATION
from ccg_corpus.vocabulary import load_roles

ENOUGH = 5  # quotations of a document that is asked
MOST = 3  # corrections
MOST_BY_HAND = 2  # of them before 'ccg learn' is asked


def rebuilt(data: bytes, name: str) -> Document:
    """A file's document."""
    return rebuild_document(read_draft_of(data, name, limits=Limits()), name)


def documents(
    gold: dict[str, GoldDocument], folders: Sequence[Path], seed: str | None
) -> Iterator[tuple[str, Document, GoldDocument]]:
    """Name, document, annotation; re-printed in a shape drawn at random where a seed is given."""
    for path in sorted(path for folder in folders for path in folder.glob("*.*")):
        name = stem_of(path.name)
        if name not in gold or len(gold[name].required) < ENOUGH:
            continue
        if seed is None:
            yield name, rebuilt(path.read_bytes(), path.name), gold[name]
        elif path.suffix == ".txt":
            text = path.read_text(encoding="utf-8")
            made = drawn(text, gold[name], f"{seed}:{name}")
            if made:
                printed, again, shape, _ = made
                yield f"{name} ({shape})", rebuilt(printed.encode(), path.name), again


def corrections(document: Document, gold: GoldDocument, found: Evaluation) -> list[Example]:
    """What a reviewer would correct: quotations missed or with wrong ends, and false ones."""
    spans = {row.row: Span(row.start, row.end) for row in placed_rows(document.text, gold)}
    missed = [
        Example(spans[match.row], label=match.row.label)
        for match in found.matches
        if not match.strict and match.row in spans
    ]
    false = [
        Example(Span(one.record["start"], one.record["end"]), is_quotation=False)
        for one in found.false_ones
    ]
    return missed + false


def f1_by_corrections(
    name: str, document: Document, gold: GoldDocument, draws: int
) -> tuple[list[list[float]], int]:
    """For 0, 1, … corrections the strict F1 of each draw; and how many corrections there are."""
    wanted = {name: gold}
    plain = score(wanted, records_of_document(document, name))
    hat = corrections(document, gold, plain)
    scores: list[list[float]] = [[] for _ in range(MOST + 1)]
    for draw in range(draws):
        drawn = random.Random(f"{draw}:{name}").sample(hat, min(MOST, len(hat)))
        for count in range(MOST + 1):
            examples = drawn[:count]
            if not examples or count > len(hat):
                scores[count].append(scores[count - 1][draw] if count else plain.total.f1())
                continue
            lessons = learn(document, examples, load_roles())
            taught = score(wanted, records_of_document(document, name, lessons))
            scores[count].append(taught.total.f1())
    return scores, len(hat)


def proposed(
    name: str, document: Document, gold: GoldDocument, draw: int
) -> tuple[int, int, int] | None:
    """Of what is proposed behind two corrections: how much, how much is right, and how much that
    was right would go. None where there are not two to be made."""
    plain = score({name: gold}, records_of_document(document, name))
    hat = corrections(document, gold, plain)
    if len(hat) < MOST_BY_HAND:
        return None
    examples = random.Random(f"{draw}:{name}").sample(hat, MOST_BY_HAND)
    roles = load_roles()
    lessons = learn(document, examples, roles)
    before = find_quotations(document, roles, told_for_all=False)
    after = find_quotations(document, roles, told_for_all=False, lessons=lessons)
    taught = Taught(places=tuple(one.span for one in examples))
    shown = Proposals(
        name,
        document,
        {one.span: name for one in before},
        taught,
        ["example"],
        silences=sum(not one.is_quotation for one in examples) >= ENOUGH_REJECTED,
    )
    found = [(one.span, what) for one, what in shown.differing(before, after, Learnt())]
    there = score({name: gold}, records_of_document(document, name, lessons))
    right = {(m.record["start"], m.record["end"]) for m in there.matches if m.record and m.strict}
    was = {(m.record["start"], m.record["end"]) for m in plain.matches if m.record and m.strict}
    new = [(span.start, span.end) for span, what in found if what == QUOTATION]
    gone = [(span.start, span.end) for span, what in found if what == NOTHING]
    lost = sum(place in was for place in gone)
    good = sum(place in right for place in new) + len(gone) - lost
    return len(new) + len(gone), good, lost


def print_proposals(rows: Iterable[tuple[str, Document, GoldDocument]], draws: int) -> None:
    """A line each document, and all of them together."""
    total, documents = Counter[str](), set()
    for name, document, gold in rows:
        for draw in range(draws):
            counted = proposed(name, document, gold, draw)
            if counted is None:
                break
            documents.add(name)
            for key, number in zip(("proposed", "right", "lost"), counted, strict=True):
                total[key] += number
            print(
                f"{name:50} draw {draw}: {counted[0]} proposed, {counted[1]} right, {counted[2]} lost"
            )
    print(
        f"{len(documents)} documents, {draws} draws of {MOST_BY_HAND} corrections: {total['proposed']} proposed, "
        f"{total['right']} right ({total['right'] / max(1, total['proposed']):.3f}), {total['lost']} right ones would go"
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--papers", type=Path, action="append", required=True)
    parser.add_argument("--draws", type=int, default=5)
    parser.add_argument("--only", help="names of documents, parted by commas")
    parser.add_argument("--reprint", metavar="SEED")
    parser.add_argument(
        "--without-induction", action="store_true", help="nothing but examples teach"
    )
    parser.add_argument("--proposals", action="store_true")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    if options.without_induction:
        attributions.learn_habits = lambda sites, prose, taught=(): tuple(
            taught_habits(sites, prose, taught)
        )
    gold = read_gold(path for path in sorted(options.gold.glob("*.yaml")) if path.stem != "topics")
    if options.only:
        gold = {name: gold[name] for name in options.only.split(",") if name in gold}
    if options.proposals:
        print_proposals(documents(gold, options.papers, options.reprint), options.draws)
        return
    means: list[list[float]] = [[] for _ in range(MOST + 1)]
    lower, seen = [], set()
    for name, document, rows in documents(gold, options.papers, options.reprint):
        if name in seen:
            continue
        seen.add(name)
        scores, count = f1_by_corrections(name, document, rows, options.draws)
        for k, found in enumerate(scores):
            means[k].append(statistics.mean(found))
        lower += [
            (name, k, draw, scores[0][draw], found[draw])
            for k, found in enumerate(scores)
            for draw in range(options.draws)
            if found[draw] < scores[0][draw] - 1e-9
        ]
        if options.verbose:
            print(
                f"{name:44} {count:3} wrong ",
                *(f"{statistics.mean(found):.3f}" for found in scores),
            )
    print(f"{len(seen)} documents, {options.draws} draws each, mean strict F1")
    print("corrections", *(f"{k:7}" for k in range(MOST + 1)))
    print("           ", *(f"{statistics.mean(found):7.3f}" for found in means))
    print(f"lower than untaught: {len(lower)} of {len(seen) * options.draws * MOST}")
    for name, k, draw, before, after in lower:
        print(f"  {name} with {k}, draw {draw}: {before:.3f} -> {after:.3f}")


if __name__ == "__main__":
    main()
