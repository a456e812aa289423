"""The public API is a promise to other programs: it changes only when somebody means it to."""

import json
import os
import re
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client

from tinhso.config.api import schema
from tinhso.indicators.loading.actions.load_indicators import load_indicators
from tinhso.indicators.published.published import public_versions
from tinhso.kernel.events.public import SYSTEM
from tinhso.onestop.conftest import _loaded_catalogue, catalogue  # noqa: F401 - fixtures
from tinhso.opendata.conftest import NOW, draft, opened  # noqa: F401 - fixtures

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
    drawn = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)  # letters by chance
    assert "cdn" not in drawn.lower()
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


@pytest.fixture
def real(catalogue, opened) -> dict[str, list[str]]:  # noqa: F811
    """Words that lead to something in each system, by the name of the parameter that takes them."""
    load_indicators(by=SYSTEM, now=NOW)
    columns = [name for name, _heading, _kind in opened.current.columns]
    asked = [f"{column}:{deed}:1" for column in columns for deed in ("la", "chua", "tu", "trong")]
    return {
        "code": ["1.001193", "cxm-can-cuoc", "2.000635"],
        "slug": [opened.slug],
        "address": [version.definition.address for version in public_versions()],
        "q": ["giay khai sinh", "xa"],
        "ky": ["2023", "2024Q1", "202402", "9999"],
        "group": columns,
        "value": columns,
        "order": [*columns, *(f"-{column}" for column in columns)],
        "where": asked,
    }


@pytest.mark.long
@pytest.mark.django_db
def test_hostile_values_find_no_fault_and_no_undocumented_answer(real, held_connection):
    """schemathesis draws hundreds of values from our own description; every other time our own words lead in."""
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
    tried: Counter[tuple[str, int]] = Counter()
    for result in described.get_all_operations():
        operation = result.ok()

        @given(case=operation.as_strategy())
        @settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
        def hold(case):
            if tried.total() % 2:
                lead_in(case, real, tried.total())
            answer = case.call(app=application)
            tried[case.operation.path, answer.status_code] += 1
            case.validate_response(answer, checks=checks)

        hold()
    paths = set(schema()["paths"])
    sys.stdout.write(f"\n{tried.total()} lời gọi, {len(paths)} phép: {dict(sorted(tried.items()))}\n")
    assert tried.total() > 100
    assert {path for path, status in tried if status == 200} == paths  # each system answered with something


def lead_in(case, real: dict[str, list[str]], n: int) -> None:
    """Our own words in the place of drawn ones, all or some of them."""
    for name in case.path_parameters or {}:
        case.path_parameters[name] = real[name][n % len(real[name])]
    for place, name in enumerate(sorted(set(case.query or {}) & set(real)), 1):
        words = real[name][(n // place) % len(real[name])]
        case.query[name] = [words] if name == "where" else words
