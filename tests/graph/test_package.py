from __future__ import annotations

import json
import subprocess
import sys

import pytest

import mendelgraph.graph


def test_every_public_name_comes_from_its_home() -> None:
    for name in mendelgraph.graph.__all__:
        value = getattr(mendelgraph.graph, name)
        assert name == "DEFAULT_BASE" or value.__name__ == name


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'describe_everything'"):
        mendelgraph.graph.describe_everything  # type: ignore[attr-defined] # noqa: B018 - the point of the test


def test_namespaces_load_without_readers_and_validators() -> None:
    code = "import json, sys, mendelgraph.graph.namespaces; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"lxml", "rdflib", "selectolax", "mendelgraph.sources"} & set(json.loads(done.stdout))
