"""Credentials reach the store, and nobody else: no log, no error, no output, no `repr` holds them."""

from __future__ import annotations

import logging
import re
from base64 import b64encode
from pathlib import Path

import pytest
from click.testing import CliRunner

from mendelgraph.cli import main
from mendelgraph.errors import InputError, MendelgraphError, RemoteError
from mendelgraph.publish import Credentials, choose_target, publish
from mendelgraph.publish.client import Client, Manners
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


def test_nothing_shows_them() -> None:
    credentials = Credentials(USER, PASSWORD)
    assert not re.search(f"{USER}|{PASSWORD}", f"{credentials!r} {credentials} {credentials.auth()!r}")


def test_a_store_that_wants_a_name_says_so(stand_in: StandIn, folder: Path) -> None:
    stand_in.answers = [Answer(401)]
    with pytest.raises(RemoteError, match="the store asks who; it wants MENDELGRAPH_USER"):
        publish(prepare(folder), choose_target(stand_in.address))
