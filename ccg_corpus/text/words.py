"""Text in, words out: folded, cut and brought to their family.

The store's ids, the index and the query all ask here what a word is, so that they agree.
Nothing here knows about documents, roles or files, and no word is ever dropped as too common.
"""

# Without postponed annotations: `typing` would compile those of a named tuple, field by field, which
# takes longer than all else here.
import re
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib.machinery import PathFinder
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from snowballstemmer.english_stemmer import EnglishStemmer

APOSTROPHES = "'’‘‛ʼ`´′"
DOUBLE_QUOTES = "“”„‟″«»"
HYPHENS = "-‐‑"
DASHES = "‒–—―−"
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"

_MARKS = str.maketrans(
    {
        **dict.fromkeys(APOSTROPHES, "'"),
        **dict.fromkeys(DOUBLE_QUOTES, '"'),
        **dict.fromkeys(HYPHENS + DASHES, "-"),
        **dict.fromkeys(INVISIBLE, ""),
    }
)
# Accents, and the points of Hebrew and Arabic, with which a word is written or not.
_ACCENTS = (
    "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
)
# Raised figures are a power behind a figure ("10³"); behind a letter they call a note.
_RAISED = "⁰¹²³⁴-⁹"
_LETTER = rf"[^\W_{_RAISED}]"
# A letter may carry a combining mark or hide a soft hyphen behind it.
_LETTERS = rf"{_LETTER}(?:{_LETTER}|(?<=[\d{_RAISED}])[{_RAISED}]|[{_ACCENTS}{INVISIBLE}])*"
_ACCENT = re.compile(f"(?![\u0653-\u0655])[{_ACCENTS}]")  # a hamza makes a letter of its own
_WORD = re.compile(rf"{_LETTERS}(?:[{APOSTROPHES}]{_LETTERS})*")
_POSSESSIVE = re.compile(r"'s$")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
# British for American, so that either finds the other: paediatric, anaesthetist, haemophilia …
_SPELLINGS = (
    (r"(?<=\w\w)iz(?=[aei])", "is"),
    (r"(?<=\w\w)yz(?=[aei])", "ys"),
    (r"(?<=\w\w)our(?=$|s$|a|i|ed)", "or"),
    (r"(?<=\w\w)tre(?=s?$)", "ter"),
    (r"(?<=[pnhkfc])ae(?=[dscm])", "e"),
    (r"oe(?=dem|str|sop|a)", "e"),
    (r"(?<=^practi)s(?=e|i)", "c"),
    (r"(?<=^licen)s(?=e|i)", "c"),
    (r"(?<=fen)s(?=es?$)", "c"),
    (r"(?<=dg)m(?=ent)", "em"),
    (r"(?<=program)me(?=s?$)", ""),
)
_HYPHENS = frozenset(HYPHENS)
# What print sets for marks of the keyboard; nothing invisible, which only the long way leaves out.
_TYPED = str.maketrans(
    {
        **dict.fromkeys(APOSTROPHES, "'"),
        **dict.fromkeys(DOUBLE_QUOTES, '"'),
        **dict.fromkeys(HYPHENS + DASHES, "-"),
        "…": " ",
    }
)
_PLAIN_WORD = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)*")
_PLAIN_HYPHEN = re.compile(r"[A-Za-z0-9]-[A-Za-z0-9]")
# Families whose words no stemmer brings together; the words reviewers search for.
_IRREGULAR = (
    ("anxiety", "anxious", "anxiously"),
    ("anger", "angry", "angrily"),
    ("bureaucracy", "bureaucratic", "bureaucrat"),
    ("democracy", "democratic"),
    ("autonomy", "autonomous"),
    ("belief", "believe", "believed", "believing"),
    ("choice", "choose", "chose", "chosen", "choosing"),
    ("death", "die", "died", "dying", "dead"),
    ("decision", "decide", "decided", "deciding", "decisive"),
    ("empathy", "empathic", "empathetic", "empathise"),
    ("fatigue", "fatigued"),
    ("fear", "afraid", "fearful"),
    ("feeling", "felt", "feel"),
    ("grief", "grieve", "grieving", "bereavement", "bereaved"),
    ("guilt", "guilty"),
    ("hope", "hopeful"),
    ("knowledge", "know", "knew", "known", "knowing"),
    ("loneliness", "lonely"),
    ("loss", "lose", "lost", "losing"),
    ("meaning", "meant", "mean"),
    ("misunderstanding", "misunderstood", "misunderstand"),
    ("pain", "painful"),
    ("pride", "proud"),
    ("recognition", "recognise", "recognised"),
    ("sadness", "sad"),
    ("safety", "safe", "safely"),
    ("shame", "ashamed", "shameful"),
    ("strength", "strong", "strengthen"),
    ("tiredness", "tired", "tiring"),
    ("understanding", "understood", "understand"),
)
_VERBS = """
    become became
    begin began begun
    break broke broken
    bring brought
    build built
    buy bought
    catch caught
    come came
    deal dealt
    draw drew drawn
    drive drove driven
    eat ate eaten
    fall fell fallen
    feed fed
    fight fought
    forget forgot forgotten
    give gave given
    go goes went gone
    grow grew grown
    hear heard
    hold held
    keep kept
    lead led
    leave left
    make made
    meet met
    pay paid
    run ran
    say said
    seek sought
    sell sold
    send sent
    sit sat
    sleep slept
    speak spoke spoken
    spend spent
    stand stood
    stick stuck
    take took taken
    teach taught
    tell told
    think thought
    throw threw thrown
    wear wore worn
    win won
    write wrote written
"""
_KIN = (*_IRREGULAR, *(tuple(line.split()) for line in _VERBS.strip().splitlines()))
# Words that a stemmer puts together with others of another meaning: each line is a family by itself,
# and its first word the key.
_APART = """
    responsible responsibility responsibilities responsibly irresponsible
    experiment experiments experimental experimented experimenting
    department departments departmental
    hospitality hospitable
    conversion conversions
    important importance importantly
    rationale rationales
    negligible negligibly
    apartment apartments
    morale
    several
    hardly
"""
_OWN_KEYS = {
    word: words[0] for words in map(str.split, _APART.strip().splitlines()) for word in words
}
_PLURALS = {
    "women": "woman", "men": "man", "children": "child", "people": "person", "buses": "bus",
    "gases": "gas", "crises": "crisis", "analyses": "analysis", "diagnoses": "diagnosis",
    "theses": "thesis", "hypotheses": "hypothesis", "criteria": "criterion", "feet": "foot",
    "teeth": "tooth", "mice": "mouse", "wives": "wife", "lives": "life", "halves": "half",
    "gray": "grey",
}  # fmt: skip


class Token(NamedTuple):
    """A word of a text: folded, and where the text has it."""

    text: str
    start: int
    end: int


class Variant(NamedTuple):
    """A hyphenated word written as one, and the first and last of its parts among the tokens."""

    text: str
    first: int
    last: int


def fold(text: str) -> str:
    """Lower case, straight quotes, plain hyphens, no accents, nothing invisible."""
    if text.isascii():
        return text.lower().replace("`", "'")
    plain = unicodedata.normalize("NFKC", text.translate(_MARKS)).translate(_MARKS)
    letters = unicodedata.normalize("NFD", plain.casefold())
    return unicodedata.normalize("NFC", "".join(c for c in letters if not _is_accent(c)))


def _is_accent(character: str) -> bool:
    return character >= "\u0300" and _ACCENT.match(character) is not None


def tokens(text: str) -> list[Token]:
    """The words of `text` in order; inner apostrophes stay, hyphenated words come as parts."""
    found: list[Token] = []
    for match in _WORD.finditer(text):
        printed = match.group()
        word = fold(printed)
        # Compatibility characters may fold to several words: "½" is "1" and "2".
        parts = (word,) if printed.isascii() else _WORD.findall(word)
        found.extend(Token(part, match.start(), match.end()) for part in parts)
    return found


def plain_words(text: str) -> list[str] | None:
    """The words of a text that has none but plain letters and no hyphenated word; else None.

    As `tokens` has them, in a fifth of the time: an index reads millions.
    """
    typed = text.translate(_TYPED)
    if not typed.isascii() or _PLAIN_HYPHEN.search(typed):
        return None
    return _PLAIN_WORD.findall(typed.lower())


def variants(text: str, words: list[Token] | None = None) -> list[Variant]:
    """The hyphenated words of `text` as one word each: "well-being" is also "wellbeing"."""
    words = tokens(text) if words is None else words
    found: list[Variant] = []
    first = 0
    for last in range(len(words)):
        if last + 1 < len(words) and text[words[last].end : words[last + 1].start] in _HYPHENS:
            continue
        if last > first:
            joined = "".join(word.text for word in words[first : last + 1])
            found.append(Variant(joined, first, last))
        first = last + 1
    return found


def normalised_words(text: str) -> str:
    """The words of `text` joined by spaces, for ids and for equality: "Don’t!" is "dont"."""
    words = plain_words(text)
    if words is not None:
        return " ".join(words).replace("'", "")
    return " ".join(word.text.replace("'", "") for word in tokens(text))


def letters(text: str) -> str:
    """The letters of `text` in lower case, without accents, and nothing between them.

    What two prints of the same words share, whatever became of spaces, hyphens at line ends, quote
    marks, ligatures, and of numbers of lines, notes and pages among them.
    """
    folded = unicodedata.normalize("NFKD", text).casefold()
    if any(map(str.isalpha, set(_BEYOND_ASCII.findall(folded)))):
        return "".join(filter(str.isalpha, folded))
    return folded.encode("ascii", "ignore").translate(None, _NO_LETTERS).decode("ascii")


@lru_cache(maxsize=1 << 17)
def family(word: str) -> str:
    """The key that a word shares with its inflections and derivations.

    Snowball is run until nothing changes: once leaves "disillusionment" apart from
    "disillusioned". Hyphens and apostrophes don't count; a possessive "s" is dropped.
    """
    plain = _POSSESSIVE.sub("", fold(word)).replace("'", "").replace("-", "")
    if plain in _OWN_KEYS:
        return _OWN_KEYS[plain]
    plain = _PLURALS.get(plain, plain)
    for pattern, replacement in _spellings():
        plain = pattern.sub(replacement, plain)
    stem = _fixed_point(plain)
    return _kin(stem[:2]).get(stem, stem)


@lru_cache(maxsize=1)
def _spellings() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), replacement) for pattern, replacement in _SPELLINGS)


@lru_cache(maxsize=256)
def _kin(beginning: str) -> dict[str, str]:
    """Stem → the stem of the word it is kin to, for words of irregular families that begin so."""
    return {
        _fixed_point(word): _fixed_point(words[0])
        for words in _KIN
        for word in words[1:]
        if word.startswith(beginning)
    }


def kin(key: str) -> tuple[str, ...]:
    """The words of an irregular family or of one kept apart, by its key, and irregular plurals; of
    any other none."""
    plurals = (plural for plural in _PLURALS if family(plural) == key)
    own = (word for word, first in _OWN_KEYS.items() if first == key)
    return (*next((words for words in _KIN if family(words[0]) == key), ()), *plurals, *own)


def families(text: str) -> tuple[str, ...]:
    """The family of each word of `text`, in order."""
    return tuple(family(word.text) for word in tokens(text))


def _fixed_point(word: str) -> str:
    stemmer = _stemmer()
    while (shorter := str(stemmer.stemWord(word))) != word:
        word = shorter
    return word


@lru_cache(maxsize=1)
def _stemmer() -> "EnglishStemmer":
    # Not `snowballstemmer.stemmer()`: that takes another implementation where one is installed,
    # and an index must not depend on what else is.
    with _without_other_languages():
        from snowballstemmer.english_stemmer import EnglishStemmer

    return EnglishStemmer()


@contextmanager
def _without_other_languages() -> Iterator[None]:
    """The stemmers' package imports thirty languages at its start, longer than a search takes: an
    empty package stands for it while the one module is imported."""
    name = "snowballstemmer"
    spec = None if name in sys.modules else PathFinder.find_spec(name)
    if spec is None or spec.submodule_search_locations is None:
        yield
        return
    package = ModuleType(name)
    package.__path__ = spec.submodule_search_locations
    sys.modules[name] = package
    try:
        yield
    finally:
        del sys.modules[name]


def slug(text: str) -> str:
    """The words of `text` as an identifier: "Ward Sister’s_view" is "ward-sisters-view"."""
    return normalised_words(text).replace(" ", "-")


@lru_cache(maxsize=1 << 12)
def label_key(label: str) -> str:
    """What a case's label is compared by: "Case study D", "case D" and "D" are one."""
    words = normalised_words(label).split()
    first = 0
    while first < len(words) and words[first] in _LABEL_NOUNS:
        first += 1
    return " ".join(words[first:] or words)


def participant_key(label: str) -> str:
    """What a participant's label is compared by: "Participant 7", "P07" and "p7" are one, and so
    are "Nurse 2" and "nurse no. 02"."""
    plain = re.sub(r"\b(?:no|nr|number)\b[\W_]*(?=\d)|(?<!\d)0+(?=\d)", "", fold(label))
    joined = re.sub(r"[\W_]+", "", plain)
    return re.sub(r"^(?:participant|interviewee|respondent|informant|p)(?=\d)", "", joined)


_LABEL_NOUNS = frozenset({"the", "case", "cases", "study", "studies", "site", "sites"})
