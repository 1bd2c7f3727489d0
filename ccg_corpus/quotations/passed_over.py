"""What a document most likely holds of people's words and was not taken for it: the largest loss there is.

In: a document and what was found in it. Out: one `PassedOver` with numbers, or None. It finds no
quotation: it measures, by signs that do not depend on how quotations are looked for. Authors hardly
ever say "I"; turns of a transcript come again and again with the same names before them; a block
that is set off was set off for a reason. It speaks only where what is left over is a multiple of what
was found, in a document that speaks of people who were asked.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise

from ccg_corpus.core.model import SPEECH_KINDS, Block, Document, Quotation, Span
from ccg_corpus.quotations.anycase import AnyCase
from ccg_corpus.quotations.score.voice import COLLOQUIAL, CONTRACTION, FIRST_PERSON
from ccg_corpus.rebuild.sections import is_back_matter

MIN_WORDS = 4  # of a passage that says something
LEAST = 4  # passages that are missed before anybody is told
LEAST_SET_OFF, LEAST_TURNS, LEAST_LONG = 5, 6, 6
MIN_LONG_WORDS = LEAST_OF_A_TALK = 8
TIMES = 3  # as many missed as found
MOST_TURNS_FOUND = 0.2  # an interviewer's turns are rightly left out: half of them all
LEAST_SPOKEN = 0.3  # of blocks that are set off: definitions, rules and poems are, too
MOST_LABEL_WORDS, MOST_LABEL_LETTERS = 5, 32
MOST_IN_A_BLOCK = 2000  # turns that were run together: a talk of hours
WHOLE = 0.5  # a share of the words: then turns are what the document is made of

_OF_LINES = (
    "text",
    "pdf",
    "rtf",
)  # formats that state no headings: what looks like one may be a name
_NOT_READ = frozenset(("title", "heading", "reference", "front", "attribution"))
# "I" as a word with a verb behind it, which no roman numeral has: "Type I error", "Part I".
_SAYS_I = re.compile(
    r"(?<![\w.’'-])(?<!Type )(?<!Phase )(?<!Part )(?<!Class )(?<!Level )(?<!Stage )(?<!Study )"
    r"I(?:['’](?:m|ve|d|ll))?,?\s+(?=[a-z])"
)
# What authors say of themselves where they say "I".
_AUTHORS_I = AnyCase(
    r"\bi (?:then |also |first |have |will )?(?:interviewed|conducted|coded|analy[sz]ed|argue|"
    r"describe|discuss|explore|present|draw|report|suggest|propose|examine|identified|transcribed|"
    r"observed|recruited|acknowledge|thank|declare|adopted|employed)\b"
)
# That people were asked and heard; "participants" alone fill in questionnaires and run on treadmills.
_HEARD = AnyCase(
    r"\b(?:interview(?:s|ed|ee|ees|ing)?|focus groups?|informants?|verbatim|testimon(?:y|ies)|"
    r"told (?:us|me)|workshops?|conversations? with|narratives?|"
    r"(?:participants|respondents|patients|people|users|staff|they|she|he|some|many|others) (?:\w+ )?"
    r"(?:said|told|explained|recalled|spoke of|described how|talked))\b"
)
LEAST_HEARD = 3
# Somebody who writes so has asked people and listened; each sign counts once.
_QUALITATIVE = tuple(
    AnyCase(pattern)
    for pattern in (
        r"\b(?:semi-?\s?structured|in-?depth|unstructured|narrative|qualitative) (?:\w+ )?interviews?\b",
        r"\bfocus groups? (?:\w+ ){0,2}(?:was|were|discussions?|interviews?|with|held)\b",
        r"\b(?:thematic|framework|narrative|phenomenological|qualitative content) analysis\b",
        r"\b(?:audio-?\s?)?(?:recorded|taped) and (?:\w+ )?transcribed\b|\btranscribed verbatim\b|\btranscripts? (?:was|were)\b",
        r"\b(?:participants|interviewees|respondents|informants|they) (?:\w+ )?(?:described|explained|felt|spoke|said|told|reported feeling|recalled)\b",
        r"\b(?:data|theoretical) saturation\b|\bpurposive(?:ly)? sampl|\bpurposeful sampl|\binterview (?:guide|schedule)\b",
    )
)
SOME_SIGNS, MOST_SIGNS = 2, 4
# Of these none need print what people said.
_OTHER_KIND = AnyCase(
    r"\b(?:protocol|systematic review|scoping review|meta-?\s?analysis|review of|editorial|"
    r"commentary|correction|erratum|guidelines?|meta-?\s?synthesis)\b"
)
_PLANNED = AnyCase(r"\bwill be (?:interviewed|conducted|recruited|invited|recorded|transcribed)\b")

# What papers print again and again before a paragraph, study by study.
_PARTS_OF_PAPERS = frozenset((
    "background", "objective", "objectives", "aim", "aims", "design", "setting", "method", "methods",
    "materials", "measures", "participants", "procedure", "procedures", "analysis", "results", "findings",
    "discussion", "conclusion", "conclusions", "limitations", "strengths", "introduction", "note", "notes",
    "example", "examples", "figure", "table", "box", "theme", "subtheme", "sample", "data collection",
    "data analysis", "summary", "materials and methods", "results and discussion", "statistical analysis",
))  # fmt: skip
_TIME = re.compile(
    r"[\[(<{]?\b\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?[\])>}]?(?:\s*(?:-->|[-–—])\s*(?=[\[(<{]?\d))?"
)
# A name, however it is set before the words of a turn: "GP 4:", "[GP 4]", "#GP5 -", "(Anna)", "GP 4 |".
_HEAD = re.compile(
    r"[\s>*_#•–—-]*(?:\[(?P<square>[^\[\]\n]{1,32})\]|<(?:v )?(?P<angle>[^<>\n]{1,32})>|"
    r"\{(?P<curly>[^{}\n]{1,32})\}|\((?P<round>[^()\n]{1,32})\)|"
    r"(?P<code>[A-Z]{1,4}[ -]?\d{1,3})\.|"
    r"(?P<plain>\w[\w .’'/#&()-]{0,30}?)\s*(?:[:：|>=»~/]|\s[-–—]{1,2}(?=\s)|\.{2,}))[*_:\s,-]*(?=\S)"
)
_INNER = re.compile(r"(?<=[.?!…”\"’'\])–—-])\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class PassedOver:
    """`what` was passed over, as a sentence; `is_marked`: it can be listed by its kind."""

    what: str
    is_marked: bool = False


def passed_over(document: Document, quotations: Sequence[Quotation]) -> PassedOver | None:
    """The surest sign that words of people are missing from what was found; None where none is."""
    seen = _Seen(document, quotations)
    for look in (_turns, _marked, _set_off, _first_person, _nothing):
        found = look(seen)
        if found is not None:
            return found
    return None


class _Seen:
    """A document with what was found in it."""

    def __init__(self, document: Document, quotations: Sequence[Quotation]) -> None:
        self.document = document
        self.speech = [one for one in quotations if one.kind in SPEECH_KINDS]
        # Items of questionnaires stand in marks too, where the methods are told.
        self.others = [
            one
            for one in quotations
            if one.kind not in SPEECH_KINDS and one.section != "methods" and _is_long(one.text)
        ]
        self._spans = sorted(one.span for one in self.speech)
        self._starts = [span.start for span in self._spans]
        self._all = sorted(one.span for one in quotations)
        self._all_starts = [span.start for span in self._all]
        self.blocks = self._read_blocks()
        self.texts = [document.slice(block.span) for block in self.blocks]
        self.heard = sum(1 for _ in _HEARD.finditer(document.text))

    def _read_blocks(self) -> list[Block]:
        """The blocks in which people may speak; an abstract or methods only if they swallowed the report.

        What methods print are questions, items of scales and the authors' own steps.
        """
        blocks = [block for block in self.document.blocks if self._may_hold_words(block)]
        total = sum(_length(block.span) for block in blocks)
        abstract = sum(_length(block.span) for block in blocks if block.section == "abstract")
        methods = sum(_length(block.span) for block in blocks if block.section == "methods")
        if 3 * abstract > total or 3 * methods > 2 * total:
            return blocks
        return [block for block in blocks if block.section not in ("abstract", "methods")]

    def _may_hold_words(self, block: Block) -> bool:
        if block.kind in _NOT_READ:
            return False
        heading = block.headings and self.document.blocks[block.headings[-1]]
        return not (heading and is_back_matter(self.document.slice(heading.span)))

    @cached_property
    def signs(self) -> int:
        """How many signs of a qualitative study the text shows."""
        return sum(bool(sign.search(self.document.text)) for sign in _QUALITATIVE)

    @property
    def words(self) -> int:
        return sum(len(text.split()) for text in self.texts)

    def is_found(self, span: Span) -> bool:
        """Whether somebody's words were found in a stretch."""
        first = max(0, bisect_left(self._starts, span.start) - 1)
        last = bisect_right(self._starts, span.end)
        return any(one.overlaps(span) for one in self._spans[first:last])

    def left_over(self, block: Block, text: str) -> str:
        """A block's words outside of everything that was found."""
        first = max(0, bisect_left(self._all_starts, block.span.start) - 1)
        last = bisect_right(self._all_starts, block.span.end)
        for span in self._all[first:last]:
            if span.overlaps(block.span):
                start = max(0, span.start - block.span.start)
                end = max(0, span.end - block.span.start)
                text = text[:start] + "\n" * (min(end, len(text)) - start) + text[end:]
        return text


def _is_long(text: str) -> bool:
    return len(text.split()) >= MIN_WORDS


def _length(span: Span) -> int:
    return span.end - span.start


def _is_spoken(text: str) -> bool:
    if _SAYS_I.search(text) and not _AUTHORS_I.search(text):
        return True
    return bool(FIRST_PERSON.search(text) and (CONTRACTION.search(text) or COLLOQUIAL.search(text)))


def _is_loss(missed: int, found: int, least: int = LEAST) -> bool:
    return missed >= least and missed >= TIMES * found


# Marked words that were taken for terms and citations


def _marked(seen: _Seen) -> PassedOver | None:
    """Passages in quotation marks that speak as people do, or are as long, and are nobody's."""
    found = len(seen.speech)
    spoken = sum(_is_spoken(one.text) for one in seen.others)
    long = sum(len(one.text.split()) >= MIN_LONG_WORDS for one in seen.others)
    if seen.heard < LEAST_HEARD:
        return None
    if _is_loss(spoken, found):
        what = f"{spoken} passages in quotation marks sound like speech"
    elif _is_loss(long, found, LEAST_LONG) and seen.signs >= SOME_SIGNS:
        what = f"{long} passages in quotation marks are as long as speech"
    else:
        return None
    taken = f"and were taken for terms and citations; {found} for somebody's words"
    return PassedOver(f"{what} {taken}", is_marked=True)


# Blocks that are set off


def _set_off(seen: _Seen) -> PassedOver | None:
    """Block quotations, indented and italic paragraphs in which nothing was found."""
    missed = found = spoken = stated = 0
    for block, text in zip(seen.blocks, seen.texts, strict=True):
        if not _is_set_off(block) or not _is_long(text):
            continue
        if seen.is_found(block.span):
            found += 1
        else:
            missed += 1
            spoken += _is_spoken(text)
            stated += block.kind == "quote"
    # A format that says "quotation" of most of them need not say who was asked.
    if (seen.heard < LEAST_HEARD and 2 * stated < missed) or spoken < LEAST_SPOKEN * missed:
        return None
    if not _is_loss(missed, found, LEAST_SET_OFF):
        return None
    return PassedOver(
        f"{missed} paragraphs that are indented, in italics or set as quotations were passed over"
    )


def _is_set_off(block: Block) -> bool:
    italic = sum(_length(run) for run in block.italics)
    return block.kind == "quote" or block.indented or 5 * italic > 4 * _length(block.span)


# Whoever says "I" outside of all that was found


def _first_person(seen: _Seen) -> PassedOver | None:
    by_authors = unmarked = 0
    for block, text in zip(seen.blocks, seen.texts, strict=True):
        if not _SAYS_I.search(text):
            continue
        rest = seen.left_over(block, text)
        if _AUTHORS_I.search(rest):
            by_authors += 1
        else:
            unmarked += _is_long(rest) and bool(_SAYS_I.search(rest))
    missed = unmarked + sum(_is_spoken(one.text) for one in seen.others)
    # Of a talk without names, or whose names were taken for running heads, most paragraphs say "I".
    is_talk = unmarked >= LEAST_OF_A_TALK and unmarked >= WHOLE * sum(map(_is_long, seen.texts))
    found = len(seen.speech)
    if 3 * by_authors > missed or not _is_loss(missed, found):
        return None
    if seen.heard < LEAST_HEARD and not is_talk:
        return None
    return PassedOver(
        f"{missed} passages say \"I\" and were taken for nobody's words; {found} for somebody's"
    )


# Nothing at all


def _nothing(seen: _Seen) -> PassedOver | None:
    """A report of what people said in which nobody speaks."""
    if seen.speech or seen.words < 300:
        return None
    text = seen.document.text
    title = seen.document.facts.title or text[:300]
    if _OTHER_KIND.search(title) or sum(1 for _ in _PLANNED.finditer(text)) > 1:
        return None
    if seen.signs < MOST_SIGNS or seen.heard < LEAST_HEARD:
        return None
    return PassedOver(
        "it reports what people said in interviews or groups, and no words of theirs were found"
    )


# Transcripts


@dataclass(frozen=True, slots=True)
class _Turn:
    who: str
    span: Span
    words: int


def _turns(seen: _Seen) -> PassedOver | None:
    """Turns of named speakers, one after another, of which hardly any were found."""
    ways = (_recurring(_turns_by_name(seen)), _recurring(_turns_below_names(seen)))
    turns = max(ways, key=_words_of)
    if len(turns) < LEAST_TURNS or _words_of(turns) < WHOLE * max(1, seen.words):
        return None
    found = sum(seen.is_found(turn.span) for turn in turns)
    if found > MOST_TURNS_FOUND * len(turns):
        return None
    speakers = len({turn.who for turn in turns})
    return PassedOver(
        f"it looks like a transcript: {len(turns)} turns of {speakers} speakers, of which {found} were found"
    )


def _words_of(turns: Sequence[_Turn]) -> int:
    return sum(turn.words for turn in turns)


def _recurring(turns: Iterable[_Turn]) -> list[_Turn]:
    """The turns of names that come again, where they take turns."""
    every = list(turns)
    counts = Counter(turn.who for turn in every)
    kept = [turn for turn in every if counts[turn.who] > 1]
    changes = sum(one.who != other.who for one, other in pairwise(kept))
    is_talk = len({turn.who for turn in kept}) > 1 and 2 * changes >= len(kept)
    return kept if is_talk else []


def _turns_by_name(seen: _Seen) -> Iterator[_Turn]:
    """Stretches with a name before them, at a block's head or behind a sentence's end."""
    for block, text in zip(seen.blocks, seen.texts, strict=True):
        heads = list(_heads(text))
        for n, (who, start) in enumerate(heads):
            end = heads[n + 1][1] if n + 1 < len(heads) else len(text)
            yield _Turn(who, Span(block.span.start + start, block.span.start + end),
                        len(text[start:end].split()))  # fmt: skip


def _heads(text: str) -> Iterator[tuple[str, int]]:
    """The names in a block before which a turn may begin, and where its words do."""
    inner = (found.end() for found in islice(_INNER.finditer(text), MOST_IN_A_BLOCK))
    for start in (0, *inner):
        time = _TIME.match(text, start)
        place = time.end() if time else start
        head = _HEAD.match(text, place)
        if head is None:
            continue
        who = _name(next(value for value in head.groupdict().values() if value is not None))
        if who:
            yield who, head.end()


def _turns_below_names(seen: _Seen) -> Iterator[_Turn]:
    """Blocks below, or beside, a short block that says no more than a name."""
    every = [block for block in seen.document.blocks if block.kind not in ("reference", "front")]
    texts = [seen.document.slice(block.span) for block in every]
    is_stated = seen.document.format not in _OF_LINES
    for at, (block, text) in enumerate(zip(every, texts, strict=True)):
        is_short = len(text) <= 2 * MOST_LABEL_LETTERS
        who = _name(_TIME.sub(" ", text).strip(" \n\t:[](){}<>*_#-–—|.,")) if is_short else ""
        if not who or at + 1 == len(every) or (block.kind == "heading" and is_stated):
            continue
        following = every[at + 1]
        if following.kind == "cell" and (following.row != block.row or block.kind != "cell"):
            continue
        yield _Turn(who, following.span, len(texts[at + 1].split()))


def _name(words: str) -> str:
    """Words that may be a name or a label, folded; "" where they are too many or a sentence."""
    name = " ".join(_TIME.sub(" ", words).split()).strip(" .,:-–—#*")
    if name.casefold() in _PARTS_OF_PAPERS:
        return ""
    is_short = 0 < len(name) <= MOST_LABEL_LETTERS and len(name.split()) <= MOST_LABEL_WORDS
    if (
        not is_short
        or not (name[0].isupper() or name[0].isdigit())
        or not any(map(str.isalpha, name))
    ):
        return ""
    return name.casefold()
