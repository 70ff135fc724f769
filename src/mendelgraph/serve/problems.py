"""Refusals in a form that programs and people can read (RFC 9457, `application/problem+json`)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from starlette.responses import Response

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mendelgraph.serve.media import Form

MEDIA_TYPE = "application/problem+json"

HUNG_UP = 499
"""What a log says of a request that the client gave up, as nginx has it; nobody is there to be told."""

TITLES = {
    400: "The request cannot be understood",
    403: "This service is read-only",
    404: "There is nothing at this address",
    405: "This method is not allowed here",
    406: "None of the forms that you accept is available",
    408: "The request did not come in time",
    410: "This was retired",
    413: "The request is too large",
    414: "The address is too long",
    415: "This type of content is not taken here",
    429: "Too many requests at once",
    HUNG_UP: "The client hung up",
    500: "The server made a mistake",
    503: "The service cannot answer this now",
    504: "The query took too long",
}


class Problem(Exception):  # noqa: N818 - named after its media type
    """Refuse a request: HTTP status, what is wrong in words, header fields, and further members of the answer."""

    def __init__(
        self, status: int, detail: str, *, headers: dict[str, str] | None = None, more: dict[str, object] | None = None
    ) -> None:
        super().__init__(detail)
        self.status, self.detail = status, detail
        self.headers = headers or {}
        self.more = more or {}


def problem_response(problem: Problem) -> Response:
    """Return the answer that tells a problem; it must not be kept by caches, nor taken for markup."""
    body = {
        "type": "about:blank",
        "title": TITLES[problem.status],
        "status": problem.status,
        "detail": problem.detail,
        **problem.more,
    }
    return Response(
        json.dumps(body, ensure_ascii=False).replace("<", "\\u003c").encode() + b"\n",
        problem.status,
        {"Cache-Control": "no-store", **problem.headers},
        MEDIA_TYPE,
    )


def not_acceptable(forms: Iterable[Form]) -> Problem:
    """Return the refusal of a request that accepts nothing that there is, with the list of what there is."""
    available = [form.media_type for form in forms]
    return Problem(406, f"available: {', '.join(available)}", more={"available": available}, headers={"Vary": "Accept"})
