"""Plain words of a phrase → what they ask for: speakers, topics, exceptions, options.

Comes in: the row of lexemes, the place of a word. Goes out: over how many lexemes something stands
there, and it is put into the scope that is open. Operators, brackets and fields are `reading.py`'s.
"""

from __future__ import annotations

import re

from ccg_corpus.query.catalogue import Catalogue
from ccg_corpus.query.lexemes import Lexeme, lexemes
from ccg_corpus.query.plain import asking_words as asking
from ccg_corpus.query.plain.named import NamedFilters
from ccg_corpus.query.plain.row import Found, Lexemes
from ccg_corpus.query.plain.sense import Sense
from ccg_corpus.query.plain.speakers import RoleFinder, role_mentions
from ccg_corpus.query.plain.wishes import Wish, Wishes
from ccg_corpus.query.saying import Notes, told
from ccg_corpus.query.scope import Scope
from ccg_corpus.query.tree import AllOf, Has, Not, Part

_JOINTS = ("and", "or", "nor")
_PAGE = r"e?\d{1,5}(?:[-–]e?\d{1,5})?"


class PhraseReader:
    """A phrase being read from left to right, as far as its plain words go."""

    def __init__(self, text: str, roles: RoleFinder, catalogue: Catalogue) -> None:
        self._text = text
        self._lexemes = lexemes(text)
        self._at = Lexemes(self._lexemes)
        self._roles = roles
        self._catalogue = catalogue
        self._mentions = role_mentions(text, self._lexemes, roles, catalogue)
        self._sense = Sense(self._at, self._mentions)
        self._named = NamedFilters(self._at, catalogue, roles, self._mentions)
        self._heard = Wishes(self._at)
        self._scopes = [Scope()]
        self._opened: list[Lexeme] = []
        self._all_printings = False
        self._match = ""
        self._without_near: list[str] = []
        self._spoken = False  # a role was read as who speaks
        self._became = ""
        self._listed_to = 0  # the end of a list of names that are left out
        self._steps: list[tuple[int, int, str]] = []
        self._wishes: list[Wish] = []
        self._notes = Notes(self._at)

    @property
    def _scope(self) -> Scope:
        return self._scopes[-1]

    def _is_start(self) -> bool:
        """Nothing but words that fell away stand before."""
        return all(not became or became == "asked" for _, _, became in self._steps)

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
        if self._listed_to > at:
            return True
        before = at - 1
        while self._at.word(before) in ("the", "any", "all", "those"):
            before -= 1
        return self._at.word(before) in ("and", "or", "nor") or self._at.raw(before) in ("&", "/")

    def _goes_on_excepting(self, at: int) -> bool:
        """Whether the comma at `at` is within a list of names that are left out: "except GPs, nurses
        or managers"; not in "from GPs, not managers, on money"."""
        here, field = at, self._scope.excepted
        while self._at.raw(here) == "," or self._at.word(here) in _JOINTS:
            is_last = self._at.word(here) in _JOINTS or self._at.word(here + 1) in _JOINTS
            here += 1 + (self._at.word(here + 1) in _JOINTS)
            while self._at.word(here) in asking.DETERMINERS:
                here += 1
            found = self._named.filter_at(here)
            if field == "role" and here in self._mentions:
                here += self._mentions[here][1]
            elif found and _field_of(found[1]) == field:
                here += found[0]
            else:
                return False
            if is_last:
                self._listed_to = here
                return True
        return False

    def _wish(self, at: int) -> int:
        """What is asked of how the answer is shown."""
        if heard := self._heard.at(at, is_start=self._is_start()):
            length, wish = heard
            self._wishes.append(wish)
            self._became = "asked"
            return length
        if (length := self._heard.comparing(at)) and (
            self._is_start() or self._scope.after_speaker or self._is_behind_name()
        ):
            self._wishes.append(Wish("compare", True, self._at.stretch(at, length)))
            self._became = "asked"
            return length
        return 0

    def _is_behind_name(self) -> bool:
        """Whether what was read last was a filter."""
        return bool(self._steps) and ": " in self._steps[-1][2]

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
            self._scope.on_topic = True
            return 0
        if not is_left_out and self._sense.are_told_of(at, length):
            self._notes.of_topic(slug, at, length)
            self._scope.on_topic = True
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
        is_of_them = self._at.word(behind) in asking.OF_THEM and not self._sense.is_sentence
        is_topic = is_of_them or not self._sense.speaks(at, length)
        return is_topic and not self._named.filter_at(behind)

    def _is_object(self, at: int) -> bool:
        """ "do doctors trust managers", "patients trusting doctors": the last are what is asked about."""
        is_behind = self._spoken and not self._scope.excepting
        is_done_to = self._scope.after_word and self._sense.is_sentence
        return is_behind and (is_done_to or self._sense.is_acted_on(at))

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
        elif word == "at" and at - 1 in scope.taken and self._sense.is_told(at + 1):
            scope.moved(on_topic=True)  # "anger at managers"
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
            if scope.on_topic and (mention := self._mentions.get(at)) and not self._notes.has(at):
                self._notes.of_topic(mention[0], at, mention[1])
            return 1
        scope.small.append(at)
        return 1

    def _is_of_topic(self, at: int) -> bool:
        """ "trust in managers", "pressure from managers", "ignored by managers", and what follows a
        speaker's topic; "stigma, from managers" and "stories from managers" are theirs."""
        word, scope = self._at.word(at), self._scope
        if not scope.after_word or scope.excepting:
            return False
        if word == "in":
            return self._sense.is_trusting(at - 1)
        if self._spoken or at - 1 not in scope.taken:
            return self._spoken
        before = self._at.word(at - 1)
        if word == "from":
            return before in asking.FROM_FOLLOWS or not (scope.on_topic or before in asking.GIVEN)
        return word == "by" and before.endswith("ed")

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


def _field_of(part: Part) -> str:
    return getattr(part, "field", "")


def _each(part: Part) -> tuple[Part, ...]:
    """The values of a field one by one: leaving out each is leaving out all."""
    if isinstance(part, Has):
        return tuple(Has(part.field, (value,)) for value in part.values)
    return (part,)
