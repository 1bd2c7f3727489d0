"""A reviewer's phrase → `Query`, and how it was read: "GP quotes on disillusionment, case D".

Roles, cases, documents, sites, studies and years become filters wherever they stand; words of
asking ("quotes", "what do … say about") fall away; all else is a word to find. After "about",
"on" and the like a role is the topic, not the speaker: "nurses on GPs". Nothing is searched here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ccg_corpus.errors import QueryError
from ccg_corpus.frozen import frozen
from ccg_corpus.query import asking
from ccg_corpus.query.catalogue import Catalogue
from ccg_corpus.query.fields import field_name, field_part, filters_of
from ccg_corpus.query.lexemes import Lexeme, lexemes
from ccg_corpus.query.model import Query
from ccg_corpus.query.named import Named
from ccg_corpus.query.parts import Parts, check_depth
from ccg_corpus.query.row import Found, Lexemes
from ccg_corpus.query.sense import Sense
from ccg_corpus.query.speakers import RoleFinder, role_mentions
from ccg_corpus.terms import Has, Part, Within

LONGEST = 2000
_PAGE = r"e?\d{1,5}(?:[-–]e?\d{1,5})?"


@frozen
class Step:
    """How a stretch of the phrase was read: what it became, "" where it fell away."""

    text: str
    became: str


@frozen
class Reading:
    """A query, how each stretch of the phrase was read, and what may have been meant otherwise."""

    query: Query
    steps: tuple[Step, ...] = ()
    notes: tuple[str, ...] = ()


def read(text: str, roles: RoleFinder, catalogue: Catalogue | None = None) -> Reading:
    """What `text` asks for; both plain phrases and the strict form, also mixed.

    Raises: QueryError with the column for what can't be read.
    """
    if len(text) > LONGEST:
        raise QueryError(f"longer than {LONGEST} characters", column=LONGEST + 1)
    return _Reading(text, roles, catalogue or Catalogue()).reading()


class _Reading:
    """One query being read, from left to right."""

    def __init__(self, text: str, roles: RoleFinder, catalogue: Catalogue) -> None:
        self._text = text
        self._lexemes = lexemes(text)
        self._at = Lexemes(self._lexemes)
        self._roles = roles
        self._mentions = role_mentions(text, self._lexemes, roles, catalogue)
        self._sense = Sense(self._at, self._mentions)
        self._named = Named(self._at, catalogue, roles, self._mentions)
        self._stack = [Parts()]
        self._opened: list[Lexeme] = []
        self._all_printings = False
        self._found_any = False
        self._excepting = False  # filters named now are left out
        self._on_topic = False  # a role named now is what is talked about
        self._after_word = False  # the lexeme before was a word to find
        self._after_speaker = False  # the lexeme before was a role's name or "what", "how"
        self._spoken = False  # a role was read as who speaks
        self._became = ""
        self._steps: list[tuple[int, int, str]] = []
        self._notes: list[str] = []

    @property
    def _parts(self) -> Parts:
        return self._stack[-1]

    def reading(self) -> Reading:
        at = 0
        while at < len(self._lexemes):
            self._became = ""
            taken = self._step(at)
            self._steps.append((at, at + taken, self._became))
            at += taken
        if self._opened:
            raise QueryError("the bracket is never closed", column=self._opened[-1].column)
        if not self._found_any:
            self._take_every_word()
        filters, parts = filters_of(self._parts.found())
        query = Query(parts=parts, all_printings=self._all_printings, **filters)
        return Reading(
            query, tuple(self._told()), tuple(dict.fromkeys((*self._notes, *self._named.notes)))
        )

    def _told(self) -> Iterator[Step]:
        """The steps, words that fell away told together."""
        start = end = None
        for first, last, became in self._steps:
            if became:
                if start is not None:
                    yield Step(self._text[start:end], "")
                    start = None
                stretch = self._lexemes[first:last]
                yield Step(self._text[_start(stretch[0], self._text) : stretch[-1].end], became)
            elif self._at.word(first):
                start = self._lexemes[first].start if start is None else start
                end = self._lexemes[last - 1].end
        if start is not None:
            yield Step(self._text[start:end], "")

    def _take_every_word(self) -> None:
        """Nothing but words of asking: then they are what is asked for."""
        self._steps.clear()
        for at, lexeme in enumerate(self._lexemes):
            if lexeme.kind == "word":
                self._parts.add(lexeme)
                self._steps.append((at, at + 1, "topic"))

    def _step(self, at: int) -> int:
        """Read what stands at `at`; how many lexemes that was."""
        lexeme = self._lexemes[at]
        is_near = "near" in (self._at.kind(at - 1), self._at.kind(at + 1))
        if lexeme.kind == "word" and not lexeme.negated and not is_near:
            return (
                self._except(at) or self._filter(at) or self._role_noun(at) or self._role(at)
                or self._at.begins(at, asking.OPENERS) * self._is_start(at) or self._page(at)
                or self._plain_word(at)
            )  # fmt: skip
        if lexeme.kind == "word" and lexeme.negated and at in self._mentions:
            return self._role(at, negated=True)
        if lexeme.kind == "field":
            self._field(lexeme)
        elif lexeme.kind in ("operator", "near"):
            self._parts.operator(lexeme)
            self._became = "operator"
        elif lexeme.kind in ("open", "close"):
            self._bracket(lexeme)
        elif lexeme.kind == "phrase" and (found := self._named.theme_in_quotes(at)):
            return self._put(found)
        elif lexeme.kind == "pause":
            self._moved(on_topic=False)
            self._excepting = False
        else:
            self._take(lexeme)
        return 1

    def _is_start(self, at: int) -> bool:
        """Nothing but words that fell away stand before."""
        return all(not became for _, _, became in self._steps)

    def _take(self, lexeme: Lexeme) -> None:
        self._parts.add(lexeme)
        self._found_any = True
        self._became = "left out" if lexeme.negated else "topic"
        self._moved(word=True)

    def _moved(
        self, *, on_topic: bool | None = None, word: bool = False, speaker: bool = False
    ) -> None:
        if on_topic is not None:
            self._on_topic = on_topic
        self._after_word, self._after_speaker = word, speaker

    def _bracket(self, lexeme: Lexeme) -> None:
        self._moved(on_topic=False)
        if lexeme.kind == "open":
            self._opened.append(lexeme)
            check_depth(self._opened)
            self._stack.append(Parts())
        elif not self._opened:
            raise QueryError("the bracket was never opened", column=lexeme.column)
        else:
            group = self._stack.pop().found()
            self._parts.add_group(group, negated=self._opened.pop().negated)

    def _field(self, lexeme: Lexeme) -> None:
        name = field_name(lexeme)
        self._found_any = True
        if name == "words":
            self._parts.add_words(lexeme.text, negated=lexeme.negated)
            self._became = "left out" if lexeme.negated else "topic"
            return
        if name == "printings":
            if lexeme.negated or self._opened or lexeme.text not in ("all", "one"):
                hint = "printings:all stands by itself"
                raise QueryError("printings: can't be read", column=lexeme.column, hint=hint)
            self._all_printings = lexeme.text == "all"
            self._became = "every printing"
            return
        part = field_part(lexeme, self._roles)
        self._parts.put(part, negated=lexeme.negated)
        self._became = _told(part, left_out=lexeme.negated)
        self._moved()

    def _filter(self, at: int) -> int:
        found = self._named.filter_at(at)
        return self._put(found) if found else 0

    def _put(self, found: Found, *, negated: bool = False) -> int:
        length, part = found
        self._found_any = True
        if self._excepting or negated:
            self._parts.interrupt()
            for one in _each(part):
                self._parts.put(one, negated=True, plainly=True)
        else:
            self._parts.put(part, plainly=True)
        self._became = _told(part, left_out=self._excepting or negated)
        self._moved()
        return length

    def _page(self, at: int) -> int:
        """ "p. 12" behind what is asked for: a page is shown and can't be asked for, so it is said."""
        number = at + 1 + (self._at.raw(at + 1) == ".")
        is_page = self._at.word(at) in asking.PAGES and re.fullmatch(_PAGE, self._at.raw(number))
        if not is_page or not self._found_any:
            return 0
        self._notes.append("a page can't be asked for; --fields page,id,text shows them")
        return number + 1 - at

    def _except(self, at: int) -> int:
        """ "anyone except GPs", "but not in case D": what follows is left out."""
        everybody = self._at.word(at) in asking.EVERYBODY
        start = at + everybody
        length = self._at.begins(start, asking.EXCEPTING)
        filters_only = self._at.begins(start, asking.EXCEPTING_FILTERS)
        if not length and not filters_only:
            return 0
        end = start + (length or filters_only)
        while self._at.word(end) in asking.AFTER_EXCEPTING:
            end += 1
        on_topic, self._on_topic = self._on_topic, False
        found = (
            self._labels_of_cases(at, end)
            or self._named.filter_at(end)
            or (end in self._mentions and end)
        )
        self._on_topic = on_topic
        if found:
            self._moved(on_topic=False)
            self._excepting = True
            if isinstance(found, tuple) and self._at.word(at) in ("cases", "sites"):
                return end - at + self._put(found)
            return end - at
        if length and self._at.word(end):
            self._parts.operator("NOT")
            return end - at
        return 0

    def _labels_of_cases(self, at: int, end: int) -> Found | None:
        """ "cases other than D"."""
        return self._named.labels_at(end) if self._at.word(at) in ("cases", "sites") else None

    # Speakers and topics

    def _role_noun(self, at: int) -> int:
        is_noun = self._at.word(at) in asking.ROLE_NOUNS and self._at.raw(at + 1) == ":"
        return 2 if is_noun and at + 2 in self._mentions else 0

    def _role(self, at: int, *, negated: bool = False) -> int:
        mention = self._mentions.get(at)
        if mention is None:
            return self._role_that_is_not(at)
        slug, length, plural = mention
        if self._is_object(at):
            self._on_topic = True
        if self._on_topic:
            return 0
        if self._sense.qualifies(at, slug, length, plural=plural):
            self._say_topic(slug, at, length)
            return 0
        self._say_if_double(at, slug, length, plural=plural)
        if self._sense.are_both(at):
            self._parts.put(Has("role", (slug,)), is_group=True)
            self._became = _told(Has("role", (slug,)), left_out=False)
        else:
            self._put((length, Has("role", (slug,))), negated=negated)
        self._spoken = True
        self._moved(speaker=True)
        return length

    def _is_object(self, at: int) -> bool:
        """ "do doctors trust managers": managers are what is asked about."""
        return self._sense.is_sentence and self._spoken and self._after_word and not self._excepting

    def _role_that_is_not(self, at: int) -> int:
        """ "non-clinicians"."""
        words = self._at.word(at).removeprefix("non-")
        slug = self._roles.resolve(words) if words and words != self._at.word(at) else None
        if slug is None or self._on_topic:
            return 0
        return self._put((1, Has("role", (slug,))), negated=True)

    def _say_if_double(self, at: int, slug: str, length: int, *, plural: bool) -> None:
        """A singular that is as often another thing, without a word that makes it a speaker."""
        before, behind = self._at.word(at - 1), self._at.word(at + length)
        is_sure = plural or before in asking.SPEAKER_FOLLOWS or behind in asking.ASKING
        if slug in asking.DOUBLE and length == 1 and not is_sure:
            word = self._at.raw(at)
            self._notes.append(f"'{word}' read as role {slug}; write \"{word}\" for the word")

    def _plain_word(self, at: int) -> int:
        word = self._at.word(at)
        if word == "or":
            self._parts.operator(word)
        elif word in asking.TOPIC_FOLLOWS:
            self._excepting = False
            self._moved(on_topic=True)
        elif word in asking.SPEAKER_FOLLOWS:
            self._moved(
                on_topic=word == "in" and self._after_word and self._sense.is_trusting(at - 1)
            )
        elif word in asking.EITHER_FOLLOWS:
            thinking = word == "of" and self._after_speaker and self._sense.is_topic_of(at)
            about = thinking or self._after_word or self._sense.ends_role(at - 1)
            self._moved(on_topic=self._on_topic or about)
        elif not self._on_topic and self._is_participants(at):
            self._moved(speaker=True)
        elif self._is_passed_over(at):
            self._moved(on_topic=self._on_topic, speaker=self._after_speaker)
        elif self._is_asking(at) or self._is_telling(at):
            if word in asking.TOLD and self._after_speaker and self._sense.is_told(at + 1):
                self._on_topic = True  # "what GPs told managers"
            self._moved(speaker=self._after_speaker or word in asking.INTERROGATIVES)
        else:
            self._take(self._lexemes[at])
            self._say_if_topic(at)
        return 1

    def _is_participants(self, at: int) -> bool:
        """Whoever was asked; "people" only where it is said of whom: "people in case D"."""
        word, behind = self._at.word(at), self._at.word(at + 1)
        is_said = behind in asking.SPEAKER_FOLLOWS | asking.ASKING or behind in ("in", "at", "who")
        return word in asking.PARTICIPANTS or (word in asking.PEOPLE and is_said)

    def _is_passed_over(self, at: int) -> bool:
        """ "who work in case B", "after the merger", "any role"."""
        word, behind = self._at.word(at), self._at.word(at + 1)
        if word in asking.WORKING:
            at_place = self._after_speaker and behind in ("in", "at", "for")
            return at_place and any(self._named.filter_at(at + n) for n in (2, 3))
        if word in asking.ROLE_NOUNS | asking.CASE_NOUNS | asking.SITE_NOUNS:
            return self._at.word(at - 1) in ("any", "all", "every") and self._at.is_ending(at + 1)
        return word in asking.BEFORE_NOUN and behind in asking.DETERMINERS

    def _say_if_topic(self, at: int) -> None:
        """A role that is read as what is talked about."""
        mention = self._mentions.get(at)
        if mention and self._on_topic and mention[0] not in asking.MODIFIERS:
            self._say_topic(mention[0], at, mention[1])

    def _say_topic(self, slug: str, at: int, length: int) -> None:
        words = self._at.stretch(at, length)
        self._notes.append(f"'{words}' read as the topic; write role:{slug} for who speaks")

    def _is_asking(self, at: int) -> bool:
        word = self._at.word(at)
        if self._at.is_acronym(at):
            return False
        spoken = not self._on_topic or self._at.word(at + 1) in asking.SPEAKER_FOLLOWS
        return word in asking.FUNCTION_WORDS or (word in asking.ASKING and spoken)

    def _is_telling(self, at: int) -> bool:
        if self._at.word(at) in asking.TELLING_ABOUT:
            return self._after_speaker and self._sense.is_about(at + 1)
        if self._at.word(at) not in asking.TELLING:
            return False
        return self._after_speaker or self._at.word(at + 1) in (asking.TOPIC_FOLLOWS | {"of"})


def _start(lexeme: Lexeme, text: str) -> int:
    """Where a lexeme begins, with its minus and its quotation mark."""
    start = lexeme.start - (lexeme.kind == "phrase")
    return start - (lexeme.negated and text[start - 1 : start] == "-")


def _each(part: Part) -> tuple[Part, ...]:
    """The values of a field one by one: leaving out each is leaving out all."""
    if isinstance(part, Has):
        return tuple(Has(part.field, (value,)) for value in part.values)
    return (part,)


def _told(part: Part, *, left_out: bool) -> str:
    told = ""
    if isinstance(part, Has):
        told = f"{part.field}: {' or '.join(part.values)}"
    elif isinstance(part, Within):
        bounds = (("from", part.low), ("up to", part.high))
        told = f"{part.field}: " + " ".join(f"{word} {n}" for word, n in bounds if n is not None)
    return f"left out: {told}" if left_out else told
