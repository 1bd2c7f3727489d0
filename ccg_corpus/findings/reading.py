"""findings.yaml → findings, with a line for whatever in it can't be meant.

Comes in: a project's directory. Goes out: the findings in the order of the file, and what is wrong with
it. An entry that is partly wrong is read as far as it can be, and said; it is never left out in silence.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ccg_corpus.core.errors import BadConfig
from ccg_corpus.findings.model import (
    COMPONENTS,
    CONCERNS,
    CONFIDENCE,
    CREDIBILITY,
    FINDINGS_NAME,
    Finding,
    Interpretation,
    Judgement,
    Pointer,
)
from ccg_corpus.project.files import read_file
from ccg_corpus.text.nearest import near

if TYPE_CHECKING:
    from ccg_corpus.project.config.nodes import Node

STATEMENT, SUPPORTS, CONTRADICTS = "finding", "supports", "contradicts"
INTERPRETATIONS, ILLUSTRATION, CERQUAL = "second order", "illustration", "cerqual"
CREDIBILITY_KEY, NOTES, OVERALL = "credibility", "notes", "confidence"
# What a key of an entry may be called besides its own name.
KEYS = {
    STATEMENT: STATEMENT, "statement": STATEMENT, "summary": STATEMENT,
    SUPPORTS: SUPPORTS, "supported by": SUPPORTS, "support": SUPPORTS,
    "first order": SUPPORTS, "evidence": SUPPORTS,
    CONTRADICTS: CONTRADICTS, "contradicted by": CONTRADICTS, "against": CONTRADICTS,
    INTERPRETATIONS: INTERPRETATIONS, "interpretations": INTERPRETATIONS, "authors say": INTERPRETATIONS,
    ILLUSTRATION: ILLUSTRATION, CERQUAL: CERQUAL, "grade cerqual": CERQUAL,
    CREDIBILITY_KEY: CREDIBILITY_KEY, "level": CREDIBILITY_KEY,
    NOTES: NOTES, "note": NOTES, "memo": NOTES, OVERALL: OVERALL, "explanation": "explanation",
}  # fmt: skip
_JUDGEMENT_KEYS = ("judgement", "judgment", "concerns", "level")
_WHY_KEYS = ("why", "explanation", "because")
_COMPONENTS = {
    **{one: one for one in COMPONENTS},
    "methods": "methodological limitations", "limitations": "methodological limitations",
    "adequacy of data": "adequacy", "confidence": OVERALL, "overall": OVERALL,
}  # fmt: skip
_LEVELS = {
    "u": "unequivocal",
    "c": "credible",
    "ns": "not supported",
    "unsupported": "not supported",
}
_CONCERNS = {
    "none": CONCERNS[0], "no concerns": CONCERNS[0], "very minor concerns": CONCERNS[0],
    "no": CONCERNS[0], "very minor": CONCERNS[0], "no or very minor": CONCERNS[0],
    "minor": CONCERNS[1], "moderate": CONCERNS[2], "serious": CONCERNS[3],
}  # fmt: skip
_FIRST_LINE = (
    "a name and a colon, then what it says: 'finding: …', 'supports: [ids, code: …, query: …]'"
)


@dataclass(frozen=True, slots=True)
class Findings:
    """The findings of a project, and a line for each thing that can't be meant."""

    all: tuple[Finding, ...] = ()
    problems: tuple[str, ...] = ()


def read_findings(root: Path) -> Findings:
    """The findings of a project; none where it has no findings.yaml.

    Raises: BadConfig where the file can't be read as YAML.
    """
    path = root / FINDINGS_NAME
    try:
        data = read_file(path)
    except FileNotFoundError:
        return Findings()
    except OSError as exc:
        raise BadConfig(f"can't be read: {exc.strerror or exc}", path=path) from exc
    return parse_findings(data)


def parse_findings(data: bytes) -> Findings:
    """The findings in the bytes of a findings.yaml.

    Raises: BadConfig.
    """
    from ccg_corpus.project.config.nodes import compose

    top = compose(data, FINDINGS_NAME)
    if top is None or top.is_empty:
        return Findings()
    reader = _Reader()
    for name, entry in reader.named(top):
        reader.entry(name, entry)
    return Findings(tuple(reader.found.values()), tuple(reader.problems))


@dataclass(slots=True)
class _Reader:
    found: dict[str, Finding] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def named(self, top: Node) -> list[tuple[Node, Node]]:
        """Names with their entries; a list of entries is named by its numbers."""
        if top.is_mapping:
            return _pairs(top)
        raise top.wrong("is no list of findings by name", hint=_FIRST_LINE)

    def entry(self, key: Node, value: Node) -> None:
        name = _plain(key)
        if not name:
            return self._wrong(key, "a finding without a name")
        if name in self.found:
            return self._wrong(
                key, f"finding {name} stands twice, here and on line {self.found[name].line}:"
                " the first one counts",
            )  # fmt: skip
        given: dict[str, Node] = {}
        if value.is_mapping:
            for one, held in _pairs(value):
                written = _plain(one)
                known = KEYS.get(_folded(written))
                if known is None:
                    close = near(_folded(written), tuple(KEYS))
                    self._wrong(one, f"finding {name}: unknown key '{written}'", close)
                elif known in given:
                    self._wrong(one, f"finding {name}: '{written}' stands twice")
                elif not held.is_empty:
                    given[known] = held
        elif not value.is_empty and not value.is_list:
            given[STATEMENT] = value
        elif value.is_list:
            self._wrong(value, f"finding {name} is a list", _FIRST_LINE)
        statement = self._text(given.get(STATEMENT), name, STATEMENT)
        judged, overall = self._cerqual(given.get(CERQUAL), name)
        if OVERALL in given:  # beside the components as well as among them
            overall = self._judged(given[OVERALL], name, OVERALL, CONFIDENCE, {})
        if "explanation" in given:
            overall = Judgement(overall.value if overall else "", self._long(given["explanation"]))
        if not statement:
            self._wrong(key, f"finding {name} says nothing: it has no 'finding:'")
        self.found[name] = Finding(
            name=name,
            statement=statement,
            supports=tuple(self._pointers(given.get(SUPPORTS), name, SUPPORTS)),
            contradicts=tuple(self._pointers(given.get(CONTRADICTS), name, CONTRADICTS)),
            interpretations=tuple(self._interpretations(given.get(INTERPRETATIONS), name)),
            illustration=self._text(given.get(ILLUSTRATION), name, ILLUSTRATION),
            judgements=judged,
            confidence=overall,
            credibility=self._one_of(
                given.get(CREDIBILITY_KEY), name, CREDIBILITY_KEY, CREDIBILITY, _LEVELS
            ),
            notes=self._long(given.get(NOTES)),
            line=key.line,
        )

    def _pointers(self, node: Node | None, name: str, key: str) -> list[Pointer]:
        if node is None:
            return []
        found: list[Pointer] = []
        for one in node.items() if node.is_list else (node,):
            if one.is_empty:
                continue
            if one.is_list:
                self._wrong(one, f"finding {name}: a list within '{key}'", "one list is enough")
            elif not one.is_mapping:
                value = _plain(one)
                kind = next(
                    (kind for kind in ("code", "query") if value.lower().startswith(f"{kind}:")), ""
                )
                found.append(
                    Pointer(kind, value[len(kind) + 1 :].strip(), one.line)
                    if kind
                    else Pointer("id", value, one.line)
                )
            else:
                for what, held in _pairs(one):
                    kind = _folded(_plain(what)).rstrip("s")
                    kind = {"querie": "query", "quotation": "id"}.get(kind, kind)
                    if kind not in ("id", "code", "query"):
                        hint = "an id, 'code: NAME' or 'query: WORDS'; put quotes round an id"
                        self._wrong(what, f"finding {name}: '{_plain(what)}' in '{key}'", hint)
                        continue
                    values = held.items() if held.is_list else (held,)
                    found += [
                        Pointer(kind, _plain(value), value.line)
                        for value in values
                        if not (value.is_empty or value.is_mapping or value.is_list)
                    ]
        return [pointer for pointer in found if pointer.value]

    def _interpretations(self, node: Node | None, name: str) -> list[Interpretation]:
        if node is None:
            return []
        found = []
        for one in node.items() if node.is_list else (node,):
            held = (
                {_folded(_plain(key)): value for key, value in _pairs(one)}
                if one.is_mapping
                else {}
            )
            document, text = held.get("document"), held.get("text")
            if document is None or text is None:
                hint = '{document: ID, text: "the authors\' own words"}'
                self._wrong(
                    one, f"finding {name}: '{INTERPRETATIONS}' wants a document and a text", hint
                )
                continue
            found.append(Interpretation(_plain(document), _plain(text), one.line))
        return found

    def _cerqual(
        self, node: Node | None, name: str
    ) -> tuple[dict[str, Judgement], Judgement | None]:
        judged: dict[str, Judgement] = {}
        overall: Judgement | None = None
        if node is not None and not node.is_mapping:
            overall = self._judged(node, name, OVERALL, CONFIDENCE, {})
        for key, value in _pairs(node) if node is not None and node.is_mapping else ():
            written = _folded(_plain(key))
            known = _COMPONENTS.get(written)
            if written in ("explanation", "why"):
                overall = Judgement(overall.value if overall else "", self._long(value))
            elif known is None:
                close = near(written, tuple(_COMPONENTS))
                self._wrong(key, f"finding {name}: unknown component '{_plain(key)}'", close)
            elif value.is_empty:
                continue
            elif known == OVERALL:
                one = self._judged(value, name, OVERALL, CONFIDENCE, {})
                overall = Judgement(one.value, one.why or (overall.why if overall else ""))
            else:
                judged[known] = self._judged(value, name, known, CONCERNS, _CONCERNS)
        return judged, overall

    def _judged(
        self, node: Node, name: str, what: str, allowed: tuple[str, ...], also: dict[str, str]
    ) -> Judgement:
        """A judgement alone, or with the reason beside it."""
        if not node.is_mapping:
            return Judgement(self._one_of(node, name, what, allowed, also))
        held = {_folded(_plain(key)): value for key, value in _pairs(node)}
        value = next((held[key] for key in _JUDGEMENT_KEYS if key in held), None)
        why = next((held[key] for key in _WHY_KEYS if key in held), None)
        for key, _ in _pairs(node):
            if _folded(_plain(key)) not in (*_JUDGEMENT_KEYS, *_WHY_KEYS):
                # in {a: …, why: this, and that} a comma ends the reason
                self._wrong(
                    key,
                    f"finding {name}: '{_plain(key)}' is no part of a judgement, and is not read",
                    "put quotes round text that holds a comma",
                )
        if value is None:
            self._wrong(
                node, f"finding {name}: '{what}' has no judgement", "{judgement: …, why: …}"
            )
        return Judgement(self._one_of(value, name, what, allowed, also), self._long(why))

    def _one_of(
        self,
        node: Node | None,
        name: str,
        what: str,
        allowed: tuple[str, ...],
        also: dict[str, str],
    ) -> str:
        """The judgement as the field words it; what is none of them stays, and is said."""
        written = self._text(node, name, what)
        if node is None or not written:
            return ""
        folded = _folded(written)
        if what == OVERALL:
            folded = folded.removesuffix(" confidence")
        if folded.endswith("concern"):
            folded += "s"
        value = folded if folded in allowed else also.get(folded, "")
        if not value:
            self._wrong(
                node,
                f"finding {name}: {what} '{written}' is printed as it stands",
                f"the words for it: {', '.join(allowed)}",
            )
        return value or written

    def _text(self, node: Node | None, name: str, key: str) -> str:
        if node is None:
            return ""
        if node.is_mapping or node.is_list:
            hint = "put quotes round text that holds ': ' or begins with [ or {"
            self._wrong(node, f"finding {name}: '{key}' should be a text", hint)
            return ""
        return _plain(node)

    @staticmethod
    def _long(node: Node | None) -> str:
        """Notes keep their paragraphs; a list is taken line by line."""
        if node is None or node.is_empty:
            return ""
        if node.is_list:
            return "\n".join(_plain(one) for one in node.items())
        return "" if node.is_mapping else str(node.yaml.value).strip()

    def _wrong(self, node: Node, message: str, hint: str = "") -> None:
        self.problems.append(
            f"{FINDINGS_NAME}:{node.line}: {message}" + (f" ({hint})" if hint else "")
        )


def _pairs(mapping: Node) -> list[tuple[Node, Node]]:
    """The keys and values of a mapping, a key that stands twice as often as it does."""
    from ccg_corpus.project.config.nodes import Node

    return [
        (Node(key, mapping.path, mapping.where), Node(value, mapping.path, mapping.where))
        for key, value in mapping.yaml.value
    ]


def _plain(node: Node) -> str:
    """A scalar on one line; nothing for what is none."""
    return (
        ""
        if node.is_mapping or node.is_list or node.is_empty
        else " ".join(str(node.yaml.value).split())
    )


def _folded(key: str) -> str:
    return " ".join(key.replace("_", " ").replace("-", " ").lower().split())
