"""The public API is a promise to other programs: it changes only when somebody means it to."""

import json
import os
from pathlib import Path

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client

from tinhso.config.api import schema
from tinhso.onestop.tests.conftest import _loaded_catalogue, catalogue  # noqa: F401 - fixtures

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
    assert "Từ khóa, không cần dấu" in page
    assert "sau dấu hỏi" in page
    assert "cdn" not in page.lower()
    assert '<script src="http' not in page
    assert 'href="/api/docs"' in Client().get("/").content.decode()  # the footer
    assert Client().get("/api/openapi.json").json()["openapi"].startswith("3.")


@pytest.mark.django_db
def test_every_operation_of_the_api_only_reads(town):
    for methods in schema()["paths"].values():
        assert set(methods) == {"get"}
    assert Client().post("/api/thu-tuc/").status_code == 405


@pytest.fixture
def held_connection():
    """The test's connection stays open under a WSGI call, as Django's own client sees to."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.long
@pytest.mark.django_db
def test_hostile_values_find_no_fault_and_no_undocumented_answer(catalogue, held_connection):  # noqa: F811
    """schemathesis draws hundreds of values from our own description."""
    import schemathesis
    from hypothesis import HealthCheck, given, settings
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi.checks import (
        content_type_conformance,
        response_schema_conformance,
        status_code_conformance,
    )

    from tinhso.config.wsgi import application

    described = schemathesis.openapi.from_dict(schema())
    described.app = application
    checks = [
        not_a_server_error,
        status_code_conformance,
        content_type_conformance,
        response_schema_conformance,
    ]
    tried = 0
    for result in described.get_all_operations():
        operation = result.ok()

        @given(case=operation.as_strategy())
        @settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
        def hold(case):
            nonlocal tried
            tried += 1
            case.validate_response(case.call(app=application), checks=checks)

        hold()
    assert tried > 100
