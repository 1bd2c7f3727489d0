"""Lists in plain words: of "lamps, wicks or kettles" one is enough.

Comes in: the row of lexemes, and which of them were taken as words to find. Goes out: the places of
the words of each item. Nothing is read here.
"""

from __future__ import annotations

from collections.abc import Container

from ccg_corpus.query.plain.row import Lexemes

# "lack of funding" is one item.
_WITHIN_ITEM = frozenset({"of", "to", "for"})


def items_before(row: Lexemes, at: int, taken: Container[int]) -> list[list[int]]:
    """The items of a list with commas that end before the "or" at `at`; empty where it is none.

    The first item is what stands next to its comma: "trust in lamps, wicks or kettles".
    """
    items: list[list[int]] = []
    item: list[int] = []
    here = at - 1 - (row.raw(at - 1) == ",")
    while here >= 0:
        if here in taken:
            item.insert(0, here)
        elif row.raw(here) == "," and item:
            items.insert(0, item)
            item = []
        elif not (item and row.word(here) in _WITHIN_ITEM and here - 1 in taken):
            break
        here -= 1
    if item:
        items.insert(0, item)
    return items if len(items) > 1 else []


def is_part_of_item(row: Lexemes, at: int, taken: Container[int]) -> bool:
    """Whether a small word at `at` stands within an item: "lack of funding"."""
    return row.word(at) in _WITHIN_ITEM and at - 1 in taken and bool(row.word(at + 1))
