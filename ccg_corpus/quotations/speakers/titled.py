"""Who took part, by the title: "Experiences of night porters", "What bakers’ accounts tell".

In: a document being read. Out: the one kind of people whose views its title announces, where the paper
says of the same people that it asked them, and of nobody else. A title alone proves nothing: nurses
may be asked about "Experiences of patients".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ccg_corpus.core.model import Span
from ccg_corpus.quotations.anycase import AnyCase
from ccg_corpus.quotations.labels import ends_in_person, role_of
from ccg_corpus.quotations.reading import Reading
from ccg_corpus.quotations.sentences import sentences
from ccg_corpus.vocabulary import RoleMention

_VIEWS = (
    r"(?:experiences?|perceptions?|perspectives?|views?|viewpoints?|voices?|accounts?|attitudes?|beliefs?|"
    r"opinions?|understandings?|narratives?|stories|reflections?|concerns|expectations)"
)
_NOUNS = r"(?P<who>(?:[^\W\d_][\w-]*\s+){0,3}?[^\W\d_][\w-]*(?:s|children|women|men|people|staff))"
_FORMS = (
    AnyCase(rf"\b{_VIEWS}(?:,? (?:and|&) \w+)? (?:of|from|among|amongst|by) (?:the )?{_NOUNS}(?![\w’'-])"),
    AnyCase(rf"(?:^|[:.?!–—-]\s|\b(?:of|on|the|what|how|why)\s){_NOUNS}[’'](?:s)?\s+(?:\w+\s+){{0,2}}?{_VIEWS}\b"),
    AnyCase(rf"\b(?:interviews?|focus groups?|(?:interview|qualitative|focus group) study|conversations) (?:with|of|among|amongst) {_NOUNS}(?![\w’'-])"),
)  # fmt: skip
# sentences in which a paper says whom it asked
_ASKS = AnyCase(
    r"\b(?:interview\w*|focus groups?|recruit\w*|participants?|participated|respondents?|informants?|took part|"
    r"invited|enrol\w*|sample[ds]?|surveyed|questionnaires?)\b"
)
# right before people, and right behind them: that they are among those who were asked
_ASKS_WHOM = AnyCase(
    r"\b(?:(?:interviews?|interviewed|focus groups?|discussions?|conversations?)\s[^.;]{0,40}?\b(?:with|of|among|from|using)|"
    r"interviewed|recruited|surveyed|invited|enrolled|(?:participants?|sample|respondents?|informants?)\s"
    r"(?:were|included|comprised|consisted of))\b[^.;]{0,60}$"
)
_WHO_WERE_ASKED = AnyCase(
    r"[^.;]{0,40}?\b(?:(?:were|was)\s+(?:\w+\s+)?(?:interviewed|recruited|invited|selected|included|enrolled|surveyed|asked)|"
    r"participated|took part)\b"
)
_DIRECTLY = AnyCase(
    r"\b(?:interviews?(?: \w+){0,2} with|interviewed|focus groups?(?: \w+){0,2} with)\s+(?:[\w-]+\s+){0,2}$"
)
_WERE_INTERVIEWED = AnyCase(r"\s+(?:were|was)\s+(?:also\s+)?interviewed\b")
_AND = re.compile(r"\s*(?:,|&|\band\b|\bor\b|\bwith\b(?= their))", re.I)
# those who ask, and those who are nobody's kind
ASKING = frozenset(
    ["researcher", "research-assistant", "research-fellow", "investigator", "facilitator", "interviewer", "evaluator",
     "research-nurse", "trial-manager", "principal-investigator"]
)  # fmt: skip
NO_KIND = frozenset(
    ["woman", "man", "young-woman", "older-woman", "young-man", "older-man", "boy", "girl", "user", "stakeholder",
     "person", "individual", "participant", "adult", "respondent", "informant", "member", "professional", "representative"]
)  # fmt: skip


def announced(reading: Reading) -> tuple[str, tuple[str, ...], Span] | None:
    """(role, all broader ones, the words of the title) of the one kind of people who were asked."""
    at = next((at for at, one in enumerate(reading.document.blocks[:3]) if one.kind == "title"), -1)
    if at < 0:
        return None
    title, offset = reading.texts[at], reading.block(at).span.start
    named = {role: (wider, span) for role, wider, span in _people(reading, title)}
    if len(named) != 1:
        return None
    (role, (wider, span)) = next(iter(named.items()))
    if role in NO_KIND or not _are_asked(reading, role):
        return None
    return role, wider, Span(offset + span.start, offset + span.end)


def _people(reading: Reading, title: str) -> Iterator[tuple[str, tuple[str, ...], Span]]:
    for form in _FORMS:
        for match in form.finditer(title):
            who, start = match["who"], match.start("who")
            found = reading.roles.find(who)
            if found and found[-1].span.end == len(who):
                yield (*_kind(reading, who, found[-1]), Span(start, match.end("who")))
            elif ends_in_person(who.split()[-1]):
                slug, wider = role_of(re.sub(r"s$", "", who.lower()), reading.roles)
                if slug:
                    yield slug, wider, Span(start, match.end("who"))
            more = reading.roles.find(title[match.end("who") : match.end("who") + 60])
            if more and _AND.match(title, match.end("who")):
                yield more[0].slug, (), Span(start, match.end("who"))


def _kind(reading: Reading, who: str, mention: RoleMention) -> tuple[str, tuple[str, ...]]:
    return mention.slug, reading.roles.broader(mention.slug)


def _are_asked(reading: Reading, role: str) -> bool:
    """Whether the paper says that these people were asked, and names no others where it says so."""
    noun = role.rpartition("-")[2]
    same = False
    for words in _asking_sentences(reading):
        mentions = [one for one in reading.roles.find(words) if one.plural]
        for one in mentions:
            wider = reading.roles.broader(one.slug)
            if one.slug == role or role in wider:
                same = True
            elif one.slug in reading.roles.broader(role) or set(wider) & (ASKING | NO_KIND):
                continue
            elif _is_asked(words, one.span):
                return False
        same = same or re.search(rf"\b{noun}s\b", words, re.I) is not None
    return same


def _is_asked(words: str, who: Span) -> bool:
    """Whether a sentence says of somebody named in it that they were asked."""
    before = words[max(0, who.start - 120) : who.start]
    if re.search(r"\b(?:by|through|via|from|their|his|her)\s+(?:the\s+|their\s+|\w+\s+)?$", before):
        return False  # "recruited by nurses"
    return bool(_ASKS_WHOM.search(before) or _WHO_WERE_ASKED.match(words, who.end))


def others_are_asked(reading: Reading, role: str) -> bool:
    """Whether the methods say that people of another kind were asked, too."""
    own = reading.roles.broader(role)
    for words in _asking_sentences(reading):
        for one in reading.roles.find(words):
            wider = reading.roles.broader(one.slug)
            related = one.slug in own or role in wider or set(own) & set(wider)
            if not one.plural or related or set(wider) & (ASKING | NO_KIND):
                continue
            before = words[max(0, one.span.start - 60) : one.span.start]
            if _DIRECTLY.search(before) or _WERE_INTERVIEWED.match(words, one.span.end):
                return True
    return False


def _asking_sentences(reading: Reading) -> Iterator[str]:
    for at, block in enumerate(reading.document.blocks):
        if block.kind not in ("paragraph", "list_item") or block.section not in (
            "abstract",
            "methods",
        ):
            continue
        text = reading.texts[at]
        for sentence in sentences(text):
            words = text[sentence.start : sentence.end]
            if _ASKS.search(words):
                yield words
