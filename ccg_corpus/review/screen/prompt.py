"""A line to type in, with what can be meant listed over it and narrowed at each letter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from ccg_corpus.review.desk import Choice
from ccg_corpus.text.words import fold

MOST_SHOWN = 200


class Prompt(ModalScreen[str | None]):
    """Gives what was typed, or the choice that is marked; None where it was left."""

    CSS = """
    Prompt { align: center bottom; background: transparent; }
    #box { height: auto; max-height: 95%; width: 100%; border-top: solid; background: $surface; }
    #choices { height: auto; max-height: 8; border: none; padding: 0; }
    #typed { border: none; height: 1; padding: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "leave", "Leave")]

    def __init__(self, title: str, choices: Sequence[Choice] = (), *, free: bool = True) -> None:
        super().__init__()
        self._title, self._choices, self._free = title, choices, free
        self._folded = [fold(f"{value} {label}") for value, label in choices]
        self._shown: list[Choice] = []

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            if self._choices:
                yield OptionList(id="choices")
            yield Static(self._title, id="title", markup=False)
            yield Input(id="typed", select_on_focus=False)

    def on_mount(self) -> None:
        self._narrow("")
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        self._narrow(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        typed = event.value.strip()
        if len(typed) > 2 and typed[0] == typed[-1] == '"':  # these words, whatever is listed
            self.dismiss(typed[1:-1])
            return
        marked = self._marked()
        if marked is not None and (typed or self._moved):
            self.dismiss(marked)
        elif typed and self._free:
            self.dismiss(typed)
        elif typed:
            self.query_one("#title", Static).update(f"{self._title} – nothing has '{typed}'")
        else:
            self.dismiss(None)

    def on_key(self, event: Key) -> None:
        """Arrows move through the choices while letters go on narrowing them."""
        if not self._choices or event.key not in ("down", "up", "tab"):
            return
        event.stop()
        event.prevent_default()
        options = self.query_one(OptionList)
        if event.key == "tab":
            if (marked := self._marked()) is not None:
                box = self.query_one(Input)
                box.value = marked
                box.cursor_position = len(marked)
            return
        self._moved = True
        if event.key == "down":
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    def action_leave(self) -> None:
        self.dismiss(None)

    _moved = False

    def _marked(self) -> str | None:
        """The choice that Enter takes: what is typed where it is one, else the marked one."""
        if not self._choices or not self._shown:
            return None
        typed = self.query_one(Input).value.strip()
        exact = [value for value, label in self._choices if typed and typed in (value, label)]
        if exact and not self._moved:
            return exact[0]
        at = self.query_one(OptionList).highlighted
        return None if at is None else self._shown[at][0]

    def _narrow(self, typed: str) -> None:
        if not self._choices:
            return
        wanted = fold(typed.strip())
        found = [
            (not one.startswith(wanted), at)
            for at, one in enumerate(self._folded)
            if all(word in one for word in wanted.split())
        ]
        self._shown = [self._choices[at] for _, at in sorted(found)[:MOST_SHOWN]]
        self._moved = False
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(
            Option(_plain(value, label), id=str(at))
            for at, (value, label) in enumerate(self._shown)
        )
        if self._shown and typed.strip():
            options.highlighted = 0


def _plain(value: str, label: str) -> str:
    shown = value if label in ("", value) else f"{value}  {label}"
    return shown.replace("[", "\\[")
