"""A reviewer's phrase → `Query`, and how it was read: "GP quotes on disillusionment, case D".

Roles, cases, documents, sites, studies and years become filters wherever they stand; words of
asking ("quotes", "what do … say about") fall away; all else is a word to find. After "about",
"on" and the like a role is the topic, not the speaker: "nurses on GPs". Nothing is searched here.
"""

from __future__ import annotations

import re

from ccg_corpus.core.errors import QueryError
from ccg_corpus.query.catalogue import Catalogue
from ccg_corpus.query.lexemes import Lexeme
from ccg_corpus.query.parts import check_depth
from ccg_corpus.query.plain import asking_words as asking
from ccg_corpus.query.plain.lists import is_part_of_item
from ccg_corpus.query.plain.phrase import PhraseReader
from ccg_corpus.query.plain.speakers import RoleFinder
from ccg_corpus.query.query import MATCHES, Query
from ccg_corpus.query.saying import told
from ccg_corpus.query.scope import Scope
from ccg_corpus.query.steps import PhraseReading, steps_told
from ccg_corpus.query.strict import field_name, field_part, filters_of, only_equals
from ccg_corpus.query.tree import Prefix
from ccg_corpus.query.values import LONGEST
from ccg_corpus.text.nearest import near
from ccg_corpus.text.words import tokens

_PAGE = r"e?\d{1,5}(?:[-–]e?\d{1,5})?"


def read(text: str, roles: RoleFinder, catalogue: Catalogue | None = None) -> PhraseReading:
    """What `text` asks for; both plain phrases and the strict form, also mixed.

    Raises: QueryError with the column for what can't be read.
    """
    if len(text) > LONGEST:
        raise QueryError(f"longer than {LONGEST} characters", column=LONGEST + 1)
    return _Reading(text, roles, catalogue or Catalogue()).reading()


class _Reading(PhraseReader):
    """One query being read, from left to right."""

    def reading(self) -> PhraseReading:
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
        query = Query(
            parts=parts,
            all_printings=self._all_printings,
            match=self._match,
            without_near=tuple(dict.fromkeys(self._without_near)),
            **filters,
        )
        notes = (*self._notes.found, *self._named.notes)
        return PhraseReading(
            query,
            steps_told(self._text, self._at, self._steps),
            tuple(dict.fromkeys(notes)),
            tuple(self._wishes),
            self._is_plain(),
        )

    def _is_plain(self) -> bool:
        """Whether nothing is written that says exactly what has to be found."""
        return all(
            lexeme.kind in ("word", "pause") or lexeme.field in ("match", "near")
            for lexeme in self._lexemes
        )

    def _go_on(self, at: int) -> int:
        """A step that took nothing is a fault of ours: it is logged, and what stands there is a
        word to find, so that no phrase stands still."""
        import logging

        log = logging.getLogger(__name__)
        log.error("nothing was read at column %d of %r", self._lexemes[at].column, self._text)
        self._take(at)
        return 1

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
            if not (self._scope.excepting and self._goes_on_excepting(at)):
                self._scope.end_excepting()
        else:
            self._take(at)
        return 1

    def _operand(self, at: int) -> int:
        """A word beside an operator in capitals is looked for, however small it is."""
        is_small = self._at.word(at) in asking.DROPPED | asking.TELLING
        if not is_small or not self._sense.is_operand(at):
            return 0
        self._take(at)
        return 1

    def _negated(self, at: int) -> int:
        """ "-nurses", "-case D": a name is left out, and else the word."""
        is_leading = fold_word(self._lexemes[at]) in asking.LEADING and self._at.goes_on(at + 1)
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
        name = field_name(lexeme, self._catalogue.attributes)
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
        if name in ("match", "near"):
            self._grade(lexeme)
            return
        part = field_part(lexeme, self._roles, self._catalogue.attributes)
        parts.put(part, negated=lexeme.negated)
        self._became = told(part, left_out=lexeme.negated)
        self._scope.moved()

    def _grade(self, lexeme: Lexeme) -> None:
        """ "match:near", "-near:tears": how far an answer may be from what was asked."""
        only_equals(lexeme)
        if lexeme.field == "near":
            if not lexeme.negated:
                hint = (
                    "-near:WORD takes a word near in meaning out; match:near asks for all of them"
                )
                raise QueryError("near: stands only with a minus", column=lexeme.column, hint=hint)
            self._without_near += (token.text for token in tokens(lexeme.text))
            self._became = f"not near: {lexeme.text}"
            return
        if lexeme.negated or lexeme.text not in MATCHES:
            hint = near(lexeme.text, MATCHES)
            raise QueryError("match: can't be read", column=lexeme.column, hint=hint)
        self._match = lexeme.text
        self._became = f"match: {lexeme.text}"


def fold_word(lexeme: Lexeme) -> str:
    """The word of a lexeme in small letters."""
    return lexeme.text.casefold()
