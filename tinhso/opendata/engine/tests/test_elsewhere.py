"""Another engine than DuckDB: chosen by a setting, refused in words where it does not answer, never fallen back from."""

import json
from datetime import date

import pytest
from django.conf import settings
from django.test import Client

from tinhso.lib.tables.children import other_engine
from tinhso.lib.tables.reader_pool import Answered
from tinhso.opendata.engine import engine
from tinhso.opendata.engine.expressions import Ask, Condition, page_sql
from tinhso.opendata.models import Dataset

pytestmark = pytest.mark.django_db
PAGE = "/du-lieu/xa-cua-thi-tran/"


@pytest.fixture
def chosen(opened, monkeypatch):
    def choose(address):
        monkeypatch.setattr(settings, "OPENDATA_ENGINE", address)

    yield choose
    engine.ELSEWHERE.close()


@pytest.mark.long
def test_a_library_that_is_not_installed_is_told_to_readers_programs_and_keepers(chosen):
    chosen("clickhouse://somebody:secret@127.0.0.1:9/x")
    page = Client().get(PAGE)
    assert page.status_code == 400 and "clickhouse_connect chưa được cài" in page.content.decode()
    answer = Client().get("/api/3/action/datastore_search", {"resource_id": "xa-cua-thi-tran-bang"})
    assert "chưa được cài" in json.loads(answer.content)["error"]["query"][0]
    assert "chưa được cài" in engine.engine_says()
    assert "secret" not in page.content.decode() + engine.engine_says()


def test_a_word_that_is_no_engine_is_told(chosen):
    chosen("oracle://x")
    assert "chỉ nhận duckdb, spark, trino, clickhouse" in Client().get(PAGE).content.decode()
    assert engine.engine_says()


def test_duckdb_is_asked_where_nothing_else_is_chosen(opened):
    assert engine.engine_says() == "" and engine.elsewhere() == ""


def test_the_chosen_engine_gets_the_question_in_its_own_words(chosen, monkeypatch):
    chosen("trino://a@127.0.0.1/c/s")
    asked = []

    def ask(**question):
        asked.append(question)
        return Answered([["n", "bigint"]], [[7]], False, 0.1, [[7]])

    monkeypatch.setattr(engine.ELSEWHERE, "ask", ask)
    monkeypatch.setattr(engine.ELSEWHERE, "ready", lambda: None)
    dataset = Dataset.objects.get()
    ask_ = Ask((Condition("ten_xa", "chua", "Đông"),), limit=60, offset=70)
    assert engine.page_of(dataset.current, ask_)[1] == 7
    [question] = asked
    assert question["file"].endswith("table.parquet") and "đông" in question["sql"]
    assert "rowid in" not in question["sql"], "no statement that only DuckDB understands"


def test_the_child_names_the_table_of_the_version_and_gives_plain_values():
    def fetch(file, sql):
        return [["a", "date"]], [(date(2024, 3, 8),), (None,), (3.5,)]

    answer = other_engine.answer(
        {"file": "/x/0a1b/table.parquet", "sql": ["select a", "select b"], "most": 2}, fetch
    )
    assert (
        answer["rows"] == [["2024-03-08"], [None]] and answer["more"] and answer["also"] == [[["2024-03-08"]]]
    )
    assert (
        other_engine._over("/x/0a1b/table.parquet", "select 1")
        == "with data as (select * from v_0a1b) select 1"
    )
    with pytest.raises(other_engine.Away, match="chỉ nhận"):
        other_engine.kind_of("mysql://x")


def test_clickhouse_cuts_text_between_letters_not_bytes():
    columns = [["ten", "Tên", "text"]]
    sql = page_sql(columns, Ask(limit=1), cut=20, dialect="clickhouse")
    assert "substringUTF8(" in sql and "SUBSTRING(" not in sql and "LENGTH(" not in sql
