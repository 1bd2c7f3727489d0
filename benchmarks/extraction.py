"""How fast quotations are found and attributed: papers a second on one core, and a straight line.

Makes papers of 8,000 invented words with the habits of real ones, rebuilds them, and times
`find_quotations` alone and with `rebuild_document`. Then one text grows to 5 MB: ordinary prose with
quotations, and nothing but marks. CPU time of this process; run it on a quiet machine.

usage: python benchmarks/extraction.py [--papers 100] [--megabytes 5]
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Sequence

from ccg_corpus.core.model import Document, Draft, DraftLine
from ccg_corpus.quotations import find_quotations
from ccg_corpus.rebuild import rebuild_document
from ccg_corpus.vocabulary import load_roles

WORDS = [
    *("the", "clinic", "rota", "changed", "twice", "before", "anyone", "asked", "what", "staff"),
    *("on", "nights", "had", "made", "of", "it", "and", "people", "carried", "as", "they"),
    *("could", "while", "letters", "went", "round", "meetings", "were", "put", "off", "again"),
]
SAID = ("I never knew who to ask about it", "we’d no idea what they wanted from us",
        "it felt like shouting into a well", "you just get on with it, don’t you")  # fmt: skip
LABELS = ("P{n}, nurse", "GP, site {s}", "Participant {n}", "Manager {n}, case study {s}")


def sentence(rng: random.Random) -> str:
    """An author's sentence of invented words."""
    words = [rng.choice(WORDS) for _ in range(rng.randint(12, 28))]
    return " ".join(words).capitalize() + "."


def label(rng: random.Random) -> str:
    """A speaker's label."""
    return rng.choice(LABELS).format(n=rng.randint(1, 40), s=rng.choice("ABCD"))


def paragraph(rng: random.Random) -> str:
    """A paragraph: plain, with a quotation inside, or a display quotation behind a lead-in."""
    plain = " ".join(sentence(rng) for _ in range(rng.randint(3, 7)))
    words = f"{rng.choice(SAID)}, and {rng.choice(SAID)}"
    match rng.randrange(4):
        case 0:
            return f"{plain} As one nurse said, “{words}” ({label(rng)})."
        case 1:
            return f"{plain} As one of them put it:\n\n{words.capitalize()}. ({label(rng)})"
        case _:
            return plain


def paper(rng: random.Random, *, words: int = 8000) -> str:
    """One invented paper of about `words` words."""
    parts, count = ["Introduction", paragraph(rng), "Methods", paragraph(rng), "Results"], 0
    while count < words:
        parts.append(paragraph(rng))
        count += len(parts[-1].split())
    return "\n\n".join([*parts, "Discussion", paragraph(rng)])


def rebuilt(text: str) -> Document:
    """A text as the readers would hand it on."""
    return rebuild_document(
        Draft("text", tuple(DraftLine(line) for line in text.split("\n"))), "x.txt"
    )


def cpu_seconds(work: Callable[[], object]) -> float:
    """CPU time of a call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def time_papers(count: int) -> None:
    """Papers a second, for finding alone and with the rebuild."""
    rng, roles = random.Random(1), load_roles()
    texts = [paper(rng) for _ in range(count)]
    documents: list[Document] = []
    rebuild = cpu_seconds(lambda: documents.extend(map(rebuilt, texts)))
    find_quotations(documents[0], roles)
    find = cpu_seconds(lambda: [find_quotations(document, roles) for document in documents])
    found = sum(len(find_quotations(document, roles)) for document in documents[:3])
    print(f"{count} papers of 8,000 words, {found // 3} passages each")
    print(f"  find and attribute   {count / find:6.1f} papers/s")
    print(f"  with rebuild         {count / (find + rebuild):6.1f} papers/s")


def time_growth(name: str, unit: str, sizes: Sequence[int]) -> None:
    """Seconds a megabyte as one text grows: the same number means a straight line."""
    roles = load_roles()
    for size in sizes:
        text = unit * (size // len(unit))
        seconds = cpu_seconds(lambda text=text: find_quotations(rebuilt(text), roles))
        print(f"  {name:<22} {size / 1e6:5.2f} MB  {seconds / (size / 1e6):6.2f} s/MB")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, default=100)
    parser.add_argument("--megabytes", type=float, default=5)
    options = parser.parse_args()
    time_papers(options.papers)
    top = int(options.megabytes * 1e6)
    sizes = (top // 8, top // 4, top // 2, top)
    rng = random.Random(2)
    time_growth("prose and quotations", paper(rng) + "\n\n", sizes)
    time_growth("only marks", "\"'‘’“” " * 11 + "\n", sizes)
    time_growth("marks in one paragraph", "‘a b c. ", sizes)


if __name__ == "__main__":
    main()
