"""What in a project leads out of it: links, folders that config.yaml names, lines of outside.txt.

Comes in: a name in the project and where it leads, before anything there is read. Goes out: a warning
for each that no run before has met: a project may come from anybody.
"""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path

from ccg_corpus.project.config import Config
from ccg_corpus.store import Fact, Store

MOST_NAMED = 20


class Leaving:
    """What leads out, as one run meets it. `are_named`: not what the user has just named."""

    def __init__(self, store: Store, config: Config, *, are_named: bool) -> None:
        self.known: list[list[str]] = json.loads(store.fact(Fact.LEAVING) or "[]")
        self._are_named = are_named
        self._met = 0
        root = os.path.realpath(config.root)
        for name in config.references:
            real = os.path.realpath(config.root / name)
            if not Path(real).is_relative_to(root):
                self.tell(name, real)

    def tell(self, name: str, real: str) -> None:
        """One that was met."""
        if [name, real] in self.known:
            return
        self.known.append([name, real])
        self._met += 1
        if self._are_named and self._met <= MOST_NAMED:
            shown = name if name == real else f"{name}, which is {real}"
            plain = "".join(
                sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in shown
            )
            logging.getLogger(__name__).warning("note: reads outside the project: %s", plain)

    def end(self) -> None:
        """Say how many there were beyond those that were named."""
        if self._are_named and self._met > MOST_NAMED:
            more = self._met - MOST_NAMED
            logging.getLogger(__name__).warning(
                "note: reads outside the project: %s more places, through links", f"{more:,}"
            )
