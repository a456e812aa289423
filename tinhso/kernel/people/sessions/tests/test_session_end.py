"""How long a session lives, and what browsers keep of it."""

from time import time

from django.conf import settings
from django.contrib.auth.hashers import make_password

from tinhso.kernel.people.models import User

PASSWORD = "tre-xanh-lang-Sy-1418"
HERE = "/tai-khoan/"


def aged(client, seconds):
    session = client.session
    session["since"] = int(time()) - seconds
    session.save()


def test_signing_in_starts_the_one_life_of_a_session(town, client):
    User.objects.filter(pk=town.binh.pk).update(password=make_password(PASSWORD))
    client.post("/dang-nhap/mat-khau/", {"login": "binh", "password": PASSWORD})
    assert time() - client.session["since"] < 60


def test_a_busy_session_ends_all_the_same_and_nothing_typed_is_lost(town, client):
    town.sign_in(client, "binh")
    aged(client, settings.SESSION_COOKIE_AGE - 60)
    assert client.get(HERE).status_code == 200
    aged(client, settings.SESSION_COOKIE_AGE + 1)
    answer = client.post("/can-bo/chon-vi-tri/", {"ghi_chu": "đã gõ"})
    assert answer.status_code == 401 and "đã gõ" in answer.content.decode()
    assert client.get(HERE)["Location"].startswith("/dang-nhap/")
    assert "_auth_user_id" not in client.session


def test_signing_out_is_in_sight_on_pages_of_citizen_and_officer(town, client):
    for name, paths in (("an", ("/", HERE, "/thu-tuc/")), ("binh", ("/", HERE, "/can-bo/chon-vi-tri/"))):
        town.sign_in(client, name)
        for path in paths:
            assert 'action="/dang-xuat/"' in client.get(path).content.decode(), path


def test_no_browser_keeps_what_somebody_signed_in_was_shown(town, client):
    assert "Cache-Control" not in client.get("/").headers
    town.sign_in(client, "an")
    for path in ("/", HERE, "/khong-co/"):
        assert "no-store" in client.get(path)["Cache-Control"]
