"""Codes that a document explains itself: "SP: hospital specialist", "patients (pt) or staff (s)".

In: a document's text and the code letters its labels use. Out: what each code stands for, with
the span that says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace

from ccg_corpus.core.model import Document, Span
from ccg_corpus.quotations.anchored import Anchored
from ccg_corpus.quotations.labels import ends_in_person, role_of
from ccg_corpus.vocabulary import Roles

# codes that only say "participant"
GENERIC_CODES = frozenset(
    ["p", "pp", "pt#", "r", "i", "id", "int", "participant", "respondent", "interviewee", "informant", "subject",
     "fg", "fgd", "f", "m", "group", "no", "s#", "case"]
)  # fmt: skip
_WORDS = r"[^\W\d_][\w’'-]*(?:[ -][^\W\d_][\w’'-]*){0,5}"

_ONE_CODE = r"[\"“‘']?(?-i:[A-Z])[A-Za-z]{0,3}[\"”’']?"
_NO_CODES = frozenset(
    ["The", "It", "This", "That", "And", "He", "She", "We", "They", "What", "Each"]
)
_PERSON_BEFORE = re.compile(
    r"\b(?:an?|the|one|another|this)\s+(?P<words>[^\W\d_][\w’'-]*(?:[ -][^\W\d_][\w’'-]*){0,2}?),?\s*\(?$",
    re.I,
)
_BEFORE = re.compile(rf"(?:^|(?<=[^\w-]))({_WORDS})\s*$")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a code stands for, and where the document says so."""

    role: str
    roles: tuple[str, ...]
    span: Span
    reach: tuple[int, int] | None = None  # the first and last number it is told of

    def reaches(self, participant: str) -> bool:
        """Whether it is told of this one: "nurses (P1–P15)" says nothing of P16."""
        number = re.search(r"\d+", participant)
        if self.reach is None or number is None:
            return True
        return self.reach[0] <= int(number.group()) <= self.reach[1]


MAX_BEFORE = 90  # code points before a code that may say whose it is
_STANDS = r"(?:stands?|standing) for|denot(?:es?|ing)|refers? to|represents?|indicates?"
_CODED = (
    r"(?:codes?|coded|numbered|labell?ed|identified|designated|denoted|referred to|named|quoted)"
)
_CODED_BEFORE = re.compile(
    rf"(?:^|(?<=[^\w-]))({_WORDS})\s+(?:(?:were|was|are|is)\s+{_CODED}\b[^.()]{{0,25}}|\()\s*[\"“‘']?$"
)
_EXPLAINS = Anchored(
    r"(?:letter|code|prefix|initial|abbreviation)(?:e?s)?\s+[\"“‘']?[A-Z]|stands? for|denotes?\b|"
    r"[A-Z][\"”’']? referring to\b",
    {
        **{"letter": 0, "code": 0, "prefix": 0, "initial": 0, "abbreviation": 0, "stand": 0},
        **{
            "denote": 0,
            " referring to": 1,
            '" referring to': 1,
            "” referring to": 1,
            "’ referring to": 1,
            "' referring to": 1,
        },
    },
)
_STATED = (
    # the letters T and F stand for …
    re.compile(
        r"\b(?:letters?|codes?|prefix(?:es)?|initials?|abbreviations?)\s+"
        rf"(?P<codes>{_ONE_CODE}(?:\s*(?:,|,? and|or|&)\s*{_ONE_CODE})*)\s+(?:{_STANDS}|means?)\b"
    ),
    # N stands for nurse · "P" denotes
    re.compile(rf"(?<![\w-])(?P<codes>{_ONE_CODE})\s+(?:stands? for|denotes?|referring to)\b"),
)
# K1 to K9 · K1–K9, behind "coded as" or a bracket
_NUMBERED = re.compile(
    r"(?P<codes>[A-Z]{1,4})\s?\d{1,3}[\"”’']?\s*(?:to|through|until|[-–—])\s*[\"“‘']?(?P=codes)?\s?\d{1,3}\b"
)
_NUMBERS_CODE = re.compile(
    rf"(?:\b{_CODED}(?: as| by| with| from)?(?: the)?(?: codes?| numbers?)?\s+|\()[\"“‘']?$"
)

_LETTER_OF_PEOPLE = re.compile(
    # No longer than a word is: a row of hyphens has a beginning at each.
    r"\b(?P<who>[a-z][\w’'-]{0,60}s)\s\(\s?[\"“‘']?(?P<code>[A-Z])[\"”’']?\s?\)(?!\s?[=:])"
)
_ANYBODY = re.compile(
    r"\b(?:participant|respondent|interviewee|informant|interview|sample|subject|case)s?$",
    re.I,
)


def explained_letters(text: str) -> frozenset[str]:
    """Code letters that a document introduces in so many words: "N stands for", "(K1–K9)"."""
    stated = [
        match["codes"]
        for match in _NUMBERED.finditer(text)
        if _NUMBERS_CODE.search(text[max(0, match.start() - 40) : match.start()])
    ]
    for anchor in _EXPLAINS.finditer(text):
        near = text[max(0, anchor.start() - 20) : anchor.end() + MAX_BEFORE]
        stated += [match["codes"] for pattern in _STATED for match in pattern.finditer(near)]
    # "nurses (N)": a letter alone behind people; "participants (N)" is how many there were
    stated += [
        match["code"]
        for match in _LETTER_OF_PEOPLE.finditer(text)
        if ends_in_person(match["who"]) and not _ANYBODY.search(match["who"])
    ]
    codes = {code for words in stated for code in re.findall(r"[A-Z][A-Za-z]{0,3}", words)}
    return frozenset(codes - _NO_CODES)


def read_schemes(document: Document, prefixes: Iterable[str], roles: Roles) -> dict[str, Meaning]:
    """Prefix → meaning, for those of the labels' code letters that the document explains."""
    found: dict[str, Meaning] = {}
    for prefix in sorted(set(prefixes)):
        if not 1 <= len(prefix) <= 6 or " " in prefix:
            continue
        meaning = _explained(document.text, prefix, roles)
        if meaning:
            found[prefix] = meaning
        elif prefix.lower() not in GENERIC_CODES and roles.resolve(prefix):
            continue  # the code is the role's own name: "GP3"
    return found


def _explained(text: str, prefix: str, roles: Roles) -> Meaning | None:
    code = re.escape(prefix)
    for explain in (_equals, _counted, _in_brackets, _referring):
        meaning = explain(text, code, roles)
        if meaning:
            return meaning
    return _letters_stand_for(text, prefix, roles)


def _equals(text: str, code: str, roles: Roles) -> Meaning | None:
    """SP: hospital specialist · SP = senior physician · "P" stands for patient · (P, patient; …)"""
    behind = re.compile(
        rf"{code}[\"”’']?\s*(?:[:=]|stands? for|(?:means|denotes?|refers? to|indicates?|"
        rf"represents?)(?: an?| the)?)\s*[\"“‘']?(?P<words>{_WORDS})|"
        rf"(?<=[.:;,(]\s){code}\s[–—-]\s(?P<words3>{_WORDS})|"
        rf"(?:(?<=[(;])|(?<=[(;]\s)){code}\s*,\s*(?P<words2>{_WORDS})\s*[;)]"
    )
    for match in _at_each(text, code, behind):
        group = next(name for name in ("words", "words2", "words3") if match[name])
        meaning = _defined(match[group], match.start(group), roles)
        if meaning:
            return meaning
    return None


def _at_each(text: str, code: str, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Matches of a pattern that begins with a code, where the code begins a word."""
    for place in re.finditer(code, text):
        at = place.start()
        if (not at or not text[at - 1].isalnum()) and (match := pattern.match(text, at)):
            yield match


def _counted(text: str, code: str, roles: Roles) -> Meaning | None:
    """Farmers were coded as K1 to K9 · nurses (N1–N12)"""
    numbers = re.compile(
        rf"{code}\s?(?P<first>\d{{1,3}})[\"”’']?\s*(?:to|through|[-–—])\s*[\"“‘']?(?:{code})?\s?"
        r"(?P<last>\d{1,3})"
    )
    for match in _at_each(text, code, numbers):
        meaning = _before(_CODED_BEFORE, text, match.start(), roles)
        if meaning:
            return replace(meaning, reach=(int(match["first"]), int(match["last"])))
    return None


def _in_brackets(text: str, code: str, roles: Roles) -> Meaning | None:
    """Patients (pt) · hospital specialists (SP) · staff (s)"""
    for match in re.finditer(rf"\(\s*[\"“‘']?{code}s?[\"”’']?(?:\s*[;,:][^)]{{0,40}})?\)", text):
        meaning = _before(_BEFORE, text, match.start(), roles)
        if meaning and _is_short_for(code, text, meaning, match.start()):
            return meaning
    return None


def _is_short_for(code: str, text: str, meaning: Meaning, end: int) -> bool:
    """Whether a code behind somebody is theirs: "a woman has her haemoglobin (Hb)" explains no woman.

    It stands right behind them, or begins as they do: "nurses on the wards (N)"."""
    stands = meaning.span.end >= len(text[:end].rstrip())
    return stands or text[meaning.span.start].lower() == code[0].lower()


def _referring(text: str, code: str, roles: Roles) -> Meaning | None:
    """With N referring to a pilot and D to a dentist · R is used for riders and S for swimmers"""
    an = rf"(?:an?\s+|the\s+)?(?P<words>{_WORDS})"
    first = re.compile(
        rf"\b{code}[\"”’']?\s+(?:referring|refers|standing|relating|relates)\s+(?:to|for)\s+{an}|"
        rf"\b{code}[\"”’']?\s+(?:is|was|being)\s+used\s+for\s+{an.replace('words', 'words2')}"
    )
    later = re.compile(
        rf"(?<=and\s)[\"“‘']?{code}[\"”’']?\s+(?:to|for)\s+{an.replace('words', 'words3')}"
    )
    for match in first.finditer(text):
        group = "words" if match["words"] else "words2"
        if meaning := _defined(_head(match[group]), match.start(group), roles):
            return meaning
    for match in later.finditer(text):
        before = text[max(0, match.start() - MAX_BEFORE) : match.start()]
        meaning = _defined(_head(match["words3"]), match.start("words3"), roles)
        if meaning and re.search(
            r"\b[A-Z]{1,3}[\"”’']?\s+(?:refer|stand|relat|(?:is|was) used)", before
        ):
            return meaning
    return None


def _head(words: str) -> str:
    """What one letter refers to, without what the next one does: "pilot and D to a dentist"."""
    return re.split(r"\s+(?:and|or|while|whereas|but)\b", words)[0]


def _before(pattern: re.Pattern[str], text: str, at: int, roles: Roles) -> Meaning | None:
    """What the words right before an offset mean."""
    start = max(0, at - MAX_BEFORE)
    words = pattern.search(text[start:at])
    return _meaning(words.group(1), start + words.start(1), roles) if words else None


def _defined(words: str, at: int, roles: Roles) -> Meaning | None:
    """The role that a definition's words are: all of them, "senior physician" and not "physician"."""
    head = re.split(r"\s+(?:and|or|of|who|with|in|from|at|for)\b|,", words)[0].strip()
    if len(head.split()) <= 4 and roles.find(head) and not any(m.plural for m in roles.find(head)):
        slug, wider = role_of(head, roles)
        if slug:
            return Meaning(slug, wider, Span(at, at + len(head)))
    return _meaning(words, at, roles)


_ABBREVIATED = re.compile(r" \((?P<short>[A-Z]{2,5})s?\)")
_SPELLED_OUT = re.compile(r"[^\W\d_][\w’'-]*(?:[ -][^\W\d_][\w’'-]*){1,4}$")
MAX_SPELLED_OUT = 100  # code points of the words before an abbreviation


def abbreviated_people(document: Document, roles: Roles) -> dict[str, Meaning]:
    """Abbreviation → role, where the text spells it out: "village elders (VE)"."""
    found: dict[str, Meaning] = {}
    for match in _ABBREVIATED.finditer(document.text):
        before = document.text[max(0, match.start() - MAX_SPELLED_OUT) : match.start()]
        spelled = _SPELLED_OUT.search(before)
        words = re.split(r"[ -]", spelled.group())[-len(match["short"]) :] if spelled else []
        if not words or "".join(word[0] for word in words).upper() != match["short"]:
            continue
        long = " ".join(words)
        start = match.start() - len(long)
        meaning = _meaning(long, start, roles) if ends_in_person(words[-1]) else None
        if meaning:
            found.setdefault(match["short"], meaning)
    return found


_CODED_PERSON = re.compile(
    r"(?P<code>[A-Z](?<!\w[A-Z])[A-Za-z]{0,3}\s?#?\d{1,3}\b)(?=\)|\s+(?:\w+ly\s+)?\w+(?:ed|s|id)\b)"
)


def coded_people(document: Document, codes: Set[str], roles: Roles) -> dict[str, Meaning]:
    """Participant code → role where the authors' sentences name it: "a teacher (P6) said".

    Only for codes in `codes` (lower case); one that is given several roles has none.
    """
    found: dict[str, list[Meaning]] = {}
    for match in _CODED_PERSON.finditer(document.text):
        code = match["code"].lower()
        start = max(0, match.start() - 60)
        person = _PERSON_BEFORE.search(document.text[start : match.start()])
        if code not in codes or person is None:
            continue
        words = person["words"]
        slug = roles.resolve(words)
        if slug:
            at = start + person.start("words")
            meaning = Meaning(slug, roles.broader(slug), Span(at, at + len(words)))
            found.setdefault(code, []).append(meaning)
    return {
        code: meanings[0]
        for code, meanings in found.items()
        if len({meaning.role for meaning in meanings}) == 1
    }


def _letters_stand_for(text: str, prefix: str, roles: Roles) -> Meaning | None:
    """ "the letters P and H stand for patients and health professionals" """
    pattern = (
        r"\b(?:letters?|codes?|prefix(?:es)?|initials?|abbreviations?)\s+(?P<codes>[\"“‘']?\w{1,4}[\"”’']?"
        r"(?:\s*(?:,|and|or|&)\s*[\"“‘']?\w{1,4}[\"”’']?)+)\s+(?:stands?|refers?|denotes?|indicates?|"
        rf"represents?|means?)\s*(?:for|to)?\s*(?P<words>{_WORDS}(?:\s*(?:,|and)\s*{_WORDS})*)"
    )
    for match in re.finditer(pattern, text):
        codes = re.findall(r"\w+", re.sub(r"\b(?:and|or)\b", " ", match["codes"]))
        meanings = re.split(r"\s*(?:,|\band\b)\s*", match["words"])
        if prefix in codes and len(codes) <= len(meanings):
            words = meanings[codes.index(prefix)]
            at = text.index(words, match.start("words"))
            return _meaning(words, at, roles)
    return None


_JOINING = re.compile(r"^(?:(?:and|or|plus|with|of|the|an?|some|both|also|then|while)\s+)+", re.I)


def _meaning(words: str, at: int, roles: Roles) -> Meaning | None:
    """The role that ends or begins the words; None where they name nobody."""
    mentions = roles.find(words)
    if mentions:
        last = mentions[-1]
        span = Span(at + last.span.start, at + last.span.end)
        return Meaning(last.slug, roles.broader(last.slug), span)
    # "nurses (N) and porters (W)": what joins them is no part of who they are
    people = _JOINING.sub("", words)
    head = re.split(r"\s+(?:and|or|of|who|with|in|from)\b", people)[0].strip()
    noun = " ".join(head.split()[-2:])
    if noun and ends_in_person(noun) and not _ANYBODY.search(noun):
        slug, wider = role_of(re.sub(r"(?<=[a-z])s$", "", noun), roles)
        if slug:
            start = at + words.index(noun)
            return Meaning(slug, wider, Span(start, start + len(noun)))
    return None


_REVIEW = re.compile(
    r"\b(?:scoping|systematic|umbrella|rapid|integrative|realist|literature|mixed[- ]studies) reviews?\b|"
    r"\bmeta-?(?:synthesis|analysis|ethnography)\b|\bevidence synthesis\b",
    re.I,
)
_ASKED = re.compile(
    r"\b(?:we|was|were|been) interviewed\b|\binterviews? (?:was|were|with)\b|\brecruited\b|"
    r"\bfocus groups? (?:was|were|with)\b|\binterviewees\b",
    re.I,
)
_LIST_OF_CODES = re.compile(
    r"[(\[]\s*(?P<prefix>[A-Z]{1,3})\s?\d{1,3}(?:\s*[,;]\s*(?P=prefix)\s?\d{1,3})+\s*[)\]]"
)
MIN_LISTS = 2
OPENING = 3000  # code points of a document in which it calls itself a review


def study_letters(text: str) -> frozenset[str]:
    """Code letters of studies: in a review that asked nobody, codes cited in lists: "(G5, G18)"."""
    if not _REVIEW.search(text, 0, OPENING) or _ASKED.search(text):
        return frozenset()
    lists = Counter(match["prefix"] for match in _LIST_OF_CODES.finditer(text))
    return frozenset(prefix for prefix, count in lists.items() if count >= MIN_LISTS)
