"""How fast articles in JATS, HTML and other stated formats become quotations: files a minute, one core.

Makes invented papers of 8,000 words with the habits of real ones, writes each format's own elements
around them, and takes the time of reading, of rebuilding and of finding quotations, apart. CPU time
of this process; run it on a quiet machine. `--files` times files of your own instead.

usage: python benchmarks/reading.py [--papers 60] [--files PATH…]
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "tests")]

# ruff: noqa: E402  (the folders above have to be found first)
from extraction import label, paper
from renderings import marked_up, opendocument, word
from renderings.source import Heading, Paragraph, Part, Quote

from ccg_corpus.quotations import find_quotations
from ccg_corpus.readers import read_draft
from ccg_corpus.readers.language import language_of_draft
from ccg_corpus.rebuild import rebuild_document
from ccg_corpus.vocabulary import load_roles

SECTIONS = ("Introduction", "Methods", "Results", "Discussion")
RENDERINGS = {
    "jats": (marked_up.jats, ".xml"),
    "html": (marked_up.html, ".html"),
    "tei": (marked_up.tei, ".tei"),
    "epub": (marked_up.epub, ".epub"),
    "docx": (word.docx, ".docx"),
    "odt": (opendocument.odt, ".odt"),
}


def parts_of(rng: random.Random) -> list[Part]:
    """One invented paper: its display quotations as quotations."""
    out: list[Part] = []
    for text in paper(rng).split("\n\n"):
        if text in SECTIONS:
            out.append(Heading(1, text))
        elif out and isinstance(out[-1], Paragraph) and out[-1].words.endswith(":"):
            out.append(Quote(text.rpartition(" (")[0], label(rng)))
        else:
            out.append(Paragraph(text))
    return out


def time_files(name: str, paths: Sequence[Path]) -> None:
    """Seconds a file for each stage, and files a minute for all of them."""
    roles = load_roles()
    find_quotations(rebuild_document(read_draft(paths[0]), "x"), roles)  # imports, vocabulary
    spent = {"read": 0.0, "rebuild": 0.0, "find": 0.0, "language": 0.0}
    found = 0
    for path in paths:
        begun = time.process_time()
        draft = read_draft(path)
        read = time.process_time()
        document = rebuild_document(draft, path.name)
        rebuilt = time.process_time()
        found += len(find_quotations(document, roles))
        done = time.process_time()
        language_of_draft(draft)
        spent["read"] += read - begun
        spent["rebuild"] += rebuilt - read
        spent["find"] += done - rebuilt
        spent["language"] += time.process_time() - done
    each = {stage: seconds / len(paths) * 1000 for stage, seconds in spent.items()}
    all_of_it = each["read"] + each["rebuild"] + each["find"]
    print(
        f"{name:<6}{len(paths):5} files {found:6} passages   read {each['read']:6.1f} ms  "
        f"rebuild {each['rebuild']:6.1f}  find {each['find']:6.1f}  "
        f"(language alone {each['language']:.1f})  {60_000 / all_of_it:7.0f} files a minute"
    )


def rendered(folder: Path, name: str, papers: Iterable[list[Part]]) -> list[Path]:
    """The papers as files of one format."""
    render, suffix = RENDERINGS[name]
    paths = []
    for number, parts in enumerate(papers):
        path = folder / f"{number:04}{suffix}"
        path.write_bytes(render(parts, attributed=False))
        paths.append(path)
    return paths


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, default=60)
    parser.add_argument("--files", nargs="+", type=Path, default=[])
    options = parser.parse_args()
    if options.files:
        time_files("yours", options.files * max(1, 20 // len(options.files)))
        return
    rng = random.Random(1)
    papers = [parts_of(rng) for _ in range(options.papers)]
    with tempfile.TemporaryDirectory() as folder:
        for name in RENDERINGS:
            time_files(name, rendered(Path(folder), name, papers))


if __name__ == "__main__":
    main()
