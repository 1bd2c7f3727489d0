# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy>=2", "ccg-corpus"]
# ///
"""Make a table of near words, by a sentence model or from a file of word vectors.

usage: make_near_words.py --model FOLDER --words FILE… --out ccg_corpus/near/words.near
       make_near_words.py --vectors FILE --language de --licence "CC BY-SA 3.0" --out german.near
       make_near_words.py --table FILE --out FILE

FOLDER holds the model all-MiniLM-L6-v2 as its authors publish it: `model.safetensors` and `vocab.txt`.
The weights are checked by their SHA-256 before anything is done. Each FILE of words has one word a
line; its ending is a number, small for common words, as the lists of SCOWL are called. A file of
vectors has a word and its numbers a line, the commonest word first, as word2vec, GloVe and fastText
write them. The third way brings the words of a table to the families of this version of ccg: where a
family was mended, the table need not be made anew.

The table that comes with the package is made of SCOWL 2020.12.07 and a list of our own, in about twenty
minutes on one core:

  make_near_words.py --model all-MiniLM-L6-v2 --out ccg_corpus/near/words.near --words \\
    $(ls scowl/*-{words,upper}.{10,20,35,40,50,55,60} | grep -v 'variant_[23]\\|special') \\
    scripts/near-words-more.40

Of each word family the commonest word is read by the whole model, alone, of equally common ones the
shortest; and other words of it that the model finds unlike it. The mean of all vectors is taken away, and what is left is turned so that its first SIZE
directions hold most of it, and then so that each direction holds as much as any other; then each number
is one of sixteen levels. docs/near-words.md says what the file looks like.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import struct
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import isqrt
from pathlib import Path
from typing import Any

import numpy as np

from ccg_corpus.near.table import FORMAT, OWN, SIXTEENTHS, VERSION, hash_of, opened_table, own_row
from ccg_corpus.text.words import family

WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
LAYERS, HEADS, WIDTH = 6, 12, 384
BATCH = 256
MOST_FAMILIES, SIZE = 45_000, 256
# The step between sixteen levels that keeps most of what is spread as chance spreads it.
STEP = 0.335
# A word that is less alike its family's commonest than this has a row of its own, if it is no mere
# inflection: topics are asked in nouns, "accountability" and not "accounts".
OWN_BELOW = 0.6
INFLECTED = ("s", "ed")


def main() -> None:
    options = _options()
    if options.table:
        table = opened_table(options.table)
        about = {key: table.about[key] for key in ("language", "made from", "licence")}
        own = {table.word(row) for row in range(table.rows) if table.family(row).startswith(OWN)}
        row_of = {table.word(row): row for row in range(table.rows)}
        shown = by_family({word: 0 for word in row_of if word not in own}, table.rows)
        shown |= {own_row(word): word for word in sorted(own)}
        numbers = np.array([table.vector(row_of[word]) for word in shown.values()], np.int64)
        write(options.out, shown, ((numbers + 15) // 2).astype(np.uint8), about)
        return
    if options.model:
        about = {
            "language": "en",
            "made from": f"all-MiniLM-L6-v2, sha256 {WEIGHTS}; words of SCOWL 2020.12.07",
            "licence": "Apache-2.0 (model); SCOWL's own (words): see words.LICENCE.txt",
        }
        ranks, model = ranked_words(options.words), Model(options.model)
        shown = by_family(ranks, options.most)
        vectors = model.vectors(list(shown.values()))
        others = [word for word in ranks if may_stand_alone(word, shown)]
        told = turned(vectors, options.size, model.vectors(others))
        shown, vectors = with_own(shown, others, *told)
        write(options.out, shown, halves(vectors), about)
        return
    else:
        about = {
            "language": options.language,
            "made from": options.source,
            "licence": options.licence,
        }
        ranks, found = read_vectors(options.vectors)
        shown = by_family(ranks, options.most)
        vectors = found[[ranks[word] for word in shown.values()]]
    write(options.out, shown, halves(turned(vectors, options.size)[0]), about)


def ranked_words(files: Iterable[Path]) -> dict[str, int]:
    """Each word of some lists with the least number of a list that has it, the commonest first."""
    rank: dict[str, int] = {}
    for file in files:
        size = int(file.suffix.removeprefix("."))
        for line in file.read_text(encoding="latin-1").splitlines():
            letters = unicodedata.normalize("NFD", line.strip().lower())
            word = "".join(one for one in letters if unicodedata.category(one) != "Mn")
            if len(word) > 1 and word.isascii() and word.isalpha():
                rank[word] = min(size, rank.get(word, size))
    return dict(sorted(rank.items(), key=lambda one: (one[1], one[0])))


def read_vectors(path: Path) -> tuple[dict[str, int], np.ndarray]:
    """The words of a file of vectors, each with its row; and the rows."""
    words: dict[str, int] = {}
    rows = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            word, *numbers = line.rstrip().split(" ")
            if len(numbers) > 2 and word.lower() not in words and word.isalpha():
                words[word.lower()] = len(rows)
                rows.append([float(one) for one in numbers])
    vectors = np.array(rows, np.float32)
    return words, vectors / np.maximum(1e-9, np.linalg.norm(vectors, axis=1, keepdims=True))


def by_family(ranks: Mapping[str, int], most: int) -> dict[str, str]:
    """The families of some words, the commonest so many, by name: each with its commonest word, of
    equally common ones the shortest."""
    best: dict[str, tuple[int, int, str]] = {}
    for word, rank in ranks.items():
        key, own = family(word), (rank, len(word), word)
        if key and own < best.get(key, (rank + 1,)):
            best[key] = own
    commonest = sorted(best, key=lambda key: (best[key], key))[:most]
    return {key: best[key][2] for key in sorted(commonest)}


def may_stand_alone(word: str, shown: Mapping[str, str]) -> bool:
    """Whether a word of a family is neither its commonest nor an inflection."""
    key = family(word)
    return (
        key in shown
        and shown[key] != word
        and (word.endswith("ss") or not word.endswith(INFLECTED))
    )


def with_own(
    shown: Mapping[str, str], others: list[str], found: np.ndarray, their: np.ndarray
) -> tuple[dict[str, str], np.ndarray]:
    """The families and their vectors, and behind them the words that are unlike their family's."""
    at = {key: n for n, key in enumerate(shown)}
    like = (their * found[[at[family(word)] for word in others]]).sum(axis=1)
    kept = [n for n, much in enumerate(like) if much < OWN_BELOW]
    own = {own_row(others[n]): others[n] for n in kept}
    return {**shown, **own}, np.concatenate([found, their[kept]])


def turned(vectors: np.ndarray, size: int, *more: np.ndarray) -> list[np.ndarray]:
    """The vectors without what all share, in `size` directions that hold as much one as another;
    and `more` of them, turned as these are."""
    common = vectors.mean(axis=0, dtype=np.float64)
    centred = vectors.astype(np.float64) - common
    _, directions = np.linalg.eigh(centred.T @ centred)
    first = directions[:, ::-1][:, :size]
    first = first * np.sign(first[np.abs(first).argmax(axis=0), range(first.shape[1])])
    turn, _ = np.linalg.qr(np.random.default_rng(1).standard_normal((first.shape[1],) * 2))
    all_found = [(one.astype(np.float64) - common) @ first @ turn for one in (vectors, *more)]
    return [
        found / np.maximum(1e-9, np.linalg.norm(found, axis=1, keepdims=True))
        for found in all_found
    ]


def halves(vectors: np.ndarray) -> np.ndarray:
    """Each number as one of sixteen levels, half a byte."""
    step = STEP * vectors.std()
    return np.clip(np.floor(vectors / step) + 8, 0, 15).astype(np.uint8)


def write(out: Path, shown: Mapping[str, str], found: np.ndarray, about: Mapping[str, Any]) -> None:
    """The table, in one file; `found`: a row for each of the families, in their order."""
    keys, show = list(shown), list(shown.values())
    order = sorted(range(len(keys)), key=lambda n: (hash_of(keys[n]), keys[n]))
    names, words = ([one[n].encode() for n in order] for one in (keys, show))
    found = found[order]
    rows, size = found.shape
    if size % 2:
        sys.exit("--size is an even number")
    head = {
        "format": FORMAT, "version": VERSION, **about, "rows": rows, "size": size,
        "families": sum(map(len, names)), "words": sum(map(len, words)),
    }  # fmt: skip
    hashes = [hash_of(name.decode()) for name in names]
    ends = (np.cumsum(list(map(len, one))) for one in (names, words))
    columns = b"".join(np.asarray(one).astype("<u4").tobytes() for one in (hashes, *ends))
    squares = ((2 * found.astype(np.int64) - 15) ** 2).sum(axis=1)
    lengths = b"".join(isqrt(int(one) * SIXTEENTHS**2).to_bytes(2, "little") for one in squares)
    packed = found[:, : size // 2] | found[:, size // 2 :] << 4
    line = json.dumps(head).encode() + b"\n"
    whole = b"".join((line, columns, lengths, packed.tobytes(), *names, *words))
    out.write_bytes(whole)
    print(f"{out}: {rows} families, {len(whole)} bytes, sha256 {hashlib.sha256(whole).hexdigest()}")


class Model:
    """all-MiniLM-L6-v2, in numpy: a text's vector is the mean of its pieces' of the last layer."""

    def __init__(self, folder: Path) -> None:
        raw = (folder / "model.safetensors").read_bytes()
        if hashlib.sha256(raw).hexdigest() != WEIGHTS:
            sys.exit(f"{folder}: not the weights that the table is made from (sha256 {WEIGHTS})")
        (length,) = struct.unpack("<Q", raw[:8])
        self._weights = {
            name: np.frombuffer(raw[slice(*(8 + length + at for at in one["data_offsets"]))], "<f4")
            .reshape(one["shape"])
            for name, one in json.loads(raw[8 : 8 + length]).items()
            if one.get("dtype") == "F32"
        }  # fmt: skip
        lines = (folder / "vocab.txt").read_text(encoding="utf-8").split("\n")
        self._vocabulary = {piece: n for n, piece in enumerate(lines)}

    def vectors(self, words: list[str]) -> np.ndarray:
        """The vectors of words, those of as many pieces together, so that nothing is filled up."""
        found = np.zeros((len(words), WIDTH), np.float32)
        alike: defaultdict[int, list[tuple[int, list[int]]]] = defaultdict(list)
        for n, word in enumerate(words):
            pieces = [self._vocabulary[one] for one in ("[CLS]", *self._pieces(word), "[SEP]")]
            alike[len(pieces)].append((n, pieces))
        for same in alike.values():
            for first in range(0, len(same), BATCH):
                batch = same[first : first + BATCH]
                found[[n for n, _ in batch]] = self._read(np.array([one for _, one in batch]))
        return found

    def _pieces(self, word: str) -> Iterator[str]:
        """A word in the longest pieces that the vocabulary has, from its beginning on."""
        at = 0
        while at < len(word):
            end = len(word)
            while (piece := ("##" if at else "") + word[at:end]) not in self._vocabulary:
                end -= 1
            yield piece
            at = end

    def _read(self, pieces: np.ndarray) -> np.ndarray:
        count, length = pieces.shape
        state = (
            self._weights["embeddings.word_embeddings.weight"][pieces]
            + self._weights["embeddings.position_embeddings.weight"][:length]
            + self._weights["embeddings.token_type_embeddings.weight"][0]
        )
        state = self._evened("embeddings.LayerNorm", state)
        for n in range(LAYERS):
            layer = f"encoder.layer.{n}"
            asked, keys, values = (
                self._dense(f"{layer}.attention.self.{one}", state)
                .reshape(count, length, HEADS, WIDTH // HEADS)
                .transpose(0, 2, 1, 3)
                for one in ("query", "key", "value")
            )
            heed = asked @ keys.transpose(0, 1, 3, 2) / np.float32((WIDTH // HEADS) ** 0.5)
            heed = np.exp(heed - heed.max(axis=-1, keepdims=True))
            heed /= heed.sum(axis=-1, keepdims=True)
            seen = (heed @ values).transpose(0, 2, 1, 3).reshape(count, length, WIDTH)
            seen = self._dense(f"{layer}.attention.output.dense", seen)
            state = self._evened(f"{layer}.attention.output.LayerNorm", seen + state)
            inner = _gelu(self._dense(f"{layer}.intermediate.dense", state))
            inner = self._dense(f"{layer}.output.dense", inner)
            state = self._evened(f"{layer}.output.LayerNorm", inner + state)
        whole = state.mean(axis=1)
        return whole / np.linalg.norm(whole, axis=-1, keepdims=True)

    def _dense(self, name: str, state: np.ndarray) -> np.ndarray:
        return state @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]

    def _evened(self, name: str, state: np.ndarray) -> np.ndarray:
        mean = state.mean(axis=-1, keepdims=True)
        spread = np.sqrt(((state - mean) ** 2).mean(axis=-1, keepdims=True) + np.float32(1e-12))
        return (state - mean) / spread * self._weights[f"{name}.weight"] + self._weights[
            f"{name}.bias"
        ]


def _gelu(x: np.ndarray) -> np.ndarray:
    """By Abramowitz and Stegun's 7.1.26 for the error function, right to seven digits."""
    size = np.abs(x) / np.float32(2**0.5)
    t = 1 / (1 + 0.3275911 * size)
    sum_ = t * (
        0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))
    )
    erf = np.sign(x) * (1 - sum_ * np.exp(-size * size))
    return (x * 0.5 * (1 + erf)).astype(np.float32)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--model", type=Path, metavar="FOLDER")
    source.add_argument("--vectors", type=Path, metavar="FILE")
    source.add_argument("--table", type=Path, metavar="FILE")
    parser.add_argument("--words", type=Path, nargs="+", metavar="FILE", default=[])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--most", type=int, default=MOST_FAMILIES, help="families")
    parser.add_argument("--size", type=int, default=SIZE, help="numbers of a vector")
    parser.add_argument("--language", default="en")
    parser.add_argument("--source", default="a file of vectors")
    parser.add_argument("--licence", default="not said")
    return parser.parse_args()


if __name__ == "__main__":
    main()
