"""The screen: keys decide, and what is decided is on disk before the next quotation shows."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

import pytest

from ccg_corpus.core.errors import QueryError
from ccg_corpus.review.desk import Choice, Place

pytest.importorskip("textual")

from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from ccg_corpus.review.screen.app import ReviewApp

pytestmark = pytest.mark.long

TEXT = "Invented example. The porter put it so: the gate was shut and nobody had the key. He left."
START, END = TEXT.index("the gate"), TEXT.index(". He left")


class FakeDesk:
    """Keeps what is decided in a list; `by` decides."""

    by = "anna"
    is_blind = False
    conflicts: Sequence[dict[str, Any]] = ()

    def __init__(self, size: int = 3) -> None:
        self.ids = [f"gates:{number}" for number in range(size)]
        self.lines: list[tuple[str, ...]] = []
        self.ends = dict.fromkeys(self.ids, (START, END))

    def queue(self) -> Sequence[str]:
        return self.ids

    def place(self, id: str) -> Place:
        if id not in self.ends:
            raise QueryError(f"{id} is not in the corpus any more")
        start, end = self.ends[id]
        words, at = [], 0
        for word in TEXT.split(" "):
            words.append((at, at + len(word)))
            at += len(word) + 1
        record = {
            "id": id, "speaker_label": "Porter [1]", "role": None, "participant": None, "name": None,
            "case": None, "theme": "Gates", "kind": "participant", "codes": ["keys"], "evidence": [],
            "codings": [{"code": "keys", "proposed": True}], "page": 3, "confidence": 0.41,
            "memos": [], "decided": [], "status": "found",
        }  # fmt: skip
        return Place(record, TEXT, start, end, words, self.conflicts)

    def choices(self, field: str, id: str) -> Sequence[Choice]:
        names = {
            "role": ["gp", "nurse", "practice-nurse"],
            "code": ["keys", "waiting"],
            "kind": ["survey", "cited"],
        }
        return [(name, name.title()) for name in names.get(field, ())]

    def _write(self, *line: str) -> str:
        self.lines.append(line)
        return " ".join(line)

    def confirm(self, id: str) -> str:
        return self._write("confirm", id)

    def reject(self, id: str, why: str) -> str:
        return self._write("reject", id, why)

    def choose(self, id: str, field: str, value: str) -> str:
        if value == "zz":
            raise QueryError("no role 'zz'")
        return self._write(field, id, value)

    def move_ends(self, id: str, start: int, end: int) -> str:
        self.ends[id] = start, end
        return self._write("ends", id, TEXT[start:end])

    def memo(self, id: str, text: str) -> str:
        return self._write("memo", id, text)

    def add(self, id: str, typed: str) -> tuple[str, str]:
        if "never" in typed:
            raise QueryError("the document has no such words")
        self.ends["gates:new"] = START, END
        return self._write("add", "gates:new", typed), "gates:new"

    def settle_for(self, id: str, name: str, field: str | None = None) -> str:
        return self._write("settle for", id, name, *([field] if field else []))

    def settle(self, id: str, field: str, value: str) -> str:
        return self._write("settle", id, field, value)

    def find_more(self, id: str) -> tuple[str, Sequence[str]]:
        if not self.lines:
            raise QueryError("nothing is decided there to learn from")
        self.ends |= dict.fromkeys(["gates:7", "gates:8"], (START, END))
        self._write("learn", "gates:7", "gates:8")
        return "2 proposals", ["gates:7", "gates:8"]

    def undo(self) -> tuple[str, Sequence[str]]:
        if not self.lines:
            raise QueryError("nothing to undo")
        what, *ids = self.lines.pop()
        if what in ("learn", "add"):
            ids = [one for one in ids if self.ends.pop(one, None)]
        return f"undone: {what}", ids if what == "learn" else ids[:1]


Play = Callable[[ReviewApp, "Pilot[Any]"], Coroutine[Any, Any, None]]


def play(
    desk: FakeDesk, *keys: str, size: tuple[int, int] = (80, 24), then: Play | None = None
) -> ReviewApp:
    """The app after these keys, each given its time."""
    app = ReviewApp(desk)

    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            for key in keys:
                await pilot.press(key)
                await pilot.pause()
            if then is not None:
                await then(app, pilot)

    asyncio.run(run())
    return app


def typed(text: str) -> list[str]:
    signs = {" ": "space", ".": "full_stop", "-": "minus"}
    return [signs.get(sign, sign) for sign in text]


def shown(app: ReviewApp, where: str) -> str:
    return str(app.query_one(where, Static).content)


def test_confirm_writes_and_goes_on() -> None:
    """Two decisions on disk, the third quotation shows, one is left."""
    desk = FakeDesk()

    async def look(app: ReviewApp, pilot: Pilot[Any]) -> None:
        assert desk.lines == [("confirm", "gates:0"), ("confirm", "gates:1")]
        assert "3 of 3, 1 left · gates:2 · p. 3 · 0.41" in shown(app, "#head")
        assert shown(app, "#message") == "confirm gates:1"

    play(desk, "c", "c", then=look)


def test_reject_asks_why() -> None:
    """A reason, a dot for none, Escape for nothing at all."""
    desk = FakeDesk()
    play(desk, "x", *typed("a list"), "enter", "x", "full_stop", "enter", "x", "escape")
    assert desk.lines == [("reject", "gates:0", "a list"), ("reject", "gates:1", "")]


def test_a_role_is_completed_while_it_is_typed() -> None:
    """Letters narrow the choices; the first is taken; arrows choose another; the rest is free."""
    desk = FakeDesk()
    play(desk, "r", *typed("nur"), "enter")
    assert desk.lines == [("role", "gates:0", "nurse")]
    play(desk, "r", *typed("nur"), "down", "enter")
    assert desk.lines[-1] == ("role", "gates:0", "practice-nurse")
    play(desk, "r", *typed("lamp lighter"), "enter")
    assert desk.lines[-1] == ("role", "gates:0", "lamp lighter")
    play(desk, "r", "enter")
    assert len(desk.lines) == 3


def test_what_cant_be_is_said_and_not_written() -> None:
    desk = FakeDesk()

    async def look(app: ReviewApp, pilot: Pilot[Any]) -> None:
        assert shown(app, "#message") == "no role 'zz'"

    play(desk, "r", *typed("zz"), "enter", then=look)
    assert desk.lines == []


def test_ends_are_moved_by_words() -> None:
    """The end two back, the start one on; Escape leaves them; other keys decide nothing meanwhile."""
    desk = FakeDesk()
    play(desk, "e", "left", "left", "tab", "right", "c", "enter")
    assert desk.lines == [("ends", "gates:0", "gate was shut and nobody had")]
    play(desk, "e", "left", "escape")
    assert len(desk.lines) == 1


def test_ends_never_cross() -> None:
    desk = FakeDesk(1)
    play(desk, "e", *["less_than_sign"] * 5, "left", "enter")
    assert all(start < end for start, end in desk.ends.values())


def test_codes_memos_and_undo() -> None:
    desk = FakeDesk()
    play(desk, "o", *typed("wait"), "enter", "m", *typed("ask ben"), "enter", "n", "u")
    assert desk.lines == [("code", "gates:0", "waiting")]


def test_undo_goes_back_to_what_it_undid() -> None:
    desk = FakeDesk()

    async def look(app: ReviewApp, pilot: Pilot[Any]) -> None:
        assert shown(app, "#head").startswith("1 of 3, 3 left")

    play(desk, "c", "u", then=look)


def test_a_missed_one_is_added_and_shown() -> None:
    """It stands behind the one at hand; what is not in the document is refused."""
    desk = FakeDesk()

    async def look(app: ReviewApp, pilot: Pilot[Any]) -> None:
        assert shown(app, "#head").startswith("2 of 4, 3 left · gates:new")

    play(desk, "a", *typed("never said"), "enter", "a", *typed("he left"), "enter", then=look)
    assert desk.lines == [("add", "gates:new", "he left")]


def test_next_back_and_go_stay_within_the_queue() -> None:
    desk = FakeDesk(2000)

    async def look(app: ReviewApp, pilot: Pilot[Any]) -> None:
        assert shown(app, "#head").startswith("1999 of 2000")

    play(desk, "b", "n", "g", *typed("2000"), "enter", "n", "b", then=look)


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (200, 60), (100, 30)])
def test_every_size_shows_the_quotation_and_the_keys(size: tuple[int, int]) -> None:
    """Also after the terminal was made another size."""
    desk = FakeDesk()

    async def look(app: ReviewApp, pilot: Pilot[Any]) -> None:
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "⟦the gate was shut and nobody had the key⟧" in shown(app, "#text")
        assert app.query_one("#keys").region.bottom == 24
        assert app.query_one("#passage").region.height >= 6
        await pilot.resize_terminal(*size)
        await pilot.pause()
        assert app.query_one("#keys").region.bottom == size[1]

    play(desk, size=size, then=look)


def test_what_a_paper_prints_is_no_markup() -> None:
    """Square brackets stay as they are; a proposed code is told by its sign."""
    desk = FakeDesk()

    async def look(app: ReviewApp, pilot: Pilot[Any]) -> None:
        assert "Porter [1]" in shown(app, "#known") and "keys?" in shown(app, "#known")

    play(desk, then=look)


def test_an_empty_queue_says_so() -> None:
    async def look(app: ReviewApp, pilot: Pilot[Any]) -> None:
        assert shown(app, "#message") == "nothing to review"
        await pilot.press("c", "n", "u")

    play(FakeDesk(0), then=look)


def test_quit_gives_the_number_of_decisions() -> None:
    assert play(FakeDesk(), "c", "m", *typed("so"), "enter", "q").return_value == 2


def test_choices_are_listed_while_typing() -> None:
    async def look(app: ReviewApp, pilot: Pilot[Any]) -> None:
        assert app.screen.query_one(OptionList).option_count == 2
        assert app.screen.query_one(Input).value == "nur"

    play(FakeDesk(), "r", *typed("nur"), then=look)


class LongDesk(FakeDesk):
    """A long passage before the words, much that is known of them, and long refusals."""

    BEFORE = "Invented example. " + "The lamp was carried up the stair by two of them. " * 60

    def place(self, id: str) -> Place:
        place = super().place(id)
        by = len(self.BEFORE)
        words = [(start + by, end + by) for start, end in place.words]
        evidence = [
            {"field": f"field{n}", "text": "the gate", "start": 0, "end": 8, "rule": f"rule{n}"}
            for n in range(30)
        ]
        record = {**place.record, "evidence": evidence}
        return Place(record, self.BEFORE + place.text, place.start + by, place.end + by, words)

    def choices(self, field: str, id: str) -> Sequence[Choice]:
        raise QueryError("codebook.yaml:3: not valid YAML", hint="close every bracket; " * 6)


def test_the_words_stay_in_view_when_the_terminal_narrows() -> None:
    async def look(app: ReviewApp, pilot: Pilot[Any]) -> None:
        for size in ((80, 24), (60, 15), (45, 20)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            await pilot.pause()
            pane = app.query_one("#passage")
            screen = "\n".join(
                "".join(segment.text for segment in app.screen._compositor.render_strips()[y])
                for y in range(pane.region.y, pane.region.bottom)
            )
            assert "⟦the gate" in screen, size

    play(LongDesk(), then=look)


def test_what_cant_be_chosen_is_said_whole() -> None:
    """A codebook that can't be read ends nothing; the line about it is not cut."""

    async def look(app: ReviewApp, pilot: Pilot[Any]) -> None:
        assert shown(app, "#message").startswith("codebook.yaml:3: not valid YAML (close every")
        assert app.query_one("#message").region.height > 1

    play(LongDesk(), "o", then=look)


def test_what_is_known_is_scrolled_by_keys() -> None:
    async def look(app: ReviewApp, pilot: Pilot[Any]) -> None:
        assert app.query_one("#facts").scroll_offset.y > 0
        await pilot.press(*["left_square_bracket"] * 4)
        await pilot.pause()
        assert app.query_one("#facts").scroll_offset.y == 0

    play(LongDesk(), "right_square_bracket", "right_square_bracket", then=look)


ROLES = {
    "field": "role",
    "words": [
        {"by": "anna", "value": "nurse", "why": "so says the table"},
        {"by": "bo", "value": None, "why": None},
    ],
}
KINDS_OF_STATUS = {
    "field": "status",
    "words": [{"by": "bo", "value": "rejected"}, {"by": "anna", "value": "kept"}],
}


class OpposedDesk(FakeDesk):
    """Two reviewers disagree in every quotation."""

    def __init__(self, *conflicts: dict[str, Any], is_blind: bool = False) -> None:
        super().__init__()
        self.conflicts, self.is_blind = conflicts, is_blind


def test_who_disagrees_is_shown_with_both_words() -> None:
    """Before all else that is known, with the reason; and in the first line of the screen."""

    async def look(app: ReviewApp, pilot: Pilot[Any]) -> None:
        first = shown(app, "#known").splitlines()[0]
        assert first == "In conflict role: anna: nurse (so says the table) · bo: none"
        assert shown(app, "#head").endswith("in conflict")

    play(OpposedDesk(ROLES), then=look)


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        (["down", "enter"], ("settle for", "gates:0", "anna", "role")),
        (typed("as bo"), ("settle for", "gates:0", "bo", "role")),
        (typed("gp"), ("settle", "gates:0", "role", "gp")),
        (typed("lamp lighter"), ("settle", "gates:0", "role", "lamp lighter")),
        (["escape"], None),
    ],
)
def test_a_conflict_is_settled_on_the_screen(keys: list[str], line: tuple[str, ...] | None) -> None:
    """As one of them has it, as a list has it, as it is typed; Escape leaves it."""
    desk = OpposedDesk(ROLES)
    play(desk, "d", *keys, *([] if keys[-1] in ("enter", "escape") else ["enter"]))
    assert desk.lines == ([line] if line else [])


def test_of_several_fields_one_or_all_are_settled() -> None:
    """First whose word holds in everything, then which field; a status is one of what was said."""
    desk = OpposedDesk(ROLES, KINDS_OF_STATUS)
    play(desk, "d", *typed("as anna"), "enter")
    play(desk, "d", *typed("role"), "enter", *typed("as bo"), "enter")
    play(desk, "d", *typed("status"), "enter", *typed("perhaps"), "enter")
    assert desk.lines == [
        ("settle for", "gates:0", "anna"),
        ("settle for", "gates:0", "bo", "role"),
    ]


@pytest.mark.parametrize(
    ("desk", "said"),
    [
        (OpposedDesk(), "nobody disagrees here"),
        (OpposedDesk(is_blind=True), "what others say is hidden: it can't be settled blind"),
    ],
)
def test_where_nothing_can_be_settled_it_is_said(desk: OpposedDesk, said: str) -> None:
    async def look(app: ReviewApp, pilot: Pilot[Any]) -> None:
        assert shown(app, "#message") == said

    play(desk, "d", then=look)


def test_more_like_it_stands_next_in_the_queue() -> None:
    """Proposals are to be decided on, behind the one at hand; without an example there are none."""
    desk = FakeDesk()

    async def look(app: ReviewApp, pilot: Pilot[Any]) -> None:
        assert shown(app, "#message").startswith("nothing is decided")
        await pilot.press("c", "f")
        await pilot.pause()
        assert shown(app, "#head").startswith("2 of 5, 4 left · gates:1")
        assert shown(app, "#message") == "2 proposals"
        await pilot.press("n")
        assert shown(app, "#head").startswith("3 of 5, 4 left · gates:7")

    play(desk, "f", then=look)


def test_what_an_undoing_takes_away_leaves_the_queue() -> None:
    """All that one key proposed goes with it, and an added one too; the others stay."""
    desk = FakeDesk()

    async def look(app: ReviewApp, pilot: Pilot[Any]) -> None:
        assert shown(app, "#head").startswith("2 of 3, 2 left · gates:1")
        await pilot.press("a", *typed("he left"), "enter", "u")
        await pilot.pause()
        assert shown(app, "#head").startswith("2 of 3, 2 left · gates:1")
        await pilot.press("u")
        await pilot.pause()
        assert shown(app, "#head").startswith("1 of 3, 3 left · gates:0")

    play(desk, "c", "f", "n", "n", "u", then=look)


def test_the_kind_is_chosen() -> None:
    """A survey's answer, a cited author: one key, with completion."""
    desk = FakeDesk()
    play(desk, "k", *typed("cit"), "enter")
    assert desk.lines == [("kind", "gates:0", "cited")]
