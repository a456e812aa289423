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
from tinhso.kernel.people.models import ContactChange, Person, User
from tinhso.kernel.people.persons.freshness import MOST_METHODS, proof_in

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


@pytest.mark.parametrize(
    "wrong", ["nonce", "issuer", "audience", "expired", "signature", "algorithm", "old", "timeless"]
)
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


def test_how_and_when_the_provider_saw_the_person_is_asked_for_and_kept(provider, client):
    asked = parse_qs(urlsplit(leave(client)).query)
    assert asked["max_age"] == ["43200"] and "prompt" not in asked
    sign_in(client)
    payload = EventRow.objects.get(name="people.SignedIn").payload
    assert (payload["way"], payload["level"], payload["methods"]) == ("eid", 2, ["face", "otp"])
    assert payload["seen_at"] is not None


def test_a_method_that_is_not_taken_here_is_refused(provider, client, settings):
    settings.IDENTITY_PROVIDER = {**settings.IDENTITY_PROVIDER, "amr": ["face", "hwk"]}
    requests.post(f"{provider}/switch", data={"methods": "pwd"}, timeout=10)
    assert refused(sign_in(client), client)
    requests.post(f"{provider}/switch", data={"methods": "pwd face"}, timeout=10)
    assert sign_in(client).status_code == 302


def test_a_provider_that_cannot_tell_the_time_is_taken_only_where_the_settings_say_so(
    provider, client, settings
):
    requests.post(f"{provider}/switch", data={"break_with": "timeless"}, timeout=10)
    assert refused(sign_in(client), client)
    settings.IDENTITY_PROVIDER = {**settings.IDENTITY_PROVIDER, "max_age": False}
    assert "max_age" not in parse_qs(urlsplit(leave(client)).query)
    assert sign_in(client).status_code == 302


@pytest.mark.long
def test_a_subject_that_brings_the_number_of_another_person_is_refused(provider, client):
    sign_in(client)
    requests.post(f"{provider}/switch", data={"subject": "vn-an"}, timeout=10)
    stranger = Client()
    assert refused(sign_in(stranger, "vn-dung|2"), stranger)


def test_another_subject_does_not_take_over_a_person_whom_one_is_known_for(provider, client):
    sign_in(client)
    requests.post(f"{provider}/switch", data={"subject": "vn-ke-khac"}, timeout=10)
    stranger = Client()
    assert refused(sign_in(stranger), stranger)
    assert User.objects.count() == 1


CONTACTS = {"email": "an@vidu.vn", "phone": "0912000111"}


def leave_again(client: Client) -> str:
    """Change the addresses of notices, be asked, press the button; the address at the provider."""
    asked = client.post("/tai-khoan/lien-he/", CONTACTS)["Location"]
    assert asked.startswith("/tai-khoan/xac-nhan-lai/dinh-danh/")
    assert "không phải nhập lại" in client.get(asked).content.decode()
    return client.post(asked, {"next": "/tai-khoan/lien-he/"})["Location"]


def test_who_has_no_password_confirms_at_the_provider_and_what_was_typed_is_done(provider, client, settings):
    settings.EMAIL_HOST, settings.TINHSO_SMS_URL = "mail.invalid", "https://sms.invalid"
    sign_in(client)
    key = client.session.session_key
    address = leave_again(client)
    asked = parse_qs(urlsplit(address).query)
    assert (asked["max_age"], asked["prompt"]) == (["0"], ["login"])
    assert "Đã gửi mã" in client.get(choose(address, "vn-an|2"), follow=True).content.decode()
    asked_for = ContactChange.objects.filter(user=User.objects.get()).order_by("channel")
    assert [one.address for one in asked_for] == ["an@vidu.vn", "0912000111"]
    assert client.session.session_key == key
    assert client.post("/tai-khoan/dang-xuat-noi-khac/")["Location"] == "/tai-khoan/phien/"


def test_neither_another_person_nor_an_old_sign_in_confirms(provider, client):
    sign_in(Client(), "vn-dung|2")
    sign_in(client)
    answer = client.get(choose(leave_again(client), "vn-dung|2"))
    assert answer.status_code == 403
    requests.post(f"{provider}/switch", data={"break_with": "old"}, timeout=10)
    assert client.get(choose(leave_again(client), "vn-an|2")).status_code in (200, 401)
    assert not User.objects.filter(email="an@vidu.vn").exists()
    assert client.get("/tai-khoan/").status_code == 200
    assert User.objects.count() == 2


def test_an_answer_that_confirms_signs_nobody_in(provider, client):
    sign_in(client)
    back = choose(leave_again(client), "vn-an|2")
    client.post("/dang-xuat/")
    assert "_auth_user_id" not in client.session
    client.get(back)
    assert "_auth_user_id" not in client.session


def test_a_second_factor_is_not_added_without_confirming(provider, client):
    sign_in(client)
    asked = client.get("/tai-khoan/xac-thuc/ung-dung/")["Location"]
    assert asked.startswith("/tai-khoan/xac-nhan-lai/dinh-danh/")


def test_no_page_of_another_site_signs_anybody_in(provider, town):
    """Each way in is a form with a token of this site; an address alone, or an answer that nobody left for, opens nothing."""
    town.an.set_password("tre-xanh-lang-Sy-1418")
    town.an.save()
    browser = Client(enforce_csrf_checks=True)
    ways = {
        "/dang-nhap/dinh-danh/": {},
        "/dang-nhap/mat-khau/": {"login": "an", "password": "tre-xanh-lang-Sy-1418"},
        "/dang-nhap/vai/": {"username": "an"},
        "/dang-nhap/buoc-hai/": {"code": "000000"},
    }
    for address, given in ways.items():
        assert browser.get(address, given).status_code in (200, 302, 405), address
        browser.get("/dang-nhap/")  # the token is in the browser, but another site cannot read it
        answer = browser.post(address, given, HTTP_ORIGIN="https://ke-gian.example")
        assert answer.status_code == 403 and "Location" not in answer.headers, address
        assert "_auth_user_id" not in browser.session
    response = choose(leave(Client()), "vn-an|2")  # somebody else's answer, put before this browser
    assert refused(browser.get(response), browser)


def test_ten_of_the_methods_are_kept_and_no_moment_beyond_all_time_is_taken():
    proof = proof_in({"amr": [f"m{n}" for n in range(MOST_METHODS + 1)], "auth_time": 2**33 - 1})
    assert proof.amr == tuple(f"m{n}" for n in range(MOST_METHODS))
    assert proof.auth_time == 2**33 - 1 and proof_in({"auth_time": 0}).auth_time == 0
    for wrong in (2**33, -1, True, "1709863200", None):
        assert proof_in({"auth_time": wrong}).auth_time is None
