"""The sign-in provider is asked who it is, for its keys, and whether it knows this system; nobody is signed in."""

import secrets
from collections.abc import Mapping
from typing import Any

import requests
from django.conf import settings
from django.urls import reverse

from tinhso.kernel.site.public import NoSiteAddress, site_url
from tinhso.kernel.site.trial import (
    SECONDS,
    Deed,
    NotSetUp,
    Recipient,
    TrialFailed,
    check_clock_of,
    not_reached,
)

WELL_KNOWN = "/.well-known/openid-configuration"
VARIABLE = "TINHSO_OIDC"
ITS_WORD = {"invalid_grant", "invalid_request"}  # to a code that nobody got: who asks is known


def ask_provider(_recipient: Recipient) -> Mapping[str, Deed]:
    given = settings.IDENTITY_PROVIDER
    if not given:
        raise NotSetUp("chưa đặt TINHSO_OIDC: không ai đăng nhập được bằng định danh điện tử")
    try:
        back = site_url(reverse("eid_callback"))
    except NoSiteAddress as error:
        raise NotSetUp("chưa thử: cổng chưa có địa chỉ, xem dòng địa chỉ cổng") from error
    return {"": lambda: _check_provider(given, back)}


def _check_provider(given: Mapping[str, Any], back: str) -> str:
    address = str(given["server_url"]).removesuffix(WELL_KNOWN).rstrip("/")
    with requests.Session() as http:
        http.trust_env = False
        try:
            described = http.get(f"{address}{WELL_KNOWN}", timeout=SECONDS, allow_redirects=False)
            clock = check_clock_of(described, "nơi định danh")
            facts = _content(described)
            _check_issuer(facts, str(given.get("issuer") or address))
            keys = _content(http.get(str(facts["jwks_uri"]), timeout=SECONDS, allow_redirects=False))
            if not any(one.get("alg", "RS256") == "RS256" for one in keys["keys"]):
                raise TrialFailed("nơi định danh không có khóa RS256: hỏi nơi cung cấp")
            error = _word_to_a_false_code(http, str(facts["token_endpoint"]), given, back)
        except (requests.RequestException, ValueError, KeyError, TypeError, AttributeError) as problem:
            raise not_reached(problem, VARIABLE) from problem
    if error not in ITS_WORD:
        raise TrialFailed(
            f"nơi định danh không nhận hệ thống này ({error}): xem client_id, secret trong TINHSO_OIDC"
        )
    return "; ".join(filter(None, ("trả lời, có khóa, nhận hệ thống này", clock)))


def _content(answer: requests.Response) -> dict[str, Any]:
    if answer.status_code != 200:
        raise TrialFailed(f"nơi định danh trả lời HTTP {answer.status_code}: xem server_url trong {VARIABLE}")
    content: dict[str, Any] = answer.json()
    return content


def _check_issuer(facts: Mapping[str, Any], wanted: str) -> None:
    found = str(facts["issuer"])
    if found.rstrip("/") != wanted.rstrip("/"):
        raise TrialFailed(
            f"nơi định danh tự gọi mình là {found[:200]}: sửa server_url hoặc issuer trong {VARIABLE}"
        )


def _word_to_a_false_code(http: requests.Session, url: str, given: Mapping[str, Any], back: str) -> str:
    words = {
        "grant_type": "authorization_code",
        "code": secrets.token_urlsafe(16),
        "code_verifier": secrets.token_urlsafe(48),
        "redirect_uri": back,
    }
    client = (str(given["client_id"]), str(given["secret"]))
    basic = given.get("token_auth_method") == "client_secret_basic"
    if not basic:
        words |= {"client_id": client[0], "client_secret": client[1]}
    answer = http.post(
        url, data=words, auth=client if basic else None, timeout=SECONDS, allow_redirects=False
    )
    if answer.status_code >= 500:
        raise TrialFailed(f"nơi định danh trả lời HTTP {answer.status_code}: hỏi nơi cung cấp")
    return str(answer.json().get("error", answer.status_code))[:60]
