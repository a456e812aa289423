"""Signing in end to end against the real sandbox process on localhost."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.test import Client

from tinhso.kernel.events.models import EventRow
from tinhso.kernel.people.models import Person, User

REDIRECT = "http://testserver/dang-nhap/dinh-danh/tra-ve/"
BROWSER = {"timeout": 10, "allow_redirects": False}


@pytest.fixture(scope="module")
def sandbox() -> Iterator[str]:
    """The address of a running sandbox."""
    command = [sys.executable, "-m", "sandbox.identity_provider", "--port", "0"]
    command += ["--client-id", "tinhso", "--client-secret", "bi-mat", "--redirect-uri", REDIRECT]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield process.stdout.readline().split()[-1]
        process.terminate()


@pytest.fixture
def provider(sandbox, settings, db) -> Iterator[str]:
    settings.IDENTITY_PROVIDER = {"server_url": sandbox, "client_id": "tinhso", "secret": "bi-mat"}
    yield sandbox
    requests.post(f"{sandbox}/switch", data={}, timeout=10)


def leave(client: Client) -> str:
    """Press the button; the address at the provider that the browser is sent to."""
    response = client.post("/dang-nhap/dinh-danh/", {"next": "/tai-khoan/"})
    assert response.status_code == 302
    return response["Location"]


def choose(address: str, person: str) -> str:
    """Choose somebody at the provider; the address that the browser comes back to."""
    page = requests.get(address, **BROWSER).text
    assert "SANDBOX" in page
    fields = dict(re.findall(r'name="(\w+)" value="([^"|]*)"', page)) | {"person": person}
    url = urlsplit(address)
    return requests.post(f"{url.scheme}://{url.netloc}{url.path}", data=fields, **BROWSER).headers["Location"]


def sign_in(client: Client, person: str = "vn-an|2"):
    return client.get(choose(leave(client), person))


def test_an_signs_in_and_is_known_by_her_id_number(provider, client):
    response = sign_in(client)
    assert (response.status_code, response["Location"]) == (302, "/tai-khoan/")
    user = User.objects.get(pk=client.session["_auth_user_id"])
    assert user.person is not None
    assert (user.person.id_number, user.identity_level) == ("038190000001", 2)
    assert not user.has_usable_password()
    assert {e.name for e in EventRow.objects.all()} >= {"people.PersonIdentified", "people.SignedIn"}
    assert "Lê Thị An" in client.get("/tai-khoan/").content.decode()


def test_a_second_sign_in_is_the_same_account_with_the_level_of_today(provider):
    sign_in(Client())
    sign_in(Client(), "vn-an|1")
    assert User.objects.get().identity_level == 1


def test_a_person_whom_a_desk_wrote_down_keeps_the_own_row(provider, client):
    person = Person.objects.create(full_name="Le Thi An", id_number="038190000001", phone="0900000000")
    sign_in(client)
    person.refresh_from_db()
    assert (person.full_name, person.phone, Person.objects.count()) == ("Lê Thị An", "0900000000", 1)


def test_nothing_personal_is_kept_beside_the_person(provider, client):
    from allauth.socialaccount.models import SocialAccount, SocialToken

    sign_in(client)
    assert SocialAccount.objects.get().extra_data == {}
    assert not SocialToken.objects.exists()


def test_the_session_changes_its_key_at_sign_in(provider, client):
    address = leave(client)
    before = client.session.session_key
    client.get(choose(address, "vn-an|2"))
    assert client.session.session_key != before


def test_the_request_carries_state_nonce_and_pkce(provider, client):
    asked = parse_qs(urlsplit(leave(client)).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert all(len(asked[word][0]) > 15 for word in ("state", "nonce", "code_challenge"))


def refused(response, client) -> bool:
    return (
        response.status_code in (200, 401, 403, 503)
        and "_auth_user_id" not in client.session
        and "Chưa đăng nhập được" in response.content.decode()
    )


@pytest.mark.parametrize("wrong", ["nonce", "issuer", "audience", "expired", "signature"])
def test_a_token_with_a_wrong_part_is_refused(provider, client, wrong):
    requests.post(f"{provider}/switch", data={"break_with": wrong}, timeout=10)
    assert refused(sign_in(client), client)
    assert not User.objects.exists()


def test_a_provider_that_describes_itself_as_another_one_is_refused(provider, client, settings):
    settings.IDENTITY_PROVIDER = {**settings.IDENTITY_PROVIDER, "issuer": "https://ke-khac.example"}
    assert refused(sign_in(client), client)
    assert not User.objects.exists()


def test_an_answer_with_another_state_is_refused(provider, client):
    back = choose(leave(client), "vn-an|2")
    assert refused(client.get(re.sub(r"state=[^&]+", "state=khac", back)), client)


def test_an_answer_in_another_browser_is_refused(provider, client):
    stranger = Client()
    assert refused(stranger.get(choose(leave(client), "vn-an|2")), stranger)


def test_a_code_works_once(provider, client):
    back = choose(leave(client), "vn-an|2")
    query = parse_qs(urlsplit(back).query)
    form = {"grant_type": "authorization_code", "code": query["code"][0], "redirect_uri": REDIRECT}
    thief = requests.post(f"{provider}/token", data=form, auth=("tinhso", "bi-mat"), timeout=10)
    assert thief.json()["error"] == "invalid_grant"  # without the verifier it is worth nothing, and is gone
    assert refused(client.get(back), client)


def test_whoever_says_no_gets_a_page_that_says_so(provider, client):
    response = client.get(choose(leave(client), ""), follow=True)
    assert "Ông/bà đã hủy đăng nhập" in response.content.decode()


def test_a_provider_that_fails_leaves_a_clear_page(provider, client):
    back = choose(leave(client), "vn-an|2")
    requests.post(f"{provider}/switch", data={"fail": "1"}, timeout=10)
    assert refused(client.get(back), client)


def test_another_redirect_address_is_never_redirected_to(provider, client):
    address = leave(client).replace("testserver", "ke-gian.example")
    answer = requests.get(address, **BROWSER)
    assert answer.status_code == 400
    assert "Location" not in answer.headers


def test_claims_and_levels_are_found_where_the_settings_say(provider, client, settings):
    settings.IDENTITY_PROVIDER |= {"claims": {"phone": "sub"}, "levels": json.loads('{"2": 1}')}
    sign_in(client)
    user = User.objects.get()
    assert (user.identity_level, user.person.phone) == (1, "vn-an")


def test_without_a_provider_there_is_no_such_way_in(db, client, settings):
    settings.IDENTITY_PROVIDER = None
    assert client.post("/dang-nhap/dinh-danh/").status_code == 404
    assert "định danh điện tử" not in client.get("/dang-nhap/").content.decode()
