"""Verbs that let somebody speak: "said", "recalled", "put it".

Out: patterns. `VERBS` also tells what people did or thought; `SAYING` can only introduce speech.
"""

from __future__ import annotations

from ccg_corpus.quotations.anycase import AnyCase

VERBS = (
    r"sa(?:id|ys?|ying)|stat(?:ed?|es|ing)|not(?:ed?|es|ing)|comment(?:ed|s|ing)?|explain(?:ed|s|ing)?|"
    r"describ(?:ed?|es|ing)|report(?:ed|s|ing)?|observ(?:ed?|es|ing)|remark(?:ed|s|ing)?|"
    r"suggest(?:ed|s|ing)?|recall(?:ed|s|ing)?|reflect(?:ed|s|ing)?|express(?:ed|es|ing)?|add(?:ed|s|ing)|"
    r"(?:told|tells?|telling)|put(?:s|ting)? it|argu(?:ed?|es|ing)|contend(?:ed|s)?|claim(?:ed|s|ing)?|"
    r"complain(?:ed|s|ing)?|lament(?:ed|s)?|mention(?:ed|s|ing)?|emphasi[sz](?:ed?|es|ing)|"
    r"highlight(?:ed|s|ing)?|point(?:ed|s|ing)? (?:out|to)|warn(?:ed|s)?|shar(?:ed?|es|ing)|"
    r"illustrat(?:ed?|es|ing)|acknowledg(?:ed?|es|ing)|admit(?:ted|s)?|believ(?:ed?|es|ing)|"
    r"felt|feels?|feeling|th(?:ought|inks?)|recogni[sz](?:ed?|es|ing)|indicat(?:ed?|es|ing)|"
    r"elaborat(?:ed?|es|ing)|summari[sz](?:ed?|es|ing)|articulat(?:ed?|es|ing)|conclud(?:ed?|es)|"
    r"respon(?:ded|ds?|ding)|answer(?:ed|s)?|repl(?:ied|ies|y)|ask(?:ed|s)|wonder(?:ed|s)?|"
    r"stress(?:ed|es)|agre(?:ed?|es)|disagreed|insist(?:ed|s)|confirm(?:ed|s)?|clarif(?:ied|ies)|"
    r"perceiv(?:ed?|es)|view(?:ed|s)|saw|refer(?:red|s) to|spoke|speaks?|talk(?:ed|s)|"
    r"wrote|writes?|continu(?:ed?|es)|discuss(?:ed|es)|expand(?:ed|s)|joked?|conced(?:ed?|es)|"
    r"identif(?:ied|ies)|demonstrat(?:ed?|es)|reveal(?:ed|s)|experienc(?:ed?|es)|expect(?:ed|s)|"
    r"appreciat(?:ed?|es)|worr(?:ied|ies)|questioned|cautioned|advised|maintained|declared|"
    r"exclaimed|confessed|narrated|related|relayed|verbali[sz]ed|disclosed|outlined|quipped|"
    r"deemed|found it|called|termed|labell?ed|dubbed|characteri[sz]ed|likened|compared|cited|"
    r"proposed|recommended|preferred|wanted|hoped|feared|realized|realised|understood|valued|"
    r"considered|regarded|offered|provided|gave|showed|touched on|raised|voiced|echoed|noticed"
)
VERB = AnyCase(rf"\b(?:{VERBS})\b")
# verbs that can only introduce speech; the others also tell what people did
SAYING = AnyCase(
    r"\b(?:sa(?:id|ys?|ying)|stat(?:ed|es|ing)|not(?:ed|es|ing)|comment(?:ed|s|ing)|explain(?:ed|s|ing)?|"
    r"describ(?:ed|es|ing)|remark(?:ed|s|ing)|recall(?:ed|s|ing)|express(?:ed|es|ing)|told|"
    r"put(?:s|ting)? it|lament(?:ed|s)|reflect(?:ed|s|ing)|observ(?:ed|es)|add(?:ed|s)|"
    r"elaborat(?:ed|es)|summari[sz](?:ed|es)|shar(?:ed|es)|repl(?:ied|ies)|respond(?:ed|s)|"
    r"complain(?:ed|s)|emphasi[sz](?:ed|es)|articulat(?:ed|es)|exclaimed|mention(?:ed|s)|"
    r"report(?:ed|s)|stress(?:ed|es)|point(?:ed|s) out|illustrat(?:ed|es|ing)|highlight(?:ed|s)|"
    r"wrote|in (?:his|her|their|one|the) (?:own )?words?|words of)\b",
)
