"""An SMS about a procedure whose name tells of health, descent or a divorce says only that there is news."""

import csv
import json
from pathlib import Path

import pytest

from tinhso.kernel.law.models import Rule
from tinhso.kernel.notices.discretion import SMS, discreet
from tinhso.kernel.notices.public import Notice, wording
from tinhso.onestop.tests.makers import CODE, SINCE, SOURCE

pytestmark = pytest.mark.django_db


def leaving(case_id: int) -> str:
    notice = Notice(template="onestop.dossier_accepted", params={"code": "H-1"}, case_id=case_id)
    return discreet(notice, wording(notice.template, notice.params)).sms


def test_only_dossiers_of_the_listed_procedures_are_told_neutrally(shop):
    dossier = shop.dossier()
    assert "H-1" in leaving(dossier.case_id)
    rule = Rule.objects.create(key="notices.sensitive_procedures", value=["0.0"], valid=SINCE, source=SOURCE)
    assert "H-1" in leaving(dossier.case_id)
    Rule.objects.filter(pk=rule.pk).update(value=[CODE])
    assert leaving(dossier.case_id) == SMS


def test_the_pack_names_only_procedures_that_exist():
    root = Path(__file__).parents[4]
    with (root / "tinhso/config/packs/thanh_hoa/rules.csv").open(newline="") as file:
        listed = next(row for row in csv.DictReader(file) if row["key"] == "notices.sensitive_procedures")
    with (root / "tinhso/onestop/data/procedures.csv").open(newline="") as file:
        known = {row["code"] for row in csv.DictReader(file)}
    assert set(json.loads(listed["value"])) <= known
