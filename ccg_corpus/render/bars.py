"""Voices → a bar for each on a terminal, and what is to be said of them in lines below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ccg_corpus.render.columns import cell, printable

if TYPE_CHECKING:
    from ccg_corpus.synthesis.took_part import TookPart
    from ccg_corpus.synthesis.voices import Voice, Voices

MOST_BARS = 20
MOST_NAMED = 8
_SHORTEST, _LONGEST = 4, 24
_FIGURES = 26  # room for "123 (45%), 6789 words"
_BLOCK = "\N{FULL BLOCK}"
_EIGHTHS = "".join(chr(ord(_BLOCK) + 7 - eighth) for eighth in range(7))
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"


def voice_bars(one: Voices, part: TookPart | None, *, width: int, color: bool) -> Iterator[str]:
    """The voices of one document, the loudest first; the others as one line."""
    head = printable(one.line.title)
    yield f"{_BOLD}{head}{_PLAIN}\n" if color else f"{head}\n"
    yield f"  {voices_in_all(one, part)}\n"
    shown = one.voices[:MOST_BARS]
    labels = [_label(voice) for voice in shown]
    wide = min(max(map(len, labels), default=0), max(10, width // 3))
    room = min(_LONGEST, max(_SHORTEST, width - wide - _FIGURES))
    loudest = max((voice.quotations for voice in shown), default=1)
    for label, voice in zip(labels, shown, strict=True):
        bar = bar_of(voice.quotations / loudest, room)
        share = f"{voice.share:.0%}"
        yield f"  {_cut(label, wide):<{wide}}  {bar:<{room}} {voice.quotations} ({share}), {voice.words} words\n"
    if len(one.voices) > len(shown):
        rest = sum(voice.quotations for voice in one.voices[MOST_BARS:])
        yield f"  … {len(one.voices) - len(shown)} more, {rest} quotations (--each lists all)\n"
    yield from (f"  {printable(line)}\n" for line in voices_below(one, part))
    yield "\n"


def bar_of(part: float, longest: int) -> str:
    """A bar of so much of the longest, in eighths of a character."""
    whole, rest = divmod(round(part * longest * 8), 8)
    return _BLOCK * whole + (_EIGHTHS[rest - 1] if rest else "")


def voices_in_all(one: Voices, part: TookPart | None) -> str:
    """How many quotations, words and voices, in a line."""
    pieces = [_number(one.quotations, "quotation"), _number(one.words, "word")]
    heard = _number(len(one.voices), "voice")
    if part is not None and part.people:
        heard += f" of {part.people} who took part"
    if one.effective is not None:
        heard += f", as even as {one.effective:.1f}"
    pieces.append(heard)
    if one.untold:
        pieces.append(f"{one.untold} of nobody told apart")
    return "; ".join(pieces)


def voices_below(one: Voices, part: TookPart | None) -> Iterator[str]:
    """What is to be said besides, a line each: who carries a theme, who is not heard, what the paper says."""
    for flag in one.carried:
        yield f"! one voice carries “{flag.title}”: {flag.voice}, {flag.quotations} of {flag.of}"
    if one.silence.people:
        yield f"not heard: {_some(one.silence.people)}"
    if one.silence.cases:
        yield f"cases nobody is quoted of: {_some(one.silence.cases)}"
    roles = (*one.silence.roles, *(part.unquoted(one) if part else ()))
    if roles:
        yield f"roles not heard: {_some(dict.fromkeys(roles))}"
    for said in part.said if part else ():
        yield f"the paper says: “{said.text}”"


def _label(voice: Voice) -> str:
    return cell(voice.person.get("label") or voice.id.partition(":")[2])


def _cut(label: str, wide: int) -> str:
    return label if len(label) <= wide else label[: wide - 1] + "…"


def _number(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _some(names: Iterable[str]) -> str:
    shown = list(names)
    more = f", … ({len(shown)} in all)" if len(shown) > MOST_NAMED else ""
    return ", ".join(shown[:MOST_NAMED]) + more
