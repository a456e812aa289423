"""`tinhso check --try` really does what it says, with services that answer, refuse and hang, and names what to do."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
import requests
from django.db import DatabaseError
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.config.checks import trials
from tinhso.config.checks.tests.services import hanging, services
from tinhso.config.checks.trials import attempted, first_administrator
from tinhso.config.commands import check
from tinhso.kernel.files.public import StoreAway
from tinhso.kernel.people.public import Agency, User
from tinhso.kernel.site.operation import Finding
from tinhso.kernel.site.trial import (
    NotSetUp,
    Recipient,
    Trial,
    TrialFailed,
    check_clock,
    check_clock_of,
    not_reached,
)
from tinhso.onestop.models import CollectionAccount

SOMEBODY = Recipient("quan-tri@tinh.example", "0912345678")
OUTSIDE = {
    "Gửi thư": "TINHSO_MAIL_HOST",
    "Gửi SMS": "TINHSO_SMS_URL",
    "Quét mã độc": "TINHSO_CLAMAV",
    "Nơi định danh điện tử": "TINHSO_OIDC",
    "Dịch vụ ký": "TINHSO_SIGNING_SERVICE",
    "Dấu thời gian": "TINHSO_TIMESTAMP_URL",
    "Ngân hàng": "TINHSO_BANK",
    "Cổng Dịch vụ công quốc gia": "TINHSO_NATIONAL_PORTAL",
    "Trục liên thông văn bản": "TINHSO_DOCUMENT_AXIS",
    "Bộ soạn thảo văn phòng": "TINHSO_OFFICE_EDITOR",
}


@pytest.fixture
def province(town, settings, tmp_path):
    """A collection account, an agency on the axis, and nothing outside."""
    settings.DEMO, settings.MEDIA_ROOT, settings.TINHSO_FILES_S3 = False, str(tmp_path / "files"), ""
    settings.EMAIL_HOST = settings.TINHSO_SMS_URL = settings.TINHSO_CLAMAV = settings.BANK_URL = ""
    settings.SIGNING_SERVICE_URL, settings.TIMESTAMP_URLS, settings.OFFICE_EDITOR = "", [], ""
    settings.NATIONAL_PORTAL = settings.DOCUMENT_AXIS = settings.IDENTITY_PROVIDER = None
    Agency.objects.filter(pk=town.agency_a.pk).update(ident_code="H56.14")
    CollectionAccount.objects.create(
        agency=town.desk_a, bank="970415", bank_name="Thử", number="1020304050", holder="Sở A",
        valid=DateRange(date(2020, 1, 1), None), source="thử",
    )  # fmt: skip
    return town


def by_name(findings):
    return {re.sub(r" \(http.*\)", "", one.name): one for one in findings}


def test_what_is_not_set_up_is_told_and_no_fault(province):
    found = by_name(attempted(SOMEBODY))
    assert {name: found[name].level for name in OUTSIDE} == dict.fromkeys(OUTSIDE, "note")
    for name, variable in OUTSIDE.items():
        assert variable in found[name].sentence or name == "Dịch vụ ký", name
    assert (found["Kho tệp"].level, found["Đồng hồ của cơ sở dữ liệu"].level) == ("good", "good")


@pytest.mark.long
def test_services_that_answer_are_good(province, settings, tmp_path):
    with services(settings, tmp_path) as running:
        found = by_name(attempted(SOMEBODY))
    assert {name: one.level for name, one in found.items()} == dict.fromkeys(found, "good"), found
    assert running["mail"].got and running["sms"].got[0]["to"] == SOMEBODY.phone
    assert not list((tmp_path / "files").rglob("*.*")), "the object of the trial is deleted"


@pytest.mark.long
def test_services_that_refuse_are_named_with_what_to_do(province, settings, tmp_path):
    with services(settings, tmp_path, refuses=True):
        found = by_name(attempted(SOMEBODY))
    assert {name: found[name].level for name in OUTSIDE} == dict.fromkeys(OUTSIDE, "wrong")
    for name, words in {
        "Gửi thư": "không nhận người nhận",
        "Gửi SMS": "TINHSO_SMS_TOKEN",
        "Quét mã độc": "freshclam",
        "Nơi định danh điện tử": "invalid_client",
        "Ngân hàng": "TINHSO_BANK_SECRET",
        "Cổng Dịch vụ công quốc gia": "unit, secret",
        "Trục liên thông văn bản": "secret",
    }.items():
        assert words in found[name].sentence, found[name]


@pytest.mark.long
def test_services_that_hang_stop_nobody(province, settings):
    with hanging(settings):
        found = by_name(attempted(SOMEBODY, seconds=0.5))
    assert {name: found[name].level for name in OUTSIDE} == dict.fromkeys(OUTSIDE, "wrong")
    for name, variable in OUTSIDE.items():
        assert "không xong trong" in found[name].sentence and variable in found[name].sentence
    assert found["Kho tệp"].level == "good"


@pytest.mark.long
def test_services_that_are_away_are_named(province, settings):
    with hanging(settings):
        pass
    found = by_name(attempted(SOMEBODY))
    assert {name: found[name].level for name in OUTSIDE} == dict.fromkeys(OUTSIDE, "wrong")
    assert not [one for one in found.values() if "ngoài dự liệu" in one.sentence]


def test_nobody_to_send_to_is_a_note(province, settings):
    settings.EMAIL_HOST, settings.TINHSO_SMS_URL = "thu.example", "http://tin.example"
    found = by_name(attempted(Recipient()))
    assert "--mail" in found["Gửi thư"].sentence and "--phone" in found["Gửi SMS"].sentence
    settings.DEMO = True
    assert "bản trình diễn" in by_name(attempted(SOMEBODY))["Gửi thư"].sentence


def test_the_first_administrator_with_an_address_receives(province):
    assert first_administrator() == Recipient()
    User.objects.filter(pk=province.quan.pk).update(email="a@tinh.example", phone="0912000111")
    assert first_administrator() == Recipient("a@tinh.example", "0912000111")


def test_a_store_that_cannot_be_written_or_lies_is_told(province, settings, tmp_path, monkeypatch):
    (tmp_path / "files").write_text("no folder")
    assert by_name(attempted(SOMEBODY))["Kho tệp"].level == "wrong"
    from tinhso.kernel.files.contents.store_local import LocalStore

    settings.MEDIA_ROOT = str(tmp_path / "khac")
    monkeypatch.setattr(LocalStore, "open", lambda self, digest: (tmp_path / "files").open("rb"))
    assert "đọc lại khác" in by_name(attempted(SOMEBODY))["Kho tệp"].sentence


@pytest.mark.parametrize(
    ("code", "words"),
    [("NoSuchBucket", "tạo kho"), ("SignatureDoesNotMatch", "AWS_SECRET"), ("Xyz", "(Xyz)")],
)
def test_a_bucket_that_refuses_is_told_by_what_it_said(province, settings, monkeypatch, code, words):
    class Refusing:
        def put(self, sha256, stream):
            error = StoreAway("ClientError")
            error.__cause__ = BucketError(code)
            raise error

    settings.TINHSO_FILES_S3 = "s3://kho/"
    monkeypatch.setattr("tinhso.kernel.files.contents.store._s3", lambda url: Refusing())
    found = by_name(attempted(SOMEBODY))["Kho tệp"]
    assert found.level == "wrong" and words in found.sentence


class BucketError(Exception):
    def __init__(self, code):
        self.response = {"Error": {"Code": code}}


def test_whatever_a_trial_raises_is_a_finding(monkeypatch):
    def begin(error, *, in_begin):
        def raising(*_recipient):
            raise error

        return raising if in_begin else lambda _recipient: {"": raising}

    cases = [
        (TrialFailed("hỏng"), "wrong", "hỏng"),
        (NotSetUp("chưa"), "note", "chưa"),
        (DatabaseError(), "note", "cơ sở dữ liệu"),
    ]
    for error, level, words in cases:
        monkeypatch.setattr(
            trials, "all_of", lambda kind, error=error: [Trial("x", "X", "V", begin(error, in_begin=True))]
        )
        (found,) = attempted(SOMEBODY)
        assert found.level == level and words in found.sentence
    monkeypatch.setattr(
        trials, "all_of", lambda kind: [Trial("x", "X", "V", begin(KeyError(), in_begin=False))]
    )
    (found,) = attempted(SOMEBODY)
    assert found == Finding("X", "wrong", "lỗi ngoài dự liệu (KeyError): xem V, báo người phát triển")


def test_clocks_that_differ_are_a_fault():
    assert check_clock("nơi kia", datetime.now(UTC)) == "đồng hồ lệch 0 giây"
    for minutes, way in ((5, "chậm"), (-5, "nhanh")):
        with pytest.raises(TrialFailed, match=f"{way} (300|299) giây so với nơi kia"):
            check_clock("nơi kia", datetime.now(UTC) + timedelta(minutes=minutes))
    assert check_clock_of(SimpleNamespace(headers={}), "x") == ""
    with pytest.raises(TrialFailed):
        check_clock_of(SimpleNamespace(headers={"Date": "Mon, 01 Jan 2024 00:00:00 GMT"}), "x")


def test_what_gives_no_answer_is_told_by_its_kind():
    assert "TLS" in str(not_reached(requests.exceptions.SSLError(), "V"))
    assert "không trả lời kịp" in str(not_reached(requests.exceptions.ReadTimeout(), "V"))
    assert "ConnectionError" in str(not_reached(requests.exceptions.ConnectionError(), "V"))


def test_the_command_adds_the_trials_and_ends_with_one_where_one_failed(monkeypatch, capsys):
    from contextlib import nullcontext

    monkeypatch.setattr(check, "database", lambda **words: nullcontext())
    monkeypatch.setattr(check, "open_django", lambda: None)
    monkeypatch.setattr("tinhso.config.checks.doctor.examine", lambda deploy: [Finding("a", "good", "b")])
    people = [SimpleNamespace(email="a@x", phone="09")]
    monkeypatch.setattr("tinhso.config.checks.trials._administrators", lambda: people)
    asked = []

    def some(recipient):
        asked.append(recipient)
        return [Finding("c", "wrong", "d")]

    monkeypatch.setattr("tinhso.config.checks.trials.attempted", some)
    words = SimpleNamespace(deploy=False, json=True, attempt=False, security=False, mail="", phone="")
    assert check.run(words) == 0 and len(json.loads(capsys.readouterr().out)) == 1
    words.attempt, words.mail = True, "b@x"
    assert check.run(words) == 1 and asked == [Recipient("b@x", "09")]
    assert [one["level"] for one in json.loads(capsys.readouterr().out)] == ["good", "wrong"]
