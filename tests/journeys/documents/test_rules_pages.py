"""Normative documents read well, to visitors and to the desk: phone and desktop, light and dark, by ear."""

from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.journeys.reader import Reader
from tinhso.casework.tests.makers import NOW
from tinhso.documents.conftest import office  # noqa: F401 - the fixture
from tinhso.documents.models import RuleRelation, RuleTextChange
from tinhso.documents.normative.actions.change_rule_text import change_rule_text
from tinhso.documents.normative.actions.relate_rule import relate_rule
from tinhso.documents.normative.actions.set_effect import set_effect
from tinhso.documents.normative.tests import makers as make
from tinhso.documents.rulemaking.tests.makers import rule_draft

pytestmark = [pytest.mark.journey, pytest.mark.long]


def test_the_pages_of_normative_documents_read_well(browser: Browser, office: Any):  # noqa: F811
    reader = Reader(browser, office, zoomed=True)
    document = rule_draft(office)
    reader.read("emi", f"/can-bo/van-ban/di/{document.case.code}/tham-dinh/", "/can-bo/van-ban/quy-pham/")
    reader.read("", "/van-ban-quy-pham/")
    step = make.begun(office, document)
    page = f"/can-bo/van-ban/quy-pham/buoc/{step.case.code}/"
    reader.read("kim", page, f"{page}ket-qua/")
    earlier, rule = (
        make.issued(office, subject="Quy định về chợ"),
        make.issued(office, subject="Quy định khác"),
    )
    by = office.actor("van")
    set_effect(rule=rule, effective_on=date(2024, 3, 20), by=by, now=NOW)
    relation = relate_rule(
        rule=rule, kind=RuleRelation.Kind.AMENDS, title="", earlier=earlier, by=by, now=NOW
    )
    for paragraph, kind, text in ((1, "replaced", "Lời mới"), (2, "removed", ""), (2, "added", "Đoạn thêm")):
        change_rule_text(
            relation=relation, paragraph=paragraph, kind=RuleTextChange.Kind(kind), text=text, clause="Điều 1", by=by, now=NOW
        )  # fmt: skip
    code = rule.document.case.code
    desk = f"/can-bo/van-ban/quy-pham/{code}/"
    reader.read("van", "/can-bo/van-ban/quy-pham/", desk, f"{desk}viec/hieu-luc/", f"{desk}viec/tac-dong/")
    reader.read("van", f"{desk}loi/{relation.pk}/")
    was = f"/van-ban-quy-pham/{earlier.document.case.code}/"
    reader.read("", was, f"{was}theo-ngay/?ngay=20/03/2024")
    reader.read("", "/van-ban-quy-pham/", f"/van-ban-quy-pham/{code}/")
    assert not reader.wrong, "\n".join(reader.wrong)
