"""Which of the quotations found are shown, and in which order.

Comes in: numbers of records with scores, as they were found, and what is wanted. Goes out: the same
pairs, chosen and ordered. The same records give the same answer, whatever their numbers are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ccg_corpus.core.frozen import frozen
from ccg_corpus.core.hit import Hit, Record
from ccg_corpus.query.query import MATCHES

if TYPE_CHECKING:
    from ccg_corpus.store import Finished

# Fields that are not in a record, but in one with its local names.
LOCAL = frozenset({"case_row"})
Found = tuple[int, float]
Keys = Mapping[int, tuple[Any, ...]]


@frozen
class Arrangement:
    """`sort`: fields, "-field" for the other way round; `sample`: so many of them at random.

    `ids_only`: the records need not be read, their ids are all that is shown.
    """

    sort: tuple[str, ...] = ()
    sample: int | None = None
    seed: int = 0
    offset: int = 0
    limit: int | None = None
    ids_only: bool = False

    @property
    def needs_all(self) -> bool:
        """Whether the first ones found can't be told without the others."""
        return bool(self.sort) or self.sample is not None

    def window(self, found: Sequence[Any]) -> Sequence[Any]:
        """Those behind the offset, up to the limit."""
        end = None if self.limit is None else self.offset + self.limit
        return found[self.offset : end]


def arranged(
    finished: Finished,
    found: Sequence[Found],
    arrangement: Arrangement,
    locally_named: Callable[[Iterable[Record]], Iterable[Record]],
    grade_of: Callable[[int], str] | None = None,
) -> Sequence[Found]:
    """Those of the store's records that are to be shown, in the order to show them.

    `locally_named` gives records their local names, where they are ordered by these; `grade_of` says
    the grade of each, where they have one.
    """
    if arrangement.sample is not None:
        ids = finished.ids(n for n, _ in found)
        found = sampled(found, ids, arrangement.sample, arrangement.seed)
    if arrangement.sort:
        records: Iterable[Record] = finished.records(n for n, _ in found)
        if {name.removeprefix("-") for name in arrangement.sort} & LOCAL:
            records = locally_named(records)
        keys = {
            n: sort_keys(
                {**record, "match": grade_of(n)} if grade_of else record, score, arrangement.sort
            )
            for (n, score), record in zip(found, records, strict=True)
        }
        found = ordered(found, keys, arrangement.sort)
    return arrangement.window(found)


def sampled(found: Sequence[Found], ids: Mapping[int, str], count: int, seed: int) -> list[Found]:
    """So many of them at random, in the order they had.

    Each is drawn by its id and the seed alone: when papers are added, most of a sample stays.
    """
    drawn = sorted(found, key=lambda one: _lot(ids[one[0]], seed))[:count]
    chosen = {n for n, _ in drawn}
    return [one for one in found if one[0] in chosen]


def arranged_hits(hits: Iterable[Hit], arrangement: Arrangement) -> Sequence[Hit]:
    """The same for hits that no store knows by number."""
    rows = list(hits)
    found = [(at, hit.score) for at, hit in enumerate(rows)]
    if arrangement.sample is not None:
        ids = {at: hit.record["id"] for at, hit in enumerate(rows)}
        found = sampled(found, ids, arrangement.sample, arrangement.seed)
    if arrangement.sort:
        keys = {at: sort_keys(rows[at].record, score, arrangement.sort) for at, score in found}
        found = ordered(found, keys, arrangement.sort)
    return arrangement.window([rows[at] for at, _ in found])


def _lot(id: str, seed: int) -> bytes:
    from hashlib import sha256

    return sha256(f"{seed}:{id}".encode()).digest()


def sort_keys(record: Record, score: float, sort: Iterable[str]) -> tuple[Any, ...]:
    """What a record is ordered by."""
    return tuple(_key(record, score, name.removeprefix("-")) for name in sort)


def ordered(found: Iterable[Found], keys: Keys, sort: Sequence[str]) -> list[Found]:
    """In the order of the fields, the first before the others; what is unknown comes last."""
    rows = list(found)
    for at in reversed(range(len(sort))):
        known = [one for one in rows if keys[one[0]][at] is not None]
        unknown = [one for one in rows if keys[one[0]][at] is None]
        known.sort(key=lambda one: keys[one[0]][at], reverse=sort[at].startswith("-"))
        rows = known + unknown
    return rows


def _key(record: Record, score: float, name: str) -> Any:
    match name:
        case "match":
            return MATCHES.index(record["match"]) if "match" in record else 0
        case "score":
            return -score  # the best first, as everywhere
        case "document":
            return record["document"]["id"]
        case "year":
            return record["document"]["year"]
        case "speaker":
            return _folded(record["speaker_label"] or record["participant"] or record["name"])
        case "words":
            return len(record["text"].split())
        case "case":
            return None if record["case"] is None else natural(record["case"])
        case "case_row":
            row = record.get("case_row") or record["case"]
            return None if row is None else natural(row)
        case "participant":
            person = record.get("participant_id")
            return None if person is None else natural(person)
        case "code":
            return min(record["codes"], default=None)
        case "page" | "confidence":
            return record[name]
        case _ if name in record:
            return _folded(record[name])
        case _:
            value = (record.get("attributes") or {}).get(name)
            return None if value is None else natural(value)


def _folded(text: str | None) -> str | None:
    return None if text is None else text.casefold()


def natural(label: str) -> tuple[tuple[int, int, str], ...]:
    """ "2" before "10", "Site B" behind "Site A"."""
    import re

    pieces = re.findall(r"\d+|\D+", label.casefold())
    return tuple((0, int(one), "") if one.isdecimal() else (1, 0, one) for one in pieces)
