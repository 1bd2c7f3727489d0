"""The tag beside a quotation against what the corpus knows of its speaker, case, document and page.

In: a tag, a record, the documents by what they are cited by. Out: `Attributed`: right, or what is wrong,
how grave it is, and why. What neither states is not held against anybody: what only the manuscript
states is for its author to look at.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ccg_corpus.manuscript.text.citations import CitedWorks
from ccg_corpus.manuscript.text.tags import Tag
from ccg_corpus.manuscript.wording.ladder import ERROR, OK, REVIEW, worst
from ccg_corpus.text.words import fold, label_key, normalised_words, participant_key
from ccg_corpus.vocabulary import Roles

RIGHT, NONE = "right", "none"
NO_SPEAKER = "no speaker beside it"
WRONG_ROLE, WRONG_PERSON, WRONG_CASE = "wrong-role", "wrong-person", "wrong-case"
WRONG_STUDY, WRONG_PAGE = "wrong-study", "wrong-page"
# Verdicts on a tag, the gravest first.
ATTRIBUTIONS = (
    WRONG_STUDY, WRONG_PERSON, WRONG_ROLE, WRONG_CASE, WRONG_PAGE, NONE, RIGHT,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Attributed:
    """What a tag is worth."""

    verdict: str
    severity: str
    why: tuple[str, ...] = ()


def attributed(
    tag: Tag, record: Mapping[str, Any], sources: CitedWorks, roles: Roles, *, last_page: int | None
) -> Attributed:
    """The verdict on a tag beside the words of a record."""
    if not tag.says:
        return Attributed(NONE, REVIEW, (NO_SPEAKER,))
    seen = [
        _study(tag, record, sources),
        _person(tag, record, roles),
        _role(tag, record, roles),
        _case(tag, record, sources),
        _page(tag, record, sources, last_page),
    ]
    found = [one for one in seen if one is not None]
    if not tag.speaks:
        found.append(Attributed(RIGHT, REVIEW, (NO_SPEAKER,)))
    verdict = min((one.verdict for one in found), key=ATTRIBUTIONS.index, default=RIGHT)
    severity = worst(OK, *(one.severity for one in found))
    return Attributed(verdict, severity, tuple(why for one in found for why in one.why))


def authors_words(tag: Tag, sources: CitedWorks, document: str) -> Attributed:
    """The verdict where the words are not a participant's but the authors' or somebody they cite."""
    if tag.speaks:
        return Attributed(WRONG_PERSON, ERROR, ("these are no participant's words there",))
    named = [sources.named(one) for one in tag.citations]
    known = [one for one in named if one]
    if known and not any(document in one for one in known):
        return Attributed(WRONG_STUDY, ERROR, (f"the words are in {document}",))
    return Attributed(RIGHT if known else NONE, OK)


def _study(tag: Tag, record: Mapping[str, Any], sources: CitedWorks) -> Attributed | None:
    """Whether one of the works cited is the one that prints it."""
    if not tag.citations:
        return None
    own = {record["document"]["id"], *(one["document"] for one in record["also_in"])}
    named = [sources.named(one) for one in tag.citations]
    known = [one for one in named if one]
    if any(one & own for one in known):
        return None
    if all(one.number is not None for one in tag.citations) and not sources.listed:
        return None  # a number without a list says nothing
    where = record["document"]["id"]
    if not known and all(one.number is not None for one in tag.citations):
        return Attributed(WRONG_STUDY, ERROR, (f"the words are in {where}, not in what is cited",))
    cited = ", ".join(dict.fromkeys(one.text.strip() for one in tag.citations))
    return Attributed(WRONG_STUDY, ERROR, (f"cited is {cited}, the words are in {where}",))


def _role(tag: Tag, record: Mapping[str, Any], roles: Roles) -> Attributed | None:
    """A broader role is right; one that the source does not state is for the author to look at."""
    if tag.role is None or tag.role in _ANYBODY:
        return None
    own, wider = record["role"], set(record["roles"])
    if tag.role == own or tag.role in wider or _is_named(tag.role, own, roles):
        return None
    if own is None:
        if record["participant"] and tag.participant and _same_person(tag.participant, record):
            return None
        return Attributed(RIGHT, REVIEW, (f"the source does not say “{_shown(tag.role)}”",))
    narrower = set(roles.broader(tag.role)) | set(tag.roles)
    if own in narrower or _shares_words(tag.role, own):
        return Attributed(RIGHT, REVIEW, (f"the source has only “{_shown(own)}”",))
    return Attributed(
        WRONG_ROLE, ERROR, (f"“{_shown(tag.role)}” here, “{_shown(own)}” in the source",)
    )


# what whoever takes part is called
_ANYBODY = frozenset(
    ["participant", "respondent", "survey-respondent", "interviewee", "informant", "speaker",
     "study-participant", "interview-participant", "key-informant", "discussant", "service-user-respondent"]
)  # fmt: skip


def _is_named(role: str, own: str | None, roles: Roles) -> bool:
    return own is not None and roles.title(role).lower() == roles.title(own).lower()


def _shares_words(role: str, own: str) -> bool:
    """ "gp-partner", "gp": the tag's role says all that the source's does, and more."""
    return set(own.split("-")) <= set(role.split("-"))


def _shown(role: str) -> str:
    return role.replace("-", " ")


def _person(tag: Tag, record: Mapping[str, Any], roles: Roles) -> Attributed | None:
    """A name or a code: the same, or somebody else's."""
    said = tag.name or tag.participant
    if said is None:
        return None
    if len(said) == 1 and record["case"] and label_key(said) == label_key(record["case"]):
        return None  # "(Manager, B)": the case without its noun
    own = record["name"] or record["participant"]
    if own is None:
        label = normalised_words(record["speaker_label"] or "")
        if roles.resolve(said) is not None or f" {normalised_words(said)} " in f" {label} ":
            return None  # a place, or a role, that stands in the source's own label
        return Attributed(RIGHT, REVIEW, (f"the source does not say who “{said}” is",))
    if _same_person(said, record):
        return None
    if tag.name and not record["name"] and not re.search(r"\d", said):
        return Attributed(RIGHT, REVIEW, (f"the source calls the speaker “{own}”",))
    return Attributed(WRONG_PERSON, ERROR, (f"“{said}” here, “{own}” in the source",))


_DIGITS = re.compile(r"\d+")


def _same_person(said: str, record: Mapping[str, Any]) -> bool:
    for own in (record["participant"], record["name"], record["speaker_label"]):
        if own is None:
            continue
        if participant_key(said) == participant_key(own):
            return True
        a, b = normalised_words(said).split(), normalised_words(own).split()
        if a and b and not _DIGITS.search(said + own):
            if set(a) <= set(b) or set(b) <= set(a):
                return True  # "Farrant-Hale" and "Imogen Farrant-Hale"
            if a[-1] == b[-1] and a[0][:1] == b[0][:1] and (len(a[0]) == 1 or len(b[0]) == 1):
                return True  # "I Farrant-Hale"
        if _numbers(said) and _numbers(said) == _numbers(own) and _same_letters(said, own):
            return True
    return False


def _numbers(label: str) -> list[str]:
    return [str(int(n)) for n in _DIGITS.findall(label)]


def _same_letters(said: str, own: str) -> bool:
    """ "PN2" is "Practice nurse 2", "Nurse 2" is it too, "P2" may be "Participant 2"."""
    a = list(re.findall(r"[^\W\d_]+", fold(said)))
    b = list(re.findall(r"[^\W\d_]+", fold(own)))
    if not a or not b:
        return True  # a bare number
    short, long = (a, b) if len("".join(a)) <= len("".join(b)) else (b, a)
    joined = "".join(short)
    initials = "".join(word[0] for word in long)
    return (
        joined == initials
        or set(short) <= set(long)
        or (len(joined) == 1 and joined == "p")
        or (len(long) == 1 and len(joined) <= 3 and long[0].startswith(joined))
    )


def _case(tag: Tag, record: Mapping[str, Any], sources: CitedWorks) -> Attributed | None:
    """The case by its label; a site's name is one too."""
    if tag.case is None:
        return None
    own, site = record["case"], record["site"]
    if own is None and site is None:
        return Attributed(RIGHT, REVIEW, (f"the source does not say case “{tag.case}”",))
    keys = {label_key(str(one)) for one in (own, site) if one}
    keys |= {label_key(str(site).replace("-", " "))} if site else set()
    if label_key(tag.case) in keys or keys & {label_key(f"site {tag.case}")}:
        return None
    plain = re.sub(r"^(?:site|case|hospital|practice)\s+", "", label_key(tag.case))
    if plain in {re.sub(r"^(?:site|case|hospital|practice)\s+", "", key) for key in keys}:
        return None
    return Attributed(
        WRONG_CASE, ERROR, (f"case “{tag.case}” here, “{own or site}” in the source",)
    )


def _page(
    tag: Tag, record: Mapping[str, Any], sources: CitedWorks, last_page: int | None
) -> Attributed | None:
    """The page of the file, or the one printed where the document's pages are known."""
    if tag.pages is None:
        return None
    first, last = tag.pages
    printed = _range(sources.facts(record["document"]["id"]).get("pages"))
    page = record["page"]
    if page is not None:
        wanted = {page, page + 1} if _turns(record, last_page) else {page}
        if printed:
            wanted |= {printed[0] + one - 1 for one in set(wanted)}
        if any(first <= one <= last for one in wanted):
            return None
        possible = (printed and printed[0] <= first <= printed[1]) or (
            last_page is not None and first <= last_page
        )
        if possible:
            shown = f"p. {page}" + (f" (printed {printed[0] + page - 1})" if printed else "")
            return Attributed(
                WRONG_PAGE, ERROR, (f"{tag.page_as_printed} here, {shown} in the source",)
            )
        if printed:
            return Attributed(
                WRONG_PAGE,
                ERROR,
                (f"{tag.page_as_printed} is none of the source's pages {printed[0]}–{printed[1]}",),
            )
        return Attributed(
            RIGHT, REVIEW, (f"{tag.page_as_printed}: the file has {last_page} pages",)
        )
    if printed and not printed[0] <= first <= printed[1]:
        return Attributed(
            RIGHT,
            REVIEW,
            (f"{tag.page_as_printed} is none of the source's pages {printed[0]}–{printed[1]}",),
        )
    return None


def _turns(record: Mapping[str, Any], last_page: int | None) -> bool:
    """Whether the words may go over to the next page."""
    return bool(
        last_page
        and record["page"] < last_page
        and record.get("page_end", record["page"]) != record["page"]
    )


def _range(pages: object) -> tuple[int, int] | None:
    """ "e112-e120" → 112, 120; "101-9" → 101, 109."""
    match = re.search(r"(\d{1,6})\s*[-–—]+\s*[A-Za-z]?(\d{1,6})", str(pages or ""))
    if match is None:
        return None
    first, last = match.groups()
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return int(first), int(last)
