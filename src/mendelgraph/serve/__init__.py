"""A release over HTTP: documents in the form that is asked for, a SPARQL endpoint, search, reconciliation, health.

Queries from outside run in child processes (`pool`, `query_child`), so that a crash or a limit ends one query and
nothing else. What a request means is worked out in pure modules (`negotiation`, `protocol`, `search`, `reconcile`);
`app` alone knows Starlette's routes.
"""

from __future__ import annotations

from mendelgraph.serve.settings import Settings

__all__ = ["Settings"]
