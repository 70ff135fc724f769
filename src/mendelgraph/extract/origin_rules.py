"""The table of rules for the parent of origin; `parent` in a pattern is the word that names the parent."""

from __future__ import annotations

from mendelgraph.extract.rules import CHANGE, Rule, rule

_FROM = (
    r"(?:from (?:the|a|his|her|their|one's|an affected person's|a person's|his or her|an unaffected|their "
    r"unaffected|the affected person's)? ?|by (?:the|a|his|her|their) )"
)

ORIGIN: tuple[Rule[str], ...] = (
    rule(
        "changes that affect one parent's copy",
        "copy",
        rf"\b{CHANGE}\b(?: that)? (?:affects?|occurs? (?:in|on)|(?:is|are) (?:present |located |found "
        rf")?(?:in|on)|involves?|in|of|on|inactivates?|disrupts?|deletes?)(?: only)?(?: the| a person's)? "
        rf"(?P<parent>paternal|maternal)(?:ly inherited|ly derived)? (?:copy|allele|gene|chromosome)",
        "It occurs when mutations affect the paternal copy of the gene.",
        "In many cells the paternal copy of the gene is active.",
    ),
    rule(
        "one parent's copy is lost",
        "copy",
        r"\b(?:if|when|because) (?:the )?(?P<parent>paternal|maternal)(?:ly inherited)? (?:copy"
        r"|allele)\b[^.;]{0,60}\b(?:is|are) (?:lost|deleted|missing|altered|mutated|disrupted|inactivated)",
        "If the maternal copy of the gene is lost, nothing is left that works.",
        "If the maternal copy of the gene is active, all is well.",
    ),
    rule(
        "losing or deleting one parent's copy",
        "copy",
        r"\b(?:inactivates?|deletes?|loss of|deletions? of|lose|lack|missing|no functional|without a) "
        r"(?:or (?:delete|inactivate)s? )?(?:the |a |any )?(?:functional )?(?P<parent>paternal"
        r"|maternal)(?:ly inherited)? (?:copy|allele)",
        "Several events can inactivate or delete the maternal copy of the gene.",
        "Several events can follow when the maternal copy is active.",
    ),
    rule(
        "a piece of one parent's chromosome is deleted",
        "copy",
        r"\b(?:segment|region|part|piece|area) of the (?P<parent>paternal|maternal) (?:copy of "
        r")?chromosome\b[^.;]{0,60}\b(?:is|are) (?:deleted|missing|lost)",
        "As a rule a segment of the paternal chromosome 15 is deleted.",
        "A segment of the paternal chromosome 15 is active.",
    ),
    rule(
        "only if inherited from one parent",
        "inherited",
        rf"\b(?:only|mainly|almost always|primarily)\b[^.;]{{0,40}}\b(?:if|when|in people "
        rf"who)\b[^.;]{{0,90}}\b(?:inherit(?:ed|s)?|comes?|passed (?:down |on )?"
        rf"|received?)\b[^.;]{{0,60}}?{_FROM}(?P<parent>father|mother)",
        "The risk is passed on only if the mutated copy comes from the father.",
        "The risk is passed on if the mutated copy comes from either parent.",
    ),
    rule(
        "it occurs when inherited from one parent",
        "inherited",
        rf"\b(?:occurs?|results?|develops?|arises?|appears?) (?:only )?(?:when|if)\b[^.;]{{0,90}}\binherit(?:ed|s)?\b"
        rf"[^.;]{{0,60}}?{_FROM}(?P<parent>father|mother)(?! (?:or|and))",
        "This form occurs when the altered gene is inherited from the mother.",
        "This form occurs when the altered gene is inherited from a parent.",
    ),
    rule(
        "when inherited from one parent alone",
        "inherited",
        rf"\b(?:{CHANGE}|copy|gene|condition|disorder)\b[^.;]{{0,80}}\b(?:is |are |be |was |were "
        rf")?inherited only {_FROM}(?P<parent>father|mother)",
        "The altered gene is inherited only from the mother.",
        "The altered gene is inherited from the mother or the father.",
    ),
    rule(
        "most people with a form have it from one parent",
        "inherited",
        rf"\b(?:most|all|almost all|nearly all) (?:people|individuals|children|infants) "
        rf"with\b[^.;]{{0,80}}\binherit(?:s|ed)? (?:one|a|an|the) [^.;]{{0,60}}\bgene "
        rf"{_FROM}(?P<parent>father|mother)(?! (?:or|and))",
        "Most people with the patchy form inherit one mutated copy of the gene from their unaffected father.",
        "Most people with the patchy form inherit one mutated copy of the gene from a parent.",
    ),
    rule(
        "a repeat that grows only as one parent hands it on",
        "expansion",
        r"^in (?P<parent>women|men), the (?:[A-Z0-9]+ )?(?:gene )?premutation\b[^.;]{0,60}\bcan expand",
        "In women, the gene premutation can expand in cells that become eggs.",
        "In women, the gene premutation can be found by a test.",
    ),
    rule(
        "a repeat that grows when handed on by one parent",
        "expansion",
        r"\b(?:premutation|repeat|segment)\b[^.;]{0,60}\bexpands? (?:[^.;]{0,60} )?only (?:when"
        r"|if)\b[^.;]{0,60}\b(?:by|from) (?:the |a |their )?(?P<parent>mother|father)",
        "The premutation expands only when it is handed on by the mother.",
        "The premutation expands when it is handed on.",
    ),
)

NOT_ORIGIN: tuple[Rule[str], ...] = (
    rule(
        "two copies from one parent",
        "disomy",
        r"\buniparental\b|\bUPD\b|\btwo (?:active )?copies\b|\bboth copies\b",
        "Others have two copies from the mother (maternal uniparental disomy).",
        "Others have lost the copy from the father.",
    ),
    rule(
        "a harmless change",
        "harmless",
        r"\b(?:do|does|will|would) not\b|\b(?:typically|usually|generally) (?:do|does) not|\bno health "
        r"problems|\bunaffected if\b",
        "A mutation of the maternal copy does not cause any trouble.",
        "A mutation of the paternal copy causes the disorder.",
    ),
    rule(
        "imprinting in general",
        "general",
        r"\bfor (?:some|other|most|these|a small) (?:of these )?genes\b|\bsome genes\b|\bother genes\b"
        r"|\bpeople normally\b",
        "For some genes, only the maternal copy is active.",
        "For this gene, only the maternal copy is active.",
    ),
    rule(
        "mitochondria",
        "mitochondrial",
        r"\bmitochondri|\bmtDNA\b",
        "Children inherit mitochondria only from their mother.",
        "Children inherit it only from their mother.",
    ),
    rule(
        "ordinary X-linked inheritance",
        "X-linked",
        r"\b(?:males?|sons?|boys?)\b|\bX-linked\b",
        "It occurs when a boy inherits the altered gene from his mother.",
        "It occurs when a child inherits the altered gene from the mother.",
    ),
    rule(
        "either parent",
        "either",
        r"\beither (?:parent|the (?:mother|father)|his|her|their)|\b(?:mother|father) or (?:the |from the "
        r")?(?:mother|father)",
        "It can come from the mother or the father.",
        "It comes only from the mother.",
    ),
)
