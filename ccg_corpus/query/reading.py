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
from ccg_corpus.query.fields import field_name, field_part, filters_of, only_equals
from ccg_corpus.query.lexemes import Lexeme, lexemes
from ccg_corpus.query.lists import is_part_of_item
from ccg_corpus.query.model import Query
from ccg_corpus.query.named import Named
from ccg_corpus.query.parts import check_depth
from ccg_corpus.query.row import Found, Lexemes
from ccg_corpus.query.saying import Notes, told
from ccg_corpus.query.scope import Scope
from ccg_corpus.query.sense import Sense
from ccg_corpus.query.speakers import RoleFinder, role_mentions
from ccg_corpus.query.wishes import Wish, Wishes
from ccg_corpus.terms import AllOf, Has, Not, Part, Prefix

LONGEST = 2000
_PAGE = r"e?\d{1,5}(?:[-–]e?\d{1,5})?"


@frozen
class Step:
    """How a stretch of the phrase was read: what it became, "" where it fell away."""

    text: str
    became: str


@frozen
class Reading:
    """A query, how each stretch of the phrase was read, and what may have been meant otherwise.

    `wishes`: what is asked of how the answer is shown.
    """

    query: Query
    steps: tuple[Step, ...] = ()
    notes: tuple[str, ...] = ()
    wishes: tuple[Wish, ...] = ()


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
        self._catalogue = catalogue
        self._mentions = role_mentions(text, self._lexemes, roles, catalogue)
        self._sense = Sense(self._at, self._mentions)
        self._named = Named(self._at, catalogue, roles, self._mentions)
        self._heard = Wishes(self._at)
        self._scopes = [Scope()]
        self._opened: list[Lexeme] = []
        self._all_printings = False
        self._spoken = False  # a role was read as who speaks
        self._became = ""
        self._steps: list[tuple[int, int, str]] = []
        self._wishes: list[Wish] = []
        self._notes = Notes(self._at)

    @property
    def _scope(self) -> Scope:
        return self._scopes[-1]

    def reading(self) -> Reading:
        at = 0
        while at < len(self._lexemes):
            self._became = ""
            scope = self._scope
            taken = self._step(at)
            if taken < 1:
                taken = self._go_on(at)
            self._steps.append((at, at + taken, self._became))
            in_item = is_part_of_item(self._at, at, scope.taken)
            scope.go_on(iter(range(at, at + taken)), in_item=in_item)
            at += taken
        if self._opened:
            raise QueryError("the bracket is never closed", column=self._opened[-1].column)
        self._scope.end_list()
        if not self._scope.found_any and not self._wishes:
            self._take_every_word()
        self._notes.of_operators(self._scope.parts, is_last=True)
        filters, parts = filters_of(self._scope.parts.found())
        query = Query(parts=parts, all_printings=self._all_printings, **filters)
        notes = (*self._notes.found, *self._named.notes)
        return Reading(query, tuple(self._told()), tuple(dict.fromkeys(notes)), tuple(self._wishes))

    def _go_on(self, at: int) -> int:
        """A step that took nothing is a fault of ours: it is logged, and what stands there is a
        word to find, so that no phrase stands still."""
        import logging

        log = logging.getLogger(__name__)
        log.error("nothing was read at column %d of %r", self._lexemes[at].column, self._text)
        self._take(at)
        return 1

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
                self._scope.parts.add(lexeme)
                self._steps.append((at, at + 1, "topic"))

    def _step(self, at: int) -> int:
        """Read what stands at `at`; how many lexemes that was."""
        lexeme = self._lexemes[at]
        is_near = "near" in (self._at.kind(at - 1), self._at.kind(at + 1))
        if lexeme.kind == "word" and lexeme.negated and not is_near:
            return self._negated(at)
        if lexeme.kind == "word" and not lexeme.negated and not is_near:
            return (
                self._operand(at) or self._unstated(at) or self._wish(at) or self._literal(at)
                or self._except(at) or self._filter(at) or self._role_noun(at) or self._role(at)
                or self._at.begins(at, asking.OPENERS) * self._is_start() or self._page(at)
                or self._plain_word(at)
            )  # fmt: skip
        if lexeme.kind == "field":
            self._field(at)
        elif lexeme.kind in ("operator", "near"):
            self._scope.end_list()
            is_list = lexeme.text == "OR" and self._scope.begin_last_item(self._at, at)
            if not is_list:
                self._scope.parts.operator(lexeme)
            self._became = "operator"
        elif lexeme.kind in ("open", "close"):
            self._bracket(at)
        elif lexeme.kind == "phrase" and (found := self._named.theme_in_quotes(at)):
            return self._put(found)
        elif lexeme.kind == "pause":
            self._scope.moved(on_topic=False)
            self._scope.end_excepting()
        else:
            self._take(at)
        return 1

    def _is_start(self) -> bool:
        """Nothing but words that fell away stand before."""
        return all(not became or became == "asked" for _, _, became in self._steps)

    def _operand(self, at: int) -> int:
        """A word beside an operator in capitals is looked for, however small it is."""
        is_small = self._at.word(at) in asking.DROPPED | asking.TELLING
        if not is_small or not self._sense.is_operand(at):
            return 0
        self._take(at)
        return 1

    def _negated(self, at: int) -> int:
        """ "-nurses", "-case D": a name is left out, and else the word."""
        is_leading = fold_word(self._lexemes[at]) in asking.LEADING and self._at.word(at + 1)
        self._at.uncover(at)
        if is_leading:  # "-the nurses"
            self._scope.parts.operator("NOT")
            self._became = "operator"
            return 1
        if found := self._named.filter_at(at):
            return self._put(found, negated=True)
        if at in self._mentions:
            return self._role(at, negated=True)
        self._take(at)
        return 1

    def _take(self, at: int) -> None:
        lexeme, scope = self._lexemes[at], self._scope
        is_left_out = lexeme.negated != scope.parts.is_unwanted
        scope.parts.add(lexeme, at=-1 if is_left_out else at)
        scope.found_any = True
        if not is_left_out:
            scope.taken.add(at)
        self._became = "left out" if is_left_out else "topic"
        self._notes.of_word(at)
        scope.moved(word=True)

    def _bracket(self, at: int) -> None:
        lexeme, scope = self._lexemes[at], self._scope
        scope.end_list()
        if lexeme.kind == "open":
            self._opened.append(lexeme)
            check_depth(self._opened)
            is_about = self._at.word(at - 1) in asking.TOPIC_FOLLOWS and scope.on_topic
            scope.moved(on_topic=False)
            self._scopes.append(Scope(on_topic=is_about))
            return
        if not self._opened:
            raise QueryError("the bracket was never opened", column=lexeme.column)
        self._scopes.pop()
        opened = self._opened.pop()
        if not scope.found_any and (opened.negated or self._is_joined(at)):
            for n in scope.small:
                scope.parts.add(self._lexemes[n])
        self._notes.of_operators(scope.parts)
        group = scope.parts.found()
        self._scope.found_any = self._scope.found_any or bool(group)
        is_left_out = opened.negated
        if self._scope.excepting:
            is_left_out, self._scope.excepting = not is_left_out, False
        self._scope.parts.add_group(group, negated=is_left_out)
        self._scope.moved(on_topic=False)

    def _is_joined(self, at: int) -> bool:
        """Whether what is in brackets stands beside an operator, so that it can't just fall away."""
        return self._scope.parts.is_waiting or self._at.kind(at + 1) == "operator"

    def _field(self, at: int) -> None:
        lexeme, parts = self._lexemes[at], self._scope.parts
        if found := self._named.case_of_document(at):
            self._put(found, negated=lexeme.negated)
            return
        name = field_name(lexeme)
        self._scope.found_any = True
        if name == "words":
            only_equals(lexeme)
            if re.fullmatch(r"[^\W_][\w'’-]*\*", lexeme.text):
                parts.put(Prefix(lexeme.text[:-1]), negated=lexeme.negated)
            else:
                parts.add_words(lexeme.text, negated=lexeme.negated)
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
        parts.put(part, negated=lexeme.negated)
        self._became = told(part, left_out=lexeme.negated)
        self._scope.moved()

    def _filter(self, at: int) -> int:
        found = self._named.filter_at(at)
        return self._put(found) if found else 0

    def _unstated(self, at: int) -> int:
        found = self._named.unstated_at(at)
        return self._put(found) if found else 0

    def _put(self, found: Found, *, negated: bool = False) -> int:
        length, part = found
        scope, place = self._scope, self._steps[-1][1] if self._steps else 0
        scope.found_any = True
        is_another = scope.excepted is not None and _field_of(part) != scope.excepted
        if scope.excepting and is_another and not self._is_listed(place):
            self._notes.of_exception(told(part, left_out=False))  # "anyone except GPs in case D"
            scope.end_excepting()
        if scope.excepting:
            if scope.excepted is not None:
                scope.parts.interrupt()
            scope.excepted = scope.excepted or _field_of(part)
        is_left_out = scope.excepting or negated
        if is_left_out and not scope.parts.is_unwanted and len(each := _each(part)) > 1:
            part = AllOf(tuple(map(Not, each)))
            scope.parts.put(part, plainly=True)
        else:
            scope.parts.put(part, negated=is_left_out, plainly=True)
        self._became = told(found[1], left_out=is_left_out)
        scope.moved()
        return length

    def _is_listed(self, at: int) -> bool:
        """Whether what was read next joins the name before: "except GPs and case D"."""
        before = at - 1
        while self._at.word(before) in ("the", "any", "all", "those"):
            before -= 1
        return self._at.word(before) in ("and", "or", "nor") or self._at.raw(before) in ("&", "/")

    def _wish(self, at: int) -> int:
        """What is asked of how the answer is shown."""
        if heard := self._heard.at(at, is_start=self._is_start()):
            length, wish = heard
            self._wishes.append(wish)
            self._became = "asked"
            return length
        if (length := self._heard.comparing(at)) and (
            self._is_start() or self._scope.after_speaker
        ):
            self._wishes.append(Wish("compare", True, self._at.stretch(at, length)))
            self._became = "asked"
            return length
        return 0

    def _literal(self, at: int) -> int:
        """ "with the phrase …", "containing …": what follows is words to find."""
        length = self._at.begins(at, asking.WORD_FOLLOWS)
        if not length and (noun := self._at.begins(at, asking.WORD_NOUNS)):
            is_headed = self._is_start() or self._at.kind(at + noun) == "phrase"
            length = noun if is_headed and self._at.word(at + noun) != "of" else 0
        end = at + length
        if not length or self._at.kind(end) not in ("word", "phrase", "prefix"):
            return 0
        self._scope.moved(on_topic=True)
        if self._at.kind(end) == "phrase" or self._at.raw(end - 1) in (
            "containing",
            "contain",
            "contains",
        ):
            return length
        self._take(end)
        return length + 1

    def _page(self, at: int) -> int:
        """ "p. 12" behind what is asked for: a page is shown and can't be asked for, so it is said."""
        number = at + 1 + (self._at.raw(at + 1) == ".")
        is_page = self._at.word(at) in asking.PAGES and re.fullmatch(_PAGE, self._at.raw(number))
        if not is_page or not self._scope.found_any:
            return 0
        self._notes.say("a page can't be asked for; --fields page,id,text shows them")
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
        on_topic, self._scope.on_topic = self._scope.on_topic, False
        found = (
            self._labels_of_cases(at, end)
            or self._named.filter_at(end)
            or self._named.year_at(end)
            or (end in self._mentions and end)
        )
        self._scope.on_topic = on_topic
        if found:
            self._scope.moved(on_topic=False)
            self._scope.begin_excepting()
            is_bare = self._named.filter_at(end) is None
            if isinstance(found, tuple) and is_bare:
                return end - at + self._put(found)
            return end - at
        if length and self._at.kind(end) == "open":
            self._scope.begin_excepting()
            return end - at
        if length and self._at.kind(end) in ("word", "phrase", "prefix"):
            self._scope.parts.operator("NOT")
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
            self._scope.on_topic = True
        is_left_out = negated or self._scope.parts.is_unwanted or self._scope.excepting
        if self._scope.on_topic and not is_left_out:
            return 0
        if not is_left_out and self._sense.qualifies(at, slug, length, plural=plural):
            self._notes.of_topic(slug, at, length)
            return 0
        if not is_left_out and self._is_unheard(slug) and self._is_talked_about(at, length):
            self._notes.of_unheard(slug, at, length)
            return 0
        self._notes.of_double(slug, at, length, plural=plural)
        if self._sense.is_owner(at, length):
            self._notes.of_owner(at, length)
        if self._sense.are_both(at):
            self._scope.parts.put(Has("role", (slug,)), is_group=True)
            self._became = told(Has("role", (slug,)), left_out=False)
            self._scope.found_any = True
        else:
            self._put((length, Has("role", (slug,))), negated=negated)
        self._spoken = True
        self._scope.moved(speaker=True)
        return length

    def _is_unheard(self, slug: str) -> bool:
        """A role that nobody of the corpus has."""
        return bool(self._catalogue.roles) and slug not in self._catalogue.roles

    def _is_talked_about(self, at: int, length: int) -> bool:
        """ "older people and tablets"; not "midwives, case D"."""
        behind = at + length + (self._at.word(at + length) in ("and", "or"))
        return not self._sense.speaks(at, length) and not self._named.filter_at(behind)

    def _is_object(self, at: int) -> bool:
        """ "do doctors trust managers": managers are what is asked about."""
        is_behind = self._spoken and self._scope.after_word and not self._scope.excepting
        return self._sense.is_sentence and is_behind

    def _role_that_is_not(self, at: int) -> int:
        """ "non-clinicians"."""
        words = self._at.word(at).removeprefix("non-")
        slug = self._roles.resolve(words) if words and words != self._at.word(at) else None
        if slug is None or self._scope.on_topic:
            return 0
        return self._put((1, Has("role", (slug,))), negated=True)

    def _plain_word(self, at: int) -> int:
        word, scope = self._at.word(at), self._scope
        if word == "or":
            if not scope.begin_last_item(self._at, at):
                scope.parts.operator(word)
                self._notes.of_or(at, scope.taken)
        elif word in asking.TOPIC_FOLLOWS:
            scope.end_excepting()
            scope.moved(on_topic=True)
        elif word in asking.SPEAKER_FOLLOWS:
            scope.moved(on_topic=self._is_of_topic(at))
        elif word in asking.EITHER_FOLLOWS:
            thinking = word == "of" and scope.after_speaker and self._sense.is_topic_of(at)
            about = thinking or scope.after_word or self._sense.ends_role(at - 1)
            scope.moved(on_topic=scope.on_topic or about)
        elif not scope.on_topic and self._sense.is_participants(at):
            scope.moved(speaker=True)
        elif self._is_passed_over(at):
            scope.moved(on_topic=scope.on_topic, speaker=scope.after_speaker)
        elif self._sense.is_asking(at, on_topic=scope.on_topic) or self._sense.is_telling(
            at, after_speaker=scope.after_speaker
        ):
            self._notes.of_small(at)
            if word in asking.TOLD and scope.after_speaker and self._sense.is_told(at + 1):
                scope.on_topic = True  # "what GPs told managers"
            scope.moved(speaker=scope.after_speaker or word in asking.INTERROGATIVES)
        else:
            self._take(at)
            if scope.on_topic and (mention := self._mentions.get(at)):
                self._notes.of_topic(mention[0], at, mention[1])
            return 1
        scope.small.append(at)
        return 1

    def _is_of_topic(self, at: int) -> bool:
        """ "trust in managers", "learning from specialists", and what follows a speaker's topic."""
        word, scope = self._at.word(at), self._scope
        if not scope.after_word or scope.excepting:
            return False
        if word == "in":
            return self._sense.is_trusting(at - 1)
        return self._spoken or (word == "from" and self._at.word(at - 1) in asking.FROM_FOLLOWS)

    def _is_passed_over(self, at: int) -> bool:
        """ "who work in case B", "after the merger", "any role", "in case a patient falls"."""
        word, behind = self._at.word(at), self._at.word(at + 1)
        if self._sense.is_in_case(at):
            return True
        if word in asking.WORKING:
            at_place = self._scope.after_speaker and behind in ("in", "at", "for")
            return at_place and any(self._named.filter_at(at + n) for n in (2, 3))
        if word in asking.ROLE_NOUNS | asking.CASE_NOUNS | asking.SITE_NOUNS:
            return self._at.word(at - 1) in ("any", "all", "every") and self._at.is_ending(at + 1)
        if word in asking.DOCUMENT_NOUNS | asking.PUBLICATIONS:  # "2018 papers", "papers from 2018"
            return bool(self._named.year_at(at - 1) or self._named.years_at(at + 1))
        return word in asking.BEFORE_NOUN and behind in asking.DETERMINERS


def fold_word(lexeme: Lexeme) -> str:
    """The word of a lexeme in small letters."""
    return lexeme.text.casefold()


def _start(lexeme: Lexeme, text: str) -> int:
    """Where a lexeme begins, with its minus and its quotation mark."""
    start = lexeme.start - (lexeme.kind == "phrase")
    return start - (lexeme.negated and text[start - 1 : start] == "-")


def _field_of(part: Part) -> str:
    return getattr(part, "field", "")


def _each(part: Part) -> tuple[Part, ...]:
    """The values of a field one by one: leaving out each is leaving out all."""
    if isinstance(part, Has):
        return tuple(Has(part.field, (value,)) for value in part.values)
    return (part,)
