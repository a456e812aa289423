"""`/metrics` for who holds the token, in the format of Prometheus; nothing of a person stands there."""

import json
import re

import pytest
from django.db import DatabaseError, connection

from tinhso.config import metrics
from tinhso.config.backups.marks import MADE, mark
from tinhso.config.request_counts import REQUESTS
from tinhso.config.setting_up.files import DATA
from tinhso.kernel.events.jobs.metrics import oldest_job
from tinhso.kernel.site.declare import all_of
from tinhso.kernel.site.operation import Metric
from tinhso.lib.messages.exposition import Family, exposition

TOKEN = "a-long-word-that-only-the-monitor-knows"
LINE = re.compile(
    r"[a-z_]+(?:\{(?:[a-z_]+=\"(?:[^\"\\]|\\.)*\")(?:,[a-z_]+=\"(?:[^\"\\]|\\.)*\")*\})? -?[0-9.e+-]+"
)


def ask(client, token=TOKEN):
    return client.get("/metrics", headers={"Authorization": f"Bearer {token}"})


@pytest.mark.django_db
def test_who_holds_the_token_reads_what_every_system_declares(
    client, settings, django_assert_max_num_queries
):
    settings.METRICS_TOKEN = TOKEN
    with django_assert_max_num_queries(
        3 * len(all_of(Metric))
    ):  # one question each, in a savepoint of its own
        answer = ask(client)
    assert answer["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    lines = answer.content.decode().splitlines()
    assert not [line for line in lines if not line.startswith("# ") and not LINE.fullmatch(line)]
    types = {line.split()[2] for line in lines if line.startswith("# TYPE")}
    assert {one.name for one in all_of(Metric)} < types
    assert not [line for line in lines if line.startswith("tinhso_metric_failed{")]
    assert 'tinhso_cases_open{kind="dossier",due="past"} 0' in lines


@pytest.mark.django_db
@pytest.mark.parametrize("given", ["", "another", TOKEN[:-1]])
def test_without_the_token_the_address_is_not_there(client, settings, given):
    settings.METRICS_TOKEN = TOKEN
    assert ask(client, given).status_code == 404
    assert client.get("/metrics").status_code == 404


@pytest.mark.django_db
def test_where_no_token_is_set_nobody_reads(client, settings):
    settings.METRICS_TOKEN = ""
    assert ask(client, "").status_code == 404


@pytest.mark.django_db
def test_a_metric_that_cannot_be_read_is_told_and_hides_no_other(client, settings, monkeypatch):
    def broken():
        raise DatabaseError("no such table")

    settings.METRICS_TOKEN = TOKEN
    monkeypatch.setattr(metrics, "all_of", lambda kind: [Metric("tinhso_broken", "x", broken), *all_of(kind)])
    text = ask(client).content.decode()
    assert 'tinhso_metric_failed{metric="tinhso_broken"} 1' in text and "tinhso_workers 0" in text


def test_names_of_metrics_are_ours_and_given_once():
    names = [one.name for one in all_of(Metric)]
    assert len(names) == len(set(names)) >= 10
    assert all(re.fullmatch(r"tinhso_[a-z_]+", name) for name in names)


def test_a_label_is_escaped():
    text = exposition([Family("x", "two\nlines", [(0.5, {"a": 'q"\\\n'})])])
    assert text == '# HELP x two\\nlines\n# TYPE x gauge\nx{a="q\\"\\\\\\n"} 0.5\n'


@pytest.mark.django_db
def test_requests_backups_and_the_wait_of_jobs_are_told(client, settings, monkeypatch, tmp_path):
    """Once a request was answered; of backups only what there was."""
    monkeypatch.setenv("TINHSO_STATE", str(tmp_path))
    settings.METRICS_TOKEN = TOKEN
    assert "tinhso_backup_age_seconds{" not in ask(client).content.decode()
    mark(MADE)
    page = ask(client).content.decode()
    assert (
        re.search(r'tinhso_backup_age_seconds\{what="written"\} [0-9.e-]+\n', page)
        and 'what="tried"' not in page
    )
    assert re.search(r'tinhso_requests_total\{status="2xx"\} [1-9]', page)


@pytest.mark.django_db
def test_the_first_job_that_is_due_tells_how_long_its_queue_waits():
    with connection.cursor() as cursor:
        for at in ("now() - interval '1 hour'", "now()"):
            cursor.execute(
                "insert into procrastinate_jobs (queue_name, task_name, lock, queueing_lock) values ('fast', 'x', null, null) returning id"
            )
            cursor.execute(
                f"update procrastinate_events set at = {at} where job_id = %s", [cursor.fetchone()[0]]
            )
        cursor.execute(
            "insert into procrastinate_jobs (queue_name, task_name, scheduled_at) values ('later', 'x', now() + interval '1 day')"
        )
    (found,) = oldest_job()
    assert found.labels == {"queue": "fast"} and 3599 < found.value < 3700


def test_alarms_and_the_picture_of_them_name_metrics_that_exist(tmp_path):
    """Every word that begins with tinhso_ in either file is a family of /metrics; each panel and each alarm asks one."""
    written = {one.name for one in all_of(Metric)} | {family.name for family in REQUESTS.families()}
    written |= {f"tinhso_request_seconds_{end}" for end in ("bucket", "sum", "count")}
    written |= {"tinhso_state_free_bytes", "tinhso_backup_age_seconds", "tinhso_metric_failed"}
    alarms = (DATA / "tinhso.alerts.yml").read_text()
    panels = json.loads((DATA / "tinhso.dashboard.json").read_text())["panels"]
    asked = [re.findall(r"expr: (.*)", alarms), [query["expr"] for one in panels for query in one["targets"]]]
    for expression in (one for group in asked for one in group):
        named = set(re.findall(r"tinhso_[a-z_]+", expression))
        assert named <= written and (named or "up{" in expression), expression
    assert len(panels) == 12 and alarms.count("- alert:") == len(asked[0])
