"""The options about codes → filters of a query.

Comes in: `--code`, `--coded-by`, `--uncoded`, `--proposed`. Goes out: what `Query` takes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ccg_corpus.cli.parsing.declared import WrongUse
from ccg_corpus.query.values import ANY, NONE


def coding_filters(
    codes: Sequence[str] | None,
    coders: Sequence[str] | None,
    *,
    uncoded: bool = False,
    proposed: bool = False,
) -> dict[str, Any]:
    """The filters. With `--proposed`, codes are those that are proposed.

    Raises: WrongUse where two can't hold together.
    """
    if uncoded and coders:
        raise WrongUse("--uncoded is coded by nobody; leave --coded-by")
    if proposed and coders:
        raise WrongUse("what is proposed nobody has given; leave --coded-by")
    found = {"coders": (NONE,) if uncoded else tuple(coders or ())}
    if proposed:
        return {**found, "proposals": tuple(codes or ()) or (ANY,)}
    return {**found, "codes": tuple(codes or ())}
