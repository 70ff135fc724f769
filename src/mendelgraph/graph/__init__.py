"""From aligned records to quads: namespaces, IRIs, and the three layers."""
