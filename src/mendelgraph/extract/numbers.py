"""Numbers as these pages write them: figures with separators, words up to twenty, millions."""

from __future__ import annotations

WORDS = {
    word: value
    for value, word in enumerate(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ],
        start=1,
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "a": 1, "once": 1}
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "dozen": 12}

NUMBER = (
    r"(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[- ](?:hundred|thousand|million|billion))?"
    rf"|(?:{'|'.join(word for word in WORDS if word not in {'a', 'once'})})(?: (?:hundred|thousand|million|dozen))?"
    r"|(?:a )?million|a (?:thousand|hundred|dozen))"
)


def read_number(text: str) -> float:
    """Read a number that fits NUMBER.

    >>> [read_number(text) for text in ("50,000", "2.4 million", "five", "million", "1-million")]
    [50000.0, 2400000.0, 5.0, 1000000.0, 1000000.0]
    """
    value = 1.0
    for word in text.lower().replace("-", " ").split():
        value *= SCALES.get(word) or WORDS.get(word) or float(word.replace(",", ""))
    return value
