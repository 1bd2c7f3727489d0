"""Does a confidence mean what it says? The share that is right in each band, and the mean error.

Finds quotations in annotated documents and compares each with the annotation: right where both ends
agree, left out where the annotation calls it optional. The expected calibration error is the mean
distance between confidence and share, weighted by the quotations in a band.

usage: python benchmarks/calibration.py --gold DIR --papers DIR [--papers DIR …]
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

from reprint import records_of_document

from ccg_corpus.evaluate import read_gold, score
from ccg_corpus.evaluate.gold import stem_of
from ccg_corpus.readers import Limits, read_draft_of
from ccg_corpus.rebuild import rebuild_document

BANDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)


def judged(gold_folder: Path, papers: Sequence[Path]) -> Iterable[tuple[float, bool]]:
    """Confidence of each quotation that is listed, and whether both its ends are right."""
    gold = read_gold(path for path in sorted(gold_folder.glob("*.yaml")) if path.stem != "topics")
    seen = set()
    for path in sorted(path for folder in papers for path in folder.glob("*.*")):
        name = stem_of(path.name)
        if name not in gold or name in seen:
            continue
        seen.add(name)
        draft = read_draft_of(path.read_bytes(), path.name, limits=Limits())
        records = records_of_document(rebuild_document(draft, path.name), name)
        evaluation = score({name: gold[name]}, records)
        for match in evaluation.matches:
            if match.record is not None:
                yield match.record["confidence"], match.strict
        for one in evaluation.false_ones:
            yield one.record["confidence"], False


def table(found: Sequence[tuple[float, bool]]) -> Iterable[str]:
    """A line for each band, and the expected calibration error."""
    error = 0.0
    for low, high in pairwise(BANDS):
        band = [(sure, right) for sure, right in found if low <= sure < high]
        if not band:
            continue
        mean = sum(sure for sure, _ in band) / len(band)
        share = sum(right for _, right in band) / len(band)
        error += abs(mean - share) * len(band) / len(found)
        yield f"{low:.2f}-{min(high, 1):.2f}  {len(band):4}  mean confidence {mean:.2f}  right {share:.2f}"
    yield f"{len(found)} quotations, expected calibration error {error:.3f}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--papers", type=Path, action="append", required=True)
    options = parser.parse_args()
    print("\n".join(table(list(judged(options.gold, options.papers)))))


if __name__ == "__main__":
    main()
