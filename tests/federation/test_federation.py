"""Questions that need others, asked of stand-ins: real servers here that hold a few true rows in the others' words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from pyoxigraph import NamedNode

from mendelgraph.cli import main
from mendelgraph.errors import InputError
from mendelgraph.queries import federated_book, query_book
from mendelgraph.queries.federation import map_services, push_values, read_services, services_of
from mendelgraph.release import build
from mendelgraph.store import query
from tests.publish.stores import oxigraph_server

BOOK = federated_book()
HOLDINGS = Path(__file__).with_name("services")
SERVICES = {
    "https://sparql.uniprot.org/sparql": "uniprot.ttl",
    "https://sparql.wikipathways.org/sparql": "wikipathways.ttl",
    "https://ubergraph.apps.renci.org/sparql": "ubergraph.ttl",
    "https://id.nlm.nih.gov/mesh/sparql": "mesh.ttl",
    "https://www.orpha.net/sparql": "orphanet.ttl",
    "https://query.wikidata.org/sparql": "wikidata.ttl",
}
OBO, UNIPROT, ORDO = "http://purl.obolibrary.org/obo/", "http://purl.uniprot.org/uniprot/", "http://www.orpha.net/ORDO/"
MESH, WIKIDATA = "http://id.nlm.nih.gov/mesh/", "http://www.wikidata.org/entity/"
WP272 = ("https://identifiers.org/wikipathways/WP272", "Blood clotting cascade")
EXPECTED = {
    "proteins-of-condition": [("GNAS", f"{UNIPROT}P63092", "GNAS2_HUMAN", "GTPase activity")],
    "pathways-of-condition": [("F8", *WP272), ("F9", *WP272)],
    "phenotypes-of-condition": [
        (f"{OBO}MONDO_0008153", f"{OBO}HP_0011987", "Ectopic ossification in muscle tissue"),
        (f"{OBO}MONDO_0008153", f"{OBO}HP_0025027", "Osteoma cutis"),
    ],
    "mesh-tree-of-condition": [
        (f"{MESH}D019896", "alpha 1-Antitrypsin Deficiency", f"{MESH}D030342", "Genetic Diseases, Inborn")
    ],
    "orphanet-inheritance": [
        (f"{ORDO}Orphanet_2762", "autosomal dominant", "Autosomal dominant inheritance"),
    ],
    "drugs-of-condition": [("DOID:2394", f"{WIKIDATA}Q172341", f"{WIKIDATA}Q412415", "cisplatin")],
}


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("federation") / "release"
    build(output=folder)
    return folder


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Start a server for each service; return where each is asked here."""
    with ExitStack() as running:
        addresses = {}
        for service, holding in SERVICES.items():
            to = running.enter_context(oxigraph_server(tmp_path_factory.mktemp("service")))
            data = (HOLDINGS / holding).read_bytes()
            httpx.put(f"{to}/store?default", content=data, headers={"Content-Type": "text/turtle"}).raise_for_status()
            addresses[service] = f"{to}/query"
        yield addresses


@pytest.mark.parametrize("name", BOOK)
def test_a_question_joins_the_others_rows(name: str, release: Path, services: dict[str, str]) -> None:
    found = query(name, data=release, federated=True, services=services, time_limit=30)
    assert [tuple(map(str, row)) for row in found] == EXPECTED[name]
    assert found.columns == BOOK[name].columns


def test_every_question_has_its_expected_rows() -> None:
    assert set(EXPECTED) == set(BOOK)
    assert not set(BOOK) & set(query_book())


@pytest.mark.parametrize("name", BOOK)
def test_a_header_says_whom_it_asks_and_what_it_was_run_against(name: str) -> None:
    text = BOOK[name].text
    header = dict(re.findall(r"^#\+ (\w+): (.*)$", text, re.MULTILINE))
    assert services_of(text) == (header["service"].rpartition(", ")[2],)
    assert re.search(r"public service", header["run"])
    assert re.search(r"\b20\d\d-\d\d-\d\d\b", header["run"])
    assert services_of(text)[0] in SERVICES
    assert BOOK[name].topic == "federated"


@pytest.mark.parametrize("name", BOOK)
def test_another_server_is_asked_about_our_values_only(name: str, release: Path) -> None:
    """Sent as it stands, the block would ask a public service for all that it holds."""
    asked: list[str] = []

    def ask(local: str) -> list[object]:
        asked.append(local)
        column = [row[0] for row in query(local, data=release)]
        return [NamedNode(str(value)) if str(value).startswith("http") else f'"{value}"' for value in column]

    pushed = push_values(BOOK[name].text, ask)
    assert "UNDEF" not in pushed
    assert services_of(asked[0]) == ()
    assert len(pushed) > len(BOOK[name].text) - 20


def test_nobody_is_asked_unless_the_user_says_so(release: Path, services: dict[str, str]) -> None:
    with pytest.raises(InputError, match="--federated"):
        query("proteins-of-condition", data=release, services=services)


def test_nobody_is_asked_about_nothing(release: Path) -> None:
    with pytest.raises(InputError, match="nobody else is asked"):
        query("proteins-of-condition", data=release, federated=True, slug="cri-du-chat-syndrome-of-nobody")


def test_a_question_about_everything_is_refused() -> None:
    with pytest.raises(InputError, match="501 values"):
        push_values(BOOK["proteins-of-condition"].text, lambda _: [f"<urn:x:{n}>" for n in range(501)])


def test_a_query_without_a_block_to_fill_stays_as_it_is() -> None:
    text = "SELECT * WHERE { SERVICE <https://a.example/sparql> { ?s ?p ?o } }"
    assert push_values(text, lambda _: []) == text
    assert map_services(text, {"https://b.example/": "https://c.example/"}) == text
    assert services_of(map_services(text, {"https://a.example/sparql": "http://127.0.0.1:9/"})) == (
        "http://127.0.0.1:9/",
    )


def test_an_address_cannot_break_out_of_its_place() -> None:
    with pytest.raises(InputError, match="is no address"):
        map_services("SELECT * { SERVICE <https://a.example/> {} }", {"https://a.example/": "http://b/> {} } #"})


def test_the_command_line_takes_a_table_of_addresses(release: Path, services: dict[str, str], tmp_path: Path) -> None:
    table = tmp_path / "services.tsv"
    rows = ["# in the question, here", "", *(f"{service}\t{address}" for service, address in services.items())]
    table.write_text("\n".join(rows), encoding="utf-8")
    arguments = ["query", "proteins-of-condition", "--federated", "--services", str(table), "--data", str(release)]
    result = CliRunner().invoke(main, [*arguments, "--format", "csv"])
    assert result.exit_code == 0, result.output
    assert "GNAS2_HUMAN" in result.stdout


@pytest.mark.parametrize(
    "row", ["https://a.example/", "https://a.example/ https://b.example/ c", "uniprot https://b.example/"]
)
def test_a_row_that_is_no_pair_of_addresses_is_refused(row: str) -> None:
    with pytest.raises(InputError, match=r"services\.tsv:2"):
        read_services(f"# addresses\n{row}\n", where="services.tsv")


def test_a_service_that_is_not_there_is_an_error_and_no_empty_answer(release: Path) -> None:
    gone = dict.fromkeys(SERVICES, "http://127.0.0.1:9/")
    with pytest.raises(InputError):
        query("proteins-of-condition", data=release, federated=True, services=gone, time_limit=20)
