"""The screen: one quotation of the queue at a time, and keys that decide.

Comes in: a `Desk`. Goes out: how many decisions were made. Every decision is on disk before the next
quotation shows: the desk returns only then.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.events import Key, Resize
from textual.widgets import Static

from ccg_corpus.core.errors import CcgError
from ccg_corpus.review.desk import Choice, Desk, Place
from ccg_corpus.review.screen.keys import ENDS_KEYS, HELP, KEYS
from ccg_corpus.review.screen.passage import facts, passage
from ccg_corpus.review.screen.prompt import Prompt
from ccg_corpus.review.screen.settling import Settling

WIDE = 100  # columns from which the evidence stands beside the passage


class PassageView(Static):
    """The paper's words; `folded` is called when they are folded to another width."""

    def __init__(self, folded: Callable[[], None], *, id: str) -> None:
        super().__init__("", id=id, markup=False)
        self._folded = folded

    def on_resize(self) -> None:
        self.call_after_refresh(self._folded)


class ReviewApp(App[int]):
    """The review of a queue."""

    CSS = """
    #head { height: 1; text-style: bold; }
    #body { height: 1fr; layout: vertical; }
    #body.wide { layout: horizontal; }
    #passage { height: 1fr; width: 100%; padding: 0 1; }
    #facts { height: 9; width: 100%; border-top: solid; padding: 0 1; }
    .wide #passage { width: 60%; }
    .wide #facts { width: 40%; height: 100%; border-top: none; border-left: solid; }
    #message { height: auto; min-height: 1; max-height: 3; }
    #keys { height: 2; color: $text-muted; }
    """
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "confirm"), Binding("x", "reject"), Binding("e", "ends"),
        Binding("r", "choose('role')"), Binding("p", "choose('participant')"),
        Binding("s", "choose('case')"), Binding("t", "choose('theme')"),
        Binding("k", "choose('kind')"), Binding("o", "choose('code')"), Binding("m", "memo"),
        Binding("a", "add"), Binding("f", "find_more"), Binding("d", "settle"),
        Binding("u", "undo"), Binding("n,right", "step(1)"), Binding("b,left", "step(-1)"),
        Binding("g", "go"), Binding("question_mark", "help"), Binding("q", "leave"),
        Binding("down,j", "scroll(1)"), Binding("up", "scroll(-1)"),
        Binding("pagedown,space", "scroll(10)"), Binding("pageup", "scroll(-10)"),
        Binding("right_square_bracket", "scroll_facts(3)"),
        Binding("left_square_bracket", "scroll_facts(-3)"),
    ]  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._queue = list(desk.queue())
        self._at = 0
        self._done: Counter[str] = Counter()  # how often each was decided on in this sitting
        self._count = 0
        self._place: Place | None = None
        self._moving: str | None = None  # which end
        self._ends = (0, 0)

    # Looks

    def compose(self) -> ComposeResult:
        yield Static(id="head", markup=False)
        with Container(id="body"):
            with VerticalScroll(id="passage", can_focus=False):
                yield PassageView(self._to_quotation, id="text")
            with VerticalScroll(id="facts", can_focus=False):
                yield Static(id="known", markup=False)
        yield Static(id="message", markup=False)
        yield Static("\n".join(KEYS), id="keys", markup=False)

    def on_mount(self) -> None:
        self._show()

    def on_resize(self, event: Resize) -> None:
        self.query_one("#body").set_class(event.size.width >= WIDE, "wide")

    def _show(self, message: str = "") -> None:
        """The quotation at hand, and what was just done."""
        if not self._queue:
            self._say(message or "nothing to review")
            return
        id = self._queue[self._at]
        try:
            self._place = self._desk.place(id)
        except CcgError as error:  # rejected or merged away since: its id is not there any more
            self._place = None
            self._head(id)
            self.query_one("#text", Static).update("")
            self.query_one("#known", Static).update("")
            self._say(message or str(error))
            return
        self._ends = self._place.start, self._place.end
        self._head(id)
        known = facts(self._place.record, self._place.conflicts)
        self.query_one("#known", Static).update(known)
        self._mark()
        self._say(message)

    def _head(self, id: str) -> None:
        left = len(self._queue) - len(self._done)
        pieces = [f"{self._at + 1} of {len(self._queue)}, {left} left", id]
        if self._place is not None:
            record = self._place.record
            pieces += [f"p. {record['page']}"] if record["page"] else []
            pieces += [f"{record['confidence']:.2f}", str(record.get("status") or "found")]
            pieces += ["in conflict"] if self._place.conflicts else []
        self.query_one("#head", Static).update(" · ".join(pieces))

    def _mark(self) -> None:
        assert self._place is not None
        self.query_one("#text", Static).update(passage(self._place, *self._ends, self._moving))
        self.call_after_refresh(self._to_quotation)

    def _to_quotation(self) -> None:
        """Scroll so that the quotation, or the end that moves, is seen."""
        if self._place is None:
            return
        pane = self.query_one("#passage", VerticalScroll)
        width = max(10, self.query_one("#text", Static).content_size.width)
        place = self._ends[1] if self._moving == "end" else self._ends[0]
        before = self._place.text[:place]
        lines = len(Content(before).wrap(width))
        pane.scroll_to(y=max(0, lines - 1 - pane.size.height // 3), animate=False)

    def _say(self, message: str) -> None:
        self.query_one("#message", Static).update(message)

    # Deciding

    def _decide(self, decide: Callable[[str], str], *, go_on: bool = False) -> None:
        """One decision; what it says, or why it is none."""
        if self._place is None:
            return
        id = self._queue[self._at]
        try:
            said = decide(id)
        except CcgError as error:
            self._say(str(error))
            return
        self._count += 1
        self._done[id] += 1
        if go_on and self._at + 1 < len(self._queue):
            self._at += 1
            self._place = None
        self._show(said)

    def action_confirm(self) -> None:
        self._decide(self._desk.confirm, go_on=True)

    def action_reject(self) -> None:
        def typed(why: str | None) -> None:
            if why is not None:
                reason = "" if why == "." else why
                self._decide(lambda id: self._desk.reject(id, reason), go_on=True)

        self._ask("reject: why? (. for no reason, Esc to leave)", (), typed)

    def action_choose(self, field: str) -> None:
        def typed(value: str | None) -> None:
            if value:
                self._decide(lambda id: self._desk.choose(id, field, value))

        if self._place is None or (choices := self._choices(field)) is None:
            return
        hint = " (what is no code yet becomes one)" if field == "code" else ""
        self._ask(f"{field}{hint}:", choices, typed)

    def _choices(self, field: str) -> Sequence[Choice] | None:
        """What can be chosen for a field; None, and it is said why, where that can't be told."""
        try:
            return self._desk.choices(field, self._queue[self._at])
        except CcgError as error:  # the codebook can't be read, say
            self._say(str(error))
            return None

    def action_memo(self) -> None:
        def typed(text: str | None) -> None:
            if text:
                self._decide(lambda id: self._desk.memo(id, text))

        self._ask("memo:", (), typed)

    def action_add(self) -> None:
        def typed(words: str | None) -> None:
            if not words:
                return
            try:
                said, id = self._desk.add(self._queue[self._at], words)
            except CcgError as error:
                self._say(str(error))
                return
            self._count += 1
            self._at += 1
            self._queue.insert(self._at, id)
            self._done[id] += 1
            self._show(said)

        self._ask("add, of this document: first words … last words", (), typed)

    def action_find_more(self) -> None:
        """What is proposed stands next in the queue, whatever was left of it there before."""
        if self._place is None:
            return
        try:
            said, ids = self._desk.find_more(self._queue[self._at])
        except CcgError as error:
            self._say(str(error))
            return
        here = self._queue[self._at]
        before = [id for id in self._queue[: self._at] if id not in ids]
        behind = [id for id in self._queue[self._at + 1 :] if id not in ids]
        self._queue = [*before, here, *(id for id in ids if id != here), *behind]
        self._at = len(before)
        self._count += len(ids)
        for id in ids:
            del self._done[id]  # a proposal is to be decided on
        self._show(said)

    def action_settle(self) -> None:
        """Whose word holds; or, of one field, what else."""
        if self._place is None:
            return
        conflicts = self._place.conflicts
        if not conflicts:
            hidden = "what others say is hidden: it can't be settled blind"
            self._say(hidden if self._desk.is_blind else "nobody disagrees here")
            return
        settling = Settling(conflicts, lambda field: self._choices(field) or ())

        def chosen(value: str | None) -> None:
            if not value:
                return
            if (field := settling.field_of(value)) is not None:
                self._ask(settling.title(field), settling.of_field(field), chosen)
            else:
                self._decide(lambda id: settling.settle(self._desk, id, value))

        self._ask(settling.title(), settling.choices(), chosen)

    def action_undo(self) -> None:
        try:
            said, ids = self._desk.undo()
        except CcgError as error:
            self._say(str(error))
            return
        here = [id for id in ids if id in self._queue]
        if here:
            self._at = self._queue.index(here[0])
        for id in here:
            self._done[id] -= 1
            if not self._is_there(id):  # it was added, or proposed, by what is undone
                at = self._queue.index(id)
                del self._queue[at], self._done[id]
                self._at = max(0, self._at - (at <= self._at))
        self._done += Counter()
        self._show(said)

    def _is_there(self, id: str) -> bool:
        try:
            self._desk.place(id)
        except CcgError:
            return False
        return True

    def action_step(self, by: int) -> None:
        to = self._at + by
        if 0 <= to < len(self._queue):
            self._at = to
            self._show()
        else:
            self._say("this is the last one" if by > 0 else "this is the first one")

    def action_go(self) -> None:
        def typed(number: str | None) -> None:
            if number and number.isdecimal() and 1 <= int(number) <= len(self._queue):
                self._at = int(number) - 1
                self._show()
            elif number:
                self._say(f"no number {number}: 1 to {len(self._queue)}")

        self._ask(f"go to (1 to {len(self._queue)}):", (), typed)

    def action_scroll(self, by: int) -> None:
        self.query_one("#passage", VerticalScroll).scroll_relative(y=by, animate=False)

    def action_scroll_facts(self, by: int) -> None:
        self.query_one("#facts", VerticalScroll).scroll_relative(y=by, animate=False)

    def action_help(self) -> None:
        self.push_screen(Prompt(HELP))

    def action_leave(self) -> None:
        self.exit(self._count)

    def _ask(
        self, title: str, choices: Sequence[tuple[str, str]], then: Callable[[str | None], None]
    ) -> None:
        if self._place is not None:
            self.push_screen(Prompt(title, choices), then)

    # Ends

    def action_ends(self) -> None:
        if self._place is not None and self._place.words:
            self._moving = "end"
            self.query_one("#keys", Static).update("\n".join(ENDS_KEYS))
            self._mark()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While ends move, keys move them and decide nothing else."""
        return self._moving is None or not action.startswith(
            (
                "confirm",
                "reject",
                "ends",
                "choose",
                "memo",
                "add",
                "find_more",
                "settle",
                "undo",
                "step",
                "go",
                "help",
                "leave",
            )
        )

    def on_key(self, event: Key) -> None:
        if self._moving is None or len(self.screen_stack) > 1:
            return
        steps = {
            "left": -1, "right": 1, "h": -1, "l": 1, "shift+left": -10, "shift+right": 10,
            "less_than_sign": -10, "greater_than_sign": 10,
        }  # fmt: skip
        event.stop()
        event.prevent_default()
        if event.key in steps:
            self._move(steps[event.key])
        elif event.key == "tab":
            self._moving = "start" if self._moving == "end" else "end"
            self._mark()
        elif event.key in ("enter", "escape"):
            self._end_moving(keep=event.key == "enter")

    def _move(self, by: int) -> None:
        """The end that moves, by words, never over the other."""
        assert self._place is not None
        words, (start, end) = self._place.words, self._ends
        if self._moving == "start":
            at = next((n for n, word in enumerate(words) if word[1] > start), len(words) - 1)
            to = max(0, min(at + by, len(words) - 1))
            if words[to][0] < end:
                self._ends = words[to][0], end
        else:
            at = next((n for n, word in enumerate(words) if word[1] >= end), len(words) - 1)
            to = max(0, min(at + by, len(words) - 1))
            if words[to][1] > start:
                self._ends = start, words[to][1]
        self._mark()

    def _end_moving(self, *, keep: bool) -> None:
        assert self._place is not None
        self._moving = None
        self.query_one("#keys", Static).update("\n".join(KEYS))
        ends, before = self._ends, (self._place.start, self._place.end)
        if keep and ends != before:
            self._decide(lambda id: self._desk.move_ends(id, *ends))
        else:
            self._ends = before
            self._mark()
