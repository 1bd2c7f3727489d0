"""Signs of symbol fonts: a font's name and a code in, the Unicode sign that a reader sees out.

Word processors keep such signs as codes of their font, as such or in the private use area (F0xx). A
code that no table here knows becomes `UNREADABLE`, which is kept in the text: it must not vanish.
"""

from __future__ import annotations

import re
from functools import lru_cache

UNREADABLE = "\ufffd"  # the sign for a sign that can't be read
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_NONE = UNREADABLE

# Symbol, from 0x20 and from 0xA0; the parts of large brackets are one bracket.
_SYMBOL = (
    " !∀#∃%&∍()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…|―↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪" + _NONE
    + "⟩∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭",
)  # fmt: skip
# Wingdings, from 0x20 and from 0x80. Its ornamental quotation marks mark quotations.
_WINGDINGS = (
    " 🖉✂✁👓🕭🕮🕯🕿✆🖂🖃📪📫📬📭🗀🗁🗎🗏🗐🗄⏳🖮🖰🖲🖳🖴🖫🖬✇✍🖎✌🖏👍👎☜☞☝☟🖐☺😐☹💣🕱🏳🏱✈☼🌢❄🕆✞🕈✠✡☪☯🕉☸"
    "♈♉♊♋♌♍♎♏♐♑♒♓🙰🙵●🔾■□🞐❑❒⬧⧫◆❖⬥⌧⮹⌘🏵🏶“”",
    "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿🙢🙠🙡🙣🙞🙜🙝🙟·•⬝⭘🞆🞈◉◎🔿▪◻🟂✦★✶✴✹✵⯐⌖⟡⌑⯑✪✰🕐🕑🕒🕓🕔🕕🕖🕗🕘🕙🕚🕛"
    "⮰⮱⮲⮳⮴⮵⮶⮷🙪🙫🙕🙔🙗🙖🙐🙑🙒🙓⌫⌦⮘⮚⮙⮛⮈⮊⮉⮋←→↑↓↖↗↙↘⬅➡⬆⬇⬉⬈⬋⬊⇦⇨⇧⇩⬄⇳⬁⬀⬃⬂🢬🢭✗✓☒☑",
)
# WordPerfect's typographic signs, from 0x21.
_TYPOGRAPHIC = "●○■•*¶§¡¿«»£¥₧ƒªº½¼¢²ⁿ®©¤¾³‛’‘‟”“–—‹›○□†‡™℠℞"


def _table(*parts: tuple[int, str]) -> dict[int, str]:
    return {first + at: sign for first, signs in parts for at, sign in enumerate(signs)}


_FONTS: dict[str, dict[int, str]] = {
    "symbol": _table((0x20, _SYMBOL[0]), (0xA0, _SYMBOL[1])),
    "wingdings": _table((0x20, _WINGDINGS[0]), (0x80, _WINGDINGS[1])),
    # Of these fonts the signs that forms and tables use.
    "wingdings 2": {0x20: " ", **_table((0x4F, "✗✓☒☑☒☒"), (0x95, "•·●"), (0xA3, "□"))},
    "wingdings 3": {0x20: " "},
    "webdings": {0x20: " ", 0x61: "✔", 0x72: "✖", 0x63: "□", 0x67: "■", 0x6E: "●"},
    "wp typographicsymbols": _table((0x21, _TYPOGRAPHIC)),
}  # fmt: skip
_ALIASES = {
    "symbolmt": "symbol", "standard symbols l": "symbol", "standard symbols ps": "symbol",
    "wingdings-regular": "wingdings", "symbol (arial)": "symbol",
}  # fmt: skip


@lru_cache(maxsize=256)
def _signs(font: str) -> dict[int, str] | None:
    name = font.strip().strip("'\"").lower()
    return _FONTS.get(_ALIASES.get(name, name))


def is_symbol_font(font: str | None) -> bool:
    """Whether the letters of a font are signs and no letters."""
    return bool(font) and _signs(font or "") is not None


def sign_of(font: str | None, code: int) -> str:
    """The sign of a code; private codes (F0xx) are those of the font's own table."""
    signs = _signs(font or "")
    own = code - 0xF000 if 0xF020 <= code <= 0xF0FF else code
    if signs is not None and own < 0x100:
        return signs.get(own, UNREADABLE)
    if 0xE000 <= code <= 0xF8FF:
        # The bullet of lists is the one that every program writes so, whatever the font.
        return "•" if code == 0xF0B7 else UNREADABLE
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else UNREADABLE


def shown(text: str, font: str | None) -> str:
    """The words that a reader sees where `text` is set in that font."""
    if is_symbol_font(font):
        return "".join(sign_of(font, ord(sign)) for sign in text)
    if not _PRIVATE.search(text):
        return text
    return _PRIVATE.sub(lambda found: sign_of(font, ord(found.group())), text)
