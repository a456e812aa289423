"""What an installation behind HTTPS promises without anybody setting more."""

import json
import subprocess
import sys
from importlib import import_module
from math import log2
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.forms import PasswordInput

from tinhso.kernel.people.accounts.views.activate import FirstPasswordForm
from tinhso.kernel.people.sign_in.account_forms import ChangePasswordForm, LoginForm, SignupForm

ROOT = Path(__file__).resolve().parents[3]
PROBE = """
import json
from django.conf import settings as s
names = [s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.LANGUAGE_COOKIE_NAME, s.RESEND_COOKIE_NAME]
from tinhso.kernel.site.messages import MessageCookie
print(json.dumps({
    "cookies": [*names, MessageCookie.cookie_name],
    "secure": s.SESSION_COOKIE_SECURE and s.CSRF_COOKIE_SECURE,
    "httponly": s.SESSION_COOKIE_HTTPONLY and s.CSRF_COOKIE_HTTPONLY,
    "samesite": [s.SESSION_COOKIE_SAMESITE, s.CSRF_COOKIE_SAMESITE],
    "hsts": s.SECURE_HSTS_SECONDS, "redirect": s.SECURE_SSL_REDIRECT, "debug": s.DEBUG, "demo": s.DEMO,
    "hasher": s.PASSWORD_HASHERS[0], "opener": s.SECURE_CROSS_ORIGIN_OPENER_POLICY,
    "serializer": s.SESSION_SERIALIZER, "engine": s.SESSION_ENGINE,
}))
"""


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    surroundings = {
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "tinhso.config.settings",
        "TINHSO_HTTPS": "1",
        "TINHSO_STATE": str(tmp_path_factory.mktemp("state")),
    }
    done = subprocess.run([sys.executable, "-c", PROBE], env=surroundings, capture_output=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.long
def test_every_cookie_is_bound_to_this_host_and_closed_to_scripts(real):
    assert all(name.startswith("__Host-") for name in real["cookies"]) and len(real["cookies"]) == 5
    assert real["secure"] and real["httponly"] and real["samesite"] == ["Lax", "Lax"]


def test_https_is_kept_for_a_year_and_nothing_of_the_workshop_is_on(real):
    assert real["hsts"] >= 365 * 24 * 3600 and real["redirect"] and real["opener"] == "same-origin"
    assert not real["debug"] and not real["demo"]


def test_the_key_of_a_session_has_more_than_128_random_bits(db):
    store = import_module(settings.SESSION_ENGINE).SessionStore
    keys = {store()._get_new_session_key() for _ in range(50)}  # noqa: SLF001 (what Django calls)
    assert len(keys) == 50
    letters = set("".join(keys))
    assert min(map(len, keys)) * log2(len(letters)) > 128


def test_no_door_to_an_account_asks_a_secret_question(rf, town):
    doors = [LoginForm(request=rf.get("/")), SignupForm(), FirstPasswordForm(town.an)]
    asked = {name for form in doors for name in form.fields}
    known = {"login", "password", "username", "password1", "password2", "remember"}
    assert asked - known <= {"full_name", "id_number", "birth_date", "phone"}


def test_sessions_lie_in_the_database_as_json(real):
    assert issubclass(import_module(real["engine"]).SessionStore, DatabaseStore)
    assert real["serializer"].endswith("JSONSerializer")


def test_passwords_are_kept_by_a_slow_function(real):
    assert real["hasher"].endswith(".PBKDF2PasswordHasher") and PBKDF2PasswordHasher.iterations >= 600_000


def test_a_password_field_hides_takes_long_words_and_changes_nothing(rf, db, town):
    request = rf.get("/")
    forms = [
        LoginForm(request=request),
        SignupForm(),
        ChangePasswordForm(user=town.an),
        FirstPasswordForm(town.an),
    ]
    fields = [(name, field) for form in forms for name, field in form.fields.items() if "password" in name]
    assert len(fields) >= 7
    for name, field in fields:
        assert isinstance(field.widget, PasswordInput) and field.strip is False, name
        assert field.max_length is None or field.max_length >= 64, name


@pytest.mark.parametrize("path", ["/", "/healthz", "/thu-tuc/", "/dang-nhap/"])
def test_the_method_trace_is_not_served(client, db, path):
    assert client.generic("TRACE", path).status_code == 405


def test_no_folder_is_listed(client, db):
    for path in ("/static/", "/static/site/", "/.git/config", "/static/../.git/config"):
        assert client.get(path).status_code == 404
