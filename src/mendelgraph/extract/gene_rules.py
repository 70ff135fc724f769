"""The tables of rules for genes: sentences that name one in passing, and what the others say of its part.

Roles follow the labelling rules 1 to 4 of the development gold table.
"""

from __future__ import annotations

from mendelgraph.extract.rules import CHANGE, Rule, rule
from mendelgraph.facts import FunctionChange, GeneRole, VariantOrigin

# A symbol that stands in such sentences alone is no gene of this condition.
IN_PASSING: tuple[Rule[str], ...] = (
    rule(
        "a partner protein's gene",
        "partner",
        r"\b(?:interact\w*|interactions?|partners?|binds?|attach\w*|complex)\b[^.;]{0,60}\b(?:with|between"
        r"|to)\b[^.;]{0,60}\bprotein(?:s|,)? (?:produced from|made from|encoded by)|\bbetween the "
        r"[A-Z0-9-]+ protein and the protein produced",
        "It may interact with the protein produced from another gene, QRST2.",
        "The protein produced from the QRST2 gene is short.",
    ),
    rule(
        "the cause of another condition",
        "other condition",
        r"\b(?:cause[sd]?|causing|responsible for|lead to|result in)\b[^.;]{0,30}\b(?:another|a (?:similar"
        r"|related|different|separate|distinct|milder|more severe)|other|(?<!-)related|similar"
        r"|different)(?: \w+){0,3} (?:condition|disorder|disease|syndrome)s?\b",
        "Mutations in the QRST2 gene cause another disorder, white hair.",
        "Mutations in the QRST2 gene cause this disorder.",
    ),
    rule(
        "a condition that is like this one",
        "other condition",
        r"(?<!-)\b(?:another|related|similar) (?:condition|disorder|syndrome"
        r"|disease)s?\b[^.;]{0,80}\b(?:is|are) (?:also )?caused by\b",
        "A related condition, white hair, is caused by mutations in QRST2.",
        "This condition is caused by mutations in QRST2.",
    ),
    rule(
        "the cause of a named syndrome that can come with this condition",
        "other condition",
        r"\b(?:people|individuals|patients|children|infants|cases) with\b[^.;,]{0,60}"
        r"\b(?:syndrome|disease|disorder|sequence), (?:which|that) (?:is|are) (?:\w+ )?caused by\b",
        "It is seen in people with Moss syndrome, which is caused by mutations in the QRST2 gene.",
        "Moss syndrome is caused by mutations in the QRST2 gene.",
    ),
    rule(
        "a gene that this one acts on",
        "target",
        r"\b(?:controls?|regulates?|regulating|turns? on|switch(?:es)? on) (?:the )?(?:activity|expression"
        r"|activation|transcription)? ?(?:of )?(?:other |certain |several |many "
        r")?genes?\b[^.;]{0,30}\b(?:called|including|such as|named|known as)",
        "It controls the activity of other genes, including QRST2.",
        "A change in a gene called QRST2 is the cause.",
    ),
    rule(
        "not the cause",
        "negated",
        r"\b(?:are|is|were|was) not (?:caused by|due to|associated with|involved in|related to)\b|\bdoes "
        r"not (?:cause|contain)\b|\bunlike\b[^,]*\bgenes?\b[^,]*,",
        "They are not caused by mutations in the QRST2 gene.",
        "They are caused by mutations in the QRST2 gene.",
    ),
)

# The first row that fits one of a gene's sentences decides: what is said outright before what is hinted at.
ROLES: tuple[Rule[GeneRole], ...] = (
    rule(
        "causes, said outright",
        GeneRole.CAUSES,
        rf"^(?!.*\b(?:unclear|unknown|uncertain|not known) (?:whether|if)\b)(?!.*\b(?:most|many) people "
        rf"with\b.*\bnever\b)(?:.*\b{CHANGE}\b[^.;]{{0,160}}\b(?:causes?|caused|causing|responsible for"
        rf"|underl(?:ies|ie|ying)|accounts? for|brings? about)\b(?! (?:an? )?(?:increased?|higher|cells))"
        rf"|.*\b(?:caused by|results? from|resulting from|due to|aris(?:es?|ing) from|explained by"
        rf"|accounted for by)\b[^.;]{{0,80}}\b(?:{CHANGE}|loss|missing|fusion|absence|lack|repeats?"
        rf"|expansion))",
        "Mutations in the QRST1 gene cause this disorder.",
        "Mutations in the QRST1 gene increase the risk.",
    ),
    rule(
        "changes the severity",
        GeneRole.MODIFIES,
        r"\b(?:modif(?:y|ies|ier|ying)|influences?|increases?|worsens?|determines?|affects?)\b(?: \w+){0,2} "
        r"(?:severity|course|age of onset)\b"
        r"|\b(?:along with|in addition to) an? (?:mutation|variant)\b.*\b(?:more severe|milder)\b",
        "A variant of the QRST2 gene influences the severity.",
        "A variant of the QRST2 gene influences growth.",
    ),
    rule(
        "raises the risk",
        GeneRole.CONTRIBUTES,
        r"\b(?:increas(?:e|es|ed|ing)|rais(?:e|es|ing)|higher|elevate[sd]?|affects?|influences?|modif(?:y"
        r"|ies)) [^.;]{0,40}\b(?:risk|chance|likelihood|susceptib\w*|predispos\w*)|\brisk factors?\b"
        r"|\bsusceptib|\bpredispos|\bcontribut|\bat (?:increased |higher )?risk\b|\brisk of\b",
        "Variants of the QRST1 gene increase the risk of this disorder.",
        "Variants of the QRST1 gene are frequent.",
    ),
    rule(
        "open doubt",
        GeneRole.CONTRIBUTES,
        r"\b(?:unclear|uncertain|unknown|not known) (?:whether|if)\b|\bmay (?:also )?(?:be involved|play "
        r"a role|contribute)|\bresearchers have studied|\bsuspected\b",
        "It is unclear whether mutations in the QRST1 gene cause it.",
        "It is clear that mutations in the QRST1 gene cause it.",
    ),
    rule(
        "the loss of a named gene is the cause of a sign",
        GeneRole.CAUSES,
        r"\bloss of\b[^.;]{0,60}\bgenes?\b[^.;]{0,60}\b(?:responsible for|causes?|leads? to|accounts? for"
        r"|contributes? to)",
        "The loss of the QRST1 gene is responsible for the eye signs.",
        "The loss of hair is a sign.",
    ),
    rule(
        "lies in a deleted region",
        GeneRole.DELETED,
        r"\b(?:deletion|deleted|missing|lost|duplicated) (?:region|segment|piece|area)\b|\b(?:region"
        r"|segment|deletion|duplication)s?\b[^.;]{0,40}\b(?:contain|includ)(?:s|ing|es)?\b"
        r"|\bgenes?\b[^.;]{0,60}\b(?:is|are|being) (?:often |usually )?(?:lost|deleted|missing)",
        "The deleted region contains the QRST1 gene.",
        "The QRST1 gene is switched on.",
    ),
    rule(
        "found in affected people, or of an inheritance of its own",
        GeneRole.CAUSES,
        rf"\b{CHANGE}\b[^.;]{{0,120}}\b(?:found|identified|reported|detected|discovered|seen|occurs?)\b(?! "
        rf"in about)|\binherited in an? |\bfirst to be (?:associated|linked)\b|\bmutated genes? in\b|\bcan "
        rf"also be (?:altered|mutated) in\b"
        rf"|\bgenes? (?:is|are) involved,|\bmost cases\b",
        "Mutations in the QRST1 gene have been found in people with this disorder.",
        "The QRST1 gene is active in the skin.",
    ),
    rule(
        "associated with",
        GeneRole.CONTRIBUTES,
        r"\b(?:associated with|linked to|related to|implicated in|play a (?:role|part) in|association)\b"
        r"|\b(?:found|identified) in about\b",
        "Variants of the QRST1 gene have been associated with this disorder.",
        "Variants of the QRST1 gene cause this disorder.",
    ),
)

ORIGINS: tuple[Rule[VariantOrigin], ...] = (
    rule(
        "somatic",
        VariantOrigin.SOMATIC,
        r"^(?!.*\b(?:second|additional|both|two|other copy)\b).*\b(?:somatic|acquired during|after "
        r"conception|not inherited|in one cell during|randomly in one cell|very early in development)\b",
        "Somatic mutations in the QRST1 gene cause it.",
        "A second, somatic mutation in the QRST1 gene is needed.",
    ),
    rule(
        "germline",
        VariantOrigin.GERMLINE,
        r"\bgermline (?:mutations?|variants?|changes?)|\b(?:inherited|born "
        r"with)\b[^.;]{0,40}\b(?:mutations?|variants?|mutated)\b[^.;]{0,20}\bgene|\binherited in an? "
        r"(?:autosomal|X-linked|mitochondrial)",
        "Germline mutations in the QRST1 gene cause it.",
        "Germ cells carry the QRST1 gene.",
    ),
)

FUNCTION: tuple[Rule[FunctionChange], ...] = (
    rule(
        "loss of function",
        FunctionChange.LOSS,
        r"\bloss[- ]of[- ]function\b|\binactivat(?:es?|ing|ed)\b|\bnonfunctional\b|\b(?:eliminat\w+"
        r"|abolish\w*|destroy\w*|prevents? the production|lack of|absence of|no functional|loss of (?:\w+ "
        r"){0,3}(?:protein|enzyme|function|activity)|reduc\w+ (?:the )?(?:amount|activity|function"
        r"|production|levels?)|impair\w* (?:the )?(?:function|activity)|shortage|deficien\w+|unable to"
        r"|cannot)\b",
        "Mutations in the QRST1 gene lead to a nonfunctional protein.",
        "Mutations in the QRST1 gene lead to a long protein.",
    ),
    rule(
        "gain of function",
        FunctionChange.GAIN,
        r"\bgain[- ]of[- ]function\b|\boveractiv\w+|\bconstitutive(?:ly)?\b|\b(?:constantly|always"
        r"|continuously|permanently) (?:turned on|switched on|active|activated)|\b(?:enhanc|increas)\w+ "
        r"(?:the )?(?:\w+ )?(?:activity|function) of\b|\bhyperactiv",
        "Mutations in the QRST1 gene make an overactive protein.",
        "Mutations in the QRST1 gene make an idle protein.",
    ),
)

# One gene is named as the cause, without "some cases", "can" or "other genes".
SOLE_CAUSE: tuple[Rule[GeneRole], ...] = (
    rule(
        "mutations in the X gene cause it",
        GeneRole.CAUSES,
        rf"^(?:(?:\w+ )?{CHANGE}|an? (?:\w+ )?{CHANGE}) (?:in|of|affecting) (?:the )?[A-Za-z0-9-]+ gene "
        rf"(?:causes?|(?:is|are) responsible for|leads? to|(?:is|are) the cause)",
        "Mutations in the QRST1 gene cause grey hair.",
        "Mutations in the QRST1 or QRST2 gene cause grey hair.",
    ),
    rule(
        "it is caused by mutations in the X gene",
        GeneRole.CAUSES,
        rf"^(?:As [^,]* suggests, )?[^,;]{{2,120}}? (?:is|are) (?:caused by|due to|the result of) (?:an? "
        rf")?(?:\w+ )?{CHANGE} (?:in"
        rf"|of|affecting) (?:the |a gene called )?[A-Za-z0-9-]+(?: gene\b|\.)|^[^,;]{{2,120}}? results? "
        rf"from (?:an? )?(?:\w+ )?{CHANGE} (?:in|of|affecting) (?:the )?[A-Za-z0-9-]+ gene\b",
        "Grey hair is caused by mutations in the QRST1 gene.",
        "Grey hair is linked to mutations in the QRST1 gene.",
    ),
)

HEDGES: tuple[Rule[str], ...] = (
    rule(
        "other causes",
        "hedge",
        r"\b(?:some|most|many|other|several|about|approximately|majority|percent|additional|rarely|usually"
        r"|typically|often|can|may|probably|unidentified|at least|type [0-9IVX]+|types|likely|certain)\b",
        "Most cases are caused by mutations in the QRST1 gene.",
        "Grey hair is caused by mutations in the QRST1 gene.",
    ),
)

# Said anywhere in the sections on causes and inheritance, these deny that the one gene named is the one cause.
OTHER_CAUSES: tuple[Rule[str], ...] = (
    rule(
        "people without a change in the gene",
        "other cause",
        r"\b(?:do|does|did) not have (?:an? )?(?:identified |identifiable |detectable |known "
        r")?(?:mutations?|variants?|changes?)\b|\b(?:without|no) (?:an? )?(?:identified|identifiable|known"
        r"|detectable) (?:mutations?|variants?|changes?|genetic)",
        "A few patients do not have a mutation in this gene.",
        "All patients have a mutation in this gene.",
    ),
    rule(
        "other genes",
        "other cause",
        r"\b(?:other|additional|another|unidentified|as[- ]yet[- ]unknown|unknown) (?:\w+ "
        r")?genes?\b[^.;]{0,80}\b(?:cause|causes|responsible|involved|associated)|\bgenes? (?:that "
        r")?(?:has|have) not (?:yet )?been (?:identified|found)",
        "Changes in other genes may also be involved.",
        "It controls the activity of other genes.",
    ),
    rule(
        "cause unknown in some",
        "other cause",
        r"\bcauses? (?:of|in|for)\b[^.;]{0,80}\b(?:is|are|remains?) (?:often |usually )?(?:unknown|unclear"
        r"|not known)|\b(?:in|the) (?:other|remaining) (?:cases|affected individuals|individuals"
        r"|people)\b[^.;]{0,60}\bcause",
        "The cause of the disorder in other people is unknown.",
        "The cause of the disorder is a change in one gene.",
    ),
)
