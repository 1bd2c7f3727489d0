"""`python -m tests.hostile.attacks damage --tries 300`: "N of M held", and what did not."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.hostile.attacks.beside import beside
from tests.hostile.attacks.break_off import full, full_disk, kill
from tests.hostile.attacks.damage import damage
from tests.hostile.attacks.forge import forge

KINDS = ("damage", "beside", "forge", "kill", "full", "disk")


def main() -> None:
    """Attack, and say what held."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("--tries", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60.0, help="of asking beside ingests")
    parser.add_argument("--askers", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    held = total = 0
    with tempfile.TemporaryDirectory() as folder:
        for what, fault in _tried(given, Path(folder)):
            total += 1
            held += not fault
            if fault:
                print(f"{what}: {fault}", flush=True)
    print(f"{given.kind}: {held} of {total} held")


def _tried(given: argparse.Namespace, folder: Path) -> Iterator[tuple[str, str]]:
    if given.kind == "damage":
        return damage(given.tries, given.seed, folder)
    if given.kind == "forge":
        return forge(folder)
    if given.kind == "kill":
        return kill(given.tries, given.seed, folder)
    if given.kind == "disk":
        return full_disk(folder)
    if given.kind == "full":
        return full(folder)
    return beside(given.askers, given.seconds, given.seed, folder)


if __name__ == "__main__":
    main()
