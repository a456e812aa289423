"""Descriptions are read without trust, and compared as a caller feels the change."""

import json

import pytest

from tinhso.lib.exchange.openapi import MOST_BYTES, NotADescription, difference, read_description

OK = {"200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Person"}}}}}
SCHEMAS = {"schemas": {"Person": {"properties": {"name": {}, "born": {}}}}}


def described(paths, **more):
    given = {"openapi": "3.1.0", "info": {"title": "Dân cư", "version": "1"}, "paths": paths}
    return read_description(json.dumps(given | {"components": SCHEMAS} | more))


FORMER = described(
    {"/people/{id}": {"get": {"summary": "Một người", "responses": OK}}, "/people": {"post": {}}}
)


def test_operations_and_their_words_are_read():
    assert {str(one): words for one, words in FORMER.operations.items()} == {
        "GET /people/{id}": "Một người",
        "POST /people": "",
    }
    assert FORMER.title == "Dân cư" and len(FORMER.digest) == 64


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "JSON"),
        ("[" * 100_000, "JSON"),
        ('{"openapi": "3.0.0", "x": NaN, "paths": {"/a": {"get": {}}}}', "JSON"),
        ('{"openapi": "3.0.0", "x": "\\ud800", "paths": {"/a": {"get": {}}}}', "JSON"),
        ('{"openapi": "3.0.0", "x": "\\u0000", "paths": {"/a": {"get": {}}}}', "không lưu được"),
        ("[]", "OpenAPI 3"),
        ('{"openapi": "2.0"}', "OpenAPI 3"),
        ('{"openapi": "3.0.0"}', "không có thao tác"),
        ('{"openapi": "3.0.0", "paths": {"/a/../b": {"get": {}}}}', "Đường dẫn"),
        ('{"openapi": "3.0.0", "paths": {"/a/{x}": {"get": {}}, "/a/{y}": {"get": {}}}}', "tên tham số"),
        ('{"openapi": "3.0.0", "paths": {"/a": 3}}', "không có thao tác"),
        (" " * (MOST_BYTES + 1), "1 MB"),
    ],
)
def test_what_is_no_description_is_refused_in_words(text, words):
    with pytest.raises(NotADescription, match=words):
        read_description(text)


def test_another_name_of_a_part_is_no_change_and_a_new_operation_breaks_nobody():
    now = described(
        {
            "/people/{code}": {"get": {"responses": OK}},
            "/people": {"post": {}},
            "/firms": {"get": {}},
        }
    )
    found = difference(FORMER, now)
    assert found.added == ["GET /firms"] and not found.removed and not found.breaking


def test_what_is_gone_or_newly_asked_breaks_callers():
    fewer = {"schemas": {"Person": {"properties": {"name": {}}}}}
    asked = {"responses": OK, "parameters": [{"in": "query", "name": "purpose", "required": True}]}
    found = difference(FORMER, described({"/people/{id}": {"get": asked}}, components=fewer))
    assert found.removed == ["POST /people"]
    assert found.now_required == ["GET /people/{id}: query:purpose"]
    assert found.fields_gone == ["GET /people/{id}: born"]
    assert found.breaking
