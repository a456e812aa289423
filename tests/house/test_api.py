"""The public API is a promise to other programs: it changes only when somebody means it to."""

import json
import os
from pathlib import Path

import pytest
from django.test import Client

from tinhso.config.api import schema

SNAPSHOT = Path(__file__).with_name("openapi.json")
VIETNAMESE = set("ăâđêôơưáàảãạéèẻẽẹíìỉĩịóòỏõọúùủũụýỳỷỹỵ")


def test_the_openapi_description_is_unchanged_unless_meant():
    """Meant: run this test once with TINHSO_WRITE_OPENAPI=1, and say in the changelog what callers must know."""
    now = json.loads(json.dumps(schema()))
    if os.environ.get("TINHSO_WRITE_OPENAPI"):
        SNAPSHOT.write_text(json.dumps(now, ensure_ascii=False, indent=1) + "\n")
    assert now == json.loads(SNAPSHOT.read_text())


def test_every_operation_and_parameter_is_described_in_vietnamese():
    for methods in schema()["paths"].values():
        for operation in methods.values():
            described = [operation["summary"], operation["description"]]
            described += [
                p.get("description") or p["schema"]["description"] for p in operation.get("parameters", [])
            ]
            assert all(VIETNAMESE & set(words.lower()) for words in described), operation["operationId"]


@pytest.mark.django_db
def test_the_page_of_the_api_stands_without_scripts_of_others(town):
    page = Client().get("/api/docs").content.decode()
    assert "/api/thu-tuc/{code}" in page
    assert "cdn" not in page.lower()
    assert '<script src="http' not in page
    assert 'href="/api/docs"' in Client().get("/").content.decode()  # the footer
    assert Client().get("/api/openapi.json").json()["openapi"].startswith("3.")


@pytest.mark.django_db
def test_every_operation_of_the_api_only_reads(town):
    for methods in schema()["paths"].values():
        assert set(methods) == {"get"}
    assert Client().post("/api/thu-tuc/").status_code == 405
