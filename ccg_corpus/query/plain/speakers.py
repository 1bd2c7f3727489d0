"""Which roles a query names, and where: by the vocabulary, else by the roles of the corpus."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from ccg_corpus.query.catalogue import Catalogue
from ccg_corpus.query.lexemes import Lexeme
from ccg_corpus.query.plain.asking_words import SHORT_FOR
from ccg_corpus.text.words import families, fold

if TYPE_CHECKING:
    from ccg_corpus.core.span import Span

LONGEST_ROLE = 4


class MentionedRole(Protocol):
    """A role's name standing in a text."""

    @property
    def slug(self) -> str: ...
    @property
    def span(self) -> Span: ...
    @property
    def plural(self) -> bool: ...


class RoleFinder(Protocol):
    """What reading a phrase needs of the role vocabulary."""

    def resolve(self, words: str) -> str | None:
        """The slug that these words name."""

    def find(self, text: str) -> Sequence[MentionedRole]:
        """Every role named in `text`, by position."""


def role_mentions(
    text: str, pieces: list[Lexeme], roles: RoleFinder, catalogue: Catalogue
) -> dict[int, tuple[str, int, bool]]:
    """Index of a lexeme → the role named there, over how many lexemes, and whether as a plural."""
    mentions = _named_in_text(text, pieces, roles)
    unlisted = [
        (slug, families(slug.replace("-", " ")))
        for slug in sorted(catalogue.roles, key=len, reverse=True)
        if roles.resolve(slug) is None
    ]
    for at, piece in enumerate(pieces):
        if piece.kind != "word":
            continue
        short = _in_short(pieces, at, roles)
        if short and short[1] > mentions.get(at, ("", 0, False))[1]:
            for n in range(at, at + short[1]):
                mentions.pop(n, None)
            mentions[at] = short
        found = _unlisted_role(pieces, at, unlisted)
        if found and found[1] > mentions.get(at, ("", 0, False))[1]:  # the longest name counts
            for n in range(at, at + found[1]):
                mentions.pop(n, None)
            mentions[at] = found
        if any(n <= at < n + m[1] for n, m in mentions.items()):
            continue
        slug = roles.resolve(piece.text) if piece.text.islower() else None  # "gp", "gps"
        if slug:
            found = slug, 1, piece.text.endswith("s")
        if found:
            mentions[at] = found
    return mentions


def _in_short(pieces: list[Lexeme], at: int, roles: RoleFinder) -> tuple[str, int, bool] | None:
    """ "sr managers", "docs", "patients' representatives": a role's name as people write it."""
    for length in range(LONGEST_ROLE, 0, -1):
        stretch = pieces[at : at + length]
        is_whole = len(stretch) == length and not any(piece.negated for piece in stretch[1:])
        if not is_whole or any(piece.kind != "word" for piece in stretch):
            continue
        words = [fold(piece.text) for piece in stretch]
        full = [SHORT_FOR.get(word.removesuffix("'s").rstrip("'"), word) for word in words]
        full = [*(_possessor(word) for word in full[:-1]), full[-1].rstrip("'")]
        if full != words and (slug := roles.resolve(" ".join(full))):
            return slug, length, full[-1].endswith("s")
    return None


def _possessor(word: str) -> str:
    """ "patients'" before another word is "patient"."""
    return word.removesuffix("s'").removesuffix("'s")


def _named_in_text(
    text: str, pieces: list[Lexeme], roles: RoleFinder
) -> dict[int, tuple[str, int, bool]]:
    mentions = {}
    for mention in roles.find(text):
        span = mention.span
        inside = [
            n for n, one in enumerate(pieces) if span.start < one.end and one.start < span.end
        ]
        is_whole = not any(pieces[n].negated for n in inside[1:])  # "practice -nurses"
        if is_whole and all(
            pieces[n].kind == "word" and _stands_alone(pieces[n], span) for n in inside
        ):
            mentions[inside[0]] = (mention.slug, len(inside), mention.plural)
    return mentions


def _stands_alone(piece: Lexeme, span: Span) -> bool:
    """Not "GP-led": the role's name is the whole word, but for a possessive."""
    outside = piece.text[: max(0, span.start - piece.start)]
    outside += piece.text[max(0, span.end - piece.start) :]
    return outside in ("", "'", "’", "'s", "’s")


def _unlisted_role(
    pieces: list[Lexeme], at: int, unlisted: list[tuple[str, tuple[str, ...]]]
) -> tuple[str, int, bool] | None:
    """A role of the corpus that the vocabulary lacks: its slug is its own words."""
    for slug, key in unlisted:
        stretch = pieces[at : at + len(key)]
        words = " ".join(piece.text for piece in stretch if piece.kind == "word")
        is_whole = not any(piece.negated for piece in stretch[1:])
        if key and is_whole and families(words) == key:
            return slug, len(stretch), False
    return None
