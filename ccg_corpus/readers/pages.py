"""Numbers of pages as a message names them."""

from __future__ import annotations


def name_pages(numbers: list[int]) -> str:
    """ "page 3", "pages 1–4, 7"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    named = [f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs]
    return ("page " if len(numbers) == 1 else "pages ") + ", ".join(named)
