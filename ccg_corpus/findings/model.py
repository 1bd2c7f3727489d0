"""What a finding is: a statement, what speaks for and against it, and how a reviewer judged it.

The nouns of findings.yaml. Nothing in them is worked out: what the corpus has to say of a finding is
in `evidence`, what has changed since somebody looked in `checking`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

FINDINGS_NAME = "findings.yaml"

# The components of GRADE-CERQual, in the order of its evidence profile (Lewin et al. 2018,
# doi:10.1186/s13012-017-0688-3), and what a reviewer may judge each to be.
COMPONENTS = ("methodological limitations", "coherence", "adequacy", "relevance")
CONCERNS = (
    "no or very minor concerns", "minor concerns", "moderate concerns", "serious concerns",
)  # fmt: skip
CONFIDENCE = ("high", "moderate", "low", "very low")
# The levels of JBI's meta-aggregation: how well an illustration bears a finding out.
CREDIBILITY = ("unequivocal", "credible", "not supported")


@dataclass(frozen=True, slots=True)
class Pointer:
    """What a reviewer points at: a quotation by its `id`, a `code`, or a `query`."""

    kind: str
    value: str
    line: int = 0

    @property
    def shown(self) -> str:
        return self.value if self.kind == "id" else f"{self.kind} {self.value}"


@dataclass(frozen=True, slots=True)
class Interpretation:
    """A second-order construct: the authors' own words in a document, verbatim."""

    document: str
    text: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a reviewer judged, and why."""

    value: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One statement of a synthesis. `name` is its key in the file, for good; an entry that states
    nothing has an empty `statement`, and is in no table that a review prints."""

    name: str
    statement: str
    supports: tuple[Pointer, ...] = ()
    contradicts: tuple[Pointer, ...] = ()
    interpretations: tuple[Interpretation, ...] = ()
    illustration: str = ""  # an id: what to print of it where one is printed
    judgements: dict[str, Judgement] = field(default_factory=dict)  # by component
    confidence: Judgement | None = None
    credibility: str = ""
    notes: str = ""
    line: int = 0
