"""Questions made together with what they mean: a text to type, and a test of one quotation.

The meaning is put together while the text is, so that nothing of the reader is needed to know it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

from ccg_corpus.text.words import family
from reference.evaluator import Said, families_of, texts_of

Holds = Callable[[Said], bool]


@dataclass(frozen=True)
class Asked:
    """A text, and whether a quotation answers it. `is_atom`: nothing in it can be torn apart."""

    text: str
    holds: Holds
    is_atom: bool = True


@dataclass(frozen=True)
class Names:
    """What the corpus of the questions holds."""

    words: tuple[str, ...]
    phrases: tuple[str, ...]
    roles: tuple[tuple[str, str], ...]  # as typed, and the slug
    cases: tuple[str, ...]
    documents: tuple[str, ...]
    participants: tuple[str, ...]


def word(text: str, typed: str = "") -> Asked:
    """A plain word."""
    return Asked(typed or text, lambda one: family(text) in one.families | one.around)


def phrase(text: str) -> Asked:
    """Words in quotes."""
    wanted = texts_of(text)[0]

    def holds(one: Said) -> bool:
        return any(
            words[n : n + len(wanted)] == wanted for words in one.texts for n in range(len(words))
        )

    return Asked(f'"{text}"', holds)


def prefix(text: str) -> Asked:
    """The beginning of a word."""
    return Asked(
        f"{text}*", lambda one: any(w.startswith(text) for words in one.texts for w in words)
    )


def near(one: str, other: str, within: int) -> Asked:
    """Two words, at most so many places from each other."""

    def holds(said: Said) -> bool:
        return any(
            family(a) == family(one) and family(b) == family(other) and 0 < abs(m - n) <= within
            for words in said.texts
            for n, a in enumerate(words)
            for m, b in enumerate(words)
        )

    return Asked(f"{one} NEAR/{within} {other}", holds)


def fact(field: str, value: str, *typed: str) -> list[Asked]:
    """A filter, in each of the ways it can be typed."""
    return [Asked(text, lambda one: value in one.facts[field]) for text in typed]


def unstated(field: str) -> Asked:
    """What states no role, case …"""
    return Asked(f"{field}:none", lambda one: not one.facts[field])


def atoms(names: Names) -> st.SearchStrategy[Asked]:
    """The smallest questions."""
    facts = [
        *(one for typed, slug in names.roles for one in fact("role", slug, typed, f"role:{slug}")),
        *(
            one
            for label in names.cases
            for one in fact("case", label.casefold(), f"case {label}", f"case:{label}")
        ),
        *(one for id in names.documents for one in fact("document", id, id, f"document:{id}")),
        *(
            one
            for id in names.documents
            for label in names.cases
            for one in fact("case in", f"{id}:{label.casefold()}", f"{id}:{label}")
        ),
        *(
            one
            for label in names.participants
            for one in fact(
                "participant", label.casefold().replace(" ", ""), f'participant:"{label}"', label
            )
        ),
        unstated("role"),
        unstated("case"),
        Asked("participant:*", lambda one: bool(one.facts["participant"])),
        Asked("section:results", lambda one: "results" in one.facts["section"]),
    ]
    return st.one_of(
        st.sampled_from(names.words).map(word),
        st.sampled_from(names.phrases).map(phrase),
        st.sampled_from([text[:3] for text in names.words]).map(prefix),
        st.builds(
            near, st.sampled_from(names.words), st.sampled_from(names.words), st.integers(1, 6)
        ),
        st.sampled_from(facts),
    )


SMALL = (
    "we",
    "i",
    "it",
    "they",
    "not",
    "too",
)  # small words, which an operator makes words to find


def both(one: Asked, other: Asked) -> Asked:
    """Both are needed."""
    return Asked(
        f"{in_brackets(one)} AND {in_brackets(other)}",
        lambda said: one.holds(said) and other.holds(said),
        is_atom=False,
    )


def side_by_side(one: Asked, other: Asked) -> Asked:
    """Both are needed: brackets keep values of one field apart."""
    return Asked(
        f"({one.text}) ({other.text})", lambda s: one.holds(s) and other.holds(s), is_atom=False
    )


def either(one: Asked, other: Asked, sign: str = "OR") -> Asked:
    """One is enough."""
    return Asked(
        f"{in_brackets(one)} {sign} {in_brackets(other)}",
        lambda said: one.holds(said) or other.holds(said),
        is_atom=False,
    )


def without(one: Asked, sign: str = "NOT ") -> Asked:
    """What it holds for is left out."""
    return Asked(f"{sign}{in_brackets(one)}", lambda said: not one.holds(said), is_atom=False)


def in_brackets(one: Asked) -> str:
    """As it can stand beside an operator."""
    return one.text if one.is_atom else f"({one.text})"


def bracketed(one: Asked) -> Asked:
    """Brackets that mean nothing."""
    return Asked(f"({one.text})", one.holds)


def behind_small(one: Asked, small: str) -> Asked:
    """Small words that lead up to it and fall away."""
    return Asked(f"({small} {one.text})", one.holds)


def questions(names: Names) -> st.SearchStrategy[Asked]:
    """Questions of any shape."""
    alone = st.sampled_from(SMALL).map(word)
    joined = st.one_of(atoms(names), atoms(names), atoms(names), alone)

    def larger(smaller: st.SearchStrategy[Asked]) -> st.SearchStrategy[Asked]:
        operand = st.one_of(smaller, joined)
        return st.one_of(
            st.builds(both, operand, operand),
            st.builds(side_by_side, smaller, smaller),
            st.builds(either, operand, operand, st.sampled_from(("OR", "|"))),
            st.builds(without, operand, st.sampled_from(("NOT ", "-", "NOT the ", "NOT NOT NOT "))),
            st.builds(bracketed, smaller),
            st.builds(behind_small, smaller, st.sampled_from(("the", "of the", "what", "we with"))),
        )

    return st.recursive(atoms(names), larger, max_leaves=6)


def all_of(answers: Sequence[Said], asked: Asked) -> set[str]:
    """The ids of the quotations that answer a question."""
    return {one.id for one in answers if asked.holds(one)}


__all__ = ["Asked", "Names", "all_of", "families_of", "questions"]
