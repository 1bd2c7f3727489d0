"""The words people ask with, by what they do to a query. English; data, no rules."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FUNCTION_WORDS = _words(
    "the a an and as at do does did has have had is are was were be been being that there their "
    "it's any some every anything everything something"
)
# Dropped where somebody asks or speaks, kept in a topic: "nurses on being told".
ASKING = _words(
    "quote quotes quotation quotations quoted say says said saying tell tells told telling "
    "what which who whom whose how when where why find show list give get me please"
)
INTERROGATIVES = _words("what how")
# Dropped between a speaker and a topic ("nurses feel about", "GPs' views on"), kept elsewhere.
TELLING = _words(
    "think thinks thought feel feels felt talk talks talked talking speak speaks spoke speaking "
    "describe describes described describing mention mentions mentioned mentioning discuss "
    "discusses discussed discussing report reports reported reporting comment comments commented "
    "commenting view views opinion opinions perspective perspectives account accounts experience "
    "experiences statement statements words voices"
)
TOPIC_FOLLOWS = _words("about on regarding concerning re between towards toward against versus")
SPEAKER_FOLLOWS = _words("by from in among amongst")
EITHER_FOLLOWS = _words("of with for to")
DROPPED = FUNCTION_WORDS | ASKING | TOPIC_FOLLOWS | SPEAKER_FOLLOWS | EITHER_FOLLOWS

# "trust in managers" is about managers; "anger in managers" is theirs.
TRUSTING = _words("trust trusting confidence faith belief interest")
# Roles that qualify the noun after them: "patient safety" is a topic, "GP anger" is a GP's.
MODIFIERS = _words("patient")

DOCUMENT_NOUNS = _words("document doc paper article report")
CASE_NOUNS = _words("case cases case-study case-studies")
ROLE_NOUNS = _words("role roles speaker speakers")
STUDY_NOUNS = _words("study studies")
SITE_NOUNS = _words("site sites")
