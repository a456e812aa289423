"""How the program says that it is protected: each control with a proof that exists and the values in force."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.urls import resolve

from tinhso.config.compliance import registers
from tinhso.config.compliance.network import network_svg
from tinhso.kernel.law.models import Rule

ROOT = Path(__file__).resolve().parents[3]
DAY = date(2024, 3, 8)


@pytest.mark.long
def test_every_control_names_a_proof_that_exists_and_rules_that_the_pack_has(whole_province):
    rows = registers.controls(DAY)
    assert len(rows) > 20
    for _group, requirement, measure, proof in rows:
        assert (ROOT / proof).is_file(), requirement
        assert not re.search(r"\{[a-z_.]+\}", measure), (requirement, measure)


@pytest.mark.long
def test_a_changed_rule_changes_the_dossier(whole_province):
    Rule.objects.filter(key="security.lock_minutes").update(value=77)
    assert any("Khóa 77 phút" in row[2] for row in registers.controls(DAY))


@pytest.mark.long
def test_every_requirement_of_the_standard_names_who_meets_it_and_what_an_appraiser_can_look_at(
    whole_province,
):
    rows = registers.standard(DAY)
    assert {row[0][:5] for row in rows} == {
        f"7.{n}" for n in ("1.1", "1.2", "1.3", "1.4", "1.5", "2.1", "2.2", "2.3", "2.4")
    }
    commands = {path.stem for path in (ROOT / "tinhso/config/commands").glob("*.py")}
    for _group, requirement, who, measure, evidence in rows:
        assert not re.search(r"\{[a-z_.]+\}", measure), (requirement, measure)
        assert (who == "Nơi vận hành") or evidence != "do nơi vận hành đưa ra", requirement
        for one in evidence.split("; "):
            if one.startswith("tinhso "):
                assert one.split()[1] in commands, one
            elif one.startswith("/"):
                assert resolve(one), one
            elif "/" in one:
                assert (ROOT / one.split()[0]).is_file(), one


def test_the_drawing_of_the_network_follows_the_settings(settings, whole_province):
    settings.TINHSO_FILES_S3, settings.EMAIL_HOST, settings.SECURE_PROXY_SSL_HEADER = "", "", None
    plain = network_svg()[0].decode()
    assert "không có: chỉ dùng" in plain and "Kho tệp (thư mục)" in plain and "thư điện tử" not in plain
    settings.TINHSO_FILES_S3, settings.EMAIL_HOST = "https://khoa@s3.example/kho", "mail.example"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    drawn = network_svg()[0].decode()
    for words in ("Máy chủ đứng trước", "Kho tệp S3", "Máy chủ thư điện tử"):
        assert words in drawn
    assert "example" not in drawn and "khoa" not in drawn  # the dossier goes round on paper
