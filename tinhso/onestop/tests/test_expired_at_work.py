"""The login expires while an officer types: nothing is done and nothing is lost, at the counter and on a dossier's page."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tinhso.casework.public import State
from tinhso.kernel.files.tests.makers import PDF
from tinhso.onestop.intake.tests.test_counter import SENT, started_at_counter


def carried(page, target):
    """The fields that the page holds for sending again."""
    form = page[page.index(f'action="{target}"') :]
    pairs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form[: form.index("</form>")])
    return {name: unescape(value) for name, value in pairs if name != "csrfmiddlewaretoken"}


@pytest.mark.parametrize("files", [pytest.param(True, marks=pytest.mark.long), False])
def test_what_was_typed_at_the_counter_comes_back_after_signing_in(shop, files):
    dossier, browser = started_at_counter(shop), Client()
    url = reverse("counter_entry", args=[dossier.case.code])
    typed = SENT | {
        "ke_them": "Một dòng\nrất dài",
        "lien_he-phone": "09",
        "how_phuong_an": "submitted",
        "receive": "1",
    }
    scan = {"file_khac": SimpleUploadedFile("ban-do.pdf", PDF)} if files else {}
    expired = browser.post(url, typed | scan)
    page = expired.content.decode()
    assert expired.status_code == 401
    assert ("ban-do.pdf" in page) == files
    assert "chọn đúng vị trí" in page
    assert shop.fresh(dossier).answers.get("ke_them") is None
    fields = carried(page, url)
    assert {name: fields[name] for name in typed} == typed
    shop.town.sign_in(browser, "binh")
    back = browser.post(url, fields)
    shown = back.content.decode()
    assert back.status_code == (200 if files else 422)
    assert 'value="09"' in shown  # a wrong value too
    assert "rất dài" in shown
    assert ("Chọn lại các tệp quét" in shown) == files
    dossier = shop.fresh(dossier)
    assert dossier.case.state == State.DRAFT
    assert dossier.answers["ke_them"].endswith("rất dài")
    assert dossier.handed_in.filter(paper="phuong_an").exists()
    if files:  # with everything right the desk takes it only when the scans are chosen anew
        browser.post(url, fields | {"lien_he-phone": "0912345678"})
        assert shop.fresh(dossier).case.state == State.DRAFT


def test_a_deed_that_was_sent_too_late_waits_to_be_sent_again(shop):
    dossier, browser = shop.dossier("receive"), Client()
    url = reverse("deed_supplement", args=[dossier.case.code])
    typed = {"ver": str(dossier.case.ver), "text": "Thiếu bản vẽ;\nthiếu chữ ký."}
    page = browser.post(url, typed).content.decode()
    assert shop.fresh(dossier).case.state == State.SUBMITTED
    shop.town.sign_in(browser, "binh")
    assert browser.post(url, carried(page, url)).status_code == 302
    assert shop.fresh(dossier).case.state == State.WAITING_CITIZEN
    assert dossier.case.notes.get().text == typed["text"]
