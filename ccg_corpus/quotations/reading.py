"""A document being read: what every rule may ask about it, each thing found out once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice

from ccg_corpus.core.model import Block, Document, Span
from ccg_corpus.quotations.anycase import AnyCase
from ccg_corpus.quotations.candidates import MIN_ITALIC_WORDS, PlacedLabel, SourceLines
from ccg_corpus.quotations.habits import (
    NO_LESSONS,
    Attributions,
    Below,
    Lessons,
    attributions_of,
    lines_below,
    participant_of,
)
from ccg_corpus.quotations.labels import (
    CODES,
    STRONG,
    Label,
    read_known,
    read_label,
    without_place,
)
from ccg_corpus.quotations.labels.people import STOP_NAMES
from ccg_corpus.quotations.marks.other_brackets import with_usual_brackets
from ccg_corpus.quotations.marks.pairs import Passage, find_passages
from ccg_corpus.quotations.readable import is_readable
from ccg_corpus.quotations.speakers.interviewed import people_of
from ccg_corpus.quotations.speakers.mentions import Mention, speaker_before
from ccg_corpus.quotations.speakers.pseudonyms import pseudonym_before, pseudonyms
from ccg_corpus.quotations.speakers.schemes import explained_letters, study_letters
from ccg_corpus.vocabulary import Roles

_NAME_AND_YEAR = re.compile(r"([A-ZÀ-Þ][a-zà-þ][\w’-]+) ((?:19[5-9]|20[0-3])\d)[a-z]?")
_LOWER_WORD = re.compile(r"\b[a-z]{2,}\b")
_KEY = re.compile(r"\[([A-Z][\w+.’-]{0,24}\d\d[a-z]?)\]")  # of a reference: "[Amb09]"
_CODE_LETTERS = re.compile(r"([^\W\d_]{1,6})[-_.# ]?\d")
_COUNT = re.compile(r"[x×]\s?\d{1,3}")  # how many said so: "(x7)"
_CLOSING_BRACKET = re.compile(r"[.?!…,\"”’'»]\s*[(\[]([^()\[\]]{2,90})[)\]]")
_END_WORDS = re.compile(
    r"[.?!…][\"”’']?\s*[(\[]([A-ZÀ-Þ][^\W\d_]{2,}(?:[ &-]+[^\W\d_]+){0,3})[)\]]\.?$"
)
_MARKED_BRACKET = re.compile(r"[(\[][^()\[\]\"“”‘’']{0,20}[\"“”‘’'][^()\[\]]{1,80}[)\]]")
_SENTENCE_IN_MARKS = re.compile(r"(?<=[\s(\[;])[\"“‘'][^\s\"“”‘’]+(?:\s+[^\s\"“”]+){2,}")
_WHOLLY_QUOTED = re.compile(r"\W{0,4}[“\"][^“”\"]{8,}[”\"]\W{0,2}")
_NUMBERED_TURN = re.compile(r"\d{1,2}:\s+[A-Z“\"‘'\[]")
_NUMBER_BEHIND = re.compile(r"\((?<=[a-z.?!…\"”’\s]\()(\d{2,4})\)[.,;]?(?=\s|$)")
_NUMBER_CITED = re.compile(r"\[\d{1,3}(?:[,–-]\s?\d{1,3})*\]|\((?:[^()]*, )?(?:19|20)\d\d[a-z]?\)")
_TALKED = AnyCase(r"\b(?:interview(?:s|ed|ees?)?|focus groups?|workshops?|diar(?:y|ies))\b")
_SURVEYED = AnyCase(r"\b(?:free[- ]text|open[- ]ended|survey(?:s|ed)?|questionnaires?)\b")
_HYPOTHESIS = re.compile(r"\b[Hh]ypothes[ie]s\b|\bH\d[a-z]?:")
_PSEUDONYMS = AnyCase(
    r"\bpseudonyms?\b|\bnames? (?:have|has|were|was) (?:been )?(?:changed|altered|replaced|invented)\b|"
    r"\b(?:fictitious|invented|false) names?\b|\bnot (?:their|his|her) real names?\b"
)
WEAK = 1.3  # of a label that stands behind the authors' own sentences
HABIT = 4  # times a bracket of one shape of one make make it the document's way to label
_SEXED_CODE = re.compile(r"[(\[]([FM]\d{1,3})[)\]]")
MIN_SEXED = 3  # such codes, one of them with so low a number, that they are no sex and age
_QUALITATIVE = AnyCase(
    r"\b(?:interviewees?|interview(?:s|ed)?|focus groups?|informants?|qualitative(?:ly)?|thematic(?:ally)?|"
    r"free[- ]text|open[- ]ended|diar(?:y|ies)|told us|heard from|quotations?|quotes?|user research|research)\b",
)


@dataclass
class Reading:
    """A document being read: what every rule may ask about it."""

    document: Document
    roles: Roles
    printed: Document  # as it is; `document` has round brackets for those of other signs
    texts: tuple[str, ...]
    common_words: frozenset[str]
    headings: tuple[str, ...]
    qualitative: bool
    codes: frozenset[str] = frozenset()  # code letters that the document explains
    lessons: Lessons = NO_LESSONS  # what a reviewer taught
    _labels: dict[str, Label | None] = field(default_factory=dict)
    sources: dict[Span, tuple[bool, Span | None]] = field(default_factory=dict)
    _read: dict[str, Label | None] = field(default_factory=dict)
    _mentions: dict[str, Mention | None] = field(default_factory=dict)
    _passages: dict[int, tuple[Passage, ...]] = field(default_factory=dict)
    speakers: set[str] = field(default_factory=set)  # names and codes that labels give
    source_lines: SourceLines | None = None
    headed: Mapping[int, PlacedLabel] | None = None  # paragraphs with their speaker at the head
    _habits: Counter[tuple[str, ...]] = field(default_factory=Counter)
    _numbers: frozenset[str] = frozenset()  # bare numbers that are participants' codes

    @classmethod
    def of(cls, document: Document, roles: Roles, lessons: Lessons = NO_LESSONS) -> Reading:
        printed, document = document, with_usual_brackets(document)
        texts = tuple(document.slice(block.span) for block in document.blocks)
        reading = cls(
            document,
            roles,
            printed,
            texts,
            _lower_words(document.text),
            tuple(t for t, b in zip(texts, document.blocks, strict=True) if b.kind == "heading"),
            len(list(islice(_QUALITATIVE.finditer(document.text), 3))) == 3
            or sum(bool(_WHOLLY_QUOTED.fullmatch(text)) for text in texts) >= HABIT,
            explained_letters(document.text),
            lessons,
        )
        reading._learn_habits()
        reading._numbers = reading._participant_numbers()
        return reading

    def _participant_numbers(self) -> frozenset[str]:
        """Numbers in round brackets that a table of the document lists, or that cite nothing.

        "(1032)" behind words is a participant's where citations have another shape.
        """
        text = self.document.text
        numbers = _NUMBER_BEHIND.findall(text)
        codes = {n for n in numbers if len(n) > 2 and not 1800 < int(n) < 2100}
        if not codes:
            return frozenset()
        cells = {
            words.strip()
            for words, block in zip(self.texts, self.document.blocks, strict=True)
            if block.kind == "cell" and words.strip().isdigit()
        }
        listed = codes & cells
        if listed:
            return frozenset(listed)
        many = len(codes) >= HABIT and 2 * len(codes) > len(set(numbers))
        if many and len(_NUMBER_CITED.findall(text)) >= HABIT:
            return frozenset(codes)
        return frozenset()

    def _learn_habits(self) -> None:
        """Count the makes of the brackets that close sentences or quotations."""
        for match in _CLOSING_BRACKET.finditer(self.document.text):
            label = self._plain(match.group(1))
            if label and label.speaks:
                self._habits[label.kinds] += 1
                if label.participant and len(label.kinds) > 1:
                    self.speakers.add(label.participant)

    def _plain(self, words: str) -> Label | None:
        """The label these words are by themselves, whatever the document's habits."""
        if words not in self._read:
            named = None if self._counts_or_cites(words) else words
            label = read_label(named, self.roles, self.common_words, self.codes) if named else None
            if label and "name" in label.kinds and label.participant:
                label = without_place(label, self.document.text)
            self._read[words] = label
        return self._read[words]

    def _counts_or_cites(self, words: str) -> bool:
        if _COUNT.fullmatch(words.strip()):
            return True
        if _NAME_AND_YEAR.fullmatch(words.strip()) and self._cites_by_name_and_year:
            return True
        keys = self._cited_keys
        return bool(keys) and {part.strip() for part in re.split(r"[,;]", words)} <= keys

    @cached_property
    def _cites_by_name_and_year(self) -> bool:
        """Whether "(Kay 2001)" is how the document cites: many names, none of them a word of its
        own, with many years."""
        found = _NAME_AND_YEAR.findall(self.document.text)
        names = {name for name, _ in found if name.lower() not in self.common_words}
        return len(names) >= 2 * HABIT and len({year for _, year in found}) >= HABIT

    @cached_property
    def _cited_keys(self) -> frozenset[str]:
        """What the document's references begin with, where it cites by such keys."""
        keys = {match[1] for text in self.texts if (match := _KEY.match(text))}
        return frozenset(keys if len(keys) >= 2 * HABIT else ())

    def speaker(self, text: str) -> Mention | None:
        """Who an author's words say is about to speak."""
        if text not in self._mentions:
            mention = speaker_before(text, self.roles, self.people)
            named = pseudonym_before(text, self.pseudonyms) if self.pseudonyms else None
            if named and (mention is None or mention.span.start <= named.span.start):
                mention = named
            elif named and mention and not mention.sure:  # "Ada, a cook and mother, said"
                between = text[named.span.end : mention.span.start]
                mention = mention if re.search(r"[.?!]\s", between) else named
            self._mentions[text] = mention
        return self._mentions[text]

    @cached_property
    def people(self) -> frozenset[str]:
        """The document's own nouns for those it spoke to."""
        return people_of(self.document.text)

    @cached_property
    def pseudonyms(self) -> frozenset[str]:
        """First names that stand for participants in the authors' sentences."""
        if not self.qualitative:
            return frozenset()
        blocks = zip(self.texts, self.document.blocks, strict=True)
        return pseudonyms(
            self.document.text,
            self.common_words,
            changed=self.names_are_changed,
            references=" ".join(text for text, block in blocks if block.kind == "reference"),
        )

    @cached_property
    def _closing_words(self) -> frozenset[str]:
        """Words in brackets that close paragraphs again and again: "(Botany)", "(Masonry)"."""
        closed = (text for text in self.texts if text.rstrip(".\n")[-1:] in (")", "]"))
        ends = [match.group(1) for text in closed if (match := _END_WORDS.search(text))]
        often = {words for words, count in Counter(ends).items() if count > 1}
        return frozenset(often if len(ends) >= 2 * HABIT and len(often) > 1 else ())

    @cached_property
    def _sexed_codes(self) -> frozenset[str]:
        """Codes that begin with F or M: "(F2)", "(M3)" are participants where nobody is that young."""
        text = self.document.text
        may = any(sign in text for sign in ("(F", "(M", "[F", "[M"))
        codes = frozenset(_SEXED_CODE.findall(text) if may else ())
        numbers = [int(code[1:]) for code in codes]
        return codes if len(codes) >= MIN_SEXED and min(numbers) <= MIN_SEXED else frozenset()

    @cached_property
    def has_long_italics(self) -> bool:
        """Whether the document sets whole sentences in italics again and again."""
        runs = (run for block in self.document.blocks for run in block.italics)
        return sum(self._is_long(run) for run in runs) >= HABIT

    @cached_property
    def has_results(self) -> bool:
        """Whether a heading opens the document's results."""
        return any(block.section == "results" for block in self.document.blocks)

    @cached_property
    def _has_hypotheses(self) -> bool:
        """Whether H1, H2 are hypotheses here."""
        return len(_HYPOTHESIS.findall(self.document.text)) > 2

    def label(self, words: str) -> Label | None:
        """The label these words are, if they are one.

        A make of label that the document prints again and again ("[Age 22]") is its habit.
        """
        if words not in self._labels:
            label = self._plain(words)
            if label and label.prefix == "H" and self._has_hypotheses:
                label = None
            if label and self._study_letters and self._cites_studies(words):
                label = None
            if label is None and words.strip() in self._closing_words:
                label = Label(words.strip(), STRONG)
            if words.strip() in self._numbers:
                label = Label(words.strip(), STRONG, participant=words.strip())
            if words.strip() in self._sexed_codes:
                code = words.strip()
                label = Label(code, STRONG, participant=code, prefix=code[0], kinds=("id",))
            if (
                label
                and label.speaks
                and label.kinds != CODES
                and self._habits[label.kinds] >= HABIT
            ):
                label = replace(label, weight=label.weight + 1.3)
            self._labels[words] = self._habitual(words.strip(), label)
        return self._labels[words]

    def label_at_speech(self, words: str) -> Label | None:
        """The label these words are where their place proves that they name who speaks:
        "Deckhand 2", where the document speaks of deckhands."""
        label = self.label(words)
        if label is not None:
            return label
        known = read_known(words, self.roles, self.common_words)
        return replace(known, weight=STRONG) if known.participant and known.role else None

    def _habitual(self, words: str, label: Label | None) -> Label | None:
        """The label, surer where its words stand as this document's attributions stand."""
        if label and words in self.attributions.unspoken:
            return replace(label, weight=min(label.weight, WEAK))
        if words not in self.attributions.by_words or (label and label.strong):
            return label
        if label is None:
            label = read_known(words, self.roles, self.common_words, self.codes)
            who = label.participant or participant_of(words)
            code = _CODE_LETTERS.match(who or "")
            label = replace(
                label, participant=who, prefix=label.prefix or (code[1] if code else None)
            )
        return replace(label, weight=STRONG)

    @cached_property
    def attributions(self) -> Attributions:
        """What this document prints as attributions, learnt from itself."""
        return attributions_of(self.document, self.lessons.shapes)

    @cached_property
    def below(self) -> Below:
        """The lines below displayed quotations, and whether they say who spoke."""
        return lines_below(self.document.blocks, self.texts, self._is_speakers)

    def _is_speakers(self, words: str) -> bool:
        label = self.label(words)
        return label is not None and label.strong

    @cached_property
    def names_are_changed(self) -> bool:
        """Whether the document says that its people's names are made up."""
        return _PSEUDONYMS.search(self.document.text) is not None

    def is_called(self, name: str) -> bool:
        """Whether a capitalised word is a participant's name here: a label has it, it speaks again
        and again, or the document says that it calls people by made-up names."""
        known = name in self.speakers or name in self.pseudonyms or self.names_are_changed
        return known and name.lower() not in self.common_words | STOP_NAMES

    @cached_property
    def _study_letters(self) -> frozenset[str]:
        """Code letters that stand for studies."""
        return study_letters(self.document.text)

    def _cites_studies(self, words: str) -> bool:
        """Whether words are codes of studies and nothing else."""
        parts = [
            re.fullmatch(r"([A-Z]{1,3})\s?\d{1,3}", part.strip())
            for part in re.split("[,;]", words)
        ]
        return all(part and part[1] in self._study_letters for part in parts)

    @cached_property
    def numbered_turns(self) -> bool:
        """Whether the document prints quotations as "3: I never asked", number by number."""
        return sum(bool(_NUMBERED_TURN.match(text)) for text in self.texts) >= HABIT

    @cached_property
    def only_survey(self) -> Span | None:
        """The first words on a survey, in a document that had no interviews or groups."""
        text = self.document.text
        if _TALKED.search(text):
            return None
        found = list(_SURVEYED.finditer(text))
        return Span(*found[0].span()) if len(found) >= 3 else None

    def passages(self, at: int) -> tuple[Passage, ...]:
        """The marked passages of a block."""
        if at not in self._passages:
            self._passages[at] = find_passages(self.masked(at))
        return self._passages[at]

    def outside(self, at: int, span: Span) -> str | None:
        """The words of a stretch from block `at` on that stand outside marks and long italics.

        None where nothing inside is marked, or all of it is.
        """
        inside = [run for run in self._marked_from(at, span.end) if span.holds(run)]
        text, last = [], span.start
        for run in sorted(inside):
            text.append(self.document.text[last : max(last, run.start)])
            last = max(last, run.end)
        outside = " ".join([*text, self.document.text[last : span.end]])
        return outside if inside and re.search(r"\w{2}", outside) else None

    def _marked_from(self, at: int, end: int) -> Iterator[Span]:
        """Marked passages and long italics of the blocks from `at` on that begin before `end`."""
        while at < len(self.texts) and (block := self.block(at)).span.start < end:
            for passage in self.passages(at):
                if passage.closed and passage.opened:
                    start = block.span.start
                    yield Span(passage.outer.start + start, passage.outer.end + start)
            yield from (run for run in block.italics if self._is_long(run))
            at += 1

    def _is_long(self, run: Span) -> bool:
        return len(self.document.slice(run).split()) > MIN_ITALIC_WORDS

    def masked(self, at: int) -> str:
        """A block's text with the marks inside its labels blotted out: ("B", female, 60)."""
        return _MARKED_BRACKET.sub(self._blotted, self.texts[at])

    def _blotted(self, match: re.Match[str]) -> str:
        if _SENTENCE_IN_MARKS.search(match.group()):
            return match.group()  # the author's bracket around words said: (“I left”, P3)
        label = self.label(match.group()[1:-1])
        return re.sub(r"[\"“”‘’']", "_", match.group()) if label and label.strong else match.group()

    def readable(self, at: int) -> bool:
        """Whether quotations are looked for in a block: not in abstracts, references, titles."""
        return is_readable(self.document, at)

    def before(self, at: int) -> int | None:
        """The block before, over captions and notes that only interrupt."""
        at -= 1
        while at >= 0 and self.block(at).kind in ("caption", "note"):
            at -= 1
        return at if at >= 0 else None

    def block(self, at: int) -> Block:
        """The block at an index."""
        return self.document.blocks[at]


def _lower_words(text: str) -> frozenset[str]:
    """The lower-case words of a text; each stretch without white space is looked at once."""
    stretches = set(text.split())
    words = {one for one in stretches if _LOWER_WORD.fullmatch(one)}
    return frozenset(words.union(_LOWER_WORD.findall(" ".join(stretches - words))))
