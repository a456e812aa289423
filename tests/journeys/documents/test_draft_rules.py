"""Drafts of rules read well at each step of their way, to visitors and to the desk: phone and desktop, light and dark, by ear."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.journeys.reader import Reader
from tinhso.casework.tests.makers import NOW
from tinhso.documents.conftest import office  # noqa: F401 - the fixture
from tinhso.documents.rulemaking.actions.close_consultation import close_consultation
from tinhso.documents.rulemaking.actions.decide_comment import decide_comment
from tinhso.documents.rulemaking.tests import makers as make
from tinhso.documents.rulemaking.tests.test_answers import answer, keys_of, publish

pytestmark = [pytest.mark.journey, pytest.mark.long]


def test_the_pages_of_drafts_of_rules_read_well(browser: Browser, office: Any, monkeypatch: Any):  # noqa: F811
    reader = Reader(browser, office, zoomed=True)
    document = make.rule_draft(office)
    reader.read("emi", f"/can-bo/van-ban/di/{document.case.code}/lay-y-kien/")
    reader.read("", "/du-thao/")
    consultation = make.propose(office, document)
    desk = f"/can-bo/van-ban/lay-y-kien/{consultation.case.code}/"
    reader.read("chi", "/can-bo/van-ban/lay-y-kien/", desk, f"{desk}viec/mo/", f"{desk}viec/khong-mo/")
    consultation = make.open_it(office, consultation)
    shown = make.comment(consultation, organisation="Hội Phụ nữ xã")
    decide_comment(comment=shown, shown=True, by=office.actor("van"), now=NOW)
    make.comment(consultation, text="Gọi 0912345678, đồ ngu.")
    reader.read("van", "/can-bo/van-ban/lay-y-kien/duyet/", desk)
    public = f"/du-thao/{consultation.case.code}/"
    reader.read("", "/du-thao/", public, f"{public}doan/0/", f"{public}doan/{make.POINT}/")
    reader.read("", f"/du-thao/gop-y/{shown.receipt}/")
    close_consultation(consultation=consultation, now=make.AFTER)
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: make.AFTER)
    consultation = make.fresh(consultation)
    answer(office, consultation, [shown.pk])
    reader.read("emi", f"{desk}tra-loi/", desk, f"{desk}viec/cong-bo/")
    answer(office, consultation, keys_of(consultation))
    publish(office, consultation)
    reader.read("", public, f"{public}doan/{make.POINT}/", f"/du-thao/gop-y/{shown.receipt}/")
    reader.read("emi", desk)
    assert not reader.wrong, "\n".join(reader.wrong)
