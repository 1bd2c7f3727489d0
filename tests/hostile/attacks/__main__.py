"""`python -m tests.hostile.attacks damage --tries 300`: "N of M held", and what did not."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.hostile.attacks.beside import beside
from tests.hostile.attacks.bounds import bounds, interrupt
from tests.hostile.attacks.break_off import full, full_disk, kill
from tests.hostile.attacks.damage import damage
from tests.hostile.attacks.forge import forge
from tests.hostile.attacks.odd_files import odd_files
from tests.hostile.attacks.odd_places import odd_arguments, surrounded
from tests.hostile.attacks.seals import seals

Kind = Callable[[argparse.Namespace, Path], Iterator[tuple[str, str]]]
KINDS: dict[str, Kind] = {
    "damage": lambda given, folder: damage(given.tries, given.seed, folder),
    "beside": lambda given, folder: beside(given.askers, given.seconds, given.seed, folder),
    "forge": lambda given, folder: forge(folder),
    "seals": lambda given, folder: seals(given.seed, folder),
    "kill": lambda given, folder: kill(given.tries, given.seed, folder),
    "full": lambda given, folder: full(folder),
    "disk": lambda given, folder: full_disk(folder),
    "bounds": lambda given, folder: bounds(folder),
    "interrupt": lambda given, folder: interrupt(given.tries, given.seed, folder),
    "places": lambda given, folder: surrounded(folder),
    "words": lambda given, folder: odd_arguments(folder),
    "odd": lambda given, folder: odd_files(folder, given.only),
}


def main() -> None:
    """Attack, and say what held."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("--tries", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60.0, help="of asking beside ingests")
    parser.add_argument("--askers", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="of odd files those whose name has this")
    given = parser.parse_args()
    held = total = 0
    with tempfile.TemporaryDirectory() as folder:
        for what, fault in KINDS[given.kind](given, Path(folder)):
            total += 1
            held += not fault
            if fault:
                print(f"{what}: {fault}", flush=True)
    print(f"{given.kind}: {held} of {total} held")


if __name__ == "__main__":
    main()
