"""The nodes of config.yaml → the fields of `Config`, every key and reference checked.

Comes in: the top `Node`. Goes out: keyword arguments for `Config`. It checks what the file alone
can tell; whether a document of that name exists is not its business.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

from ccg_corpus.project.config.nodes import Node
from ccg_corpus.project.config.values import (
    Code,
    DocumentFacts,
    ReadingLimits,
    SiteFacts,
    StudyFacts,
)
from ccg_corpus.text.nearest import near

T = TypeVar("T")

_TOP = ("corpus", "exclude", "references", "language", "documents", "studies", "sites", "roles",
        "verbs", "codes", "limits", "told_for_all", "log", "match", "near", "meaning")  # fmt: skip
_MATCHES = ("all", "some", "near")
_EXTRA = ("volume", "issue", "pages", "publisher", "url")
_PLAIN = ("title", "journal", "type", "language", "version_of")
_DOCUMENT = ("id", "title", "authors", "year", "doi", "journal", "type", "language", *_EXTRA,
             "study", "version_of", "skip")  # fmt: skip
_ROLE = ("names", "kinds", "plurals", "broader")
_ID = re.compile(r"[^\W_][\w.-]*")
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_DOI_PREFIX = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)


def read_fields(top: Node | None) -> dict[str, Any]:
    """What `Config` takes, defaults left out."""
    if top is None or top.is_empty:
        return {}
    nodes = top.fields(_TOP)
    fields: dict[str, Any] = {}
    for key, read in _READERS.items():
        if key in nodes:
            fields[key] = read(nodes[key])
    _check_study_names(nodes)
    return fields


def _documents(node: Node) -> tuple[DocumentFacts, ...]:
    entries = node.entries()
    ids: dict[str, Node] = {}
    for entry in entries.values():
        id_node = _fields_of(entry, _DOCUMENT).get("id")
        if id_node is not None:
            _once(ids, id_node.text(), id_node, "document id")
    return tuple(_document(source, entry) for source, entry in entries.items())


def _document(source: str, node: Node) -> DocumentFacts:
    nodes = _fields_of(node, _DOCUMENT)
    facts: dict[str, Any] = {key: nodes[key].text() for key in _PLAIN if key in nodes}
    facts["extra"] = tuple((key, nodes[key].text()) for key in _EXTRA if key in nodes)
    for key, read in _DOCUMENT_READERS.items():
        if key in nodes:
            facts[key] = read(nodes[key])
    return DocumentFacts(source=source.removeprefix("./"), **facts)


def _studies(node: Node) -> tuple[StudyFacts, ...]:
    return _named(node, _study)


def _study(slug: str, node: Node) -> StudyFacts:
    """`id: Title` or `id: {title: …}`."""
    if node.is_empty or node.is_mapping:
        return StudyFacts(slug, _title(_fields_of(node, ("title",)), slug))
    return StudyFacts(slug, node.text())


def _sites(node: Node) -> tuple[SiteFacts, ...]:
    taken: dict[str, Node] = {}
    sites = _named(node, _site)
    for entry in node.entries().values():
        for case_node in _case_nodes(entry):
            _once(taken, case_node.text(), case_node, "case")
    return sites


def _site(slug: str, node: Node) -> SiteFacts:
    """`id: [cases]` or `id: {title, study, cases}`."""
    cases = tuple(_case(case_node) for case_node in _case_nodes(node))
    if node.is_list:
        return SiteFacts(slug, slug, cases)
    nodes = _fields_of(node, ("title", "study", "cases"))
    study = nodes["study"].text() if "study" in nodes else None
    return SiteFacts(slug, _title(nodes, slug), cases, study)


def _case_nodes(site: Node) -> list[Node]:
    if site.is_list:
        return list(site.items())
    cases = _fields_of(site, ("title", "study", "cases")).get("cases")
    if cases is None:
        return []
    return list(cases.items()) if cases.is_list else [cases]


def _case(node: Node) -> str:
    reference = node.text()
    source, colon, label = reference.partition(":")
    if not (colon and source.strip() and label.strip()):
        hint = "a case is 'document:label', for example 'smith2019:D'"
        raise node.wrong(f"names no document and case: '{reference}'", hint=hint)
    return f"{source.strip()}:{label.strip()}"


def _roles(node: Node) -> dict[str, Any]:
    roles = dict(_named(node, lambda slug, entry: (slug, _role(entry))))
    for entry in node.entries().values():
        if entry.is_mapping:
            _check_broader(entry.entries().get("broader"), tuple(roles))
    return roles


def _role(node: Node) -> dict[str, Any]:
    """`slug: [names]` or `slug: {names, kinds, plurals, broader}`."""
    if node.is_list:
        return {"names": list(node.texts())}
    nodes = _fields_of(node, _ROLE)
    if not nodes:
        raise node.wrong("says nothing", hint="give it names")
    return {key: list(nodes[key].texts()) for key in _ROLE if key in nodes}


def _check_broader(node: Node | None, added: tuple[str, ...]) -> None:
    if node is None or node.is_empty:
        return
    from ccg_corpus.vocabulary import load_roles

    known = (*added, *load_roles().slugs)
    for item in node.items() if node.is_list else (node,):
        if item.text() not in known:
            hint = near(item.text(), known, listed=False) or "define it too"
            raise item.wrong(f"names an unknown role '{item.text()}'", hint=hint)


def _verb(node: Node) -> str:
    """One form of a verb, as it is printed: "mused", "held forth"."""
    form = " ".join(node.text().lower().split())
    if not re.fullmatch(r"[^\W\d_]+(?:[ ’'-][^\W\d_]+){0,3}", form):
        raise node.wrong(f"is no form of a verb: '{form}'", hint="for example: mused")
    return form


def _codes(node: Node) -> tuple[Code, ...]:
    return _named(node, _code)


def _code(slug: str, node: Node) -> Code:
    """`slug: [terms]` or `slug: {title, terms}`."""
    if node.is_list:
        return Code(slug, slug, node.texts())
    nodes = _fields_of(node, ("title", "terms"))
    terms = nodes["terms"].texts() if "terms" in nodes else ()
    return Code(slug, _title(nodes, slug), terms)


def _limits(node: Node) -> ReadingLimits:
    nodes = node.fields(ReadingLimits.__slots__)
    return ReadingLimits(**{key: value.number(1, 10**6) for key, value in nodes.items()})


def _named(node: Node, read: Callable[[str, Node], T]) -> tuple[T, ...]:
    """Entries whose key is an id of the user's own."""
    for slug, entry in node.entries().items():
        _checked_id(slug, entry)
    return tuple(read(slug, entry) for slug, entry in node.entries().items())


def _fields_of(node: Node, allowed: tuple[str, ...]) -> dict[str, Node]:
    return {} if node.is_empty else node.fields(allowed)


def _title(nodes: dict[str, Node], slug: str) -> str:
    return nodes["title"].text() if "title" in nodes else slug


def _checked_id(slug: str, node: Node) -> str:
    if not _ID.fullmatch(slug):
        hint = "an id is letters, digits, '-', '_' and '.', without spaces"
        raise node.wrong(f"'{slug}' can't be an id", hint=hint, named=False)
    return slug


def _once(taken: dict[str, Node], value: str, node: Node, kind: str) -> None:
    first = taken.setdefault(value, node)
    if first is not node:
        message = f"{kind} '{value}' is given twice, here and on line {first.line}"
        raise node.wrong(message, named=False)


def _doi(node: Node) -> str:
    doi = _DOI_PREFIX.sub("", node.text(), count=1)
    if not _DOI.fullmatch(doi):
        raise node.wrong(f"is not a DOI: '{node.text()}'", hint="a DOI begins with 10.")
    return doi


def _one_of(node: Node, choices: tuple[str, ...]) -> str:
    if node.text() not in choices:
        raise node.wrong(f"can't be '{node.text()}'", hint=near(node.text(), choices))
    return node.text()


def _meaning(node: Node) -> str:
    fields = node.fields(("model",))
    return fields["model"].text() if "model" in fields else ""


def _check_study_names(nodes: dict[str, Node]) -> None:
    """A document or a site that names a study names one that is there."""
    known = tuple(nodes["studies"].entries()) if "studies" in nodes else ()
    for section in ("documents", "sites"):
        for entry in nodes[section].entries().values() if section in nodes else ():
            study = entry.entries().get("study") if entry.is_mapping else None
            if study is not None and not study.is_empty and study.text() not in known:
                hint = near(study.text(), known) if known else "add it under 'studies'"
                raise study.wrong(f"names an unknown study '{study.text()}'", hint=hint)


_DOCUMENT_READERS: dict[str, Callable[[Node], Any]] = {
    "id": lambda node: _checked_id(node.text(), node),
    "authors": Node.texts,
    "year": lambda node: node.number(1000, 2999),
    "doi": _doi,
    "study": Node.text,
    "skip": Node.flag,
}
_READERS: dict[str, Callable[[Node], Any]] = {
    "corpus": Node.texts,
    "exclude": Node.texts,
    "references": Node.texts,
    "language": Node.text,
    "documents": _documents,
    "studies": _studies,
    "sites": _sites,
    "roles": _roles,
    "verbs": lambda node: tuple(_verb(item) for item in node.items()),
    "codes": _codes,
    "limits": _limits,
    "told_for_all": Node.flag,
    "log": Node.flag,
    "match": lambda node: _one_of(node, _MATCHES),
    "near": Node.text,
    "meaning": lambda node: _meaning(node),
}
