"""The tables of rules for what brings a condition about other than one gene of a known mode: or that it is unknown.

The meaning of each mode is that of the development gold table's labelling rules 8 to 10.
"""

from __future__ import annotations

from mendelgraph.extract.rules import Rule, rule
from mendelgraph.facts import Mode

# Tried on the sections on causes and inheritance: they say how genes and surroundings act together.
POLYGENIC: tuple[Rule[Mode], ...] = (
    rule(
        "genes together with surroundings",
        Mode.POLYGENIC,
        r"\b(?:combination|interaction|interplay|interactions|mix) (?:of|between|among) .{0,60}\bgene(?:s"
        r"|tic)\b.{0,80}\benvironment|\b(?:combination|interaction|interplay|interactions) (?:of|between"
        r"|among) .{0,60}\benvironment.{0,80}\bgene(?:s|tic)\b",
        "It probably results from a combination of genetic and environmental factors.",
        "It results from a combination of two deletions.",
    ),
    rule(
        "genetic and environmental factors bring it about",
        Mode.POLYGENIC,
        r"\b(?:multiple|many|several|various|a variety of|a number of|both) genetic,?(?: lifestyle,?)? "
        r"(?:and|or|as well as) (?:\w+ )?environmental (?:risk )?factors\b(?!.{0,220}\b(?:severity"
        r"|variability|specific signs|vary|varies))",
        "Many genetic and environmental factors appear to play a part.",
        "Other genetic and environmental factors determine the severity.",
    ),
    rule(
        "genetic or lifestyle factors in combination",
        Mode.POLYGENIC,
        r"\bfactors\b[^.;]{0,80}\bin combination with genetic (?:factors|changes)|\b(?:genes?|genetic "
        r"(?:changes|variations|variants|factors))\b.{0,60}\b(?:in combination|together|along|as well "
        r"as)\b.{0,40}\b(?:lifestyle|environmental|genetic)\b.{0,30}factors(?!.{0,220}\b(?:severity"
        r"|variability|specific signs|vary|varies))",
        "Changes in some genes, in combination with lifestyle and environmental factors, are behind it.",
        "Changes in some genes are behind it.",
    ),
    rule(
        "called multifactorial",
        Mode.POLYGENIC,
        r"\b(?:multifactorial|polygenic)\b",
        "It is a multifactorial disorder.",
        "It is a multisystem disorder.",
    ),
    rule(
        "a complex disorder",
        Mode.POLYGENIC,
        r"\bcomplex (?:condition|disorder|disease|trait)s?\b.{0,60}\b(?:genetic"
        r"|genes)\b.{0,60}\b(?:environment|genetic|genes|factors)|\bgenetic and environmental "
        r"factors\b.{0,80}\bcomplex (?:condition|disorder|disease|trait)",
        "It is a complex disease shaped by genetic and environmental factors.",
        "It is a disorder with complex features.",
    ),
    rule(
        "the joint effect of many genes",
        Mode.POLYGENIC,
        r"\b(?:effects? of|(?:changes|variations|variants|mutations|alterations|differences) in) "
        r"(?:multiple|many|several|numerous|a large number of) (?:different )?genes\b.{0,40}\b(?:combine"
        r"|together|each|acting|are thought to affect the risk|likely (?:contribute|influence))"
        r"|\bvariations in (?:multiple|many) genes\b",
        "The combined effects of many genes, each with a small share, bring it about.",
        "Mutations in several genes can cause this condition.",
    ),
)

# Tried on the section on inheritance, and on that on causes where it says "sporadic".
SPORADIC: tuple[Rule[Mode], ...] = (
    rule(
        "not inherited",
        Mode.SPORADIC,
        r"\b(?:is|are|was|were|be|and|but)(?: \w+)? not(?: \w+){0,2} inherited\b|\b(?:not|rarely|almost "
        r"never|never) inherited\b",
        "Most cases of this disorder are not inherited.",
        "The disorder is inherited.",
    ),
    rule(
        "sporadic",
        Mode.SPORADIC,
        r"\b(?:is|are|be|as|considered|often|usually|always|occurs?|appears?)(?: \w+)? sporadic(?:ally)?\b",
        "Most cases are sporadic.",
        "A sporadic fever comes and goes.",
    ),
    rule(
        "not due to inherited changes",
        Mode.SPORADIC,
        r"\bnot (?:caused by|related to|due to|associated with) inherited (?:genetic |gene )?(?:factors"
        r"|changes|mutations|variants)",
        "Most of these tumours are not caused by inherited genetic factors.",
        "Some of these tumours are caused by inherited genetic factors.",
    ),
)

NOT_SPORADIC: tuple[Rule[str], ...] = (
    rule(
        "a new change in a gene",
        "de novo",
        r"\bnew \(?(?:de novo\)?|sporadic\)?)? ?(?:gene )?(?:mutations?|variants?|changes?)|\bde novo\b",
        "Most cases are not inherited; they result from new mutations.",
        "Most cases are not inherited.",
    ),
    rule(
        "a second hit",
        "second hit",
        r"\b(?:second|another|additional|other)\b.{0,40}\b(?:non-?inherited|not inherited|somatic)"
        r"|\b(?:non-?inherited|not inherited|somatic)\b.{0,40}\bsecond\b",
        "A second mutation, which is not inherited, is needed for a tumour.",
        "The mutation is not inherited.",
    ),
    rule(
        "a related condition",
        "other condition",
        r"\brelated condition|\bthe other (?:types|forms)\b",
        "A related condition is not inherited.",
        "This condition is not inherited.",
    ),
    rule(
        "people who did not inherit something",
        "people",
        r"\b(?:have|has|had|did|do|who)(?: \w+)? not inherit",
        "People who have not inherited the variant cannot digest it.",
        "The variant is not inherited.",
    ),
)

# Tried on the section on causes: there only what is said of cases counts, not what is said of mutations.
SPORADIC_CAUSES: tuple[Rule[Mode], ...] = (
    rule(
        "sporadic cases",
        Mode.SPORADIC,
        r"\bcases\b[^.;]{0,80}\b(?:are|is) (?:\w+ as )?sporadic\b",
        "Most cases are classified as sporadic.",
        "The mutations of sporadic tumours differ.",
    ),
)

# Tried on the section on inheritance where nothing else is found in it.
FALLBACKS: tuple[Rule[Mode], ...] = (
    rule(
        "not inherited but new",
        Mode.SPORADIC,
        r"\b(?:not|never|rarely) inherited\b[^.;]{0,60}\b(?:new|de novo)\b",
        "It is not inherited but comes from a new mutation.",
        "It comes from a new mutation.",
    ),
    rule(
        "one altered copy is enough",
        Mode.AUTOSOMAL_DOMINANT,
        r"^one (?:altered |mutated )?copy of (?:the|an) (?:altered |mutated )?(?:[A-Z0-9-]+ )?gene in "
        r"each cell is (?:typically )?sufficient to cause",
        "One altered copy of the QRST1 gene in each cell is sufficient to cause grey hair.",
        "In males one altered copy of the QRST1 gene in each cell is sufficient to cause grey hair.",
    ),
)

UNKNOWN: tuple[Rule[Mode], ...] = (
    rule(
        "the pattern is unknown",
        Mode.UNKNOWN,
        r"\b(?:patterns?|mode|mechanism|manner|way)\b(?: of inheritance| of "
        r"transmission)?\b[^.;,]{0,80}?\b(?:unknown|unclear|uncertain|not (?:yet )?(?:(?:been|well|fully"
        r"|completely|entirely) )?(?:known|clear|understood|established|determined|defined|certain)"
        r"|undetermined)",
        "The inheritance pattern is not completely understood.",
        "The inheritance pattern is autosomal dominant; the gene is unknown.",
    ),
    rule(
        "no clear pattern",
        Mode.UNKNOWN,
        r"\b(?:not|no|without)\b(?: \w+){0,3} (?:clear|single|consistent|definite|specific|known"
        r"|clear-cut)(?: \w+)? (?:patterns? of inheritance|inheritance patterns?)",
        "It does not follow a clear pattern of inheritance.",
        "It follows a clear pattern of inheritance.",
    ),
    rule(
        "how it is inherited is unknown",
        Mode.UNKNOWN,
        r"\b(?:unknown|unclear|uncertain|not (?:known|clear|understood))\b(?: exactly)? (?:how|whether"
        r"|if)\b[^.;]{0,60}\binherited|\binheritance of [^.;]{0,60}\b(?:is|remains) (?:unknown|unclear"
        r"|uncertain)",
        "It is unclear how this disorder is inherited.",
        "It is unclear how this gene acts.",
    ),
    rule(
        "an inheritance not yet found out",
        Mode.UNKNOWN,
        r"\bhow [^.;]{0,60}\bis inherited (?:is|remains) (?:unknown|unclear|uncertain|not)|\bunknown "
        r"(?:pattern of inheritance|inheritance pattern)",
        "How the disorder is inherited is unknown.",
        "How the disorder is treated is unknown.",
    ),
)

NOT_UNKNOWN: tuple[Rule[str], ...] = (
    rule(
        "the reason of a pattern",
        "other question",
        r"\b(?:this|the|an?) [\w-]+-like (?:syndrome|disease|condition)|\b(?:mechanism|reason|cause) (?:of"
        r"|for|behind) this (?:pattern|mode)|\bgenetic cause (?:of .{0,30})?(?:is|remains) (?:not known"
        r"|unknown)",
        "The reason for this pattern of grey hair is unknown.",
        "The inheritance of grey hair is unknown.",
    ),
)
