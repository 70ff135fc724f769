"""The table of rules for frequencies: how these pages give ratios, counts and shares, and say that none is known."""

from __future__ import annotations

import re

from mendelgraph.extract.numbers import NUMBER
from mendelgraph.extract.rules import Rule, rule
from mendelgraph.facts import Measure

# What stands before a figure: its bound as the fact spells it, or the empty string for "about".
BOUNDS = {
    "fewer than": "<",
    "less than": "<",
    "lower than": "<",
    "under": "<",
    "below": "<",
    "more than": ">",
    "greater than": ">",
    "over": ">",
    "at least": ">=",
    "up to": "<=",
    "as many as": "<=",
    "no more than": "<=",
    "at most": "<=",
}
ABOUT = re.compile(
    r"\b(?:about|approximately|around|roughly|nearly|almost|estimated|an estimated|estimates?|some)\b",
    re.IGNORECASE,
)
BOUND = re.compile(rf"\b(?P<bound>{'|'.join(BOUNDS)}) (?:an estimated |about |approximately |only )?$", re.IGNORECASE)

_N = NUMBER
PEOPLE = (
    r"(?:people|persons?|individuals?|newborns?|infants?|babies|births|live births|children|child|males?|females?|men|"
    r"women|boys|girls|adults?|adolescents|patients|pregnancies|Americans|deliveries|fetuses|members|residents)"
)
_UNIT = rf"(?:{PEOPLE}|cases|families|family|kindreds?|affected|diagnoses|instances|siblings|sibling pairs)"

_PER = (
    r"(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?: (?:million|thousand|hundred))?|(?:a |one )?million|one hundred thousand"
    r"|(?:two|three|four|five|six|seven|eight|nine|ten|twenty)\b"
)

RATIOS: tuple[Rule[Measure], ...] = (
    rule(
        "one in so many",
        Measure.PREVALENCE,
        rf"\b(?P<low>once|{_N})(?: ?(?:to|-|or|and) (?P<high>{_N}))?"
        r"(?: (?:affected |new )?(?:person|people|individuals?|cases?|births?|child|newborns?|infants?))?"
        r",? (?:in|per|out of|of|for)(?: every| each)? (?:about |approximately |an estimated )?"
        rf"(?P<per>{_PER})"
        r"(?: ?(?:to|-|and|or)(?: (?:as (?:few|many) as )?(?:1|one) (?:in|per|of)(?: every)?)?(?: about| "
        r"approximately)? "
        r"(?P<per_high>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?(?: million)?|(?:1 |one )?million))?"
        r"(?! percent|[\d%])",
        "It affects 1 in 50,000 to 100,000 newborns.",
        "Type 1 occurs in 50 newborns of this country.",
    ),
)

_COUNTED = (
    r"(?: (?:North|additional|known|reported|affected|confirmed|new|identified|unrelated|other|living|documented"
    r"|published|diagnosed|large|extended|different|genetically|well-documented|U\.S\.|American|African|Japanese"
    rf"|European|adult|male|female|newborn|in|the|of|individual|more|severely|cases|case)){{0,4}} (?P<unit>{_UNIT})\b"
)

COUNTS: tuple[Rule[Measure], ...] = (
    rule(
        "so many, in words",
        Measure.CASES,
        rf"\b(?P<words>several million|several hundred thousand|tens of thousands|hundreds of thousands"
        rf"|millions|several hundred|a few hundred|hundreds|several thousand|a few thousand|thousands"
        rf"|several dozen|a few dozen|dozens|a few|several|a handful|very few)(?: of)?(?: (?:affected"
        rf"|reported|known|individual|unrelated|large|extended|other|confirmed|isolated"
        rf"|documented)){{0,3}} (?P<unit>{_UNIT})\b",
        "Only a few families have been described.",
        "Only a few signs have been described.",
    ),
    rule(
        "between so many and so many",
        Measure.CASES,
        rf"\bbetween (?P<low>{_N}) and (?P<high>{_N}){_COUNTED}",
        "Between 300 and 500 boys are born with it.",
        "Signs appear between 3 and 5 years.",
    ),
    rule(
        "so many cases",
        Measure.CASES,
        rf"\b(?P<low>{_N})(?: ?(?:to|-|or) (?P<high>{_N}))?{_COUNTED}",
        "About 30 affected individuals have been reported.",
        "It appears by the age of 30 years.",
    ),
)

SHARES: tuple[Rule[Measure], ...] = (
    rule(
        "a share of the cases of a wider condition",
        Measure.PREVALENCE,
        r"\b(?:accounts? for|accounting for|occurs? in|occurring in|affecting|present in|found in|affects?|makes? up"
        r"|represents?)\b[^.;]{0,30}?(?P<low>\d+(?:\.\d+)?)(?:(?: percent)?(?: to |-| and )(?P<high>\d+(?:\.\d+)?))? "
        r"percent of (?P<scope>(?:all )?(?:the )?(?!patients|affected)(?:[\w-]+ ){0,6}?(?:cases|people"
        r"|individuals|men|women"
        r"|males|females|children|adults|newborns|infants|births|pregnancies|population|Americans)\b"
        r"(?! of (?:type|the|this|all)\b)[^.,;]*)",
        "It accounts for about 8 percent of all cases of grey hair.",
        "About 8 percent of affected people are of Roman descent.",
    ),
    rule(
        "a share of the population",
        Measure.PREVALENCE,
        r"(?P<low>\d+(?:\.\d+)?)(?:(?: percent)?(?: to |-| and )(?P<high>\d+(?:\.\d+)?))? percent of (?P<scope>the "
        r"(?:general |world |world's |U\.S\. )?population\b[^.,;]*)",
        "It affects between 0.5 percent and 1 percent of the population.",
        "It affects 1 percent of patients.",
    ),
    rule(
        "a share of the people with a wider condition",
        Measure.PREVALENCE,
        r"(?P<low>\d+(?:\.\d+)?)(?:(?: to |-)(?P<high>\d+(?:\.\d+)?))? percent of (?P<scope>(?:all "
        r")?(?:people|individuals|children|men|women|adults|males|females|newborns|infants|the (?:general "
        r")?population)\b[^.,;]*?) (?:have|has|are affected|is affected|(?:will )?develop)\b(?! the "
        r"[\w/-]+ (?:form|type))",
        "About 5 percent of people with fair hair have this condition.",
        "About 5 percent of patients live in Rome.",
    ),
)

UNKNOWN: tuple[Rule[Measure], ...] = (
    rule(
        "the figure is unknown",
        Measure.UNKNOWN,
        r"\b(?:prevalence|incidence|frequency|number|occurrence|rates?|how (?:many|common|often"
        r"|frequently)|it)\b[^.;]{0,140}?\b(?:(?:is|are|remains?|currently|still|be) (?:\w+ )?(?:unknown"
        r"|unclear|uncertain|undetermined)|(?:not|never) (?!well )(?:\w+ )?(?:been )?(?:precisely |accurately "
        r"|fully )?(?:known|established|determined|estimated|clear)|difficult to (?:determine|estimate"
        r"|establish|know))",
        "Its exact incidence is unknown.",
        "Its cause is unknown.",
    ),
    rule(
        "unknown is how many",
        Measure.UNKNOWN,
        r"\b(?:unknown|unclear|not known|not clear|uncertain) (?:exactly )?how (?:many|common|often"
        r"|frequent\w*)|\bunknown (?:prevalence|incidence|frequency)|\b(?:prevalence|incidence"
        r"|frequency)\b[^.;]{0,80}\bunknown\b",
        "It is unknown how many people are affected.",
        "It is unknown how the gene acts.",
    ),
)

YEARLY = re.compile(
    r"\b(?:each|per|every|a) (?:year|day|month)\b|\bannual(?:ly)?\b|\bnewborns?\b|\bbirths?\b|\bincidence\b"
    r"|\bnew cases\b",
    re.IGNORECASE,
)

# Rule 17 of the labelling rules: figures for a related condition are left out.
OTHER_CONDITION: tuple[Rule[str], ...] = (
    rule(
        "a related condition's figure",
        "other condition",
        r"\b(?:related|similar|another|other) (?:disorder|condition|disease"
        r"|syndrome)\b[^.;]{0,60}\b(?:which|that)\b|\b(?:may|might) have a (?:somewhat |slightly "
        r")?(?:milder|reduced)",
        "It is rarer than the related disorder white hair, which affects 1 in 500 people.",
        "This disorder affects 1 in 500 people.",
    ),
    rule(
        "people who are not the affected",
        "other people",
        r"\b(?:carriers?|carr(?:y|ies) (?:one|a|an|the)|prescribed|emergency rooms?|from any cause|deaths?"
        r"|have died)\b",
        "About 1 in 50 people are carriers of an altered gene.",
        "About 1 in 50 people are affected.",
    ),
    rule(
        "a form's share of the condition itself",
        "other people",
        r"^(?!The \w+ form\b)[^.;]*\bpercent of (?:all )?(?:the )?cases(?= in\b|[.,;]| but\b)",
        "Type 2 accounts for about 5 percent of all cases.",
        "It accounts for about 5 percent of all cases of white hair.",
    ),
)
