"""Who asks: taken from the environment alone, sent to the store alone, and never shown."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass, field
from functools import lru_cache
from html.entities import codepoint2name
from typing import TYPE_CHECKING
from unicodedata import category
from urllib.parse import quote

import httpx

from mendelgraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping

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

        A line end behind a value, as a file of variables written elsewhere leaves it, is no part of it; any other
        character that no header can hold is refused, and never shown.

        >>> Credentials.of({"MENDELGRAPH_TOKEN": "secret"})
        Credentials()
        """
        user, password, token = (_read(environment, name) for name in (USER, PASSWORD, TOKEN))
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

        Escaped and packed forms go too: those of addresses, JSON, HTML and Python, and Base64.

        >>> Credentials(token="abc!23").redact("no such token: abc%2123")
        'no such token: …'
        """
        secrets = {self.password, self.token} - {""}
        plain = [*secrets, f"{self.user}:{self.password}"] if self.user else [*secrets]
        packed = {form for each in plain for form in _packed(each)}
        for secret in sorted(packed, key=len, reverse=True):
            text = text.replace(secret, HIDDEN)
        for secret in sorted(secrets, key=len, reverse=True):
            text = _any_form(secret).sub(HIDDEN, text)
        return text


def _read(environment: Mapping[str, str], name: str) -> str:
    value = environment.get(name, "").rstrip("\r\n")
    if any(category(character) in {"Cc", "Cs"} for character in value):
        raise InputError(f"{name} holds a control character, or bytes that are no text; set it anew")
    if name == TOKEN and value != value.strip():
        raise InputError(f"{name} begins or ends with a space; set it anew")
    return value


def _packed(text: str) -> Iterator[str]:
    """Yield a text as Base64 of either alphabet, also as an address would hold it."""
    for letters in (b"+/", b"-_"):
        form = b64encode(text.encode(), letters).decode().rstrip("=")
        yield form
        yield quote(form, safe="")


@lru_cache(maxsize=4)
def _any_form(secret: str) -> re.Pattern[str]:
    """Return a pattern of a secret whose characters may each stand as they are or escaped, in whatever mixture."""
    runs = re.findall(r"\\+|[^\\]", secret, re.DOTALL)
    forms = "".join(_BACKSLASHES if run[0] == "\\" else _forms(run) for run in runs)
    return re.compile(f"{forms}|{re.escape(secret)}", re.IGNORECASE)


_BACKSLASHES = r"(?>\\+(?:(?:x|u00)5c)?|%(?:25)*5c|&#0*92;|&#x0*5c;)++"
"""One pattern for a whole run, since each escaping doubles them; it never gives back, which would take for ever."""


def _forms(character: str) -> str:
    data, number = character.encode(), ord(character)
    units = character.encode("utf-16-be").hex()
    name = "apos" if character == "'" else codepoint2name.get(number)
    forms = [
        "".join(f"%(?:25)*{byte:02x}" for byte in data),
        "".join(rf"\\{{1,7}}x{byte:02x}" for byte in data),
        "".join(rf"\\{{1,7}}u{units[at : at + 4]}" for at in range(0, len(units), 4)),
        rf"\\{{1,7}}(?:x{number:02x}|u{number:04x}|U{number:08x})",
        f"&#(?:0*{number}|x0*{number:x}){f';|&{name}' if name else ''};",
        *([r"\+"] if character == " " else []),
        re.escape(data.decode("latin-1")),
        rf"\\{{0,7}}{re.escape(character)}",
    ]
    return f"(?:{'|'.join(forms)})"


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
