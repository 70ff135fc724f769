"""Documents over HTTP: 303 from a thing to its document in the form asked for, suffixes, 404, 406 and 410."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, RedirectResponse, Response

from mendelgraph.serve.answers import FRESH, cached, combined, matches
from mendelgraph.serve.library import HOME, Place
from mendelgraph.serve.media import DOCUMENT_FORMS, Form, file_type, preferred
from mendelgraph.serve.negotiation import accepts_gzip
from mendelgraph.serve.problems import Problem, not_acceptable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from mendelgraph.serve.library import Library

PACKED = ".gz"
UNKEPT = {"Cache-Control": "no-store"}
SUFFIXES = {form.suffix: form for form in DOCUMENT_FORMS}


class Target(NamedTuple):
    """Hold what an address means: a document in a form (`form` None: the one that the client likes best)."""

    place: Place
    form: Form | None


def read_path(request: Request) -> str:
    """Return the path below the service's root as it was sent, without its first slash; percent signs stay."""
    raw = request.scope["raw_path"].decode("ascii", "replace")
    root = request.scope.get("root_path", "")
    return str(raw.removeprefix(root).lstrip("/"))


def find_target(path: str, library: Library) -> Target | None:
    """Tell what a path means: a document with its suffix, a document without one, or a thing's own IRI."""
    stem, dot, suffix = path.rpartition(".")
    form = SUFFIXES.get(dot + suffix)
    if form and library.iri_of(stem) and form in library.forms(stem):
        return Target(Place(stem), form)
    if library.iri_of(path or HOME):
        return Target(Place(path or HOME), None)
    place = library.find(library.base + path)
    return Target(place, None) if place else None


def choose_form(request: Request, forms: tuple[Form, ...]) -> Form:
    """Return the form that a client likes best; raise Problem 406 where it accepts none."""
    form = preferred(combined(request, "accept"), forms)
    if form is None:
        raise not_acceptable(forms)
    return form


async def serve_document(request: Request, library: Library) -> Response:
    """Answer for a thing or a document; raise Problem 404, 406 or 410."""
    path = read_path(request)
    target = find_target(path, library)
    if target is None:
        raise missing(path, library)
    if target.form is not None:
        return await _document(request, target.place.stem, target.form, library)
    form = choose_form(request, library.forms(target.place.stem))
    if path == "":
        address = f"{request.scope.get('root_path', '')}/{HOME}{form.suffix}"
        return await _document(request, HOME, form, library, {"Vary": "Accept", "Content-Location": address})
    return _see_other(request, target.place, form)


async def _document(
    request: Request, stem: str, form: Form, library: Library, headers: Mapping[str, str] | None = None
) -> Response:
    body = await run_in_threadpool(library.document, stem, form)
    return cached(request, body, form.content_type, {"Link": _links(stem, form, request, library), **(headers or {})})


def serve_file(request: Request, name: str, library: Library) -> Response:
    """Send a file of the release; one that stands packed beside it goes out packed to who takes that."""
    is_packed = f"{name}{PACKED}" in library.files and accepts_gzip(combined(request, "accept-encoding"))
    sent = f"{name}{PACKED}" if is_packed else name
    headers = {"Content-Encoding": "gzip"} if is_packed else {}
    tag = library.tag_of(sent)
    if tag is None:  # a new release has taken this one's place, and will be served in a moment
        return FileResponse(library.release / sent, media_type=file_type(name), headers=headers | UNKEPT)
    headers |= {"ETag": tag, "Cache-Control": FRESH}
    if matches(combined(request, "if-none-match"), tag):
        return Response(status_code=304, headers=headers)
    return FileResponse(library.release / sent, media_type=file_type(name), headers=headers)


def _see_other(request: Request, place: Place, form: Form) -> Response:
    address = f"{request.scope.get('root_path', '')}/{place.stem}{form.suffix}"
    fragment = f"#{place.fragment}" if place.fragment else ""
    headers = {"Vary": "Accept", "Cache-Control": FRESH, "Link": f'<{address}>; rel="describedby"'}
    return RedirectResponse(address + fragment, 303, headers)


def _links(stem: str, form: Form, request: Request, library: Library) -> str:
    """Name the other forms of a document, what it describes, and its licence (RFC 8288)."""
    start = f"{request.scope.get('root_path', '')}/{stem}"
    others = [
        f'<{start}{each.suffix}>; rel="alternate"; type="{each.media_type}"'
        for each in library.forms(stem)
        if each != form
    ]
    licence = [f'<{library.catalogue.licence}>; rel="license"'] if library.catalogue.licence else []
    return ", ".join([*others, f'<{library.iri_of(stem)}>; rel="describes"', *licence])


def missing(path: str, library: Library) -> Problem:
    """Return the refusal for a path that means nothing (404) or no longer means anything (410)."""
    stem, dot, suffix = path.rpartition(".")
    bare = stem if dot + suffix in SUFFIXES else path
    successor = library.retired.get(library.base + bare)
    if successor is None:
        return Problem(404, f"nothing is described at /{path[:200]}", more={"near": library.near(bare)})
    more: dict[str, object] = {"replaced_by": successor} if successor else {}
    headers = {"Link": f'<{successor}>; rel="successor-version"'} if successor else {}
    return Problem(410, f"/{path[:200]} was part of an earlier release", more=more, headers=headers)
