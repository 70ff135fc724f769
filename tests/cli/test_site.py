from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from mendelgraph.cli import main
from mendelgraph.release import embedded_release


def test_site_says_what_it_wrote(tmp_path: Path) -> None:
    folder = tmp_path / "public"
    arguments = ["site", "--data", str(embedded_release()), "-o", str(folder), "--url", "https://a.example/x"]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    assert "0 removed" in result.stdout
    assert "https://a.example/x/index.html" in (folder / "sitemap.xml").read_text()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--url", "example.org"], 2, "no web address"),
        (["--data", "nowhere"], 3, "is no release"),
    ],
)
def test_site_refuses_with_a_reason(
    arguments: list[str], code: int, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["site", *arguments])
    assert result.exit_code == code
    assert said in result.stderr
