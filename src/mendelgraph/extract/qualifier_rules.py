"""The table of rules for qualifiers of inheritance, and of the sentences that look like one and are not."""

from __future__ import annotations

from mendelgraph.extract.rules import Rule, rule
from mendelgraph.facts import Qualifier

_NEW = (
    r"(?:(?:new|spontaneous|novel)(?: \((?:de novo|sporadic|spontaneous)\))?|de novo)(?: \w+)? ?(?:gene "
    r"|genetic )?(?:mutations?|variants?|changes?|deletions?|duplications?|alterations?|rearrangements?)"
)
_MOST = (
    r"(?:most|nearly all|almost all|all|virtually all|the (?:vast )?majority of|usually|typically|generally"
    r"|(?:almost |nearly )?always|most often|more commonly|most commonly|often|in (?:most|all|almost all) "
    r"cases|frequently|(?:[5-9]\d|100)(?: to \d+)? percent)"
)

QUALIFIERS: tuple[Rule[Qualifier], ...] = (
    rule(
        "most cases are new mutations",
        Qualifier.DE_NOVO,
        rf"\b{_MOST}\b[^.;]{{0,140}}(?:; (?:these cases|they|it|instead)\b[^.;]{{0,40}})?\b{_NEW}",
        "Nearly all cases result from new mutations in the gene.",
        "One-third of cases result from new mutations in the gene.",
    ),
    rule(
        "the condition is a new mutation",
        Qualifier.DE_NOVO,
        rf"^(?!(?:these|other|some|rare|many|few|in)\b)(?:the few described cases of )?[\w\s'/-]+? (?:(?:is"
        rf"|are|have been) (?:(?:thought|believed) to )?(?:be )?(?:caused by|due to|result from)|results? "
        rf"from) (?:an? )?{_NEW}",
        "This condition is caused by a new mutation early in life.",
        "Other cases are caused by an old mutation.",
    ),
    rule(
        "a random event as reproductive cells form",
        Qualifier.DE_NOVO,
        r"\brandom (?:\(de novo\) )?events?\b[^.;]{0,60}\b(?:reproductive cells|eggs?\b|sperm)",
        "The deletion is a random event as the parents' reproductive cells form.",
        "The deletion is a random event in one cell of the embryo.",
    ),
    rule(
        "reduced penetrance, by name",
        Qualifier.INCOMPLETE_PENETRANCE,
        r"\b(?:reduced|incomplete|low|variable|partial)(?:ly)? penetran(?:ce|t)",
        "This situation is called incomplete penetrance.",
        "The penetrance is complete.",
    ),
    rule(
        "some with the altered gene stay well",
        Qualifier.INCOMPLETE_PENETRANCE,
        r"\b(?:not (?:all|every(?:one| person)?)|some|many|a (?:few|small number of|minority of)|only"
        r"|occasionally|rarely|however)\b[^.;]{0,80}\b(?:inherit(?:s|ed)?|with|have|has|carry|carries"
        r"|carrying)\b[^.;]{0,60}\b(?:mutations?|variants?|altered|mutated|gene|deletion|duplication"
        r"|premutation)\b[^.;]{0,60}\b(?:never|do(?:es)? not|not|will not|without|unaffected"
        r"|remain)\b[^.;]{0,30}\b(?:develop|have|show|experience|features|signs|symptoms|affected|(?:get"
        r"|become))",
        "Some people who inherit the altered gene never develop the disorder.",
        "Some people who inherit the altered gene fall ill early.",
    ),
    rule(
        "not everybody with the altered gene falls ill",
        Qualifier.INCOMPLETE_PENETRANCE,
        r"\bnot (?:all|every(?:one| person)?)\b[^.;]{0,40}\b(?:inherits?|with|who (?:have|has|carr)|that "
        r"(?:have|has))\b[^.;]{0,60}\b(?:mutations?|variants?|altered|mutated|gene|genes|deletion"
        r"|duplication|premutation)\b[^.;]{0,60}\b(?:develop|have|show|will|experience|get)\b",
        "Not everyone who inherits a mutation in this gene will develop the disease.",
        "Not all people with this disease have a mutation in this gene.",
    ),
    rule(
        "a share of those with the altered gene",
        Qualifier.INCOMPLETE_PENETRANCE,
        r"\bgene (?:mutation|variant)\b.*\bonly (?:about )?\d+ percent of (?:those|these|such) (?:people"
        r"|individuals|women|men)\b[^.;]{0,40}\b(?:develop|have|go on)\b",
        "People with the gene mutation have cysts, but only 10 percent of those people develop the disease.",
        "Only 10 percent of those people have a mutation.",
    ),
    rule(
        "anticipation, by name",
        Qualifier.ANTICIPATION,
        r"\banticipation\b",
        "What grey hair then shows is known as anticipation.",
        "Doctors anticipate a full recovery.",
    ),
    rule(
        "worse or earlier over generations",
        Qualifier.ANTICIPATION,
        r"\b(?:earlier|younger|more severe|worse|increasingly severe)\b[^.;]{0,100}\b(?:successive|each"
        r"|next|later|subsequent|succeeding|following) (?:\w+ )?generations?|\b(?:passed|transmitted"
        r"|inherited)\b[^.;]{0,60}\bgeneration[^.;]{0,120}\b(?:begins?|onset|appear"
        r"|occur)[^.;]{0,40}\b(?:earlier|younger)",
        "Its signs appear earlier in each generation of a family.",
        "Its signs appear in each generation of a family.",
    ),
    rule(
        "mosaicism",
        Qualifier.SOMATIC_MOSAICISM,
        r"\bmosaic(?:ism)?\b",
        "The mixture of cells is known as mosaicism.",
        "The floor shows a pattern.",
    ),
    rule(
        "somatic mutations",
        Qualifier.SOMATIC_MOSAICISM,
        r"\bsomatic(?:,|:)? (?:\(?non-?inherited\)? |gene |genetic |\w+ gene )?(?:mutations?|variants?"
        r"|changes?|alterations?|deletions?)|\b(?:mutations?|variants?|changes?|alterations?"
        r"|rearrangements?)\b[^.;]{0,60}\b(?:is|are|were|called|described as) somatic\b",
        "These changes are called somatic mutations.",
        "One X chromosome is switched off in somatic cells.",
    ),
    rule(
        "a change after conception",
        Qualifier.SOMATIC_MOSAICISM,
        r"\b(?:mutations?|variants?|changes?|alterations?|rearrangements?"
        r"|deletions?)\b[^.;]{0,80}\bcells?\b[^.;]{0,60}\bafter conception|\bafter "
        r"conception\b[^.;]{0,60}\b(?:mutations?|variants?)|\bacquired during (?:a|an|the) (?:person"
        r"|individual|woman|man)(?:'s|s)? lifetime|\b(?:mutations?|variants?"
        r"|changes?)\b[^.;]{0,60}\boccurs? during (?:a|an) (?:person|individual)(?:'s|s)? lifetime",
        "It arises from a mutation in the body's cells that occurs after conception.",
        "It arises from a mutation that a parent has.",
    ),
    rule(
        "uniparental disomy",
        Qualifier.UNIPARENTAL_DISOMY,
        r"\buniparental (?:iso|hetero)?disomy\b|\bUPD\b",
        "Some cases come about by uniparental disomy.",
        "Some cases come about by disuse.",
    ),
    rule(
        "imprinting",
        Qualifier.IMPRINTED,
        r"\b(?:genomic )?imprint(?:ing|ed)\b",
        "The gene undergoes genomic imprinting.",
        "The fingerprints are smooth.",
    ),
)

NOT: dict[Qualifier, tuple[Rule[str], ...]] = {
    Qualifier.DE_NOVO: (
        rule(
            "a minority",
            "minority",
            r"^(?:other|some|a few|few|a small (?:number|percentage)|rarely|less (?:commonly|often)"
            r"|occasionally|in (?:some|rare|a few|other)|the remaining|about (?:one-|half|a )|rare|many)\b",
            "Other cases of grey hair result from new mutations.",
            "Most cases result from new mutations.",
        ),
        rule(
            "in part of the cases",
            "minority",
            r"\b(?:one-(?:third|half|quarter|fourth|fifth)|some(?:times)?|rarely|(?:other|remaining) cases"
            r"|less (?:commonly|often)|small (?:number|percentage)|can (?:also )?(?:result|occur|be)"
            r"|while others|or (?:from|by) a? ?(?:new|random))\b[^.;]{0,60}\b(?:new|de novo|random)\b",
            "Sometimes it comes from a new mutation.",
            "As a rule it comes from a new mutation.",
        ),
        rule(
            "after conception",
            "mosaic",
            r"\bafter conception|\bsomatic\b|\bonly (?:some|certain) cells",
            "It is a new somatic mutation.",
            "It is a new mutation.",
        ),
    ),
    Qualifier.INCOMPLETE_PENETRANCE: (
        rule(
            "carriers of a recessive disorder",
            "carriers",
            r"^(?!.*penetran).*\b(?:carriers?|parents|autosomal recessive|one (?:\w+ )?copy|females? (?:who|with))\b",
            "Some carriers of one copy never develop the disorder.",
            "Some people with the mutation never develop the disorder.",
        ),
        rule(
            "a risk allele",
            "risk",
            r"^(?!.*penetran).*\b(?:risk|variations?|alleles?|HLA|susceptib|e4|complex (?:disorder|condition))\b",
            "Not everyone with the HLA allele develops the disorder.",
            "Not everyone with the mutation develops the disorder.",
        ),
        rule(
            "affected people without a change in the gene",
            "other",
            r"\b(?:do|does|did) not have (?:an? )?(?:identified |identifiable |known )?(?:mutations?"
            r"|variants?|changes?|deletions?)",
            "Some people with the disorder do not have a mutation.",
            "Some people with a mutation do not have the disorder.",
        ),
    ),
    Qualifier.ANTICIPATION: (),
    Qualifier.SOMATIC_MOSAICISM: (
        rule(
            "a second hit",
            "second hit",
            r"\b(?:second|additional|two|both|second,|normal copy|other copy|remaining copy|second copy)\b",
            "A second, somatic mutation is needed.",
            "A somatic mutation is the cause.",
        ),
        rule(
            "a parent's germ cells",
            "germline",
            r"\bgermline mosaic|\bgonadal mosaic|\b(?:unaffected|healthy) (?:parent|father|mother)"
            r"|\bsperm or egg|\begg or sperm|\breproductive cells",
            "A parent has germline mosaicism.",
            "The patient shows mosaicism.",
        ),
        rule(
            "a possibility or another disorder",
            "doubt",
            r"\bmosaic (?:syndrome|variegated)|\bunclear whether|\banother (?:form|type|condition"
            r"|disorder)\b|\bcould explain|\bmalignant\b",
            "It is unclear whether somatic mutations cause it.",
            "Somatic mutations cause it.",
        ),
    ),
    Qualifier.UNIPARENTAL_DISOMY: (),
    Qualifier.IMPRINTED: (),
}
