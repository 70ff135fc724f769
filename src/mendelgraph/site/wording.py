"""Facts in plain sentences. Every sentence says what the graph says and no more."""

from __future__ import annotations

from typing import NamedTuple

PATERNAL, MATERNAL = "http://purl.obolibrary.org/obo/GENO_0000879", "http://purl.obolibrary.org/obo/GENO_0000878"
PARENTS = {PATERNAL: "father", MATERNAL: "mother"}

ROLES = {
    "Causes": "Variants in {gene} cause it",
    "Contributes": "Variants in {gene} contribute to it",
    "Modifies": "Variants in {gene} modify how it turns out",
    "Deleted": "{gene} lies in the stretch of chromosome whose loss or gain causes it",
    "Listed": "{gene} is listed for it; no sentence of the page says how it is involved",
}
CHANGES = {
    "LossOfFunction": "they take function away (loss of function)",
    "GainOfFunction": "they add to its function (gain of function)",
}
ORIGINS = {
    "Somatic": "acquired after conception, in some cells of the body (somatic)",
    "Germline": "present in egg or sperm (germline)",
}


def gene_sentence(gene: str, role: str, change: str = "", origin: str = "", copy: str = "") -> str:
    """Say how a gene is involved, from the local names of role, change and origin, and the IRI of the parental copy.

    >>> gene_sentence("GNAS", "Causes", "LossOfFunction", copy=PATERNAL)
    'Variants in GNAS cause it, in the copy from the father; they take function away (loss of function).'
    """
    sentence = ROLES.get(role, "{gene} is involved").format(gene=gene)
    if copy in PARENTS:
        sentence += f", in the copy from the {PARENTS[copy]}"
    details = [text for text in (CHANGES.get(change), ORIGINS.get(origin)) if text]
    return "; ".join([sentence, *details]) + "."


def origin_sentence(copy: str, gene: str = "", form: str = "") -> str:
    """Say from which parent the altered copy must come.

    >>> origin_sentence(PATERNAL, "GNAS")
    'It arises only when the altered copy of GNAS comes from the father.'
    """
    parent = PARENTS.get(copy, "one parent")
    of_gene = f" of {gene}" if gene else ""
    subject = f"The form “{form}”" if form else "It"
    verb = "arises" if copy in PARENTS else "depends on the parent: it arises"
    return f"{subject} {verb} only when the altered copy{of_gene} comes from {'the ' * (copy in PARENTS)}{parent}."


def mode_words(label: str) -> str:
    """Return a mode's label as it stands within a sentence.

    >>> mode_words("Autosomal dominant inheritance"), mode_words("X-linked inheritance")
    ('an autosomal dominant pattern', 'an X-linked pattern')
    """
    name = label.removesuffix(" inheritance")
    name = name if name[1:2] == "-" else name[:1].lower() + name[1:]
    article = "an" if name[:1].lower() in "aeio" or name.startswith("X-") else "a"
    return f"{article} {name} pattern"


def sentence_case(text: str) -> str:
    """Return a text with a capital at its beginning.

    >>> sentence_case("unknown mode"), sentence_case("X-linked")
    ('Unknown mode', 'X-linked')
    """
    return text[:1].upper() + text[1:]


def mode_name(label: str) -> str:
    """Return a mode's label as a heading has it, where everybody knows that inheritance is meant.

    >>> mode_name("Autosomal dominant inheritance"), mode_name("unknown mode of inheritance")
    ('Autosomal dominant', 'Unknown mode of inheritance')
    """
    name = label if label.endswith(" of inheritance") else label.removesuffix(" inheritance")
    return sentence_case(name)


def join_words(words: list[str]) -> str:
    """Join words as in a sentence.

    >>> join_words(["a", "b", "c"]), join_words(["a"])
    ('a, b and c', 'a')
    """
    return ", ".join(words[:-1]) + " and " + words[-1] if len(words) > 1 else "".join(words)


MANY = 4
"""More causal genes than this are counted, not listed."""


def summary(name: str, causes: list[str], others: int, modes: list[str], parents: list[str]) -> str:
    """Say in a sentence or two what a condition is, from its facts alone.

    >>> summary("POH", ["GNAS"], 0, ["Autosomal dominant inheritance"], ["father"])
    'POH is a genetic condition caused by variants in GNAS. It is inherited in an autosomal dominant pattern, and \
arises only when the altered copy comes from the father.'
    """
    parts = [f"{name} is a condition described by MedlinePlus Genetics"]
    if causes:
        genes = join_words(causes) if len(causes) <= MANY else f"one of {len(causes)} genes"
        parts = [f"{name} is a genetic condition caused by variants in {genes}"]
    elif others:
        parts = [f"{name} is a condition in which {others} gene{'s are' if others > 1 else ' is'} involved"]
    sentences = [parts[0]]
    inherited = [mode_words(mode) for mode in modes if mode.endswith(" inheritance")]
    origin = f"arises only when the altered copy comes from the {parents[0]}" if len(parents) == 1 else ""
    if inherited:
        patterns = " or ".join(inherited)
        sentences.append(f"It is inherited in {patterns}" + (f", and {origin}" if origin else ""))
    elif origin:
        sentences.append(f"It {origin}")
    return ". ".join(sentences) + "."


class Figure(NamedTuple):
    """Hold the numbers of a frequency as the graph spells them; empty where the page gives none."""

    measure: str
    low: str = ""
    high: str = ""
    per_low: str = ""
    per_high: str = ""
    bound: str = ""
    approximate: bool = False
    population: str = ""
    place: str = ""
    applies_to: str = ""
    in_words: str = ""


BOUNDS = {"<": "fewer than ", "<=": "at most ", ">": "more than ", ">=": "at least "}


def frequency_sentence(figure: Figure) -> str:
    """Say how common a condition is.

    >>> frequency_sentence(Figure("Incidence", "1", "1", "50000", "100000", population="newborns"))
    '1 in 50,000 to 100,000 newborns (incidence).'
    >>> frequency_sentence(Figure("UnknownFrequency"))
    'How common it is, is not known.'
    >>> frequency_sentence(Figure("FamilyCount", in_words="several hundred"))
    'Several hundred families reported.'
    """
    if figure.measure == "UnknownFrequency" or not figure.low + figure.high + figure.in_words:
        words = "How common it is, is not known" if figure.measure == "UnknownFrequency" else "Given without a figure"
        return words + _circumstances(figure) + "."
    number = _span(figure.low, figure.high) or figure.in_words
    amount = f"{'about ' * figure.approximate}{BOUNDS.get(figure.bound, '')}{number}"
    if figure.measure in {"Prevalence", "Incidence"}:
        people = figure.population or "people"
        said = f"{amount} in {_span(figure.per_low, figure.per_high)} {people}{_circumstances(figure)}"
        return _sentence(f"{said} ({figure.measure.lower()})")
    counted = "families" if figure.measure == "FamilyCount" else figure.population or "people"
    return _sentence(f"{amount} {counted} reported{_circumstances(figure)}")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "."


def _circumstances(figure: Figure) -> str:
    place = f", {figure.place}" if figure.place else ""
    return place + (f" ({figure.applies_to})" if figure.applies_to else "")


def _span(low: str, high: str) -> str:
    ends = list(dict.fromkeys(_grouped(end) for end in (low, high) if end))
    return " to ".join(ends)


def _grouped(number: str) -> str:
    whole, dot, rest = number.partition(".")
    return f"{int(whole):,}{dot}{rest}" if whole.isdigit() else number
