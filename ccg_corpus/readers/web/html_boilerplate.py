"""What of a saved page is not its article: hidden parts, navigation, banners, lists of other articles.

Sites name these parts in the classes of their elements, whole ("breadcrumb") or as a part of a longer
name ("gem-c-cookie-banner", "c-article-recommendations"). A name alone throws no running text away: what
holds the page's title, a quotation, a table or a few paragraphs is read.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words of a class that say: not shown until asked for, or shown to nobody.
_HIDDEN_CLASS = _words(
    "hidden closed modal popover popup tooltip d-none visually-hidden sr-only usa-sr-only "
    "screen-reader-text u-visually-hidden nhsuk-u-visually-hidden govuk-visually-hidden"
)
_READ_OUT_CLASS = frozenset(
    name
    for name in _HIDDEN_CLASS
    if "visually" in name or name.endswith(("sr-only", "reader-text"))
)
_FURNITURE_CLASS = _words(
    "nav navbar navigation menu sidebar breadcrumb breadcrumbs pagination "
    "cookie-banner cookies related-articles related-posts toc advert advertisement "
    "skip-link site-footer site-header"
)
# Parts of a class: "gem-c-related-navigation", "js-cookie-consent", "c-article-share-box". Words that
# papers have headings for ("social care", "recommendations", "consent") need a second one.
_FURNITURE_PART = re.compile(
    r"(?:^|[-_\s])(?:cookies?|onetrust|gdpr|breadcrumbs?|pagination|newsletter|adverts?|advertisement|"
    r"altmetrics?|carousel|nav|menu|skiplinks?|toolbar|signup|subscribe|paywall|navigation|related|"
    r"article-recommendations|recommended-(?:articles?|content|reading)|contents-list|print-link|"
    r"social-(?:media|links?|share|sharing|icons?)|(?:consent|feedback)-(?:banner|manager|popup|form)|"
    r"gem-c-(?:feedback|metadata)|share-(?:box|links?|buttons?|tools?|bar|icons?)|sharing-\w+|"
    r"(?:figure|table|callout|ref|references_)[-_]?links|pill-button|inline-download)(?=$|[-_\s])"
    r"|(?:^|\s)(?:share|sharing|social)(?=$|\s)"
)
# An id is often made of a heading's words; these are no headings.
_FURNITURE_ID = re.compile(
    r"cookie-?(?:banner|consent|message|notice)|onetrust|gdpr|carousel|breadcrumb"
)
# What readers of a page wrote below it: long, and none of the article.
_COMMENTS = _words(
    "comments comment-list commentlist comments-area comments-list comments-section comment-thread "
    "comments-container comments-wrapper comment-respond disqus_thread disqus-thread user-comments"
)
# Numbers in the margin, which float beside the text: of its lines, and of the pages it was printed on.
_LINE_NUMBER_CLASS = _words("lnum linenum line-num linenumber line-number lineno line-no")
_PAGE_NUMBER_CLASS = _words(
    "pagenum page-num pagenumber page-number pageno page-no pagebreak page-break pb"
)
_LINE_NUMBER = re.compile(r"\d{1,5}")
_PAGE_NUMBER = re.compile(
    r"[\[({]?(?:p(?:age|g)?\b\.?\s*)?(\d{1,5}|[ivxlc]{1,8})[\])}]?", re.IGNORECASE
)
_FURNITURE_ROLE = _words(
    "navigation banner contentinfo search complementary dialog alertdialog tooltip menu"
)
_FURNITURE_TITLE = re.compile(
    r"(?:related(?: (?:articles?|content|coverage|topics?|links?|pages?|news|posts?|reading|stories))?|"
    r"like this|more to explore|most (?:popular|read|viewed|shared|cited)|trending(?: now)?|"
    r"(?:recommended|similar|more|popular|latest|trending) (?:articles?|content|reading|news|posts?)"
    r"(?: (?:for you|in pubmed|being viewed by others))?|you (?:may|might) also (?:like|be interested in)|"
    r"more like this|read next|share this (?:page|article|post)|cookies on .*|we use cookies.*|"
    r"in this section|on this page|contents|sign up (?:for|to) .*|(?:view|article) metrics)\W*",
    re.IGNORECASE,
)
_BUTTON = re.compile(
    r"open (?:image )?in (?:a )?new (?:tab|window)|view (?:inline|popup|larger (?:image|version)|"
    r"this table|article)|download (?:figure|powerpoint|pdf|table|as .*)|full[- ]size (?:table|image)",
    re.IGNORECASE,
)
_PAGE = ("body", "article", "main", "html")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_CONTAINERS = ("div", "section", "aside", "ul", "ol", "nav")
_RUNNING = 1200  # characters in paragraphs: more is text, whatever its name
_LINK_SHARE = 0.9
_MIN_LINKS = 3
_LINK_WORDS = 12


def classes_of(element: Any) -> set[str]:
    """The words of the element's class, in lower case."""
    return set((element.get("class") or "").lower().split())


def is_hidden(element: Any) -> bool:
    """Not shown by a browser, or only when somebody points at it."""
    if not element.attrib:
        return False
    if element.get("hidden") is not None:
        return True
    if element.get("aria-hidden") == "true" and not _is_read_out_beside(element):
        return True
    if _HIDDEN_STYLE.search(element.get("style") or ""):
        return True
    return bool(classes_of(element) & _HIDDEN_CLASS)


def _is_read_out_beside(element: Any) -> bool:
    """Shown to those who see, with the same in other words beside it for those who don't."""
    parent = element.getparent()
    return parent is not None and any(
        classes_of(other) & _READ_OUT_CLASS for other in parent if isinstance(other.tag, str)
    )


def is_furniture(element: Any) -> bool:
    """Part of the site, not of the article."""
    if element.tag in _PAGE:
        return False
    if element.attrib:
        if (element.get("role") or "").lower() in _FURNITURE_ROLE:
            return True
        if classes_of(element) & _FURNITURE_CLASS:
            return True
        if _is_discussion(element):
            return True
        if _is_named_so(element) and not _holds_text(element):
            return True
    return element.tag in _CONTAINERS and (_is_titled_so(element) or _is_link_list(element))


def is_line_number(element: Any) -> bool:
    """The number of a line, beside the text."""
    return bool(classes_of(element) & _LINE_NUMBER_CLASS) and bool(
        _LINE_NUMBER.fullmatch(_words_of(element))
    )


def page_number(element: Any) -> str | None:
    """The number of the page that begins here, as printed beside the text; None where it is none."""
    if not classes_of(element) & _PAGE_NUMBER_CLASS:
        return None
    found = _PAGE_NUMBER.fullmatch(_words_of(element))
    return found[1] if found else None


def _words_of(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _is_discussion(element: Any) -> bool:
    """The comments of readers; not what holds the page's title or its article."""
    named = classes_of(element) | {(element.get("id") or "").lower()}
    if element.tag not in _CONTAINERS or not named & _COMMENTS:
        return False
    return next(element.iter("h1", "article", "main"), None) is None


def _is_named_so(element: Any) -> bool:
    if element.tag in _HEADINGS:
        return False
    name, identifier = element.get("class"), element.get("id")
    if name and _names_furniture(name):
        return True
    return bool(identifier and _FURNITURE_ID.search(identifier.lower()))


@lru_cache(maxsize=4096)
def _names_furniture(name: str) -> bool:
    return _FURNITURE_PART.search(name.lower()) is not None


def _holds_text(element: Any) -> bool:
    """The title of the page, a quotation or a table, or several paragraphs."""
    if next(element.iter("h1", "blockquote", "table"), None) is not None:
        return True
    size = 0
    for paragraph in element.iter("p"):
        size += sum(map(len, paragraph.itertext()))
        if size > _RUNNING:
            return True
    return False


def _is_titled_so(element: Any) -> bool:
    """Its first element is a heading that announces other pages."""
    first = element[0] if len(element) else None
    if first is None or first.tag not in _HEADINGS:
        return False
    title = " ".join("".join(first.itertext()).split())
    return bool(_FURNITURE_TITLE.fullmatch(title)) and not _holds_text(element)


def _is_link_list(element: Any) -> bool:
    """A list of nothing but short links: a menu, "View article · PubMed · Google Scholar"."""
    if element.tag != "ul" or len(element) < _MIN_LINKS:
        return False
    for item in element.iterchildren("li"):
        words = "".join(item.itertext()).strip()
        link = item.find(".//a")
        if link is None or len(words.split()) > _LINK_WORDS:
            return False
        if len("".join(link.itertext()).strip()) < _LINK_SHARE * len(words):
            return False
    return True


def is_button(link: Any) -> bool:
    """A link that says what it does: "Open in a new tab"."""
    words = link.text or ""
    return len(words) < 40 and not len(link) and bool(_BUTTON.fullmatch(words.strip()))


def is_link_dense(element: Any) -> bool:
    """More of its words are links than not."""
    size = sum(map(len, element.itertext()))
    links = sum(sum(map(len, link.itertext())) for link in element.iter("a"))
    return links * 2 > size
