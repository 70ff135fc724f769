"""Old and new addresses of pages and `ghr:` CURIEs lead to the condition, wherever a condition can be named."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from mendelgraph.cli import main
from mendelgraph.release import build
from mendelgraph.store import query

SLUG = "rotor-syndrome"
NAMED = [
    f"ghr:{SLUG}",
    f"https://ghr.nlm.nih.gov/condition/{SLUG}",
    f"http://ghr.nlm.nih.gov/condition/{SLUG}/",
    f"https://medlineplus.gov/genetics/condition/{SLUG}/",
    f"http://medlineplus.gov/genetics/condition/{SLUG}",
    f"https://www.medlineplus.gov/genetics/condition/{SLUG}/#inheritance",
]


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("legacy") / "release"
    build(output=folder)
    return folder


@pytest.mark.parametrize("named", NAMED)
@pytest.mark.parametrize("command", ["show", "explain"])
def test_a_condition_is_shown_by_its_address(command: str, named: str, release: Path) -> None:
    result = CliRunner().invoke(main, [command, named, "--data", str(release)])
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("Rotor syndrome  (ghr:rotor-syndrome)")


@pytest.mark.parametrize("named", NAMED)
def test_a_parameter_takes_an_address(named: str, release: Path) -> None:
    genes = query("genes-of-condition", data=release, slug=named)
    assert {row["symbol"] for row in genes.as_dicts()} == {"SLCO1B1", "SLCO1B3"}


@pytest.mark.parametrize(
    "named", ["https://medlineplus.gov/genetics/gene/gnas/", "https://ghr.nlm.nih.gov/gene/GNAS"], ids=["new", "old"]
)
def test_a_gene_is_shown_by_its_address(named: str, release: Path) -> None:
    result = CliRunner().invoke(main, ["show", named, "--data", str(release)])
    assert result.stdout.startswith("GNAS")


def test_a_condition_is_shown_in_another_graph_s_words(release: Path) -> None:
    result = CliRunner().invoke(main, ["show", "http://purl.uniprot.org/mim/166350", "--data", str(release)])
    assert result.stdout.startswith("Progressive osseous heteroplasia")
