"""Credentials reach the store, and nobody else: no log, no error, no output, no `repr` holds them."""

from __future__ import annotations

import html
import json
import logging
import re
import time
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from mendelgraph.cli import main
from mendelgraph.errors import InputError, MendelgraphError, RemoteError
from mendelgraph.exchange import Manners
from mendelgraph.publish import Credentials, choose_target, publish
from mendelgraph.publish.client import Client
from tests.publish.releases import labels, write_release
from tests.stand_in import Answer, StandIn

USER, PASSWORD, TOKEN = "curator-7", "pa55-w0rd-of-mine", "t0ken-of-mine"
SECRETS = (PASSWORD, TOKEN, b64encode(f"{USER}:{PASSWORD}".encode()).decode())
ENVIRONMENTS = {
    "name and password": {"MENDELGRAPH_USER": USER, "MENDELGRAPH_PASSWORD": PASSWORD},
    "token": {"MENDELGRAPH_TOKEN": TOKEN},
}
CHALLENGES = {
    "basic": 'Basic realm="store"',
    "digest": 'Digest realm="store", nonce="abc", qop="auth", algorithm=MD5',
}


def ask(stand_in: StandIn, credentials: Credentials) -> None:
    with Client(credentials, Manners(pauses=())) as client:
        client.send("GET", stand_in.address, headers={})


@pytest.mark.parametrize("environment", ENVIRONMENTS.values(), ids=ENVIRONMENTS)
@pytest.mark.parametrize("status", [401, 403, 500, 400], ids=str)
def test_no_secret_is_logged_or_told(
    environment: dict[str, str],
    status: int,
    stand_in: StandIn,
    folder: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The store repeats what it was sent, every logger speaks at its loudest, and the command line shows the error."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    challenge = Answer(401, "", (("WWW-Authenticate", CHALLENGES["basic"]),))
    repeats = Answer(
        status, "you sent {authorization} " + " ".join(environment.values()), (("WWW-Authenticate", "Basic realm=x"),)
    )
    stand_in.answers = [challenge, repeats] if "MENDELGRAPH_USER" in environment else [repeats]
    with caplog.at_level(logging.DEBUG):
        result = CliRunner().invoke(main, ["publish", "--to", stand_in.address, "--data", str(prepare(folder))])
    assert any("Authorization" in headers for _, _, headers, _ in stand_in.asked), "the store never got to see them"
    assert result.exit_code == 5
    told = caplog.text + result.output + result.stderr + repr(result.exception)
    assert f"HTTP {status}" in told
    assert [secret for secret in SECRETS if secret in told] == []


def prepare(folder: Path) -> Path:
    return write_release(folder, labels("a"))


@pytest.mark.parametrize(("way", "challenge"), CHALLENGES.items(), ids=CHALLENGES)
def test_the_store_s_challenge_is_answered_as_it_asks(way: str, challenge: str, stand_in: StandIn) -> None:
    refusal = Answer(401, "", (("WWW-Authenticate", challenge),))
    stand_in.answers = [refusal, refusal, Answer(200)] if way == "digest" else [refusal, Answer(200)]
    ask(stand_in, Credentials(USER, PASSWORD))
    sent = [headers.get("Authorization", "") for _, _, headers, _ in stand_in.asked]
    assert sent[0] == ""
    assert sent[-1].lower().startswith(way)
    assert (PASSWORD in sent[-1]) is False


def test_a_token_is_sent_as_bearer(stand_in: StandIn) -> None:
    stand_in.answers = [Answer(200)]
    ask(stand_in, Credentials(token=TOKEN))
    assert stand_in.asked[0][2]["Authorization"] == f"Bearer {TOKEN}"


def test_credentials_do_not_follow_to_another_host(stand_in: StandIn) -> None:
    stand_in.answers = [Answer(307, "", (("Location", "http://127.0.0.1:9/elsewhere"),))]
    with pytest.raises(RemoteError, match=r"moved to http://127\.0\.0\.1:9/elsewhere"):
        ask(stand_in, Credentials(token=TOKEN))


HALVES = [
    ({"MENDELGRAPH_USER": USER}, "only MENDELGRAPH_USER is set"),
    ({"MENDELGRAPH_PASSWORD": PASSWORD}, "only MENDELGRAPH_PASSWORD is set"),
    ({**ENVIRONMENTS["token"], **ENVIRONMENTS["name and password"]}, "not both"),
]


@pytest.mark.parametrize(("environment", "reason"), HALVES, ids=["user", "password", "both"])
def test_half_a_pair_is_refused(environment: dict[str, str], reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        Credentials.of(environment)


@pytest.mark.parametrize("option", ["to", "query", "update", "graph_store"])
def test_an_address_with_a_password_is_refused_and_not_repeated(option: str) -> None:
    address = f"http://{USER}:{PASSWORD}@127.0.0.1:9/"
    with pytest.raises(MendelgraphError) as refused:
        choose_target(**{"to": "http://127.0.0.1:9/", option: address})
    assert PASSWORD not in str(refused.value)
    assert "MENDELGRAPH_PASSWORD" in str(refused.value)


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"], ids=["cr", "lf", "crlf"])
@pytest.mark.parametrize("environment", ENVIRONMENTS.values(), ids=ENVIRONMENTS)
def test_the_line_end_of_a_file_of_variables_is_no_part_of_a_secret(environment: dict[str, str], end: str) -> None:
    assert Credentials.of({name: value + end for name, value in environment.items()}) == Credentials.of(environment)


@pytest.mark.parametrize("odd", ["a\rb", "a\nb", "\x00", "a\x7f", "\x9bm", "\udcff"], ids=ascii)
@pytest.mark.parametrize("name", ["MENDELGRAPH_USER", "MENDELGRAPH_PASSWORD", "MENDELGRAPH_TOKEN"])
def test_what_no_header_can_hold_is_refused_by_the_name_of_the_variable(name: str, odd: str) -> None:
    environment = {"MENDELGRAPH_TOKEN": TOKEN} if name.endswith("TOKEN") else ENVIRONMENTS["name and password"]
    with pytest.raises(InputError, match=f"^{name} holds ") as refused:
        Credentials.of({**environment, name: f"pa55{odd}"})
    assert "pa55" not in str(refused.value)


FORMS: dict[str, Callable[[str], str]] = {
    "itself": str,
    "shouted": str.upper,
    "address": quote,
    "address, all of it": partial(quote, safe=""),
    "address, every byte": lambda text: "".join(f"%{byte:02x}" for byte in text.encode()),
    "address, a part of it": lambda text: quote(text[: len(text) // 2], safe="") + text[len(text) // 2 :],
    "address, twice": lambda text: quote(quote(text, safe="")),
    "form": quote_plus,
    "Python": lambda text: repr(text)[1:-1],
    "Python, ASCII": lambda text: ascii(text)[1:-1],
    "Python, bytes": lambda text: repr(text.encode())[2:-1],
    "JSON": lambda text: json.dumps(text)[1:-1],
    "JSON in JSON": lambda text: json.dumps(json.dumps(text))[3:-3],
    "HTML": html.escape,
    "HTML, numbers": lambda text: "".join(f"&#{ord(character)};" for character in text),
    "Latin-1": lambda text: text.encode().decode("latin-1"),
    "Base64": lambda text: b64encode(text.encode()).decode().rstrip("="),
    "Base64 for addresses": lambda text: urlsafe_b64encode(text.encode()).decode().rstrip("="),
    "Base64 in an address": lambda text: quote(b64encode(text.encode()).decode().rstrip("="), safe=""),
}
ODD = "!\"$%&'()*+,/:;<=>?@[\\]^`{|}~ é疾🧬…\xad\u202e"
WORDS = st.text(
    st.one_of(st.characters(exclude_categories=["Cc", "Cs"]), st.sampled_from(ODD)), min_size=1, max_size=10
)


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@settings(max_examples=30)
@given(secret=WORDS)
def test_a_secret_is_recognised_in_any_form(form: Callable[[str], str], secret: str) -> None:
    shown = form(secret)
    assume("…" not in shown)
    for credentials in (Credentials("curator", secret), Credentials(token=secret)):
        assert set(credentials.redact(shown)) == {"…"}


def read_or_refuse(environment: dict[str, str]) -> Credentials | None:
    try:
        return Credentials.of(environment)
    except InputError as refused:
        told = str(refused)
    assert not [secret for secret in environment.values() if secret in told]
    return None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # the stand-in is told anew what to answer
@given(secret=st.text(min_size=6), form=st.sampled_from(sorted(FORMS)))
def test_no_message_holds_a_secret_whatever_it_is(stand_in: StandIn, secret: str, form: str) -> None:
    """Neither where it is refused, nor where it is sent and the store repeats it in any place of its answer."""
    for names in (["TOKEN"], ["USER", "PASSWORD"]):
        credentials = read_or_refuse({f"MENDELGRAPH_{name}": secret for name in names})
        if credentials is None:
            continue
        said = FORMS[form](secret)
        assume("…" not in said)
        where = (("Location", quote(said)),)
        for answer in (Answer(400, f"<p>{said}</p>"), Answer(302, "", where), Answer(200, f"{{{said}")):
            stand_in.answers = [answer]
            with Client(credentials, Manners(pauses=())) as client, pytest.raises(RemoteError) as told:
                client.select(stand_in.address, "ASK {}")
            assert said not in told.value.what


def test_an_escape_in_a_long_secret_takes_no_time() -> None:
    token = "\\" * 300 + "%5c" * 100 + "'" * 300
    start = time.monotonic()
    assert TOKEN in Credentials(token=token).redact("\\" * 5000 + f" {token[:-1]} {TOKEN}")
    assert time.monotonic() - start < 20


def test_nothing_shows_them() -> None:
    credentials = Credentials(USER, PASSWORD)
    assert not re.search(f"{USER}|{PASSWORD}", f"{credentials!r} {credentials} {credentials.auth()!r}")


def test_a_store_that_wants_a_name_says_so(stand_in: StandIn, folder: Path) -> None:
    stand_in.answers = [Answer(401)]
    with pytest.raises(RemoteError, match="the store asks who; it wants MENDELGRAPH_USER"):
        publish(prepare(folder), choose_target(stand_in.address))
