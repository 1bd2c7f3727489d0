"""The plain reader of a command line gives what Typer gives, or leaves it to Typer."""

from __future__ import annotations

from functools import wraps
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ccg_corpus.cli import application
from ccg_corpus.cli.commands import COMMANDS, command_function
from ccg_corpus.cli.parsing.declared import parameters
from ccg_corpus.cli.parsing.plain import plain_call

pytestmark = pytest.mark.long

VALUES = ["gp", "D", "3", "0", "-1", "2015", "0.5", "2", "md", "role", "", "-", "a b", "--", "x=y"]


def read_by_typer(name: str, words: list[str]) -> dict[str, Any] | None:
    """The arguments that Typer reads; None where it refuses, or prints help."""
    command, seen = command_function(name), {}

    @wraps(command)
    def note(context: object, **given: Any) -> int:
        seen.update(given)
        return 7

    note.__wrapped__ = getattr(command, "__wrapped__", command)  # type: ignore[attr-defined]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(application, "command_function", lambda _: note)
        code = application.invoke([name, *words])
    return seen if code == 7 else None


def tidied(given: dict[str, Any]) -> dict[str, Any]:
    """An option that is not there may be None or empty."""
    tidy = {key: list(value) if isinstance(value, tuple) else value for key, value in given.items()}
    return {key: None if value == [] else value for key, value in tidy.items()}


def words_of(name: str) -> list[str]:
    """What may be typed behind a command: its options, and some values."""
    typed = [
        one
        for parameter in parameters(command_function(name)).values()
        for names in parameter.declared.names
        for one in names.split("/")
    ]
    return [*typed, *(f"{one}={VALUES[n % 10]}" for n, one in enumerate(typed)), *VALUES]


@pytest.mark.parametrize("name", COMMANDS)
@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_the_plain_reader_gives_what_typer_gives(name: str, data: st.DataObject) -> None:
    """Whatever it takes on itself, Typer would have read in the same way."""
    words = data.draw(st.lists(st.sampled_from(words_of(name)), max_size=6))
    plain = plain_call(command_function(name), words)
    if plain is not None:
        typers = read_by_typer(name, words)
        assert typers is not None
        assert tidied(plain) == tidied(typers)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("quotes", ["--role", "GP", "--case=D", "-n", "5", "--no-pager", "trust"]),
        ("search", ["GP quotes on disillusionment, case D", "--in", "passages", "-x"]),
        ("find", ["people", "are", "tired", "-n", "1"]),
        ("show", ["smith-2019:ab12", "--format", "json"]),
        ("documents", []),
    ],
)
def test_what_is_usual_is_plain(name: str, words: list[str]) -> None:
    """Nobody pays for Typer in a script's daily calls."""
    assert plain_call(command_function(name), words) is not None


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["--limit"],
        ["--limit", "x"],
        ["--limit", "-1"],
        ["--format", "pages"],
        ["-cq"],
        ["--no-such"],
        ["--", "-x"],
    ],
)
def test_what_is_not_plain_is_left_to_typer(words: list[str]) -> None:
    """Help and errors are said by one of them only."""
    assert plain_call(command_function("quotes"), words) is None
