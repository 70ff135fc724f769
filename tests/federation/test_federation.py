"""Questions that need others, asked of stand-ins: real servers here that hold a few true rows in the others' words."""

from __future__ import annotations

import csv
import gzip
import re
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from unittest.mock import ANY

import httpx
import pytest
from click.testing import CliRunner
from pyoxigraph import NamedNode

from mendelgraph.cli import main
from mendelgraph.errors import InputError, RemoteError
from mendelgraph.queries import federated_book, query_book
from mendelgraph.queries.federation import map_services, push_values, read_services, services_of
from mendelgraph.store import query
from tests.publish.stores import free_port, oxigraph_server
from tests.stand_in import Answer, StandIn

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
WP272 = ("https://identifiers.org/wikipathways/WP272_r120902", "Blood clotting cascade")
ALPHA_1 = (f"{MESH}D019896", f"{MESH}D019896", "alpha 1-Antitrypsin Deficiency")
MADE_UP = "https://wikidata.example/a-made-up-item"
EXPECTED = {
    "proteins-of-condition": [
        ("ARL6", f"{UNIPROT}Q9H0F7", "ARL6_HUMAN", "GTP binding"),
        ("ARL6", f"{UNIPROT}Q9H0F7", "ARL6_HUMAN", "GTPase activity"),
    ],
    "pathways-of-condition": [("F8", *WP272), ("F9", *WP272)],
    "phenotypes-of-condition": [
        (f"{OBO}MONDO_0008153", f"{OBO}HP_0011987", "Ectopic ossification in muscle tissue"),
        (f"{OBO}MONDO_0008153", f"{OBO}HP_0025027", "Osteoma cutis"),
    ],
    "mesh-tree-of-condition": [
        (*ALPHA_1, "C06.552.074", f"{MESH}D004066", "Digestive System Diseases", "C06"),
        (*ALPHA_1, "C06.552.074", f"{MESH}D008107", "Liver Diseases", "C06.552"),
        (*ALPHA_1, "C08.381.112", f"{MESH}D012140", "Respiratory Tract Diseases", "C08"),
        (*ALPHA_1, "C08.381.112", f"{MESH}D008171", "Lung Diseases", "C08.381"),
        (
            *ALPHA_1,
            "C16.320.060",
            f"{MESH}D009358",
            "Congenital, Hereditary, and Neonatal Diseases and Abnormalities",
            "C16",
        ),
        (*ALPHA_1, "C16.320.060", f"{MESH}D030342", "Genetic Diseases, Inborn", "C16.320"),
        (*ALPHA_1, "C23.550.325.500.500", f"{MESH}D013568", "Pathological Conditions, Signs and Symptoms", "C23"),
        (*ALPHA_1, "C23.550.325.500.500", f"{MESH}D010335", "Pathologic Processes", "C23.550"),
        (*ALPHA_1, "C23.550.325.500.500", f"{MESH}D004646", "Emphysema", "C23.550.325"),
        (*ALPHA_1, "C23.550.325.500.500", f"{MESH}D013352", "Subcutaneous Emphysema", "C23.550.325.500"),
    ],
    "orphanet-inheritance": [
        (f"{ORDO}Orphanet_2762", "autosomal dominant", "Autosomal dominant inheritance"),
    ],
    "drugs-of-condition": [("DOID:7147", f"{WIKIDATA}Q52849", f"{WIKIDATA}Q408801", "celecoxib")],
    "prevalence-of-condition": [
        ("DOID:7147", MADE_UP, "0.5", "a made-up country", "2000-01-01 00:00:00+00:00", ANY),
    ],
}


@pytest.fixture(scope="module")
def release(embedded_release: Path) -> Path:
    return embedded_release


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


def test_a_figure_of_ours_stands_beside_theirs(release: Path, services: dict[str, str]) -> None:
    theirs = query("prevalence-of-condition", data=release, federated=True, services=services).as_dicts()
    ours = query("frequency-of-condition", data=release, slug="ankylosing-spondylitis").as_dicts()
    assert [row["words"] for row in theirs] == [row["words"] for row in ours if "Prevalence" in str(row["measure"])]
    assert "3.5 to 13 per 1,000" in str(theirs[0]["words"])


def test_a_supplementary_record_stands_where_the_descriptors_stand_that_it_is_mapped_to(
    release: Path, services: dict[str, str]
) -> None:
    asked = {"data": release, "federated": True, "services": services, "slug": "progressive-osseous-heteroplasia"}
    found = query("mesh-tree-of-condition", **asked).as_dicts()  # type: ignore[arg-type]  # options by name
    assert {str(row["heading"]) for row in found} == {f"{MESH}C562735"}
    assert {(str(row["label"]), str(row["aboveLabel"])) for row in found if "." not in str(row["aboveTreeNumber"])} == {
        ("Bone Diseases, Metabolic", "Musculoskeletal Diseases"),
        ("Bone Diseases, Metabolic", "Nutritional and Metabolic Diseases"),
        ("Ossification, Heterotopic", "Pathological Conditions, Signs and Symptoms"),
        ("Skin Diseases, Genetic", "Congenital, Hereditary, and Neonatal Diseases and Abnormalities"),
        ("Skin Diseases, Genetic", "Skin and Connective Tissue Diseases"),
    }


def lines(path: Path) -> list[str]:
    return gzip.decompress(path.read_bytes()).decode().splitlines()


def test_rows_of_stand_ins_are_in_real_data(shared: Path) -> None:
    """Mappings, annotations and inheritance, read where the files' heads say that they stand."""
    folder = shared / "ontologies"
    hgnc = {row["symbol"]: row for row in csv.DictReader(lines(folder / "hgnc_complete_set.txt.gz"), delimiter="\t")}
    assert hgnc["ARL6"]["uniprot_ids"] == "Q9H0F7"
    factors = {"F8": ("2157", "ENSG00000185010"), "F9": ("2158", "ENSG00000101981"), "F7": ("2155", "ENSG00000057593")}
    assert {gene: (hgnc[gene]["entrez_id"], hgnc[gene]["ensembl_gene_id"]) for gene in factors} == factors
    rows = [line.split("\t") for line in lines(folder / "phenotype.hpoa.gz") if line.startswith("OMIM:166350\t")]
    assert {"HP:0011987", "HP:0025027"} <= {row[3] for row in rows if row[10] == "P"}
    ordo = "\n".join(lines(folder / "ordo_3.1.obo.gz")).split("\n\n")
    poh = next(block for block in ordo if re.search(r"^id: \S*Orphanet[:_]2762$", block, re.MULTILINE))
    assert re.search(r"C016\S* .*Orphanet[:_]409929", poh)
    mesh = lines(folder / "mondo_sssom" / "mondo_exactmatch_mesh.sssom.tsv.gz")
    assert any("MONDO:0013282" in line and "mesh:D019896" in line for line in mesh)
    assert any('"DOID:7147"' in line and "ankylosing spondylitis" in line for line in lines(folder / "HumanDO.tsv.gz"))


def test_every_question_has_its_expected_rows() -> None:
    assert set(EXPECTED) == set(BOOK)
    assert not set(BOOK) & set(query_book())


@pytest.mark.parametrize("name", BOOK)
def test_a_header_says_whom_it_asks_and_what_it_was_run_against(name: str) -> None:
    text = BOOK[name].text
    header = dict(re.findall(r"^#\+ (\w+): (.*)$", text, re.MULTILINE))
    assert services_of(text) == (header["service"].rpartition(", ")[2],)
    assert header["run"].startswith("never against the public service; on ")
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
    assert "ARL6_HUMAN" in result.stdout


@pytest.mark.parametrize(
    "row", ["https://a.example/", "https://a.example/ https://b.example/ c", "uniprot https://b.example/"]
)
def test_a_row_that_is_no_pair_of_addresses_is_refused(row: str) -> None:
    with pytest.raises(InputError, match=r"services\.tsv:2"):
        read_services(f"# addresses\n{row}\n", where="services.tsv")


FAILURES = {
    "gone": (None, "the service failed"),
    "an error": ((500, "text/plain", b"out of memory"), "the service failed: .*500.*out of memory"),
    "a page": ((200, "text/html", b"<html>"), "the service failed: .*text/html"),
    "nonsense": ((200, "application/sparql-results+json", b"<html>"), "the service failed: .*Unexpected"),
}


@pytest.mark.parametrize(("answer", "words"), FAILURES.values(), ids=FAILURES)
def test_a_service_that_fails_is_named_and_no_empty_answer(
    answer: tuple[int, str, bytes] | None, words: str, release: Path, stand_in: StandIn
) -> None:
    address = stand_in.address if answer else f"http://127.0.0.1:{free_port()}/"
    if answer:
        status, kind, body = answer
        stand_in.answers = [Answer(status, body, (("Content-Type", kind),))]
    with pytest.raises(RemoteError, match=words) as told:
        query("proteins-of-condition", data=release, federated=True, services=dict.fromkeys(SERVICES, address))
    assert (told.value.where, told.value.exit_code) == (address, 5)


def test_a_slow_service_is_given_up_on_in_time(release: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        start = time.monotonic()
        with pytest.raises(RemoteError, match=rf"{address}: no answer within 3 s"):
            to = dict.fromkeys(SERVICES, address)
            query("proteins-of-condition", data=release, federated=True, services=to, time_limit=3)
        assert time.monotonic() - start < 60


def test_the_command_line_ends_with_the_code_of_a_remote_failure(release: Path, tmp_path: Path) -> None:
    table, gone = tmp_path / "services.tsv", f"http://127.0.0.1:{free_port()}/"
    table.write_text(f"https://sparql.uniprot.org/sparql\t{gone}\n", encoding="utf-8")
    arguments = ["query", "proteins-of-condition", "--federated", "--services", str(table), "--data", str(release)]
    result = CliRunner().invoke(main, arguments)
    assert (result.exit_code, result.stdout) == (5, "")
    assert result.stderr.startswith(f"mendelgraph: {gone}: the service failed: ")


def test_a_service_s_address_with_a_password_is_refused_and_not_repeated(release: Path) -> None:
    to = {"https://sparql.uniprot.org/sparql": "http://curator:pa55w0rd@127.0.0.1:9/"}
    with pytest.raises(InputError, match="name or password") as refused:
        query("proteins-of-condition", data=release, federated=True, services=to)
    assert "pa55w0rd" not in str(refused.value)


def test_a_federated_query_s_own_fault_is_no_fault_of_the_service(release: Path) -> None:
    text = "SELECT * WHERE { ?s ?p SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"
    with pytest.raises(InputError):
        query(text, data=release, federated=True)
