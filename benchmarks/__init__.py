"""Benchmarks: generated catalogues of any size, and this project side by side with what a user would otherwise do.

No part of the package, which imports nothing of it. `scripts/bench` runs it and writes `docs/benchmarks.md`.
"""
