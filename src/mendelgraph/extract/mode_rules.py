"""The tables of rules for modes of inheritance, and of sentences that state none.

The meaning of each mode is that of the development gold table's labelling rules 5 to 10.
"""

from __future__ import annotations

from mendelgraph.extract.rules import Rule, rule
from mendelgraph.facts import Mode

_PATTERN = r"(?:autosomal|x-linked|y-linked|mitochondrial)(?: (?:dominant|recessive))?"

REFUSALS: tuple[Rule[str], ...] = (
    rule(
        "what a pattern means in general",
        "definition",
        rf"^\(?(?:in|with|genes associated with|unlike(?: most)?(?: other)?) {_PATTERN} (?:inheritance"
        rf"|conditions?|disorders?|diseases?)\b",
        "In autosomal recessive inheritance, a carrier has one altered copy.",
        "This condition has autosomal recessive inheritance.",
    ),
    rule(
        "what a pattern's name means",
        "definition",
        rf"^{_PATTERN} (?:inheritance |conditions? |disorders? )?(?:means|occurs? when|refers?)\b",
        "X-linked dominant means that one copy is enough in females.",
        "X-linked dominant inheritance is typical of this disorder.",
    ),
    rule(
        "when a condition is called X-linked",
        "definition",
        r"\b(?:a|an|any) (?:condition|disorder|disease|trait) is (?:considered|called|said to be) ",
        "A disorder is considered X-linked if its gene lies on the X chromosome.",
        "This disorder is considered X-linked.",
    ),
    rule(
        "parents of an affected person, in general",
        "definition",
        rf"\bparents? of (?:an?|each|most) (?:affected )?(?:individuals?|child|children|person|people"
        rf"|infants?|baby) with an? {_PATTERN} (?:condition|disorder|disease)",
        "Both parents of a child with an autosomal recessive disorder are carriers.",
        "Both parents of a child with this form carry an autosomal dominant mutation.",
    ),
    rule(
        "features of X-linked conditions in general",
        "definition",
        rf"(?:characteristic of|affected by|cases of|majority of|many|some|most|other) {_PATTERN} "
        rf"(?:inheritance|conditions|disorders|diseases|traits)\b",
        "A characteristic of X-linked inheritance is that a father does not hand it to his sons.",
        "Most cases of this disorder are X-linked.",
    ),
    rule(
        "what is typical of X-linked disorders in general",
        "definition",
        rf"\b(?:in|because) (?:many |most )?{_PATTERN} (?:disorders|conditions|diseases)\b|only one X "
        rf"chromosome, {_PATTERN} (?:disorders|conditions)",
        "In X-linked disorders, girls are often less affected.",
        "In one family, the X-linked form affects boys alone.",
    ),
    rule(
        "an opinion that was given up",
        "given up",
        r"\b(?:previously|originally|once|formerly|initially|in the past),? (?:it was )?(?:thought"
        r"|believed|considered|described|classified)",
        "It was previously thought to be an autosomal dominant disorder.",
        "It is thought to be an autosomal dominant disorder.",
    ),
    rule(
        "an appearance that deceives",
        "deceptive",
        r"\b(?:resembles?|mimics?|appearance of|mistaken for|can look like)\b.{0,40}\b(?:autosomal"
        r"|X-linked)|pseudodominan",
        "This situation resembles autosomal dominant inheritance.",
        "This condition appears to follow autosomal dominant inheritance.",
    ),
    rule(
        "as part of another syndrome",
        "other condition",
        r"\b(?:(?:as|is|are|be) (?:a|one|part|an) ?(?:feature|part|sign|component|aspect)? of (?:an?other "
        r"|an? |the |several |many |some |rare |genetic |[A-Z])|rare syndromes (?:involving|that)|the "
        r"other syndromes|(?:other|some) (?:genetic )?syndromes)\b",
        "As part of a syndrome, it follows that syndrome's autosomal dominant pattern.",
        "This syndrome follows an autosomal dominant pattern.",
    ),
    rule(
        "another condition",
        "other condition",
        r"\b(?:a|an?other|similar|related|these other|several other|overlapping|other,? (?:related"
        r"|similar)) (?:related |similar |separate |rarer )?(?:conditions?|disorders?|diseases?"
        r"|syndromes?)(?:,| called| known| with| that| is | are | such)|\bsigns and symptoms similar to "
        r"those of\b|\bsimilar (?:signs and symptoms|features) but\b",
        "A related condition, called grey hair syndrome, is autosomal dominant.",
        "This rare condition is autosomal dominant.",
    ),
    rule(
        "no explanation has been found",
        "negated",
        r"\b(?:not|never|no longer) (?:\w+ )?(?:autosomal|X-linked)|rather than (?:an? )?(?:autosomal"
        r"|X-linked)|\bno (?:autosomal|X-linked)",
        "The disorder is not autosomal dominant.",
        "The gene is not known, but the disorder is autosomal dominant.",
    ),
)

MODES: tuple[Rule[Mode], ...] = (
    rule(
        "autosomal dominant",
        Mode.AUTOSOMAL_DOMINANT,
        r"\bautosomal(?:[- ]recessive (?:or|and)(?: an?)?(?: autosomal)?)?[- ]dominant"
        r"|(?<!co)(?<!co-)(?<!semi)(?<!linked )(?<!semi-)\bdominant (?:pattern of inheritance|inheritance "
        r"pattern)|\bin a dominant pattern",
        "It runs in the family in an autosomal dominant manner.",
        "It runs in the family in a dominant manner of speaking.",
    ),
    rule(
        "autosomal recessive",
        Mode.AUTOSOMAL_RECESSIVE,
        r"\bautosomal(?:[- ]dominant (?:or|and)(?: an?)?(?: autosomal)?)?[- ]recessive",
        "Both types are autosomal recessive.",
        "Both types are recessive in mice.",
    ),
    rule(
        "semidominant, codominant",
        Mode.SEMIDOMINANT,
        r"\b(?:co|semi)-?dominan(?:t|ce)\b|\bincomplete (?:autosomal )?dominance\b",
        "The trait has an autosomal codominant pattern.",
        "The trait has an autosomal dominant pattern.",
    ),
    rule(
        "X-linked recessive",
        Mode.X_LINKED_RECESSIVE,
        r"\bX-linked(?: dominant (?:or|and)(?: an?)?(?: X-linked)?)? recessive",
        "It has an X-linked recessive pattern.",
        "It has an X-linked pattern, and boys are worse off.",
    ),
    rule(
        "X-linked dominant",
        Mode.X_LINKED_DOMINANT,
        r"\bX-linked(?: recessive (?:or|and)(?: an?)?(?: X-linked)?)? dominant",
        "It has an X-linked dominant pattern.",
        "It has an X-linked pattern, and girls are spared.",
    ),
    rule(
        "X-linked, no more said",
        Mode.X_LINKED,
        r"\bX-linked(?: pattern| manner| inheritance| condition| disorder| trait)?(?! recessive| dominant)(?=[\s.,;)])",
        "It is inherited in an X-linked pattern.",
        "It is inherited in an X-linked recessive pattern.",
    ),
    rule(
        "Y-linked",
        Mode.Y_LINKED,
        r"\bY-linked\b",
        "This way of handing on a trait is called Y-linked.",
        "The gene lies on the Y chromosome.",
    ),
    rule(
        "mitochondrial",
        Mode.MITOCHONDRIAL,
        r"\bmitochondrial (?:pattern|inheritance|manner)|\b(?:known as|called|have|has|shows?|follows?) "
        r"(?:a )?(?:maternal|mitochondrial) (?:pattern|inheritance)",
        "It follows a mitochondrial pattern.",
        "The mitochondrial protein is broken.",
    ),
    rule(
        "digenic",
        Mode.DIGENIC,
        r"\bdigenic\b|\bchanges? in (?:each of )?two different genes (?:is|are) (?:needed|required|necessary)",
        "Some families show digenic inheritance.",
        "Some families show a change in one of two genes.",
    ),
)
