"""Nanopublications: valid by the `nanopub` library, signed where there is a key, and the same facts inside."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from base64 import b64decode
from collections import defaultdict
from pathlib import Path

import pytest
from Crypto.PublicKey import ECC, RSA
from pyoxigraph import NamedNode, Quad, RdfFormat, parse, serialize

from mendelgraph.errors import InputError
from mendelgraph.export import nanopub, write
from mendelgraph.export.nanopub import make_nanopubs, place_of
from tests.export.facts import ask

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

WEAK = RSA.generate(1024)  # noqa: S505  # it is refused
STRONG = RSA.generate(2048)
CREATOR = "https://orcid.org/0000-0002-1825-0097"


def pem(key: RSA.RsaKey = STRONG) -> str:
    return key.export_key("PEM", pkcs=8).decode()


def encrypted() -> str:
    scheme = "PBKDF2WithHMAC-SHA1AndAES128-CBC"
    return STRONG.export_key("PEM", passphrase=CREATOR, pkcs=8, protection=scheme).decode()


# A child of its own: the library opens rdflib in ways that warn, and reads the user's profile as it is imported.
CHECK = """
import json, sys, warnings
warnings.simplefilter("ignore")
from rdflib import ConjunctiveGraph
from nanopub import Nanopub
found = []
for text in json.load(sys.stdin):
    graph = ConjunctiveGraph()
    graph.parse(data=text, format="nquads")
    np = Nanopub(rdf=graph)
    np.source_uri = str(np.metadata.np_uri)
    signed = [np.has_valid_signature, np.has_valid_trusty] if sys.argv[1] == "signed" else []
    found.append([np.is_valid, *signed])
json.dump(found, sys.stdout)
"""


def check(nanopubs: list[list[Quad]], kind: str) -> list[list[bool]]:
    texts = [(serialize(each, format=RdfFormat.N_QUADS) or b"").decode() for each in nanopubs]
    run = subprocess.run([sys.executable, "-c", CHECK, kind], input=json.dumps(texts), capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    found: list[list[bool]] = json.loads(run.stdout)
    return found


def test_every_nanopublication_is_valid(catalogue: list[Quad]) -> None:
    nanopubs = list(make_nanopubs(iter(catalogue)))
    assert check(nanopubs, "unsigned") == [[True]] * len(nanopubs)


def test_there_is_one_for_each_association(catalogue: list[Quad]) -> None:
    biolink = "https://w3id.org/biolink/vocab/"
    heads = list(make_nanopubs(iter(catalogue)))
    wanted = {"CausalGeneToDiseaseAssociation", "GeneToDiseaseAssociation"}
    wanted |= {"DiseaseOrPhenotypicFeatureToGeneticInheritanceAssociation"}
    classes = {NamedNode(biolink + name) for name in wanted}
    facts = {quad.subject for quad in catalogue if quad.object in classes and "graph/condition" in str(quad.graph_name)}
    assert len(heads) == len(facts) == len({place_of(fact).iri for fact in facts})


def test_the_same_facts_come_back(catalogue: list[Quad]) -> None:
    out = io.BytesIO()
    write(iter(catalogue), "nanopub", out)
    back = list(parse(input=out.getvalue(), format=RdfFormat.TRIG))
    biolink = "https://w3id.org/biolink/vocab/"
    asserted = [quad for quad in back if str(quad.graph_name).endswith("/assertion>")]
    nodes = {(quad.subject, quad.predicate.value): quad.object for quad in asserted}
    facts = [(subject, value) for (subject, predicate), value in nodes.items() if predicate == f"{biolink}predicate"]
    rows = {
        (nodes[fact, f"{biolink}subject"].value, value.value, nodes[fact, f"{biolink}object"].value)
        for fact, value in facts
    }
    mode = f"{biolink}has_mode_of_inheritance"
    expected = ask(catalogue)
    assert {(subject, value) for subject, predicate, value in rows if predicate == mode} == expected.modes
    assert {(value, subject, name) for subject, name, value in rows if name != mode} == expected.genes
    words = {quad.object.value for quad in back if quad.predicate.value.endswith("oa#exact")}
    assert words == {text for _, text in expected.words}


def test_the_same_statements_of_a_fact_come_back(catalogue: list[Quad]) -> None:
    """All that the graph says of an association is in its nanopublication, asserted or as its provenance."""
    moved = {NamedNode("https://w3id.org/mendelgraph/ontology#about"), NamedNode(f"{RDF}type")}
    said: dict[object, set[tuple[object, object]]] = defaultdict(set)
    for quad in catalogue:
        said[quad.subject].add((quad.predicate, quad.object))
    for quads in make_nanopubs(iter(catalogue)):
        asserted = next(quad.object for quad in quads if quad.predicate.value.endswith("hasAssertion"))
        (fact,) = {quad.subject for quad in quads if quad.predicate.value.endswith("vocab/predicate")}
        found = {(quad.predicate, quad.object) for quad in quads if quad.subject in {fact, asserted}}
        assert {pair for pair in said[fact] if pair[0] not in moved} <= found


def test_a_signature_is_valid_and_the_iri_holds_the_hash(example: list[Quad]) -> None:
    out = io.BytesIO()
    write(iter(example), "nanopub", out, key=pem(), creator=CREATOR)
    back = list(parse(input=out.getvalue(), format=RdfFormat.TRIG))
    groups: dict[str, list[Quad]] = {}
    for quad in back:
        groups.setdefault(str(quad.graph_name).partition("#")[0], []).append(quad)
    assert len(groups) == len(list(make_nanopubs(iter(example))))
    assert all("/RA" in iri for iri in groups)
    assert check(list(groups.values()), "signed") == [[True, True, True]] * len(groups)
    again = io.BytesIO()
    write(iter(example), "nanopub", again, key=pem(), creator=CREATOR)
    assert again.getvalue() == out.getvalue()


REFUSED = {
    "no key": ({"key": "not a key"}, "no RSA private key"),
    "an empty key": ({"key": ""}, "the key is empty"),
    "a blank key": ({"key": " \n"}, "the key is empty"),
    "the first line of a key": ({"key": pem().partition("\n")[0]}, "no RSA private key"),
    "half a key": ({"key": pem()[:800]}, "no RSA private key"),
    "another kind of key": ({"key": ECC.generate(curve="P-256").export_key(format="PEM")}, "no RSA private key"),
    "a public key": ({"key": STRONG.public_key().export_key().decode()}, "it is the public one"),
    "a short key": ({"key": pem(WEAK)}, "the key has 1024 bits"),
    "an encrypted key": ({"key": encrypted()}, "the key is encrypted"),
    "no IRI": ({"creator": "some body"}, "the creator is no IRI"),
    "an empty IRI": ({"creator": ""}, "the creator is no IRI"),
    "a script": ({"creator": "javascript:alert(1)"}, "no IRI of the web"),
    "a file": ({"creator": "file:///etc/passwd"}, "no IRI of the web"),
    "no host": ({"creator": "https:///0000-0002-1825-0097"}, "no IRI of the web"),
    "a wrong digit": ({"creator": "https://orcid.org/0000-0002-1825-0098"}, "no ORCID iD"),
}


@pytest.mark.parametrize(("options", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_sign_is_refused_before_anything_is_written(
    options: dict[str, str], reason: str, example: list[Quad]
) -> None:
    out = io.BytesIO()
    with pytest.raises(InputError, match=reason):
        write(iter(example), "nanopub", out, **options)
    assert not out.getvalue()


FORMS = {
    "PKCS 8": pem(),
    "PKCS 1": STRONG.export_key("PEM").decode(),
    "base64": pem()
    .replace("\n", "")
    .replace("-----BEGIN PRIVATE KEY-----", "")
    .replace("-----END PRIVATE KEY-----", ""),
    "lines of Windows": pem().replace("\n", "\r\n"),
}


@pytest.mark.parametrize("key", FORMS.values(), ids=FORMS)
def test_all_are_signed_with_the_key_that_was_given(key: str, example: list[Quad]) -> None:
    out = io.BytesIO()
    write(iter(example), "nanopub", out, key=key, creator=CREATOR)
    back = parse(input=out.getvalue(), format=RdfFormat.TRIG)
    used = [quad.object.value for quad in back if quad.predicate.value.endswith("hasPublicKey")]
    assert len(used) == len(list(make_nanopubs(iter(example))))
    assert all(RSA.import_key(b64decode(each)) == STRONG.public_key() for each in used)


@pytest.mark.parametrize("iri", [CREATOR, "https://orcid.org/0000-0002-1694-233X", "http://lab.example/people/7"])
def test_who_vouches_may_be_named_by_an_orcid_or_an_iri_of_the_web(iri: str, example: list[Quad]) -> None:
    out = io.BytesIO()
    write(iter(example), "nanopub", out, creator=iri)
    back = parse(input=out.getvalue(), format=RdfFormat.TRIG)
    assert {quad.object.value for quad in back if quad.predicate.value.endswith("/creator")} == {iri}


def test_without_the_library_a_key_is_refused(
    monkeypatch: pytest.MonkeyPatch, example: list[Quad], tmp_path: Path
) -> None:
    monkeypatch.setattr(nanopub, "find_spec", lambda name: None)
    with pytest.raises(InputError, match=r"mendelgraph\[nanopub\]"):
        write(iter(example), "nanopub", io.BytesIO(), key="x")


def test_no_iri_looks_like_a_trusty_one(catalogue: list[Quad]) -> None:
    heads = {
        str(quad.subject)
        for nanopub in make_nanopubs(iter(catalogue))
        for quad in nanopub
        if "/Head>" in str(quad.graph_name)
    }
    assert heads
    assert all(re.fullmatch(r"<https://w3id.org/mendelgraph/nanopub/[0-9a-f]{12}/>", iri) for iri in heads)


TRIPWIRE = """
import warnings
warnings.simplefilter("ignore")
from rdflib import ConjunctiveGraph
from nanopub.utils import extract_np_metadata
try:
    extract_np_metadata(ConjunctiveGraph())
except Exception as error:
    print(error)
"""


def test_tripwire_the_library_s_query_leaves_a_prefix_undeclared() -> None:
    """If this fails, the package declares npx itself: drop the binding in signing.py."""
    run = subprocess.run([sys.executable, "-c", TRIPWIRE], capture_output=True, text=True, check=True)
    assert "Unknown namespace prefix : npx" in run.stdout
