"""The tag beside a quotation: "(GP, Case D)", "(P3, Smith 2019, p. 14)", "— Practice nurse 2 [12]".

In: an author's words beside a quotation. Out: `Tag`: who speaks, in which case, which document is cited,
on which page, and a key of the corpus where one stands there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ccg_corpus.manuscript.text.citations import (
    KEY,
    Citation,
    Pages,
    citations_in,
    numbers_cited,
    pages_in,
    without_references,
)
from ccg_corpus.quotations.labels import CASE, Label, case_label, read_label
from ccg_corpus.quotations.reading import Reading


@dataclass(frozen=True, slots=True)
class Tag:
    """What stands beside a quotation. Nothing is guessed: what no word says is None."""

    text: str = ""
    role: str | None = None
    roles: tuple[str, ...] = ()
    participant: str | None = None
    name: str | None = None
    case: str | None = None
    citations: tuple[Citation, ...] = ()
    pages: Pages | None = None
    page_as_printed: str = ""
    key: str | None = None

    @property
    def speaks(self) -> bool:
        """Whether it names a speaker in any way."""
        return bool(self.role or self.participant or self.name or self.case)

    @property
    def says(self) -> bool:
        """Whether it says anything at all."""
        return self.speaks or bool(self.citations or self.pages or self.key)


NO_TAG = Tag()


def read_tag(words: str, reading: Reading) -> Tag:
    """The tag that some words are; one that says nothing where they are none."""
    citations = list(citations_in(words))
    for bracket in re.finditer(r"\[([\d,;\s–-]+)\]", words):
        citations += [
            Citation(bracket.group(), *bracket.span(), number=n) for n in numbers_cited(bracket[1])
        ]
    citations += [Citation(words, 0, len(words), number=n) for n in numbers_cited(words)]
    paged = pages_in(KEY.sub(" ", words))
    key = KEY.search(words)
    label = _label(without_references(words), reading)
    tag = Tag(
        " ".join(words.split()),
        citations=tuple(citations),
        pages=paged[0] if paged else None,
        page_as_printed=paged[1] if paged else "",
        key=key["id"] if key else None,
    )
    return _with_label(tag, label) if label else tag


def _with_label(tag: Tag, label: Label) -> Tag:
    return replace(
        tag,
        role=label.role,
        roles=label.roles,
        participant=label.participant,
        name=label.name,
        case=label.case,
    )


def _label(words: str, reading: Reading) -> Label | None:
    """Who the words say is speaking."""
    if not words or len(words) > 160:
        return None
    label = read_label(words, reading.roles, reading.common_words) or reading.label(words)
    if (
        label is not None
        and label.speaks
        and (label.role or label.participant or label.name or label.case)
    ):
        return label
    # "D", "Case D" alone; "manager" in lower case
    case = CASE.fullmatch(words)
    if case:
        return Label(words, 2.5, case=case_label(case["word"], case["name"]))
    role = reading.roles.resolve(words)
    if role:
        return Label(words, 2.5, role=role, roles=reading.roles.broader(role))
    return None


def joined(tags: Iterable[Tag]) -> Tag:
    """Several tags beside one quotation as one: the nearer says what both say."""
    out = NO_TAG
    for tag in tags:
        if not tag.says:
            continue
        speaker = out if out.speaks else tag
        out = Tag(
            "; ".join(part for part in (out.text, tag.text) if part),
            speaker.role,
            speaker.roles,
            speaker.participant,
            speaker.name,
            speaker.case or (tag.case if not out.case else out.case),
            out.citations or tag.citations,
            out.pages or tag.pages,
            out.page_as_printed or tag.page_as_printed,
            out.key or tag.key,
        )
    return out
