"""What every engine is asked, and what it has to find: each operator at its boundaries.

What the operators mean is written down in docs/asking.md.
"""

from __future__ import annotations

from ccg_corpus.core.model import SPEECH_KINDS
from ccg_corpus.query.tree import (
    AllOf,
    AnyOf,
    Holding,
    Mentioned,
    Near,
    Not,
    Part,
    Phrase,
    Prefix,
    Within,
    Word,
)
from ccg_corpus.search import Question
from ccg_corpus.store import Facet, Selection

NORTH, SOUTH = Holding((("study", "north"),)), Holding((("study", "south"),))
EVERY = [
    "a1",
    "a2",
    "a3",
    "a4",
    "a5",
    "a6",
    "a7",
    "a8",
    "a9",
    "b1",
    "b2",
    "b3",
    "b4",
    "b5",
    "b6",
    "b7",
    "b8",
    "b9",
    "b10",
    "b11",
    "d1",
    "d2",
]
IN_B = [key for key in EVERY if key[0] == "b"]


def near(one: Part | str, other: Part | str, within: int) -> Near:
    """Two parts, or words, near each other."""
    first, second = (Word(part) if isinstance(part, str) else part for part in (one, other))
    return Near((first, second), within)


def without(*keys: str) -> list[str]:
    """All but these."""
    return [key for key in EVERY if key not in keys]


# A name for the question, its parts, the keys of what they find.
PARTS: list[tuple[str, tuple[Part, ...], list[str]]] = [
    # NEAR/n: the place of the one is at most n behind that of the other
    ("near: neighbours are 1 apart", (near("lantern", "cupboard", 1),), ["a3"]),
    ("near: one word between is 2", (near("lantern", "cupboard", 2),), ["a2", "a3"]),
    ("near: just too far", (near("lantern", "cupboard", 3),), ["a2", "a3"]),
    ("near: exactly so far", (near("lantern", "cupboard", 4),), ["a1", "a2", "a3"]),
    ("near: the other way round", (near("cupboard", "lantern", 4),), ["a1", "a2", "a3"]),
    ("near: six are not seven", (near("lantern", "cupboard", 6),), ["a1", "a2", "a3"]),
    ("near: seven", (near("lantern", "cupboard", 7),), ["a1", "a2", "a3", "a4"]),
    ("near: one word is not near itself", (near("lantern", "lantern", 9),), []),
    ("near: the same word twice", (near("ropes", "ropes", 2),), ["d1"]),
    ("near: families", (near("womanly", "going", 1),), ["b1", "b2"]),
    ("near: irregular forms", (near("woman", "go", 1),), ["b1", "b2"]),
    ("near: a phrase, from its last word", (near(Phrase("fed up"), "oil", 3),), ["b5"]),
    ("near: a phrase, one less", (near(Phrase("fed up"), "oil", 2),), []),
    ("near: a phrase, from its first word", (near("oil", Phrase("of the house"), 1),), ["b5"]),
    ("near: a phrase stays exact", (near(Phrase("feed up"), "oil", 9),), []),
    ("near: a prefix", (near(Prefix("lant"), "cupboard", 1),), ["a3"]),
    ("near: alternatives", (near(AnyOf((Word("sold"), Word("lit"))), "cupboard", 2),), ["a2"]),
    ("near: alternatives, further", (near(AnyOf((Word("sold"), Word("lit"))), "cupboard", 4),),
     ["a2", "a3"]),
    ("near: within near", (near(near("lantern", "cupboard", 2), "sold", 2),), ["a2"]),
    ("near: the headings don't count", (near("brass", "lantern", 99),), []),
    ("near: a hyphenated word apart", (near(Phrase("well being"), "service", 1),), ["a7"]),
    ("near: a hyphenated word as one", (near("wellbeing", "service", 1),), ["a7"]),
    ("near: no text goes on in its joined form", (near("dusk", "daytoday", 4),), []),
    ("near: within the joined form", (near("dusk", "daytoday", 5),), ["b11"]),
    ("near: left out", (Word("lantern"), Not(near("lantern", "cupboard", 4))), ["a4", "b9", "d2"]),
    ("near: or else", (AnyOf((near("lantern", "cupboard", 1), Word("oil"))),),
     ["a3", "b5", "b7", "b8", "b10", "b11"]),
    # Phrases: these words, next to each other
    ("phrase", (Phrase("fed up"),), ["b5"]),
    ("phrase: no families", (Phrase("feed up"),), ["b6"]),
    ("phrase: in this order", (Phrase("up fed"),), []),
    ("phrase: next to each other", (Phrase("fed with"),), []),
    ("phrase: one word, as it stands", (Phrase("lamps"),), ["b6", "b8", "b9"]),
    ("phrase: one word in another form", (Phrase("lamp"),), []),
    ("phrase: small words count", (Phrase("it is not it that I"),), ["b4"]),
    ("phrase: with a hyphen", (Phrase("well-being"),), ["a7", "a8", "a9"]),
    ("phrase: without the hyphen", (Phrase("well being"),), ["a7", "a9"]),
    ("phrase: over a hyphen", (Phrase("being service"),), ["a7"]),
    ("phrase: behind a joined word", (Phrase("wellbeing service"),), ["a7"]),
    ("phrase: not from the text into its joined form", (Phrase("dusk daytoday"),), []),
    ("phrase: hyphens of more than two", (Phrase("day to day oil"),), ["b11"]),
    ("phrase: the headings don't count", (Phrase("brass"),), []),
    ("phrase: typography", (Phrase("o'brien sold"),), ["b10"]),
    ("phrase: left out", (Word("ferry"), Not(Phrase("went home"))), ["a7", "b2"]),
    # Prefixes: words that begin so
    ("prefix", (Prefix("manag"),), ["b7", "b8"]),
    ("prefix: a whole word", (Prefix("manage"),), ["b7", "b8"]),
    ("prefix: all of it", (Prefix("manager"),), ["b8"]),
    ("prefix: not its middle", (Prefix("anag"),), []),
    ("prefix: over a hyphen", (Prefix("well-b"),), ["a7", "a8"]),
    ("prefix: the joined form", (Prefix("dayt"),), ["b11"]),
    ("prefix: the headings don't count", (Prefix("bras"),), []),
    ("prefix: accents", (Prefix("CAF"),), ["b10"]),
    # Words: their families, in the text or in the heading
    ("word: its family", (Word("disillusion"),), ["a5", "a6"]),
    ("word: irregular", (Word("woman"),), ["b1", "b2"]),
    ("word: irregular verbs", (Word("going"),), ["b1", "b2"]),
    ("word: spellings", (Word("organization"),), ["b3"]),
    ("word: spellings at the beginning", (Word("pediatrics"),), ["b3"]),
    ("word: no other beginning", (Word("managed"),), ["b7", "b8"]),
    ("word: the heading counts", (Word("brass"),), [f"a{n}" for n in range(1, 10)]),
    ("word: with a hyphen", (Word("well-being"),), ["a7", "a8", "a9"]),
    ("word: without a hyphen", (Word("wellbeing"),), ["a7", "a8", "a9"]),
    ("word: two halves side by side", (Word("well"), Word("being")), ["a7", "a8", "a9"]),
    ("word: halves in the other order", (Word("being"), Word("well")), ["a7", "a9"]),
    ("word: halves of one in the heading", (Word("well"), Word("kept")), ["d1", "d2"]),
    ("word: small ones are not left out", (Word("it"),), ["a9", "b4"]),
    ("word: not, I", (Word("not"), Word("I")), ["a8", "b4"]),
    ("word: apostrophes", (Word("O’Brien"),), ["b10"]),
    ("word: that nobody says", (Word("zeppelin"),), []),
    # No word at all
    ("none: a dash", (Word("—"),), []),
    ("none: a phrase of dots", (Phrase("…"),), []),
    ("none: left out", (Not(Word("—")),), EVERY),
    ("none: or a word", (AnyOf((Phrase("…"), Word("dusk"))),), ["b11"]),
    ("none: near a word", (near("—", "dusk", 9),), []),
    ("none: a star alone", (Prefix("*"),), EVERY),
    # Brackets
    ("and", (Word("lantern"), Word("cupboard")), ["a1", "a2", "a3", "a4"]),
    ("and: in brackets", (AllOf((Word("lantern"), Word("cupboard"))),), ["a1", "a2", "a3", "a4"]),
    ("or", (AnyOf((Word("harbour"), Word("dusk"))),), ["a5", "a6", "b11"]),
    ("or: with what is nowhere", (AnyOf((Word("zeppelin"), Word("dusk"))),), ["b11"]),
    ("or: of and", (AnyOf((AllOf((Word("oil"), Word("lamp"))), Word("dusk"))),), ["b8", "b11"]),
    ("not", (Word("lantern"), Not(Word("cupboard"))), ["b9", "d2"]),
    ("not: alone", (Not(Word("brass")),), [key for key in EVERY if key[0] != "a"]),
    ("not: what is nowhere", (Not(Word("zeppelin")),), EVERY),
    ("not: twice", (Not(Not(Word("dusk"))),), ["b11"]),
    ("not: of or", (Not(AnyOf((Word("brass"), Word("tallow")))),), ["d1", "d2"]),
    ("not: of and", (Word("lantern"), Not(AllOf((Word("lantern"), Word("cupboard"))))),
     ["b9", "d2"]),
    ("not: within or", (AnyOf((Word("dusk"), Not(Word("the")))),),
     ["a2", "a3", "a8", "a9", "b4", "b8", "b9", "b11", "d1", "d2"]),
    ("not: of all", (Not(Word("brass")), Not(Word("tallow")), Not(Word("ropes"))), []),
    ("nothing is asked", (), EVERY),
    # Filters among words
    ("filter: or a word", (AnyOf((Word("dusk"), Holding((("document", "d"),)))),),
     ["b11", "d1", "d2"]),
    ("filter: or else left out", (AnyOf((Word("dusk"), Not(AnyOf((NORTH, SOUTH))))),), ["b11"]),
    ("filter: left out with a word", (Word("lantern"), Not(AllOf((NORTH, Word("cupboard"))))),
     ["b9", "d2"]),
    ("filter: a year or a word", (AnyOf((Within("year", 2019, None), Word("dusk"))),),
     ["b11", "d1", "d2"]),
    ("filter: up to a year", (AnyOf((Within("year", None, 2015), Word("dusk"))),),
     [*(f"a{n}" for n in range(1, 10)), "b11"]),
]  # fmt: skip


def select(*groups: list[Facet], **bounds: bool | int) -> Selection:
    """Records that hold one facet of each group."""
    return Selection(SPEECH_KINDS, tuple(map(tuple, groups)), **bounds)  # type: ignore[arg-type]


ALL = select()
LANTERN = (Word("lantern"),)
# A name, the parts, the selection, the keys.
SELECTIONS: list[tuple[str, tuple[Part, ...], Selection, list[str]]] = [
    ("a document", LANTERN, select([("document", "a")]), ["a1", "a2", "a3", "a4"]),
    ("one of two documents", LANTERN, select([("document", "a"), ("document", "d")]),
     ["a1", "a2", "a3", "a4", "d2"]),
    ("a document and a study", LANTERN, select([("document", "a")], [("study", "south")]), []),
    ("no document", LANTERN, select([("document", "zz")]), []),
    ("an empty group", LANTERN, select([]), []),
    ("since a year", LANTERN, select(since=2018), ["b9", "d2"]),
    ("until a year", LANTERN, select(until=2017), ["a1", "a2", "a3", "a4"]),
    ("between two years", LANTERN, select(since=2016, until=2019), ["b9"]),
    ("without words", (), select([("study", "south")]), [*IN_B, "d1", "d2"]),
    ("left out within a study", (Not(Word("tallow")),), select([("study", "south")]), ["d1", "d2"]),
    ("near within a study", (near("lantern", "tin", 2),), select([("study", "south")]), ["d2"]),
    ("every printing", (Word("stood"),), select(all_printings=True), ["a1", "c1"]),
    ("of several printings one", (Word("stood"),), ALL, ["a1"]),
]  # fmt: skip
# What only one kind of records has: who speaks, or who is spoken of.
OWN: dict[str, list[tuple[str, tuple[Part, ...], Selection, list[str]]]] = {
    "quotations": [
        ("a role", LANTERN, select([("role", "nurse")]), ["a2", "a4", "d2"]),
        ("a role and a case", LANTERN, select([("role", "gp")], [("case", "a")]), ["a1", "a3"]),
        ("a role or a word", (AnyOf((Word("dusk"), Holding((("role", "gp"),)))), Word("tallow")),
         ALL, ["b1", "b3", "b5", "b7", "b9", "b11"]),
        ("not a role", (Word("tallow"), Not(Holding((("role", "gp"),)))), ALL,
         ["b2", "b4", "b6", "b8", "b10"]),
        ("a role nobody has", LANTERN, select([("role", "cook")]), []),
        ("not near a role", (Holding((("role", "gp"),)), Not(near("lantern", "cupboard", 4)), *LANTERN),
         ALL, ["b9"]),
    ],
    "passages": [
        ("a name", (Mentioned(("harbour master",)),), ALL, ["a5"]),
        ("a name in another form", (Mentioned(("harbour masters", "zeppelin")),), ALL, ["a5"]),
        ("a name in the heading", (Mentioned(("brass",)),), ALL, [f"a{n}" for n in range(1, 10)]),
        ("how a name begins", (Mentioned(("harb*",)),), ALL, ["a5", "a6"]),
        ("a name and NEAR", (Mentioned(("brass",)), near("lantern", "cupboard", 2)), ALL,
         ["a2", "a3"]),
        ("a name left out", (Word("harbour"), Not(Mentioned(("harbour master",)))), ALL, ["a6"]),
    ],
}  # fmt: skip


def questions(kind: str) -> list[tuple[str, Question, list[str]]]:
    """All that an engine of a kind is asked."""
    plain = [(name, Question(parts, ALL), keys) for name, parts, keys in PARTS]
    chosen = (*SELECTIONS, *OWN[kind])
    return plain + [(name, Question(parts, one), keys) for name, parts, one, keys in chosen]
