"""The form of a condition that a sentence speaks of, as the sentence names it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mendelgraph.records import ConditionRecord

# "When X is caused by mutations in the Y gene, …", "If the Y gene is involved, …", "X caused by Y mutations is …"
_CLAUSE = re.compile(
    r"^(?:in contrast, )?(?P<form>(?:when|if)\b[^,]{0,140}?(?:caused|results?|resulting|due|associated"
    r"|involved?|occurs?|responsible)\b[^,]*(?:, [A-Z0-9-]+)*(?:,? (?:and|or) [A-Z0-9-]+ genes?)?),",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"^(?:however, |usually, |rarely, |less commonly, |less often, |in contrast, |most often, )?"
    r"(?:(?:an increased|the) risk of (?:developing )?)?(?P<form>(?:the |most cases of |some cases of "
    r"|both |most |other )?[^,;]{0,90}?"
    r"\b(?:types?|forms?|subtypes?|variants?|cases)\b[^,;]{0,60}?) (?:is|are|has|have|can|may|also"
    r"|appears?|follows?|results?|typically|usually)\b",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"^(?:most|all|many|some|almost all) (?:people|individuals|children) with (?P<form>the [\w-]+ (?:form"
    r"|type))\b",
    re.IGNORECASE,
)
_GENERAL = re.compile(
    r"^(?:(?:most|many|some|all|other|these|almost all|about|up to|the remaining|in)\b.*)?\bcases(?: of .*)?$",
    re.IGNORECASE,
)


def form_of(text: str, record: ConditionRecord) -> str | None:
    """Return the words by which a sentence narrows its statement to a form, or None where it means the condition.

    >>> from mendelgraph.records import ConditionRecord, Said
    >>> record = ConditionRecord("grey-hair", (), (Said("grey hair", ("a",)),))
    >>> form_of("Type 2 grey hair is inherited in an autosomal dominant pattern.", record)
    'Type 2 grey hair'
    >>> form_of("The condition is handed down in an autosomal dominant pattern.", record)
    """
    clause = _CLAUSE.match(text)
    if clause:
        return clause["form"]
    subject = _SUBJECT.match(text)
    people = _PEOPLE.match(text)
    if people:
        return people["form"]
    if subject is None or _GENERAL.match(subject["form"]):
        return None
    names = {said.value.lower() for said in (*record.names, *record.other_names)}
    return None if subject["form"].lower() in names else subject["form"]
