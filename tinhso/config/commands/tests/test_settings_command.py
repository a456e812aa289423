"""`tinhso settings`, and what `tinhso check` says of a variable that nobody reads."""

import json

from tinhso.config import cli
from tinhso.config.checks import doctor


def test_it_lists_every_setting_and_prints_no_secret(monkeypatch, capsys):
    monkeypatch.setenv("TINHSO_SMS_TOKEN", "khong-duoc-in")
    monkeypatch.setenv("TINHSO_CLAMAV", "/run/clamav.sock")
    monkeypatch.setenv("TINHSO_CLAMVA", "gõ nhầm")
    assert cli.main(["settings"]) == 0
    printed = capsys.readouterr().out
    assert (
        "TINHSO_CLAMAV" in printed
        and "/run/clamav.sock" in printed
        and "TINHSO_CLAMVA: không phải" in printed
    )
    assert cli.main(["settings", "--json"]) == 0
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["TINHSO_SMS_TOKEN"]["secret"] and rows["TINHSO_SMS_TOKEN"]["value"]
    assert rows["TINHSO_POOL"]["default"] == "8" and "TINHSO_SANDBOX_BANK" not in rows
    assert "khong-duoc-in" not in printed + json.dumps(rows)


def test_check_names_a_variable_that_nobody_reads(monkeypatch):
    monkeypatch.setenv("TINHSO_CLAMVA", "gõ nhầm")
    found = [finding for finding in doctor.unread_variables() if "TINHSO_CLAMVA" in finding.sentence]
    assert [finding.level for finding in found] == ["note"] and "gõ nhầm" not in found[0].sentence.split(",")[
        0
    ]


def test_check_tries_what_systems_declare(settings):
    settings.TINHSO_CLAMAV = ""
    levels = {finding.name: finding.level for finding in doctor.tried(database=False, deploy=True)}
    assert levels["TINHSO_CLAMAV"] == "note" and "dấu thời gian" in levels
    assert "dữ liệu mở" in {finding.name for finding in doctor.tried(database=False)}
