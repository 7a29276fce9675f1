"""A token is believed only if the issuer signed it, for us, not long ago; and only the issuer is ever asked."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from assistant.channels.http.auth.caller import NotAdmitted
from assistant.channels.http.auth.oidc import Issuer
from ingest.errors import SettingInvalid
from ingest.settings import load_settings

ISSUER = "https://login.example.dk/tenant"
NOW = 4_000_000_000
CLAIMS = {"iss": ISSUER, "aud": "rettesnor", "sub": "42", "iat": NOW - 4_000_000_000 + 1, "exp": NOW}


class FakeIssuer:
    """An issuer whose keys can be changed, and that remembers what it was asked for."""

    def __init__(self) -> None:
        self.keys = {"one": rsa.generate_private_key(public_exponent=65537, key_size=2048)}
        self.asked: list[str] = []
        self.described: dict[str, Any] = {"issuer": ISSUER, "jwks_uri": f"{ISSUER}/keys"}

    def fetch(self, address: str) -> bytes:
        """What stands at `address`."""
        self.asked.append(address)
        if address.endswith("openid-configuration"):
            return json.dumps(self.described).encode()
        listed = [
            {
                **json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key())),
                "kid": name,
                "use": "sig",
                "alg": "RS256",
            }
            for name, key in self.keys.items()
        ]
        return json.dumps({"keys": listed}).encode()

    def sign(self, claims: dict[str, Any], *, key: str = "one", name: str | None = None) -> str:
        """A token with these claims."""
        return jwt.encode(claims, self.keys[key], algorithm="RS256", headers={"kid": name or key})


@pytest.fixture(scope="module")
def keys() -> FakeIssuer:
    """One issuer for all: making keys is slow."""
    return FakeIssuer()


@pytest.fixture
def fake(keys: FakeIssuer) -> FakeIssuer:
    """An issuer with one key."""
    made = FakeIssuer.__new__(FakeIssuer)
    made.keys, made.asked = dict(keys.keys), []
    made.described = {"issuer": ISSUER, "jwks_uri": f"{ISSUER}/keys"}
    return made


@pytest.fixture
def clock() -> list[float]:
    """A clock that is turned by hand."""
    return [0.0]


@pytest.fixture
def issuer(fake: FakeIssuer, clock: list[float]) -> Issuer:
    """What believes it."""
    return Issuer(ISSUER, audience="rettesnor", fetch=fake.fetch, clock=lambda: clock[0])


def test_a_good_token_is_believed(issuer: Issuer, fake: FakeIssuer) -> None:
    """Nothing else shows who somebody is."""
    assert issuer.claims(fake.sign(CLAIMS))["sub"] == "42"


def _unsigned(fake: FakeIssuer) -> str:
    return jwt.encode(CLAIMS, None, algorithm="none", headers={"kid": "one"})


def _with_public_key_as_secret(fake: FakeIssuer) -> str:
    return jwt.encode(CLAIMS, "a" * 64, algorithm="HS256", headers={"kid": "one"})


def _changed(fake: FakeIssuer) -> str:
    head, body, signature = fake.sign(CLAIMS).split(".")
    return ".".join((head, body[:-2] + ("AA" if body[-2:] != "AA" else "BB"), signature))


def _by_another_key(fake: FakeIssuer) -> str:
    fake.keys["stranger"] = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    token = fake.sign(CLAIMS, key="stranger", name="one")
    del fake.keys["stranger"]
    return token


FORGED: dict[str, Callable[[FakeIssuer], str]] = {
    "unsigned": _unsigned,
    "symmetric": _with_public_key_as_secret,
    "changed": _changed,
    "another key": _by_another_key,
    "another issuer": lambda fake: fake.sign({**CLAIMS, "iss": "https://evil.example"}),
    "for others": lambda fake: fake.sign({**CLAIMS, "aud": "payroll"}),
    "expired": lambda fake: fake.sign({**CLAIMS, "exp": 1_000}),
    "endless": lambda fake: fake.sign({name: value for name, value in CLAIMS.items() if name != "exp"}),
    "of nobody": lambda fake: fake.sign({name: value for name, value in CLAIMS.items() if name != "sub"}),
    "of tomorrow": lambda fake: fake.sign({**CLAIMS, "nbf": NOW}),
    "not a token": lambda fake: "a.b.c",
    "long": lambda fake: "a" * 20_000,
}


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED.keys())
def test_a_forged_token_is_refused(issuer: Issuer, fake: FakeIssuer, forge: Callable[[FakeIssuer], str]) -> None:
    """Each of these has opened somebody's door."""
    with pytest.raises(NotAdmitted):
        issuer.claims(forge(fake))


def test_keys_are_kept_and_taken_anew_when_they_change(issuer: Issuer, fake: FakeIssuer, clock: list[float]) -> None:
    """Issuers change keys; nobody should be locked out, and nobody should be able to make us ask without end."""
    issuer.claims(fake.sign(CLAIMS))
    issuer.claims(fake.sign(CLAIMS))
    kept = len(fake.asked)
    fake.keys["two"] = fake.keys.pop("one")
    for _ in range(5):
        with pytest.raises(NotAdmitted):
            issuer.claims(fake.sign(CLAIMS, key="two"))
    pressed = len(fake.asked)
    clock[0] = 31.0
    issuer.claims(fake.sign(CLAIMS, key="two"))

    assert (kept, pressed, len(fake.asked)) == (2, 2, 4)


def test_known_keys_outlast_an_issuer_that_is_down(issuer: Issuer, fake: FakeIssuer, clock: list[float]) -> None:
    """The sign-in service being away for an hour should not end everybody's work."""
    token = fake.sign(CLAIMS)
    issuer.claims(token)
    clock[0] = 4_000.0

    def down(address: str) -> bytes:
        raise OSError

    issuer._fetch = down

    assert issuer.claims(token)["sub"] == "42"


@pytest.mark.parametrize(
    "described",
    [
        {"issuer": ISSUER, "jwks_uri": "http://169.254.169.254/latest"},
        {"issuer": ISSUER, "jwks_uri": "https://login.example.dk.evil.example/keys"},
        {"issuer": ISSUER, "jwks_uri": "file:///etc/passwd"},
        {"issuer": "https://evil.example", "jwks_uri": f"{ISSUER}/keys"},
        {"issuer": ISSUER},
        [],
    ],
    ids=["inside", "look-alike", "file", "another", "none", "list"],
)
def test_nothing_but_the_issuer_is_ever_asked(issuer: Issuer, fake: FakeIssuer, described: Any) -> None:
    """What the issuer describes must not send us to an address inside the network."""
    fake.described = described
    with pytest.raises(NotAdmitted):
        issuer.claims(fake.sign(CLAIMS))

    assert fake.asked == [f"{ISSUER}/.well-known/openid-configuration"]


@pytest.mark.parametrize(
    "address", ["", "login.example.dk", "http://login.example.dk", "https://a@login.example.dk", "https://x.dk/?a=b"]
)
def test_an_issuer_that_could_be_listened_in_on_is_refused(address: str) -> None:
    """Keys fetched in the clear are whoever's is on the way."""
    with pytest.raises(SettingInvalid, match="RETTESNOR_OIDC_ISSUER"):
        Issuer.of(load_settings({"RETTESNOR_OIDC_ISSUER": address} if address else {}))
