"""Which attributions are learnt from a document, and which never are. Every text is invented."""

from __future__ import annotations

import pytest

from ccg_corpus.core.model import Block, Span
from ccg_corpus.quotations.habits import learn_attributions
from ccg_corpus.quotations.habits.shapes import shape_of
from ccg_corpus.quotations.habits.sites import sites_of

SAID = (
    "I never got the key to the shed and my husband has stopped asking",
    "I carry my spade home on the bus because somebody took the last one",
    "you ring the bell twice and then I come down if my knees let me",
    "my freezer is full of beans by August and I give them away",
    "we had a lovely row about the hose, I laughed for a week",
    "I sieve every barrow by hand and I still find glass in it",
)
PROSE = (
    "The tenants of the plots spoke at length of the water supply, which the council had turned "
    "off for two winters, and of the letters that were sent about it. The committee met in the "
    "hut on the first Monday of each month and kept minutes, which were lent to the researchers.",
    "Theft was named by most of the tenants as a reason for leaving early. The fences had been "
    "mended in the spring of the first year, and the gate was fitted with a lock whose number "
    "was changed each quarter by the secretary, who posted it to everybody by ordinary mail.",
)


def blocks_of(*texts: str) -> tuple[list[tuple[int, Block, str]], str]:
    """Paragraphs as a reading has them, and the text they stand in."""
    found, at = [], 0
    for number, text in enumerate(texts):
        found.append((number, Block("paragraph", Span(at, at + len(text))), text))
        at += len(text) + 1
    return found, "\n".join(texts)


def learnt(*texts: str) -> set[str]:
    """The words that are learnt to be attributions."""
    return set(learn_attributions(*blocks_of(*texts)).by_words)


SHAPES = [
    "(FG1 Wilma)|(FG2 Petra)|(FG2 Ulla)|(FG1 Osric)|(FG3 Thea)|(FG1 Bram)",
    "[8: 47 years]|[2: 55 years]|[8: 47 years]|[3: 60 years]|[9: 31 years]|[2: 55 years]",
    "(Skipper 4)|(Skipper 9)|(Skipper 4)|(Skipper 11)|(Skipper 2)|(Skipper 7)",
    "(M/GR/10+ yrs/urban)|(F/TN/2+ yrs/rural)|(F/GR/7+ yrs/urban)|(M/TN/1+ yrs/rural)|(F/GR/4+ yrs/rural)|(M/GR/9+ yrs/urban)",
    "{Q7, baker, 52}|{Q31, retired}|{Q2, baker}|{Q7, baker, 52}|{Q9, roper, 61}|{Q3, sailor}",
    "– K04/B|– K11/A|– K09/C|– K04/B|– K31/D|– K02/A",
    "[#9]|[#27]|[#9]|[#30]|[#12]|[#3]",
    "(aged 48; plots = 2; bees = no; hens wanted; shed shared; water carried; P7)|(aged 51; plots = 1; bees = yes; P2)"
    "|(aged 33; plots = 4; bees = no; P9)|(aged 62; plots = 2; bees = no; P3)|(aged 70; plots = 1; P5)|(aged 29; plots = 1; P4)",
]


@pytest.mark.parametrize("printed", SHAPES[:-1])
@pytest.mark.parametrize("marks", ["", "“”"])
def test_a_shape_that_recurs_behind_speech_is_learnt(printed: str, marks: str) -> None:
    """Whatever its words are, in marks and without."""
    labels = printed.split("|")
    opening, closing = (marks[0], marks[1]) if marks else ("", ".")
    texts = [f"{opening}{said}{closing} {label}" for said, label in zip(SAID, labels, strict=True)]
    found = learnt(*PROSE, *texts)
    assert found == {label.strip("()[]{}–— ") for label in labels}


def test_nothing_is_learnt_behind_the_authors_sentences() -> None:
    """The same shapes behind prose in which nobody speaks."""
    for printed in SHAPES:
        labels = printed.split("|")
        texts = [
            f"{PROSE[n % 2][:150].rsplit('.', 1)[0]} {label}." for n, label in enumerate(labels)
        ]
        assert not learnt(*PROSE, *texts), printed


@pytest.mark.parametrize(
    "brackets",
    [
        ["[laughs]", "[puts the kettle on, laughing]", "[points]", "[nods]", "[sighs]", "[waves]"],
        ["[1]", "[2]", "[3]", "[4,5]", "[6]", "[7]"],
        [
            "(Moss, 2011)",
            "(Reed, 2014)",
            "(Moss, 2011)",
            "(Vale, 2018)",
            "(Ash, 2002)",
            "(Elm, 1999)",
        ],
        ["(n = 12)", "(n = 4)", "(58%)", "(p < .05)", "(n = 9)", "(12%)"],
        ["(K4, K19)", "(K2, K7)", "(K1, K3)", "(K9, K12)", "(K4, K5)", "(K2, K8)"],
        ["(Table 1)", "(Table 2)", "(Figure 1)", "(Table 3)", "(Box 1)", "(Figure 2)"],
    ],
)
def test_asides_references_and_statistics_are_never_learnt(brackets: list[str]) -> None:
    """Though they stand behind words that speak."""
    texts = [f"{said} {bracket}." for said, bracket in zip(SAID, brackets, strict=True)]
    assert not learnt(*PROSE, *texts)


def test_three_are_no_habit() -> None:
    """A shape that comes back three times is not yet this document's way."""
    labels = SHAPES[2].split("|")[:3]
    assert not learnt(
        *PROSE, *(f"{said}. {label}" for said, label in zip(SAID, labels, strict=False))
    )


def test_a_longer_form_joins_the_family() -> None:
    """ "(Q7)" and "(Q7, baker)": the rarer form is learnt with the commoner one."""
    labels = ["(Q7)", "(Q31)", "(Q2)", "(Q9)", "(Q7, baker)", "(Q3, sailor)"]
    found = learnt(*PROSE, *(f"{said}. {label}" for said, label in zip(SAID, labels, strict=True)))
    assert {"Q7, baker", "Q3, sailor", "Q31"} <= found


def test_prose_in_the_first_person_is_the_measure() -> None:
    """Where the authors themselves say I, brackets behind their sentences are theirs."""
    own = tuple(f"I went to the plots in spring. {text} I wrote it all down." for text in PROSE)
    texts = [f"{said}. (Note {n})" for n, said in enumerate(SAID)]
    prose = [f"{said}. {SAID[0]}. {own[0]}" for said in SAID]
    assert not learnt(*own, *prose, *texts)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Q7, baker, 52", "Q31, roper, 20"), ("FG1 Wilma", "FG12 Ulla"), ("#9", "#12")],
)
def test_a_shape_is_its_classes(one: str, other: str) -> None:
    """Not the words, and not how many there are."""
    assert shape_of("(", one) == shape_of("(", other) is not None


def test_a_site_hears_the_words_before_it() -> None:
    """Back to the opening mark; the brackets between are not taken for the words."""
    blocks, _ = blocks_of(f"They met at noon. “{SAID[0]}” (K). Then “{SAID[1]}” (M).")
    heard = [site.before for site in sites_of(blocks)]
    assert heard == [f"“{SAID[0]}”", f"“{SAID[1]}”"]


def test_labels_behind_prose_are_nobodys() -> None:
    """Whatever they name: nobody says I before them, and no marks close there."""
    labels = [
        f"(FG{n % 3} {name})" for n, name in enumerate(("Wilma", "Petra", "Ulla", "Thea") * 3)
    ]
    texts = [f"{PROSE[n % 2].rstrip('.')} {label}." for n, label in enumerate(labels)]
    blocks, text = blocks_of(*PROSE, *texts)
    assert "FG1 Petra" in learn_attributions(blocks, text).unspoken
    spoken = [f"{said}. {label}" for said, label in zip(SAID * 2, labels, strict=True)]
    blocks, text = blocks_of(*PROSE, *spoken)
    assert not learn_attributions(blocks, text).unspoken
