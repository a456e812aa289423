"""`/metrics` for who holds the token, in the format of Prometheus; nothing of a person stands there."""

import re

import pytest
from django.db import DatabaseError

from tinhso.config import metrics
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
