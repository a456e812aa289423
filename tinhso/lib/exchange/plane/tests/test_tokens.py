"""Tokens hold in every process of a plane and over its restart, and no longer than the policy knows the key."""

import json
import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tinhso.lib.exchange.compact_jws import JwsRefused, read_jws, write_jws
from tinhso.lib.exchange.plane.tests.running import CALLER, plane, policy, provider, signed
from tinhso.lib.exchange.plane.token_keys import AHEAD, SIGNS, TokenKeys
from tinhso.lib.exchange.tests.policies import PRIVATE

NOW, LIFE = 1_712_714_400, 600
PATH = "/lgsp/so-a/dan-cu/tra-cuu/people/1"


@pytest.mark.long
def test_a_token_and_a_quota_hold_in_every_process_and_over_a_restart(tmp_path):
    with provider() as port:
        document = signed(policy(port))
        with plane(tmp_path / "a", document, processes=3) as running:
            used = running.statement()
            token = running.token(used)[1]["access_token"]
            bearer = f"Bearer {token}"
            assert {running.ask("GET", PATH, Authorization=bearer)[0] for _ in range(30)} == {200}
            assert {running.token(used)[1]["error_description"] for _ in range(9)} == {"replayed"}
            quota = [
                running.ask("GET", PATH.replace("tra-cuu", "han-muc"), Authorization=bearer) for _ in range(9)
            ]
            assert [answer[0] for answer in quota].count(200) == 2
            assert len({row["id"] for row in running.settled()}) == 1 + 30 + 9 + 9
            running.kill()
        with plane(tmp_path / "a", document, port=running.port, processes=2) as running:
            assert running.ask("GET", PATH, Authorization=bearer)[0] == 200
            assert running.ask("GET", PATH.replace("tra-cuu", "han-muc"), Authorization=bearer)[0] == 429
            assert running.token(used)[1]["error_description"] == "replayed"
            assert not list((tmp_path / "a" / "calls").glob("p1-2-*.open"))


@pytest.mark.long
def test_the_plane_says_how_tokens_are_asked_for_and_checked(tmp_path):
    with plane(tmp_path / "a", signed(policy(9))) as running:
        about = json.loads(running.ask("GET", "/.well-known/oauth-authorization-server")[2])
        assert (
            about["token_endpoint"] == running.audience
            and about["issuer"] == f"http://127.0.0.1:{running.port}"
        )
        assert about["jwks_uri"] == f"{about['issuer']}/lgsp/jwks" and about["response_types_supported"] == []
        token = running.token()[1]["access_token"]
        keys = json.loads(running.ask("GET", "/lgsp/jwks")[2])["keys"]
        given = read_jws(token)
        assert given.head == {"typ": "at+jwt", "alg": "EdDSA", "kid": keys[0]["kid"]} and "d" not in keys[0]
        assert given.claims["sub"] == given.claims["client_id"] == CALLER
        assert given.claims["exp"] - given.claims["iat"] <= LIFE
        assert stat.S_IMODE((tmp_path / "a" / "token-keys.json").stat().st_mode) == 0o600
        key = TokenKeys(tmp_path / "a" / "token-keys.json", life=LIFE).signing(given.claims["iat"]).private
        for head, claims in (
            ({"typ": "JWT"}, {}),
            ({"kid": "other"}, {}),
            ({}, {"exp": 1}),
            ({}, {"iss": "https://elsewhere.vn"}),
            ({}, {"client_key": "0" * 64}),
            ({}, {"sub": "GOV/so-a/dan-cu"}),
        ):
            forged = write_jws(given.head | head, given.claims | claims, key)
            assert running.ask("GET", PATH, Authorization=f"Bearer {forged}")[0] == 401, (head, claims)
        head, body, signature = token.split(".")
        for broken in (
            f"{head}.{body}.{signature[::-1]}",
            f"{head}.{body}.",
            f"{head}..{signature}",
            "x" * 9000,
        ):
            assert running.ask("GET", PATH, Authorization=f"Bearer {broken}")[0] == 401


@pytest.mark.long
def test_a_token_ends_with_the_key_by_which_it_was_asked_for(tmp_path):
    ends = replace(
        policy(9),
        systems=tuple(replace(one, keys=tuple(soon(key) for key in one.keys)) for one in policy(9).systems),
    )
    with plane(tmp_path / "a", signed(ends)) as running:
        assert running.token()[1]["expires_in"] <= 60


def soon(key):
    return replace(key, until=datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=60))


def test_a_new_key_is_known_before_it_signs_and_the_former_until_its_tokens_have_ended(tmp_path):
    one, two = (TokenKeys(tmp_path / "keys.json", life=LIFE) for _ in range(2))
    first = one.signing(NOW)
    assert two.signing(NOW).id == first.id and len(two.published(NOW)["keys"]) == 1
    before = NOW + SIGNS - AHEAD
    assert one.signing(before).id == two.signing(before).id == first.id
    assert [key["kid"] for key in two.published(before)["keys"]][0] == first.id
    assert len(one.published(before)["keys"]) == 2
    second = two.signing(NOW + SIGNS)
    assert second.id != first.id and one.signing(NOW + SIGNS).id == second.id
    assert one.public(first.id, NOW + SIGNS + LIFE - 1) and not one.public(first.id, NOW + SIGNS + LIFE)
    assert TokenKeys(tmp_path / "keys.json", life=LIFE).public(second.id, NOW + SIGNS)


def test_after_a_long_pause_and_over_a_broken_file_a_key_is_made(tmp_path):
    path = tmp_path / "keys.json"
    first = TokenKeys(path, life=LIFE).signing(NOW)
    later = TokenKeys(path, life=LIFE)
    assert later.signing(NOW + 9 * SIGNS).id != first.id
    assert [key["kid"] for key in later.published(NOW + 9 * SIGNS + LIFE)["keys"]] != [first.id]
    path.write_bytes(b"[{")
    assert TokenKeys(path, life=LIFE).signing(NOW).id


@pytest.mark.parametrize(
    "text", ["", "a.b", "e30.e30.", "e30.W10.AA", "e30.e30.A", "e30.eyJhIjoxLCJhIjoyfQ.AA", "."]
)
def test_what_is_no_compact_jws_is_refused(text):
    with pytest.raises(JwsRefused):
        read_jws(text).check(PRIVATE.public_key())
