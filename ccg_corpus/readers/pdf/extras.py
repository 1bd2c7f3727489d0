"""What a PDF holds besides its pages' text, and nobody reads here: form fields, boxes, attached files,
the order of vertical writing.

pypdf's view of the file in, one line out, with what and how many. What is filled
in a field or written in a box stands on the page for whoever looks at it, but over the text and not
in it: it is named, so that nobody takes the reading for whole.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from ccg_corpus.readers.pages import name_pages

_HIDDEN = 0x2 | 0x20  # not shown, not viewed
_MOST = 20_000  # annotations and fields that are looked at
_NAMED = 3  # attached files that are named
_NAME_LENGTH = 60


def extras_of(reader: Any, count: int) -> str:
    """What is not read of a file of `count` pages, in one line; "" where it holds nothing else."""
    found: dict[str, list[int]] = defaultdict(list)
    clipped: list[str] = []  # names of files that are clipped to a page
    left = _MOST
    for number in range(count):
        if _is_set_vertically(reader.pages[number]):
            found["vertical writing"].append(number + 1)
        for annotation in _annotations(reader.pages[number]):
            left -= 1
            if left < 0:
                break
            if annotation.get("/Subtype") == "/FileAttachment":
                clipped.append(_file_name(annotation.get("/FS"), "a file without a name"))
            elif kind := _kind_of(annotation):
                found[kind].append(number + 1)
    root = reader.trailer["/Root"].get_object()
    out = [_said(kind, pages) for kind, pages in sorted(found.items())]
    if "/XFA" in _resolved(root.get("/AcroForm")):
        out.append("a form of its own kind (XFA)")
    if names := list(dict.fromkeys([*_attached(root), *clipped])):
        out.append(_said_of_files(names, is_portfolio="/Collection" in root))
    return f"not read: {', '.join(out)}" if out else ""


def _annotations(page: Any) -> Iterator[Any]:
    stated = page.get("/Annots")
    stated = stated.get_object() if stated is not None else None
    for one in stated if isinstance(stated, list) else ():
        annotation = one.get_object()
        if hasattr(annotation, "get") and not int(annotation.get("/F", 0) or 0) & _HIDDEN:
            yield annotation


def _kind_of(annotation: Any) -> str:
    """ "form field", "text box", "signature", "annotation", "" for what shows no words."""
    subtype = annotation.get("/Subtype")
    if subtype == "/Widget":
        if _is_filled(annotation):
            return "form field"
        return "signature" if _is_signature(annotation) and _shows_words(annotation) else ""
    if subtype == "/FreeText" and _text(annotation.get("/Contents")):
        return "text box"
    # a stamp, a film's poster: what their drawing shows stands on the page
    return "annotation" if subtype not in _NO_DRAWING and _shows_words(annotation) else ""


# a link has the page's own words below it; the others are opened by a click
_NO_DRAWING = ("/Link", "/Popup", "/Text", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly")
_SHOWS_TEXT = re.compile(rb"[)>\]]\s*(?:T[jJ]|['\"])(?=\s|$)")
_DEPTH = 5  # signatures draw forms in forms
_MOST_FORMS = 20
_MOST_BYTES = 200_000


def _is_signature(field: Any) -> bool:
    kind = field.get("/FT") or _resolved(field.get("/Parent")).get("/FT")
    return bool(kind == "/Sig")


def _shows_words(annotation: Any) -> bool:
    """Whether the drawing that a viewer puts on the page for an annotation shows text."""
    drawn = _resolved(_resolved(annotation.get("/AP")).get("/N"))
    if not hasattr(drawn, "get_data"):  # one drawing for each state
        drawn = _resolved(drawn.get(annotation.get("/AS"))) if annotation.get("/AS") else {}
    forms, at = [(drawn, 0)], 0
    while at < len(forms) and at < _MOST_FORMS:
        form, depth = forms[at]
        at += 1
        if not hasattr(form, "get_data"):
            continue
        if _SHOWS_TEXT.search(form.get_data()[:_MOST_BYTES]):
            return True
        inner = _resolved(_resolved(form.get("/Resources")).get("/XObject"))
        if depth < _DEPTH and hasattr(inner, "values"):
            own = (_resolved(one) for one in inner.values())
            forms += [(one, depth + 1) for one in own if one.get("/Subtype") == "/Form"]
    return False


def _is_filled(field: Any) -> bool:
    """Whether words were written or chosen; a tick in a box is none."""
    for _ in range(8):  # a field's parts inherit from it
        kind, value = field.get("/FT"), field.get("/V")
        if kind is not None and kind not in ("/Tx", "/Ch"):
            return False
        if value is not None:
            return bool(_text(value))
        parent = field.get("/Parent")
        if parent is None:
            return False
        field = parent.get_object()
    return False


def _text(value: Any) -> str:
    value = value.get_object() if hasattr(value, "get_object") else value
    if isinstance(value, list):
        return " ".join(_text(one) for one in value[:_NAMED])
    if hasattr(value, "get_data"):  # long texts are streams
        return str(value.get_data()[:_NAME_LENGTH])
    return "" if value is None else str(value).strip()


def _is_set_vertically(page: Any) -> bool:
    """Whether a font of the page writes from top to bottom: its columns come in another order."""
    fonts = _resolved(_resolved(page.get("/Resources")).get("/Font"))
    encodings = (_resolved(_resolved(font).get("/Encoding")) for font in fonts.values())
    return any(
        encoding.endswith("-V") if isinstance(encoding, str) else encoding.get("/WMode") == 1
        for encoding in encodings
    )


# Attached files


def _attached(root: Any) -> Iterator[str]:
    """The names of files in the file."""
    yield from _named_in(_resolved(_resolved(root.get("/Names")).get("/EmbeddedFiles")), depth=0)


def _named_in(node: Any, depth: int) -> Iterator[str]:
    stated = _resolved(node.get("/Names"))
    for at in range(1, len(stated) if isinstance(stated, list) else 0, 2):
        yield _file_name(stated[at], _text(stated[at - 1]))
    kids = _resolved(node.get("/Kids"))
    for kid in kids if isinstance(kids, list) and depth < 8 else ():
        yield from _named_in(_resolved(kid), depth + 1)


def _file_name(stated: Any, otherwise: str) -> str:
    file = _resolved(stated)
    return _text(file.get("/UF") or file.get("/F")) or otherwise


def _resolved(value: Any) -> Any:
    value = value.get_object() if hasattr(value, "get_object") else value
    return {} if value is None else value


# Words


_WHAT = {
    "form field": "filled form field",
    "text box": "text box",
    "signature": "signature",
    "annotation": "annotation",
}
_DRAWN = ("signature", "annotation")


def _said(kind: str, pages: list[int]) -> str:
    if kind == "vertical writing":
        return f"the order of lines set from top to bottom ({name_pages(sorted(set(pages)))})"
    what = _WHAT[kind]
    plural = "es" if what.endswith("x") else "s"
    count = len(pages)
    where = ""
    if kind == "text box":
        where = f" laid over the page as {'annotations' if count > 1 else 'an annotation'}"
    elif kind in _DRAWN:
        where = " that shows words" if count == 1 else " that show words"
    return f"{count} {what}{plural if count > 1 else ''}{where} ({name_pages(sorted(set(pages)))})"


def _said_of_files(names: list[str], *, is_portfolio: bool) -> str:
    shown = ", ".join(" ".join(name.split())[:_NAME_LENGTH] for name in names[:_NAMED])
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    what = "attached file" + ("s" if len(names) > 1 else "")
    return f"{len(names)} {what}{' of a portfolio' if is_portfolio else ''}: {shown}{more}"
