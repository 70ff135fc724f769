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

RATIOS: tuple[Rule[Measure], ...] = (
    rule(
        "one in so many",
        Measure.PREVALENCE,
        rf"\b(?P<low>{_N})(?: ?(?:to|-|or|and) (?P<high>{_N}))?(?: \w+)?,? (?:in|per|out of|of|for)(?: "
        rf"every| each)? (?:about |approximately |an estimated )?(?P<per>(?:\d{{1,3}}(?:,\d{{3}})+"
        rf"|\d+(?:\.\d+)?)(?: (?:million|thousand|hundred))?|(?:a |one )?million|one hundred thousand)(?: "
        rf"?(?:to|-|and|or)(?: (?:as (?:few|many) as )?(?:1|one) (?:in|per|of)(?: every)?)?(?: about| "
        rf"approximately)? (?P<per_high>\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?(?: million)?|(?:1 |one "
        rf")?million))?(?: million(?= ))?(?! percent|[\d%])",
        "It affects 1 in 50,000 to 100,000 newborns.",
        "It affects 50 newborns in this country.",
    ),
)

COUNTS: tuple[Rule[Measure], ...] = (
    rule(
        "so many, in words",
        Measure.CASES,
        rf"\b(?P<words>several hundred|a few hundred|hundreds|several thousand|a few thousand|thousands"
        rf"|several dozen|a few dozen|dozens|a few|several|a handful|very few)(?: of)?(?: (?:affected"
        rf"|reported|known|individual|unrelated|large|extended|other|confirmed|isolated"
        rf"|documented)){{0,3}} (?P<unit>{_UNIT})\b",
        "Only a few families have been described.",
        "Only a few signs have been described.",
    ),
    rule(
        "so many cases",
        Measure.CASES,
        rf"\b(?P<low>{_N})(?: ?(?:to|-|or) (?P<high>{_N}))?(?: (?:additional|known|reported|affected"
        rf"|confirmed|new|identified|unrelated|other|living|documented|published|diagnosed|large|extended"
        rf"|different|genetically|well-documented|U\.S\.|American|African|Japanese|European|adult|male"
        rf"|female|newborn|in|the|of|individual|more|severely|cases|case)){{0,4}} (?P<unit>{_UNIT})\b",
        "About 30 affected individuals have been reported.",
        "It appears by the age of 30 years.",
    ),
)

SHARES: tuple[Rule[Measure], ...] = (
    rule(
        "a share of the cases of a wider condition",
        Measure.PREVALENCE,
        r"\b(?:accounts? for|accounting for|occurs? in|present in|found in|affects?|makes? up"
        r"|represents?)\b[^.;]{0,30}?(?P<low>\d+(?:\.\d+)?)(?:(?: to |-)(?P<high>\d+(?:\.\d+)?))? percent "
        r"of (?P<scope>(?:all )?(?:the )?(?:cases|people|individuals|men|women|males|females|children"
        r"|newborns|infants|population)\b(?! of (?:type|the|this|all)\b)[^.,;]*)",
        "It accounts for about 8 percent of all cases of grey hair.",
        "About 8 percent of affected people are of Roman descent.",
    ),
    rule(
        "a share of the people with a wider condition",
        Measure.PREVALENCE,
        r"(?P<low>\d+(?:\.\d+)?)(?:(?: to |-)(?P<high>\d+(?:\.\d+)?))? percent of (?P<scope>(?:all "
        r")?(?:people|individuals|children|men|women|adults|males|females|newborns|infants|the (?:general "
        r")?population)\b[^.,;]*?) (?:have|has|are affected|is affected|(?:will )?develop)\b",
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
        r"|unclear|uncertain|undetermined)|(?:not|never) (?:\w+ )?(?:been )?(?:precisely |accurately "
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
)
