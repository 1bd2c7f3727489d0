"""The names papers give their sections, and what they say about a heading.

In: a heading's words. Out: the section it opens or belongs to, its number, its bare words.
Names that no paper shares are unknown here: their section is the one they stand in.
"""

from __future__ import annotations

import re
from functools import lru_cache

# Themes may be called "Ethical doubts", "Contributions to the ward" or "Sharing data" too.
_ETHICS = (
    r"ethic(s|al)( and [\w ]+)?|ethic(s|al).*(approval|statement|consent|permission|clearance|"
    r"committee|declarations?|review|considerations?|standards)( .*)?"
)
_CONTRIBUTIONS = r"contribut(or|ion)s?( (of|by) (the )?authors?.*| statements?|ship.*)?"
_DATA = r"data (availability|sharing)( (and|of) .*|,? .*statement.*|: .*)?"
# what a heading says → the section it opens. The first match wins.
_SECTIONS: tuple[tuple[str, str], ...] = (
    (r"(structured )?abstract|summary|synopsis", "abstract"),
    (r"resumo|resumen|résumé", "abstract"),
    (r"key ?words?|how this fits in|key (messages?|points?)|what is (already )?known.*|"
     r"(practical |managerial )?implications for practice|highlights", "other"),
    (r"references?( list)?|bibliography|works cited|literature cited|reference list", "references"),
    (r"acknowledge?ments?|funding( statement| sources?)?|competing interests?|" + _ETHICS + r"|"
     r"conflicts? of interests?|declarations?.*|disclosures?|author(s’|s'|'s|’s)? contributions?|" +
     _CONTRIBUTIONS + r"|" + _DATA + r"|supplementary (material|information).*|"
     r"appendi(x|ces).*|abbreviations?|notes?|footnotes|provenance.*|open access|"
     r"author details?|orcid.*|how to cite.*|related articles", "other"),
    (r"introduction|background( and .*)?|literature review|(theoretical|conceptual) "
     r"(perspectives?|frameworks?|background)|objectives?|aims?( and objectives)?|context|"
     r"rationale|purpose|policy (context|background)|related work|prior work", "background"),
    (r"(research |study |data |materials? and |patients and |participants and )?"
     r"(methods?|methodology|design)(/.*| and .*)?|materials and methods|methodological.*|"
     r"research design(/methods)?|data (collection|analysis|analyses)( and .*)?|"
     r"(study )?(setting|participants?|sample|recruitment|sampling|procedures?)( and .*)?|analysis|"
     r"subjects and setting", "methods"),
    (r"(key |main |study |research |our |qualitative )?(results?|findings)( and (discussion|analysis))?|"
     r"(results?|findings) (from|of) .*|case study evidence|themes", "results"),
    (r"(general )?discussions?( and .*)?|conclu(sions?|ding remarks)( and .*)?|"
     r"(strengths|limitations)( and .*)?|implications( for .*| and .*)?|comparison with .*|"
     r"principal findings|interpretation|recommendations?( .*)?", "discussion"),
)  # fmt: skip
_PATTERNS = tuple((re.compile(pattern), section) for pattern, section in _SECTIONS)
# Every paragraph's text is asked about: one pattern, for lower case, says no at its first letters.
_ANY = re.compile("|".join(pattern for pattern, _ in _SECTIONS))
# only these open a section; the other names keep the one they stand in
_TOP = re.compile(
    r"introduction|background( and .*)?|((research|study|materials? and|patients and|participants "
    r"and) )?(methods?|methodology)(/.*| and .*)?|materials and methods|research design/methods|"
    r"((key|main|study|research|our|qualitative) )?(results?|findings)( (and|of|from|on) .*)?|"
    r"(general )?discussions?( and .*)?|conclu(sions?|ding remarks)( and .*)?|literature review|"
    r"(structured )?abstract|resumo|resumen|references?( list)?|bibliography|acknowledge?ments?|"
    r"funding( statement| sources?)?|appendi(x|ces).*|key ?words?"
)
_NEAR = 80  # characters: where a heading's number stands, as in "Study 2. Methods" too
_BEHIND_NUMBER = re.compile(r"[\d.]\s+[A-Z‘“\"']")  # quicker to look for
_NUMBER = re.compile(r"(?:(\d{1,2}(?:\.\d{1,2}){0,3})\.?|[IVX]{1,4}\.|[A-H]\.)\s+(?=[A-Z‘“\"'])")


@lru_cache(maxsize=256)  # a paragraph is asked about several times in a row
def section_named(text: str) -> str | None:
    """The section a heading of these words opens or belongs to; None if its words do not say."""
    name = _name(text)
    if not _ANY.fullmatch(name):
        return None
    return next(section for pattern, section in _PATTERNS if pattern.fullmatch(name))


def _name(text: str) -> str:
    return bare_heading(text).rstrip(":").strip().lower()


def bare_heading(text: str) -> str:
    """A heading's words without its number and emphasis marks: "3.1. Trust" → "Trust"."""
    name = text.strip().strip("*_#").strip()
    if not _BEHIND_NUMBER.search(name, 0, _NEAR):
        return name
    number = _NUMBER.search(name, 0, _NEAR)
    return name[: number.start()] + name[number.end() :] if number else name


def heading_number(text: str) -> str | None:
    """The decimal number a heading begins with: "3.1. Trust" → "3.1"."""
    match = _NUMBER.match(text.strip().strip("*_#").strip())
    return match.group(1) if match else None


@lru_cache(maxsize=256)
def opens_section(text: str) -> bool:
    """Whether a heading of these words opens a section of its own, whatever stands above."""
    return bool(_TOP.fullmatch(_name(text)))


_BACK = re.compile(
    r"acknowledge?ments?|funding( statement| sources?)?|(competing|conflicts? of|declaration of) interests?.*|"
    r"ethic(s|al)( approval| statement)?.*|declarations?.*|disclosures?|author(’s|s'|'s|s’|s)? "
    r"(contributions?|details?|information)|contribut(or|ion)s?.*|data (availability|sharing).*|"
    r"supplementary (material|information).*|abbreviations?|provenance.*|pre-publication history|"
    r"references?( list)?|bibliography|copyright.*|licen[cs]e.*",
    re.I,
)


@lru_cache(maxsize=256)
def is_back_matter(text: str) -> bool:
    """Whether a heading opens what stands behind a paper: funding, interests, references.

    Numbered below a section ("4.1.2") it is a part of that.
    """
    if "." in (heading_number(text) or ""):
        return False
    return bool(_BACK.fullmatch(bare_heading(text).rstrip(":").strip()))
