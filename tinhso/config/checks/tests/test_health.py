import json
from datetime import datetime

import pytest
from django.db import connection

from tests.town import make_officer
from tinhso.config import health
from tinhso.config.checks import doctor
from tinhso.kernel.people.posts.probes import two_administrators
from tinhso.kernel.people.public import User
from tinhso.kernel.people.roles import Administrator
from tinhso.kernel.site import clock


def beat(seconds_ago):
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_workers (last_heartbeat) values (now() - make_interval(secs => %s))",
            [seconds_ago],
        )


def test_the_live_page_needs_no_database(client):
    # Without the mark `django_db` any query would fail the test.
    assert client.get("/healthz").json() == {"live": True}


@pytest.mark.django_db
def test_it_is_ready_with_a_worker_that_gave_a_sign_of_life(client):
    beat(5)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"ready": True, "reasons": []})
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.parametrize("beats", [[], [121]])
def test_without_a_living_worker_it_is_not_ready(client, beats):
    for seconds in beats:
        beat(seconds)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["reasons"]) == (503, ["worker"])


@pytest.mark.django_db
def test_with_migrations_to_come_it_is_not_ready(client):
    with connection.cursor() as cursor:
        cursor.execute("delete from django_migrations where app = 'places'")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["reasons"]) == (503, ["migrations"])
    assert any(name.startswith("places.") for name in health.pending_migrations())


@pytest.mark.django_db
def test_with_a_database_of_a_newer_program_it_is_not_ready(client):
    with connection.cursor() as cursor:
        cursor.execute("insert into django_migrations (app, name, applied) values ('law', '9999_new', now())")
    assert client.get("/readyz").json()["reasons"] == ["migrations"]
    assert health.newer_migrations() == ["law.9999_new"] and not health.pending_migrations()
    assert [one.level for one in doctor.migrations()] == ["wrong"]


@pytest.fixture
def collected(settings, tmp_path, monkeypatch):
    """A machine that serves collected files, before they are; what the first page was found to be is forgotten."""
    monkeypatch.setattr(health, "_opened", {})
    settings.STATIC_COLLECTED, settings.STATIC_ROOT = True, tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "tinhso.kernel.site.browser.static_files.StaticFiles"}
    }
    return tmp_path


@pytest.mark.django_db
def test_a_machine_without_its_static_files_is_not_ready_and_the_doctor_sees_it(client, collected):
    """Every page of it would be an error: of a second web node, which has no owner's address to prepare with."""
    assert client.get("/readyz").json()["reasons"] == ["static"]
    (collected / "staticfiles.json").write_text('{"paths": {"a.css": "a.1.css"}}')
    assert client.get("/readyz").json()["reasons"] == ["static"]
    (finding,) = doctor.pages()
    assert (finding.name, finding.level) == ("chương trình", "wrong") and "a.1.css" in finding.sentence


@pytest.mark.django_db
def test_a_machine_whose_pages_are_errors_is_not_ready_and_the_doctor_sees_it(client, collected):
    (collected / "staticfiles.json").write_text('{"paths": {}, "version": "1.1"}')
    client.raise_request_exception = False
    assert client.get("/readyz").json()["reasons"] == ["page"]
    (finding,) = doctor.pages()
    assert (finding.name, finding.level) == ("chương trình", "wrong")


@pytest.mark.django_db
def test_a_database_that_answers_with_an_error_is_named(client):
    with connection.cursor() as cursor:
        cursor.execute("alter table procrastinate_workers rename to gone")
    answer = client.get("/readyz")
    assert (answer.status_code, json.loads(answer.content)["reasons"]) == (503, ["database"])


@pytest.mark.django_db
def test_readiness_takes_few_queries(client, django_assert_max_num_queries):
    beat(1)
    client.get("/readyz")  # has opened the first page
    with django_assert_max_num_queries(4):
        client.get("/readyz")


def test_check_asks_for_a_second_administrator(town, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: datetime(2024, 3, 8, 9, tzinfo=clock.HANOI))
    (finding,) = two_administrators()
    assert finding.level == "note" and "1 người" in finding.sentence and "ít nhất 2" in finding.sentence
    make_officer("hanh", "Đinh Thị Hạnh", town.committee, "Quản trị", Administrator)
    assert [finding.level for finding in two_administrators()] == ["good"]
    User.objects.filter(username="hanh").update(is_active=False)
    assert [finding.level for finding in two_administrators()] == ["note"]


@pytest.mark.django_db
def test_this_machine_is_answered_whatever_the_names_of_the_site(client, settings, caplog):
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["tinh.vn"], True
    ask = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "127.0.0.1:8000"}
    assert client.get("/healthz", **ask).json() == {"live": True}
    assert client.get("/healthz", REMOTE_ADDR="10.0.0.5", HTTP_HOST="10.0.0.5:8000").status_code == 200
    settings.METRICS_TOKEN = "t" * 43
    assert client.get("/metrics", **ask).status_code == 404
    assert client.get("/metrics", HTTP_AUTHORIZATION=f"Bearer {'t' * 43}", **ask).status_code == 200
    assert not [line for line in caplog.records if line.levelname == "ERROR"]
    client.raise_request_exception = False
    assert client.get("/healthz", REMOTE_ADDR="10.0.0.9", HTTP_HOST="ke-la.vn").status_code == 400
    assert client.get("/", **ask).status_code in (301, 400)
