import json
import logging
import re
import sys
from datetime import datetime

import pytest

from tinhso.config.logs.lines import JsonLines, WithoutAddress, frames


def record(message="nói", **more):
    made = logging.LogRecord("tinhso.x", logging.ERROR, __file__, 1, message, (), more.pop("exc_info", None))
    made.__dict__.update(more)
    return made


def test_a_line_is_one_json_object_with_the_known_fields_only():
    line = json.loads(JsonLines().format(record(status=200, name_of_person="An", user_id=7)))
    assert line["say"] == "nói"
    assert (line["level"], line["status"], line["user_id"]) == ("error", 200, 7)
    assert "name_of_person" not in line


def test_every_time_has_its_zone():
    line = json.loads(JsonLines().format(record()))
    moments = [
        value for value in line.values() if isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\dT", value)
    ]
    assert moments and all(datetime.fromisoformat(one).utcoffset() is not None for one in moments)


@pytest.mark.parametrize("mark", ["\n", "\r\n", "\u2028", "\x1b[31m", '"}'])
def test_nothing_typed_begins_a_line_of_its_own(mark):
    text = JsonLines().format(record(f"a{mark}{{}}", path=f"/x{mark}y"))
    assert len(text.splitlines()) == 1 and "\x1b" not in text
    assert json.loads(text)["say"].startswith("a")


def test_an_error_is_told_by_its_class_and_place_but_not_by_its_words(monkeypatch):
    try:
        int("0912345678x")
    except ValueError:
        line = record(exc_info=sys.exc_info())
    text = JsonLines().format(line)
    assert "0912345678" not in text
    assert json.loads(text)["error"] == "ValueError"
    assert json.loads(text)["trace"][-1].startswith("tinhso/config/logs/tests/test_logs.py:")
    monkeypatch.setenv("TINHSO_LOG_MESSAGES", "1")
    assert "0912345678" in JsonLines().format(line)


def test_the_address_of_a_failed_request_is_left_out():
    line = record("%s: %s")
    line.args = ("Internal Server Error", "/xac-minh/s3cr3t/")  # as Django writes it
    assert WithoutAddress().filter(line)
    assert line.getMessage() == "Internal Server Error"


def test_no_trace_is_an_empty_list():
    assert frames(None) == []
