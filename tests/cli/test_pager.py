"""What is longer than a terminal goes through the pager; nothing else does."""

from __future__ import annotations

from calling import Ccg

PAGED = {"PAGER": "sed s/^/paged:/", "LINES": "8", "NO_COLOR": "1"}


def test_long_listings_are_paged(on_terminal: Ccg) -> None:
    """On a terminal, and through the pager that the user names."""
    lines = on_terminal("quotes", "-q", width=100, env=PAGED).lines
    assert len(lines) > 10
    assert all(line.startswith("paged:") for line in lines)


def test_what_fits_is_not(on_terminal: Ccg) -> None:
    """Nor what --no-pager or an empty PAGER keeps from it, nor what no pager can be started for."""
    whole = on_terminal("quotes", "-q", width=100, env={**PAGED, "PAGER": ""}).lines
    assert whole == on_terminal("quotes", "-q", "--no-pager", width=100, env=PAGED).lines
    assert whole == on_terminal("quotes", "-q", width=100, env={**PAGED, "LINES": "99"}).lines
    assert whole == on_terminal("quotes", "-q", width=100, env={**PAGED, "PAGER": "/none"}).lines
    assert whole == on_terminal("quotes", "-q", width=100, env={**PAGED, "TERM": "dumb"}).lines


def test_a_pager_that_is_left_early_is_no_error(on_terminal: Ccg) -> None:
    """As with q in less."""
    left = on_terminal("quotes", "-q", width=100, env={**PAGED, "PAGER": "head -n 2"})
    assert (left.code, len(left.lines)) == (0, 2)


def test_a_pipe_is_never_paged(ccg: Ccg) -> None:
    """Whatever PAGER says."""
    assert "paged:" not in ccg("quotes", "-f", "table", env=PAGED).out
