"""From aligned records to quads: namespaces, IRIs, and the three layers."""

from mendelgraph.graph.describe_condition import describe
from mendelgraph.graph.describe_dataset import DatasetInfo, describe_dataset
from mendelgraph.graph.describe_gene_page import describe_gene_page
from mendelgraph.graph.iris import DEFAULT_BASE, Minter

__all__ = ["DEFAULT_BASE", "DatasetInfo", "Minter", "describe", "describe_dataset", "describe_gene_page"]
