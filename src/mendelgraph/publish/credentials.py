"""Who asks: taken from the environment alone, sent to the store alone, and never shown."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import httpx

from mendelgraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

USER, PASSWORD, TOKEN = "MENDELGRAPH_USER", "MENDELGRAPH_PASSWORD", "MENDELGRAPH_TOKEN"
HIDDEN = "…"


@dataclass(frozen=True, slots=True)
class Credentials:
    """Hold a name with its password, or a token, or nothing. None of them appears in `repr`."""

    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Credentials:
        """Read MENDELGRAPH_USER with MENDELGRAPH_PASSWORD, or MENDELGRAPH_TOKEN; raise InputError for half of a pair.

        >>> Credentials.of({"MENDELGRAPH_TOKEN": "secret"})
        Credentials()
        """
        user, password, token = (environment.get(name, "") for name in (USER, PASSWORD, TOKEN))
        if bool(user) != bool(password):
            raise InputError(f"{USER} and {PASSWORD} belong together; only {USER if user else PASSWORD} is set")
        if user and token:
            raise InputError(f"set {USER} and {PASSWORD}, or {TOKEN}, not both")
        return cls(user, password, token)

    def __bool__(self) -> bool:
        return bool(self.user or self.token)

    def auth(self) -> httpx.Auth | None:
        """Return what signs requests: the token as Bearer; name and password in the way that the store asks for."""
        if self.token:
            return _Bearer(self.token)
        return _AsAsked(self.user, self.password) if self.user else None

    def redact(self, text: str) -> str:
        """Return a text without any of the secrets: a store may repeat in its answer what it was sent.

        >>> Credentials(token="abc123").redact("no such token: abc123")
        'no such token: …'
        """
        packed = b64encode(f"{self.user}:{self.password}".encode()).decode() if self.user else ""
        for secret in sorted({packed, self.password, self.token} - {""}, key=len, reverse=True):
            text = text.replace(secret, HIDDEN)
        return text


class _Bearer(httpx.Auth):
    def __init__(self, token: str) -> None:
        self._header = f"Bearer {token}"

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = self._header
        yield request


class _AsAsked(httpx.Auth):
    """Send a first request bare, and answer the store's challenge: Digest where it offers that, else Basic."""

    def __init__(self, user: str, password: str) -> None:
        self._digest, self._basic = httpx.DigestAuth(user, password), httpx.BasicAuth(user, password)
        self._way: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self._way is None:
            response = yield request
            if response.status_code != httpx.codes.UNAUTHORIZED:
                return
            offered = response.headers.get("www-authenticate", "").lower()
            self._way = self._digest if offered.startswith("digest") else self._basic
        yield from self._way.auth_flow(request)
