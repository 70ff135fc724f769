"""How far a build is, and what is told of all records together."""

from __future__ import annotations

from collections import Counter

from mendelgraph.release.ledger import EVERY, Ledger, Pace
from mendelgraph.release.pipeline import Piece
from mendelgraph.validation import Finding, Severity
from mendelgraph.validation.screening import Screened


def finding(focus: str, severity: Severity = Severity.WARNING) -> Finding:
    return Finding(f"<{focus}>", None, None, severity, "no label", "urn:x:shape", "urn:x:component")


def test_a_build_says_now_and_then_how_far_it_is() -> None:
    clock, told = iter([0.0, EVERY / 2, EVERY, EVERY + 1, 2 * EVERY]), list[str]()
    pace = Pace(8, told.append, clock=lambda: next(clock))
    for _ in range(4):
        pace.step()
    assert told == ["2 of 8 records, 30 s left", "4 of 8 records, 20 s left"]


def test_findings_are_counted_and_the_first_few_named_whatever_their_order() -> None:
    names = [f"urn:x:{number}" for number in range(9)]
    ledgers = [Ledger(), Ledger()]
    for ledger, order in zip(ledgers, (names, names[::-1]), strict=True):
        for name in order:
            ledger.add(Piece(name, Counter({"stated": 2}), (finding(name),)))
    one, other = ledgers
    assert one.findings.groups() == other.findings.groups()
    assert one.findings.groups()[0].times == len(names)
    assert one.findings.groups()[0].examples == tuple(names[:5])
    assert one.triples == Counter({"stated": 18})


def test_violations_and_what_was_screened_are_kept_whole() -> None:
    ledger = Ledger()
    ledger.add(Piece("urn:x:a", Counter(), screened=Screened(open_links=frozenset({"urn:x:b"}))))
    ledger.add(Piece("urn:x:b", Counter(), (finding("urn:x:b", Severity.VIOLATION),), screened=Screened(blank=True)))
    assert ledger.screened == Screened(blank=True, mixed=False, open_links=frozenset({"urn:x:b"}))
    assert [found.focus for found in ledger.violations] == ["<urn:x:b>"]
