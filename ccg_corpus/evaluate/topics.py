"""Judged topics: what is asked, and which quotations speak of it; how much of them a search finds.

Comes in: a YAML file of topics, and for each the records that a search gives, best first. Goes out:
recall among the first ten and twenty, nDCG, whether anything was found: a topic a row, and means by
class. `docs/gold.md` describes the file. Nothing here knows how a search ranks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path
from typing import Any

from ccg_corpus.core.errors import ProjectError
from ccg_corpus.core.model import Record
from ccg_corpus.evaluate.agreement import words_of
from ccg_corpus.evaluate.gold import stem_of

# A quotation speaks of a topic directly, or touches on it.
DIRECT, TOUCHING = 2, 1
DEPTHS = (10, 20)
MEASURES = ("R2@10", "R2@20", "R1@10", "R1@20", "nDCG@10", "none", "fail@10")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Judged:
    """A quotation that was judged: by its id, or by its document and its first and last words."""

    grade: int
    id: str | None = None
    document: str = ""
    start: tuple[str, ...] = ()
    end: tuple[str, ...] = ()

    def is_it(self, record: Record) -> bool:
        """Whether a record is this quotation, in any of its printings."""
        if self.id is not None:
            return self.id in (record["id"], *(one["id"] for one in record["also_in"]))
        sources = (record["document"]["source"], *(one["source"] for one in record["also_in"]))
        if self.document not in map(stem_of, sources):
            return False
        words = words_of(record["text"])
        return words[: len(self.start)] == self.start and words[-len(self.end) :] == self.end


@dataclass(frozen=True, slots=True)
class Topic:
    """What is asked; of which classes it is; what speaks of it. `outside`: what does and is left out
    by its filter, which counts neither way."""

    id: str
    ask: str
    classes: tuple[str, ...]
    relevant: tuple[Judged, ...]
    outside: tuple[Judged, ...] = ()
    is_filtered: bool = False


def read_topics(paths: Iterable[Path]) -> list[Topic]:
    """The topics of some files that anything speaks of.

    Raises: ProjectError where a file is not readable YAML of this shape.
    """
    return [topic for path in paths for topic in _topics(path) if topic.relevant]


def _topics(path: Path) -> Iterator[Topic]:
    import yaml

    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as exc:
        raise ProjectError(f"topics can't be read: {str(exc).splitlines()[0]}", path=path) from exc
    entries = data.get("topics") if isinstance(data, dict) else None
    if not isinstance(entries, list):
        raise ProjectError("has no list of topics", path=path, hint="see docs/gold.md")
    for n, entry in enumerate(entries, start=1):
        try:
            yield _topic(entry, n)
        except (AttributeError, KeyError, TypeError, ValueError) as exc:
            message = f"topic {n} is not as it should be: {type(exc).__name__} {exc}"
            raise ProjectError(message, path=path, hint="see docs/gold.md") from exc


def _topic(entry: Any, n: int) -> Topic:
    classes = entry.get("class") or ()
    return Topic(
        id=str(entry.get("id", n)),
        ask=str(entry["ask"]),
        classes=(classes,) if isinstance(classes, str) else tuple(map(str, classes)),
        relevant=tuple(_judged(one, int(one["grade"])) for one in entry.get("relevant") or ()),
        outside=tuple(_judged(one, 0) for one in entry.get("outside") or ()),
        is_filtered=bool(entry.get("filter")),
    )


def _judged(entry: Any, grade: int) -> Judged:
    if "id" in entry:
        return Judged(grade, id=str(entry["id"]))
    start, end = words_of(str(entry["start"])), words_of(str(entry["end"]))
    if not start or not end:
        raise ValueError("a quotation without its first and last words")
    return Judged(grade, document=stem_of(entry["doc"]), start=start, end=end)


def score_topics(topics: Iterable[Topic], search: Callable[[str], Iterable[Record]]) -> list[Row]:
    """A row a topic: what it is, and its measures by what a search for it gives."""
    return [
        {
            "topic": topic.id,
            "ask": topic.ask,
            "classes": list(topic.classes),
            "filtered": topic.is_filtered,
            **measures(topic, list(search(topic.ask))),
        }
        for topic in topics
    ]


def measures(topic: Topic, records: Sequence[Record]) -> dict[str, float]:
    """`R2@k`: of what speaks of the topic directly, how much is among the first k (of a topic that
    nothing speaks of directly, of what touches on it); `R1@k`: of all that does, or of k, where that
    is less; `nDCG@10`: gain 3 and 1; `none`: nothing was found; `fail@10`: nothing relevant."""
    graded = _graded(topic, records)
    grades = [one.grade for one in topic.relevant]
    direct = grades.count(DIRECT)
    found: dict[str, float] = {}
    for depth in DEPTHS:
        top = graded[:depth]
        touching = sum(map(bool, top))
        found[f"R2@{depth}"] = top.count(DIRECT) / direct if direct else touching / len(grades)
        found[f"R1@{depth}"] = touching / min(depth, len(grades))
    found["nDCG@10"] = _gain(graded) / _gain(sorted(grades, reverse=True))
    found["none"], found["fail@10"] = float(not graded), float(not any(graded[:10]))
    return {name: found[name] for name in MEASURES}


def _graded(topic: Topic, records: Sequence[Record]) -> list[int]:
    """The grade of each record of a listing; a judged quotation counts once, where it comes first."""
    left = list(topic.relevant)
    graded = []
    for record in records:
        judged = next((one for one in left if one.is_it(record)), None)
        if any(one.is_it(record) for one in topic.outside):
            continue
        if judged is not None:
            left.remove(judged)
        graded.append(judged.grade if judged else 0)
    return graded


def _gain(grades: Sequence[int]) -> float:
    return sum(float(2**grade - 1) / log2(at + 2) for at, grade in enumerate(grades[:10]))


def class_rows(rows: Sequence[Row]) -> list[Row]:
    """The means over all topics, over those of each class, and by whether they have a filter."""
    parts: dict[str, list[Row]] = {"all": list(rows)}
    for row in rows:
        for name in row["classes"]:
            parts.setdefault(name, []).append(row)
    filtered = [row for row in rows if row["filtered"]]
    if filtered and len(filtered) < len(rows):
        parts["with a filter"] = filtered
        parts["without"] = [row for row in rows if not row["filtered"]]
    return [
        {
            "class": name,
            "topics": len(part),
            **{key: round(sum(row[key] for row in part) / len(part), 3) for key in MEASURES},
        }
        for name, part in parts.items()
        if part
    ]
