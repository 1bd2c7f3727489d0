"""Small words that carry a sentence's meaning, and what speech has that writing leaves out.

Out: folded words: of denial, of limits, of comparison; modals; degrees; fillers; and the long forms of
contractions and the one spelling of words that are spelled in several ways.
"""

from __future__ import annotations


def words_of(text: str) -> frozenset[str]:
    """The words of a line."""
    return frozenset(text.split())


NEGATIONS = words_of(
    "not no never none nobody nothing nowhere neither nor without cannot hardly barely scarcely "
    "seldom rarely nope nay unable ain't lack lacks lacked refuse refused refuses fail failed fails"
)
LIMITS = words_of(
    "only just merely solely always all every everyone everybody everything everywhere each some any "
    "few many several both either until unless except almost nearly mostly usually often sometimes "
    "half exclusively entirely completely partly partially totally wholly occasionally frequently "
    "generally mainly roughly approximately"
)
COMPARATIVES = words_of(
    "more less fewer better worse most least fewest best worst higher lower larger smaller earlier "
    "later longer shorter greater easier harder sooner faster slower older younger bigger stronger "
    "weaker closer further farther cheaper dearer safer happier than"
)
MODALS = words_of("can could may might must shall should will would ought")
DEGREES = words_of(
    "very really quite so much rather too enough pretty fairly extremely terribly awfully bit little lot lots slightly "
    "somewhat deeply highly incredibly absolutely hugely maybe perhaps probably possibly"
)
FILLERS = (
    ("you", "know"), ("you", "see"), ("i", "mean"), ("sort", "of"), ("kind", "of"), ("i", "guess"),
    ("do", "you", "know", "what", "i", "mean"), ("you", "know", "what", "i", "mean"),
    ("know", "what", "i", "mean"), ("if", "you", "like"), ("like",), ("um",), ("umm",), ("uh",),
    ("er",), ("erm",), ("ah",), ("oh",), ("eh",), ("hm",), ("hmm",), ("mm",), ("mmm",),
    ("huh",), ("well",), ("so",), ("right",), ("okay",), ("ok",), ("yeah",), ("basically",), ("anyway",),
    ("obviously",), ("actually",), ("literally",), ("sorta",), ("kinda",), ("yknow",), ("y'know",), ("innit",),
    ("ehm",), ("uhm",), ("mhm",),
)  # fmt: skip
LONG_FORMS = {
    "can't": "can not", "cannot": "can not", "won't": "will not", "shan't": "shall not",
    "let's": "let us", "gonna": "going to", "wanna": "want to", "gotta": "got to",
    "kinda": "kind of", "sorta": "sort of", "'em": "them", "em": "them", "cause": "because",
    "cos": "because", "coz": "because", "cuz": "because", "bcos": "because", "til": "until",
    "till": "until", "ok": "okay", "alright": "all right", "dunno": "do not know", "yeah": "yes",
    "yep": "yes", "y'all": "you all", "ya": "you", "an'": "and", "o'": "of", "wi'": "with",
    "i'm": "i am", "gimme": "give me", "lemme": "let me", "mum": "mum", "mom": "mum",
    "outta": "out of", "dont": "do not", "didnt": "did not", "doesnt": "does not",
    "isnt": "is not", "wasnt": "was not", "cant": "can not", "wont": "will not",
    "couldnt": "could not", "wouldnt": "would not", "shouldnt": "should not", "havent": "have not",
    "hasnt": "has not", "hadnt": "had not", "arent": "are not", "werent": "were not",
    "im": "i am", "ive": "i have", "theyre": "they are", "youre": "you are", "thats": "that is",
    "percent": "%", "per cent": "%", "per": "per", "towards": "toward", "whilst": "while",
    "amongst": "among", "learnt": "learned", "burnt": "burned", "dreamt": "dreamed",
    "grey": "gray", "tyre": "tire", "tyres": "tires", "cheque": "check", "cheques": "checks",
    "kerb": "curb", "pyjamas": "pajamas", "sceptical": "skeptical", "storey": "story",
    "programme": "program", "programmes": "programs", "judgement": "judgment", "gp's": "gps",
    "afterwards": "afterward", "fellas": "fellows", "fella": "fellow",
}  # fmt: skip
