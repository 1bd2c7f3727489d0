"""The words people ask with, by what they do to a query. English; data, no rules."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _sequences(text: str) -> tuple[tuple[str, ...], ...]:
    """The phrases of `text`, parted by commas; longer ones first."""
    found = (tuple(phrase.split()) for phrase in text.split(","))
    return tuple(sorted(found, key=len, reverse=True))


# How people begin.
# "I'd" comes as "i".
OPENERS = _sequences(
    "could you,can you,would you,will you,i like,i would like,i want,i need,i am looking for,"
    "i looking for,looking for,show me,find me,give me,get me,tell me,let me see,do we have,"
    "have we got,is there,are there,please,in their own words,in their words,pull out,bring up,list all,"
    "cases where,quotes where,people who,those who"
)
FUNCTION_WORDS = _words(
    "the a an and as at do does did has have had is are was were be been being that there their "
    "they these those it vs any some every all anything everything something only just both but "
    "he she him her his hers them i me my our ours your us we if whether since during until till "
    "while throughout too very so such also not no having what which who whom whose how when where why many much else each could would "
    "should can will shall may might must anyone anybody everyone everybody someone somebody"
)
# "what've", "what's", "didn't": run together with what people ask with.
CONTRACTED = ("'ve", "'re", "'ll", "'d", "'m")
WITH_IS = _words("what who how where when why it that there he she")
AUXILIARIES = _words("do does did has have had is are was were")
# Dropped before a noun ("after the merger"), kept in a name ("after hours").
BEFORE_NOUN = _words("after before following because")
DETERMINERS = _words("the a an this that these those their his her our")
# They end as what somebody does ends, and are no doing.
NO_ACTIONS = _words("including excluding excepting during nothing something anything everything")
# Dropped where somebody asks or speaks, kept in a topic: "nurses on being told".
ASKING = _words(
    "quote quotes quotation quotations quoted verbatim say says said saying tell tells told telling "
    "find show list give get you please published mention mentions mentioned mentioning illustrating "
    "illustrate illustrates showing demonstrating expressing evidence example examples extract "
    "extracts excerpt excerpts passage passages"
)
# Whoever was asked: no role, and nothing to find.
PARTICIPANTS = _words("participants interviewees respondents informants")
PEOPLE = _words("people persons speakers")
TOLD = _words("told tell tells telling say says said think thinks thought believe believes feel")
INTERROGATIVES = _words("what how")
# A phrase that begins so is a sentence: "do doctors trust managers" is about managers.
QUESTIONING = _words(
    "do does did has have had is are was were should would could can will may might must what how "
    "why when where whether which who"
)
# Dropped between a speaker and a topic ("nurses feel about", "GPs' views on"), kept elsewhere.
TELLING = _words(
    "think thinks thought feel feels felt talk talks talked talking speak speaks spoke speaking "
    "describe describes described describing discuss "
    "discusses discussed discussing report reports reported reporting comment comments commented "
    "commenting view views opinion opinions perspective perspectives account accounts experience "
    "experiences statement statements words voices attitude attitudes perception perceptions "
    "belief beliefs feelings thoughts reaction reactions perceive perceives perceived"
)
# The same, only where what it is about follows: "managers complain about".
TELLING_ABOUT = _words(
    "complain complains complained complaining worry worries worried argue argues argued explain "
    "explains explained reflect reflects reflected reflecting raise raises raised concern concerns "
    "know knows knew hear heard write wrote"
)
# "what do they think of doctors": they are the topic; "views of doctors" are theirs.
THINKING = _words("think thinks thought speak speaks spoke talk talks talked")
TOPIC_FOLLOWS = _words("about on regarding concerning re between towards toward against versus")
SPEAKER_FOLLOWS = _words("by from in among amongst")
EITHER_FOLLOWS = _words("of with for to")
DROPPED = FUNCTION_WORDS | ASKING | TOPIC_FOLLOWS | SPEAKER_FOLLOWS | EITHER_FOLLOWS

# "trust in managers" is about managers; "anger in managers" is theirs.
TRUSTING = _words("trust trusting confidence faith belief interest")
# Roles that qualify the noun after them: "patient safety" and "staff shortages" are topics, "GP
# anger" is a GP's. They speak where they stand alone, in the plural, or before a word of asking.
MODIFIERS = _words(
    "patient professional staff practitioner provider user service-user client consumer stakeholder "
    "leader expert carer caregiver parent child family woman mother worker employee volunteer "
    "student trainee teacher citizen member resident administrator"
)
# Roles that are several in the singular.
UNCOUNTED = _words("staff")
# Of what is told, these are as often a topic: "patient experience", but "patient experience of care".
ACCOUNTS = _words(
    "account experience opinion perspective perception attitude belief reaction view report comment"
)
# "practice nurses who work in case B": dropped between a speaker and a place.
WORKING = _words("work works worked working based employed located")
# Roles whose name is as often another thing; in the singular the reading says so.
DOUBLE = _words("chair director partner leader user provider expert staff child man woman coach")

# Who is meant is everybody: "anyone except GPs".
EVERYBODY = _words(
    "anyone anybody everyone everybody people someone somebody speakers cases sites all"
)
# What follows is left out: a filter, or the next word.
EXCEPTING = _sequences(
    "except for,except,excepting,excluding,other than,apart from,but not,leave out,leaving out,"
    "but leave out,but without,and not,not including,not about,not on,not mentioning"
)
EXCEPTING_WORDS = frozenset(phrase[0] for phrase in EXCEPTING)
# The same, only before a filter: "not listening" is a topic.
EXCEPTING_FILTERS = _sequences("not,without,but,no,minus,neither,nor,non,outside,outside of")
AFTER_EXCEPTING = _words("by from in for the any of at those quotes quotations quote words")

# What people write for the words of a role.
SHORT_FOR = {
    "sr": "senior", "snr": "senior", "doc": "doctor", "docs": "doctors", "mgr": "manager",
    "mgrs": "managers", "rep": "representative", "reps": "representatives", "pt": "patient",
    "pts": "patients", "practise": "practice", "exec": "executive", "execs": "executives",
    "admin": "administrative", "dr": "doctor", "drs": "doctors",
}  # fmt: skip

# Kinds of quotation in plain words: before one of the nouns, or by itself behind "in" and the like.
FREE_TEXT = _sequences("free text,free-text,open-ended,open ended")
SURVEYS = _sequences("survey,surveys,questionnaire,questionnaires") + FREE_TEXT
INTERVIEWS = _sequences(
    "interview,interviews,focus group,focus groups,focus-group,focus-groups,group interview,"
    "group interviews"
)
ANSWERS = _words(
    "answer answers response responses comment comments quote quotes quotation quotations reply "
    "replies respondents"
)
DATA = _words("data material transcript transcripts extract extracts excerpt excerpts")
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
PUBLICATIONS = _words("papers articles reports documents publication publications manuscript")
ET_AL = _sequences("et al,and colleagues,and others,and co-authors,and coauthors")
CASE_NOUNS = _words("case cases case-study case-studies")
ROLE_NOUNS = _words("role roles speaker speakers")
STUDY_NOUNS = _words("study studies")
SITE_NOUNS = _words("site sites")
# What a case may be called besides: "CCG A", "practice 3".
PLACE_NOUNS = _words(
    "locality location area hospital practice clinic ccg trust team ward organisation organization "
    "region centre center school community district county country facility unit company home "
    "village municipality province pct board setting"
)
THEME_NOUNS = _words("theme themes heading headings")
BEHIND_THEME = THEME_NOUNS | _words("section sections subheading chapter")
CODE_NOUNS = _words("code codes coded tagged")
BEHIND_CODE = _words("as with at under the code codes")
PARTICIPANT_NOUNS = _words("participant interviewee respondent informant participants")
PAGES = _words("p pp page pages")
NUMBERED = _words("no number id")
PLACED = _words("in at from or and the of all any by published")

# "the last five years".
WITHIN_TIME = _words("in over within during from for since")
NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "fifteen": 15, "twenty": 20,
}  # fmt: skip
# Before a kind and before an author's name alone: it is asked for, or left out.
BEFORE_KIND = _words("in from without except excluding not")
BEFORE_NAME = _words("in from by not except excluding without than but for")

# How the answer is shown.
QUOTES = _words("quote quotes quotation quotations examples extracts excerpts passages")
SORTED = _sequences("sorted by,sort by,ordered by,order by,in order of,in the order of")
ORDERS = {
    ("most", "confident", "first"): "-confidence", ("most", "confident"): "-confidence",
    ("least", "confident", "first"): "confidence", ("least", "confident"): "confidence",
    ("newest", "first"): "-year", ("latest", "first"): "-year", ("most", "recent", "first"): "-year",
    ("oldest", "first"): "year", ("longest", "first"): "-words", ("shortest", "first"): "words",
}  # fmt: skip
FIRST_ORDERS = {
    (size, noun): "-words" if size in ("long", "longer", "longest") else "words"
    for size in ("long", "longer", "longest", "short", "shorter", "shortest")
    for noun in ("quotes", "quotations", "quote", "quotation", "extracts", "excerpts")
}
GROUPED = _sequences("grouped by,group by")
COUNTED = _sequences("counted by,count by,counts by,how many by,number by")
LISTED = {
    "papers": "document", "paper": "document", "articles": "document", "article": "document",
    "documents": "document", "document": "document", "reports": "document", "studies": "document",
    "publications": "document", "roles": "role", "cases": "case", "sites": "site",
    "themes": "theme",
}  # fmt: skip
CONCLUDING = _words(
    "conclude concludes concluded find finds found argue argues argued write writes wrote suggest "
    "suggests suggested recommend recommends recommended discuss discussed report reported"
)
COMPARING = _sequences(
    "compare,comparing,comparison of,comparison between,contrast,contrasting,differ,differs,differed,"
    "difference between,differences between,differ from each other,side by side"
)
# What follows is a word to find as it stands: "quotes with the phrase …".
WORD_FOLLOWS = _sequences(
    "with the phrase,with the word,with the words,with the exact words,using the phrase,"
    "using the word,using the words,use the word,use the words,use the phrase,uses the word,"
    "containing the phrase,containing the word,containing the words,contain the word,contain the words,"
    "contain the phrase,contains the word,contains the phrase,with the exact phrase,"
    "that contain,that contains,which contain,which contains,containing"
)
WORD_NOUNS = _sequences("the phrase,the words,the word,the exact words,the exact phrase")
SECTIONS = {
    "abstract": "abstract", "abstracts": "abstract", "background": "background",
    "introduction": "background", "methods": "methods", "method": "methods",
    "results": "results", "findings": "results", "discussion": "discussion",
}  # fmt: skip
BEHIND_SECTION = _words("section sections part parts chapter")
# "no role", "without a speaker": what is not stated.
UNSTATED = {
    "role": "role", "roles": "role", "speaker": "role", "speakers": "role", "case": "case",
    "site": "site", "participant": "participant", "theme": "theme", "heading": "theme",
    "code": "code", "codes": "code",
}  # fmt: skip
NOT_STATED = _sequences(
    "with no,without a,without an,without any,without,no,no stated,with no stated,with no known,"
    "no known,with unknown,unknown,missing"
)
# A small word beside one of the operators in capitals is what is looked for; these lead up to a word.
LEADING = (
    _words("the a an any all every some those these this that my our your his her their")
    | AFTER_EXCEPTING
    | ASKING
    | TOPIC_FOLLOWS
    | SPEAKER_FOLLOWS
    | EITHER_FOLLOWS
)
# "young people having no say": what is said of them.
OF_THEM = _words("having being not no")
# Behind one of these "from" names what is talked about: "learning from specialists".
FROM_FOLLOWS = _words(
    "learn learns learned learnt learning hear hears heard hearing benefit benefits benefited "
    "benefiting suffer suffers suffered suffering differ differs differing different away apart "
    "withdraw withdrawing withdrawal borrow borrowing hide hiding come coming"
)
# What somebody gives: "stories from carers" are theirs, "pressure from carers" is what others feel.
GIVEN = _words(
    "story stories feedback reflection reflections response responses answer answers complaint "
    "complaints reply replies testimony testimonies narrative narratives remark remarks insight insights"
)
# "young people having no say", also where young people speak.
TOLD_OF = _words("having being")
