"""Gene symbols as a page prints them, told from abbreviations and proteins by the words around them.

No vocabulary is asked: a page names its genes with a few turns of phrase, and a symbol that is new to every
vocabulary is found as well as an old one. The turns are the rows of MENTIONS.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mendelgraph.extract.rules import Rule, rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# HGNC's forms: capitals and digits, an inner hyphen, `C9orf72`; mitochondrial `MT-…`; HLA loci but not their alleles.
SYMBOL = (
    r"(?:MT-[A-Z][A-Z0-9]{0,4}|HLA-(?:[A-G]|D[A-Z][AB]\d?)|C(?:\d+|[XY])orf\d+"
    r"|(?!(?:HLA|MT)-)[A-Z][A-Z0-9]{1,9}(?:-[A-Z0-9]{1,4})?(?:orf\d+)?)"
)
_OCCURRENCE = re.compile(rf"(?<![\w-]){SYMBOL}(?![\w-])")
_JOIN = r"(?:,? (?:and/or|and|or|as well as|plus) (?:the )?|, (?:the )?)"
_LIST = rf"(?P<symbols>{SYMBOL}(?:(?: \([^()]*\))?(?:{_JOIN}|/|; (?:and )?){SYMBOL})*)"
_PLAIN_LIST = rf"(?P<symbols>{SYMBOL}(?:{_JOIN}{SYMBOL})*)"
# Where a list may begin: not within another one, which ends where this would. Without it a list of n symbols that is
# not followed by the words of a rule is tried n times.
_BEGIN = r"(?-i:(?<![A-Z][A-Z0-9], )(?<![A-Z][A-Z0-9] and )(?<![A-Z][A-Z0-9] or )(?<![A-Z][A-Z0-9]/))"
_ASIDE = re.compile(r" \([^()]*\)")
# Two abbreviations joined, as CBF-AML, rather than a symbol with a number, as NKX2-5.
_COMPOUND = re.compile(r"^(?!HLA-|MT-).*-[A-Z]{2,}$")
# "… mutations cause GH1, and ABC gene mutations cause GH2": what the verb governs is the condition, not a gene.
_OBJECT = re.compile(r"\b(?:causes?|causing|leads? to|results? in|resulting in|called|designated) $")
# "… of familial GH, and ABC and DEF gene mutations …": what there are cases of is the condition, not a gene.
_CONDITION = re.compile(r"\b(?:of|with) (?:[a-z-]+ ){0,2}$")
# "In GH, the ABC gene …" is no list: a list before "gene" ends with a conjunction.
_JOINED = re.compile(r"\b(?:and|or|plus)\b|as well as|[/;]")
# Not the first half of "the QRST family" or of "mutations in QRST proteins".
_ALONE = (
    r"(?=[\s.,;:)])(?! (?:proteins?|genes?|family|group|complex|cluster|regions?|chromosomes?|segments?"
    r"|enzymes?|part|receptors?|pathway)\b)"
)
_CHANGES = r"(?:mutations?|variants?|variations?|deletions?|duplications?|alterations?)"

# What looks like a symbol and never is one; and what is one only where "the X gene" is said of it, as of AR and GAA.
NO_SYMBOLS = frozenset(
    [
        "DNA",
        "RNA",
        "ATP",
        "ADP",
        "GTP",
        "GDP",
        "AMP",
        "GMP",
        "NAD",
        "NADH",
        "NADP",
        "NADPH",
        "FAD",
        "MHC",
        "HLA",
        "MRI",
        "ECG",
        "EEG",
        "US",
        "USA",
        "UK",
        "MRNA",
        "TRNA",
        "RRNA",
        "MTDNA",
        "XX",
        "XY",
        "XYY",
        "XXX",
        "XXY",
        "XXYY",
        "II",
        "III",
        "IV",
        "VI",
        "VII",
        "VIII",
        "IX",
        "XI",
        "XII",
        "CPG",
        "TATA",
        "LDL",
        "HDL",
        "IQ",
        "CO2",
        "H2O",
    ]
)
AMBIGUOUS = frozenset(
    ["CAG", "CGG", "CTG", "GAA", "CCTG", "GCN", "AD", "AR", "XL", "HIV", "AIDS", "ID", "CT", "AT", "GC", "PH"]
)

MENTIONS: tuple[Rule[str], ...] = (
    rule(
        "the X gene; the X, Y and Z genes",
        "gene",
        rf"(?<![\w-]){_BEGIN}(?-i:{_LIST})(?: \([^()]*\))?,? (?:fusion |tumou?r suppressor "
        r"|regulatory )?genes?\b(?! family)",
        "Changes in the QRST1 or QRST2 gene are behind it.",
        "Changes in the QRST1 protein are behind it.",
    ),
    rule(
        "genes called X",
        "gene",
        rf"\bgenes?(?: \([^()]*\))? (?:that (?:is|are) )?(?:called|named|known as|designated|symboli[sz]ed"
        rf"|is|are)(?: the)? (?-i:{_LIST}){_ALONE}",
        "It comes from a change in a gene called QRST1.",
        "It comes from a gene in the QRST1 region.",
    ),
    rule(
        "a gene, X,",
        "gene",
        rf"\bgenes?(?: of interest| on chromosome \w+| in (?:this|the same) (?:region|area)(?: of "
        rf"chromosome \w+)?)?(?:,|:| \()(?: the)? ?(?:mainly |primarily |most often |usually "
        rf")?(?-i:{_LIST})(?=[.,;:)]| \([^()]*\)[.,;])",
        "The loss of another gene, QRST1, adds to it.",
        "The loss of another gene, in the QRST1 band, adds to it.",
    ),
    rule(
        "the best known of these is X",
        "gene",
        rf"\b(?:of these|one)(?: genes)? is (?-i:{_PLAIN_LIST})(?=[,;.])",
        "The best known of these is QRST1; it guides cells.",
        "The best known of these is the QRST1 protein.",
    ),
    rule(
        "genes, including X and Y",
        "gene",
        rf"\bgenes?\b[^.;()]{{0,90}}?,? ?\(?(?:including|includes?|such as|namely|particularly|especially"
        rf"|(?<=genes), (?:mainly|mostly))(?: mutations in)?(?: the)? (?-i:{_LIST}){_ALONE}",
        "Several genes tied to it, including QRST1 and QRST2, guide cells.",
        "Several signs tied to it, including QRST1 loss, guide doctors.",
    ),
    rule(
        "mutations in X",
        "change",
        rf"\b{_CHANGES} +(?:in|of|affecting|involving|within)(?: either| both| the)? (?-i:{_PLAIN_LIST}){_ALONE}",
        "Variants in QRST1 are a rare cause.",
        "Variants in the QRST1 protein are a rare cause.",
    ),
    rule(
        "X mutations",
        "change",
        rf"(?<![\w/-]){_BEGIN}(?-i:{_PLAIN_LIST})(?:-related| gene)? {_CHANGES}\b",
        "QRST1 variants are a rare cause.",
        "QRST1 levels are a rare sign.",
    ),
)

# An older or another name of a gene stands in brackets or between commas; labelling rule 3 leaves it out.
_OTHER_NAME = re.compile(
    r"\((?:also |formerly |previously |sometimes |often |commonly |once |originally )*(?:known|called"
    r"|referred|named|designated|abbreviated|symboli[sz]ed)\b[^()]*\)"
    r"|\((?:formerly|previously|also|or) [^()]*\)"
    r"|, (?:also|formerly|previously|sometimes|which is also|once) (?:known as|called|named|designated"
    r"|referred to as) [^,.;()]*(?=[,.;])"
)


def without_other_names(text: str) -> str:
    """Blank out the asides that give a gene's other names, keeping every offset.

    >>> without_other_names("the ABC1 gene (also known as OLD1) acts")
    'the ABC1 gene                      acts'
    """
    return _OTHER_NAME.sub(lambda aside: " " * len(aside[0]), text)


def printed_symbols(texts: Iterable[str], abbreviations: frozenset[str]) -> tuple[str, ...]:
    """Return the gene symbols that texts name, in the order of first mention.

    `abbreviations` are the page's own short names: such a token counts only where "the X gene" is said of it, as it
    does in the page on the disease named after the VHL gene. A lone token before "genes" is a family's name.

    >>> texts = ["Mutations in the QRST1 or QR2 gene cause QRS.", "QRS mutations are rare."]
    >>> printed_symbols(texts, frozenset({"QRS"}))
    ('QRST1', 'QR2')
    """
    texts = [without_other_names(text) for text in texts]
    found = {symbol for text in texts for symbol in _mentioned(text, abbreviations) if symbol.upper() not in NO_SYMBOLS}
    ordered = (token for text in texts for token in symbols_in(text, found))
    return tuple(dict.fromkeys(ordered))


def _mentioned(text: str, abbreviations: frozenset[str]) -> Iterator[str]:
    explained = frozenset(re.findall(r"[a-z] \(([A-Z][A-Z0-9]+)\)(?! genes?)", text))
    doubtful = abbreviations | explained | AMBIGUOUS
    for row in MENTIONS:
        for mention in row.pattern.finditer(text):
            symbols = _OCCURRENCE.findall(_ASIDE.sub("", mention["symbols"]))
            if len(symbols) > 1 and _OBJECT.search(text[: mention.start()]):
                symbols = symbols[1:]
            if row is MENTIONS[0] and not _JOINED.search(mention["symbols"]):
                symbols = symbols[-1:]
            if row is not MENTIONS[0]:
                symbols = [token for token in symbols if token not in doubtful and not _COMPOUND.search(token)]
            elif len(symbols) > 1 and _CONDITION.search(text[: mention.start()]) and symbols[0] in abbreviations:
                symbols = symbols[1:]
            elif len(symbols) == 1 and _is_family(mention, text):
                continue
            yield from symbols


def _is_family(mention: re.Match[str], text: str) -> bool:
    """Tell "the ABC genes" and "an ABC gene", which stand for a family, from "the ABC gene"."""
    if mention[0].lower().endswith("genes"):
        return True
    before, after = text[: mention.start()], text[mention.end() :]
    return re.search(r"\b(?:an?|any|one|another)\s$", before) is not None and not re.match(rf" {_CHANGES}\b", after)


def symbols_in(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the known symbols that stand in a text as whole words, in order, each once."""
    wanted = frozenset(known)
    return tuple(dict.fromkeys(token for token in _OCCURRENCE.findall(text) if token in wanted))
