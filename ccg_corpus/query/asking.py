"""The words people ask with, by what they do to a query. English; data, no rules."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _sequences(text: str) -> tuple[tuple[str, ...], ...]:
    """The phrases of `text`, parted by commas; longer ones first."""
    found = (tuple(phrase.split()) for phrase in text.split(","))
    return tuple(sorted(found, key=len, reverse=True))


# How people begin.
OPENERS = _sequences(
    "could you,can you,would you,will you,i'd like,i would like,i want,i need,i am looking for,"
    "i'm looking for,looking for,show me,find me,give me,get me,tell me,let me see,do we have,"
    "have we got,is there,are there,please"
)
FUNCTION_WORDS = _words(
    "the a an and as at do does did has have had is are was were be been being that there their "
    "they these those it's i'd vs any some every all anything everything something only just both"
)
# Dropped where somebody asks or speaks, kept in a topic: "nurses on being told".
ASKING = _words(
    "quote quotes quotation quotations quoted verbatim say says said saying tell tells told telling "
    "what which who whom whose how when where why what's who's how's find show list give get me us "
    "you we please published mention mentions mentioned mentioning"
)
# Whoever was asked: no role, and nothing to find.
PARTICIPANTS = _words("participants interviewees respondents informants")
TOLD = _words("told tell tells telling")
INTERROGATIVES = _words("what how")
# Dropped between a speaker and a topic ("nurses feel about", "GPs' views on"), kept elsewhere.
TELLING = _words(
    "think thinks thought feel feels felt talk talks talked talking speak speaks spoke speaking "
    "describe describes described describing discuss "
    "discusses discussed discussing report reports reported reporting comment comments commented "
    "commenting view views opinion opinions perspective perspectives account accounts experience "
    "experiences statement statements words voices"
)
# "what do they think of doctors": they are the topic; "views of doctors" are theirs.
THINKING = _words("think thinks thought speak speaks spoke talk talks talked")
TOPIC_FOLLOWS = _words("about on regarding concerning re between towards toward against versus")
SPEAKER_FOLLOWS = _words("by from in among amongst")
EITHER_FOLLOWS = _words("of with for to")
DROPPED = FUNCTION_WORDS | ASKING | TOPIC_FOLLOWS | SPEAKER_FOLLOWS | EITHER_FOLLOWS

# "trust in managers" is about managers; "anger in managers" is theirs.
TRUSTING = _words("trust trusting confidence faith belief interest")
# Roles that qualify the noun after them: "patient safety" is a topic, "GP anger" is a GP's.
MODIFIERS = _words("patient")
# Roles whose name is as often another thing; in the singular the reading says so.
DOUBLE = _words("chair director partner leader user provider expert staff child man woman coach")

# Who is meant is everybody: "anyone except GPs".
EVERYBODY = _words("anyone anybody everyone everybody people someone somebody speakers cases all")
# What follows is left out: a filter, or the next word.
EXCEPTING = _sequences(
    "except for,except,excepting,excluding,other than,apart from,but not,leave out,leaving out,"
    "but leave out,but without,and not"
)
# The same, only before a filter: "not listening" is a topic.
EXCEPTING_FILTERS = _sequences("not,without,but,no,minus")
AFTER_EXCEPTING = _words("by from in for the any of at those")

# What people write for the words of a role.
SHORT_FOR = {
    "sr": "senior", "snr": "senior", "doc": "doctor", "docs": "doctors", "mgr": "manager",
    "mgrs": "managers", "rep": "representative", "reps": "representatives", "pt": "patient",
    "pts": "patients", "practise": "practice", "exec": "executive", "execs": "executives",
    "admin": "administrative",
}  # fmt: skip

# Kinds of quotation in plain words: before one of the nouns, or by itself behind "in" and the like.
SURVEYS = _sequences("survey,questionnaire,free text,free-text,open-ended,open ended")
ANSWERS = _words(
    "answer answers response responses comment comments quote quotes quotation quotations reply "
    "replies respondents"
)
KIND_PHRASES = {
    ("scare", "quotes"): "term",
    ("cited", "authors"): "cited",
    ("cited", "quotes"): "cited",
    ("on", "the", "record"): "named",
    ("named", "people"): "named",
    ("named", "persons"): "named",
    ("named", "speakers"): "named",
}

DOCUMENT_NOUNS = _words("document doc paper article report")
CASE_NOUNS = _words("case cases case-study case-studies")
ROLE_NOUNS = _words("role roles speaker speakers")
STUDY_NOUNS = _words("study studies")
SITE_NOUNS = _words("site sites")
THEME_NOUNS = _words("theme themes heading headings")
CODE_NOUNS = _words("code codes coded tagged")
PLACED = _words("in at from or and the of all any by")
