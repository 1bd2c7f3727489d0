"""Words with a name beside them that speak as people do, and were found to be nobody's.

In: a document with what was found. Out: a sentence with their number, or "". A name stands before the
words or behind them, in a bracket, behind a dash, or on a line of its own above or below. Scales list
such names once each ("Novice: I can …"): a name counts that is a person's by its make ("Dr A",
"Keeper 4", "Resident, North Shore") or that comes again among others.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ccg_corpus.core.model import Span
from ccg_corpus.quotations.passed_over.seen import Seen, is_long, is_spoken, speaks_of_self
from ccg_corpus.quotations.passed_over.turns import OF_LINES, heads_in, name_of
from ccg_corpus.quotations.score.voice import FIRST_PERSON
from ccg_corpus.rebuild.turns import NO_CODE, is_code

LEAST_NAMED = 3
MOST_LETTERS, MOST_LINE = 1500, 60  # of the words; of a line that is a name
_TAIL = re.compile(
    r"(?:[(\[{](?P<bracket>[^()\[\]{}\n]{1,60})[)\]}]|"
    r"(?:\s[—–―-]{1,2}|(?<=[.?!…”\"’'])\s*[—–―~-])\s*(?P<dashed>[^\s—–-][^—–.?!]{0,50})|"
    r"(?<=[.?!…”\"’'])[”\"’']?\s+(?P<bare>[A-Z#\d][^.?!:“”\"\n]{0,45}))[\s.,;]*$"
)
_CODE_FIRST = re.compile(
    r"\W{0,3}(?:\[?\d{1,2}:\d\d\]?\W*)?(?P<make>[A-Z]{1,3}|[^\W\d_]{4,16})[ .#-]{0,2}(?P<number>\d{1,3})(?![\w.,%]|\s?[%°])"
)
_CODE_LAST = re.compile(
    r"(?<=[\s#(@~])(?P<make>[A-Z]{1,3}|[^\W\d_]{4,16})[ .#-]{0,2}(?P<number>\d{1,3})\W*$"
)
_NO_PERSON = re.compile(
    r"\b(?:1[5-9]|20)\d\d\b|\bet al\b|[=%<>]|\bpp?\.|^\d+$|https?:|likert", re.I
)
_OF_A_TEXT = re.compile(r"https?:|\bdoi\b|\b(?:1[5-9]|20)\d\d[;:)]")
_PERSONAL = re.compile(
    r"(?:dr|mr|mrs|ms|miss|prof|professor|sister|councillor|cllr)\b\.? \w|"
    r"(?:[^\W\d_]+[ .#-]*){1,3}\d{1,3}[a-z]?|[a-z]|(?:\w+ ){1,2}[a-z]",
    re.I,
)


def missed_with_names(seen: Seen) -> str:
    """What to say of such words; "" where there are hardly any, or far more was found."""
    found = dict(_missed(seen))
    often = Counter(who for who, _ in found.values())
    people = {span: who for span, (who, facts) in found.items() if _is_person(who, facts, often)}
    coded = [one for one in _coded(seen) if not any(one[0].overlaps(span) for span in people)]
    kept = [*people.values(), *(who for _, who in coded)]
    if len(kept) < LEAST_NAMED or len(set(kept)) < 2 or 2 * len(kept) < len(seen.speech):
        return ""
    return (
        f"{len(kept)} passages with a name beside them sound like speech and were taken for nobody's; "
        f"{len(seen.speech)} for somebody's words"
    )


def _is_person(who: str, facts: bool, often: Counter[str]) -> bool:
    return facts or _PERSONAL.fullmatch(who) is not None or (often[who] > 1 and len(often) > 1)


def _coded(seen: Seen) -> Iterator[tuple[Span, str]]:
    """Blocks that begin or end with a code of one make, however it is set: "H4 ▸ …", "… #holder4"."""
    makes: dict[str, dict[Span, str]] = {}
    for block, text in zip(seen.blocks, seen.texts, strict=True):
        if not FIRST_PERSON.search(text):
            continue
        match = _CODE_FIRST.match(text) or _CODE_LAST.search(text, max(0, len(text) - 40))
        if match is None or NO_CODE.match(match["make"]) or block.kind in ("caption", "note"):
            continue
        if not is_long(text) or len(text) > MOST_LETTERS or _OF_A_TEXT.search(text):
            continue
        if (speaks_of_self(text) or is_spoken(text)) and not seen.is_found(block.span):
            makes.setdefault(match["make"].casefold(), {})[block.span] = match["number"]
    for make, places in makes.items():
        if len(set(places.values())) >= LEAST_NAMED:
            yield from ((span, f"{make} {number}") for span, number in places.items())


def _missed(seen: Seen) -> Iterator[tuple[Span, tuple[str, bool]]]:
    """Each stretch that speaks and was not found → who stands beside it, and whether facts follow."""
    for who, facts, span in _with_names(seen):
        words = seen.document.slice(span)
        if not is_long(words) or len(words) > MOST_LETTERS or _OF_A_TEXT.search(words):
            continue
        if (speaks_of_self(words) or is_spoken(words)) and not seen.is_found(span):
            yield span, (who, facts)


def _with_names(seen: Seen) -> Iterator[tuple[str, bool, Span]]:
    readable = {block.span for block in seen.blocks}
    every = [one for one in seen.document.blocks if one.kind not in ("reference", "front", "title")]
    texts = [seen.document.slice(block.span) for block in every]
    for at, (block, text) in enumerate(zip(every, texts, strict=True)):
        if block.span not in readable or block.kind in ("caption", "note"):
            continue
        if not FIRST_PERSON.search(text):
            continue  # nobody speaks in it: the quickest look comes first
        inside = list(_inside(text, block.span.start))
        if inside:
            yield from inside
            continue
        for other in (at + 1, at - 1):
            if not 0 <= other < len(every):
                continue
            named = every[other].kind != "heading" or seen.document.format in OF_LINES
            named = named or is_code(texts[other].strip(" :."))
            who, facts = (
                _who(texts[other]) if named and len(texts[other]) <= MOST_LINE else ("", False)
            )
            if who:
                yield who, facts, block.span
                break


def _inside(text: str, offset: int) -> Iterator[tuple[str, bool, Span]]:
    """The stretches of a block with names before them, or all of it with one at its end."""
    heads = list(heads_in(text))
    for n, (who, start) in enumerate(heads):
        end = heads[n + 1][1] if n + 1 < len(heads) else len(text)
        yield who, False, Span(offset + start, offset + end)
    tail = _TAIL.search(text, max(0, len(text) - 70)) if not heads else None
    if tail:
        who, facts = _who(next(words for words in tail.groupdict().values() if words is not None))
        if who:
            yield who, facts, Span(offset, offset + tail.start())


def _who(words: str) -> tuple[str, bool]:
    """A name, and whether facts follow it behind a comma: "Resident, North Shore"."""
    words = words.strip(" ()[]{}—–-*_:")
    if _NO_PERSON.search(words) or words[-1:] in ".?!":
        return "", False
    first, comma, rest = words.partition(",")
    facts = bool(comma and re.search(r"[^\W\d_]{3}", rest))
    return (words.casefold() if facts and name_of(first) else name_of(first)), facts
