"""A clerk's morning at the desk: receive five, forward five, print, hand over three; every page with axe.

Four are received from the worklist in one act, the fifth is entered over the counter. Real actions, a real browser.
"""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from pyhanko.pdf_utils.reader import PdfFileReader

from tests.journeys.test_one_dossier import OLD, Person, furnish, province, sign_in, signing, take_the_fee
from tinhso.casework.public import Case, State, assign_case
from tinhso.kernel.files.public import store_upload
from tinhso.kernel.files.tests.makers import PDF
from tinhso.kernel.papers.public import LocalServiceSigner
from tinhso.kernel.people.public import Actor, User, actor_of
from tinhso.onestop.catalogue.places import seats_for
from tinhso.onestop.dossier.actions.attach_file import attach_file
from tinhso.onestop.handling.actions.accept_dossier import accept_dossier
from tinhso.onestop.handling.actions.forward_dossier import forward_dossier
from tinhso.onestop.intake.actions.start_dossier import start_dossier
from tinhso.onestop.intake.actions.submit_dossier import submit_dossier
from tinhso.onestop.models import Dossier, FeeCharge, HandOver, Procedure, ProcedureVersion
from tinhso.onestop.money.actions.receive_payment import receive_cash
from tinhso.onestop.results.actions.draft_decision import draft_decision
from tinhso.onestop.results.actions.issue_result import issue_result
from tinhso.onestop.results.actions.sign_decision import sign_decision

__all__ = ["province", "signing"]  # fixtures of the first journey
pytestmark = [pytest.mark.journey, pytest.mark.long, pytest.mark.django_db(transaction=True)]
CODE = "1.003659"
PAPERS = ["gcn_dkdn", "phuong_an", "mau_hop_dong", "bang_gia", "quy_dinh_boi_thuong"]

PRINT = """async () => {
    const form = new FormData(document.querySelector("table[data-worklist]").closest("form"))
    const answer = await fetch("/can-bo/in-giay-tiep-nhan/", {method: "POST", body: form})
    return Array.from(new Uint8Array(await answer.arrayBuffer()))
}"""  # a headless browser shows no PDF


def who(username: str) -> Actor:
    return actor_of(User.objects.get(username=username), on=OLD.start.date())


def words(username: str, dossier: Dossier) -> dict[str, Any]:
    return {"ver": dossier.case.ver, "by": who(username), "now": OLD.start}


def handed_in(answers: dict[str, Any]) -> Dossier:
    """A dossier that came over the own portal with what the counter's has in it, its fee paid at the desk."""
    procedure, an = Procedure.objects.get(code=CODE), User.objects.get(username="an")
    agency, desk = seats_for(procedure, "province", None, OLD.start.date())
    assert an.person
    dossier = start_dossier(
        version=ProcedureVersion.objects.of(procedure, OLD.start.date()),
        level="province",
        agency=agency,
        desk=desk,
        person=an.person,
        by=who("an"),
        now=OLD.start,
        client_key=uuid4(),
    )
    dossier.answers = answers
    dossier.save(update_fields=["answers"])
    for paper in PAPERS:
        upload = SimpleUploadedFile(f"{paper}.pdf", PDF + paper.encode(), "application/pdf")
        file = store_upload(upload, by=who("an"), now=OLD.start)
        attach_file(dossier=dossier, paper=paper, file=file, by=who("an"), now=OLD.start)
    submit_dossier(dossier=dossier, by=who("an"), now=OLD.start)
    charge = FeeCharge.objects.whole().get(dossier=dossier, due=FeeCharge.Due.ACCEPT)
    receive_cash(charge_id=charge.pk, ver=charge.ver, amount=charge.rest, by=who("binh"), now=OLD.start)
    return dossier


def result_ready(dossier: Dossier, url: str) -> None:
    """The way of the law from the desk to the sealed result, which then waits at the desk."""
    decision: dict[str, Any] = {
        "title": "Giấy phép bưu chính",
        "articles": ["Cấp giấy phép."],
        "finding": "Đủ điều kiện",
    }
    emi = User.objects.get(username="emi")
    seal = LocalServiceSigner("so-tttt", url=url)
    accept_dossier(dossier=dossier, **words("binh", dossier))
    forward_dossier(dossier=dossier, **words("binh", dossier))
    assign_case(case=dossier.case, officer_id=emi.pk, **words("chi", dossier))
    draft_decision(dossier=dossier, **decision, **words("emi", dossier))
    sign_decision(dossier=dossier, signer=LocalServiceSigner("chi", url=url), **words("chi", dossier))
    issue_result(dossier=dossier, signer=seal, **words("van", dossier))
    Dossier.objects.filter(pk=dossier.pk).update(result_by="desk")


def others(answers: dict[str, Any], url: str) -> tuple[list[Dossier], list[Dossier]]:
    """Four that wait to be received and three whose results wait to be handed over."""
    waiting = [handed_in(answers) for _ in range(4)]
    ready = [handed_in(answers) for _ in range(3)]
    for dossier in ready:
        result_ready(dossier, url)
    connection.close()
    return waiting, ready


def enter_at_the_counter(binh: Person) -> Dossier:
    """Somebody nobody knows comes with papers: one page, the fee, the acceptance."""
    binh.open("/can-bo/tiep-nhan-moi/")
    binh.page.locator("#q").fill("giay phep buu chinh")
    binh.page.locator("#q").press("Enter")
    binh.page.locator(f'a[href$="/tiep-nhan-moi/{CODE}/ban-giay/"]').first.click()
    binh.look()
    binh.follow("Nhập cả nội dung đơn")
    binh.page.locator('[name="id_number"]').fill("038190000088")
    binh.press("Tìm người nộp")
    assert "Chưa có ai với số này" in binh.page.locator("main").inner_text()
    binh.page.locator('[name="full_name"]').fill("Trần Thị Mới")
    binh.press("Nhập hồ sơ")
    contact = {"lien_he-phone": "", "lien_he-address": "Số 1 đường Mẫu"}
    binh.fill(**contact)
    binh.press("Lưu bản nháp")
    binh.fill(**contact)
    for paper in PAPERS:
        binh.page.locator(f'[name="how_{paper}"]').select_option("submitted")
    binh.press("Nộp và tiếp nhận")
    assert "Thông tin người nộp không khớp" in binh.page.locator(".summary").inner_text()
    binh.page.locator('[name="identity_words"]').fill("Giấy giới thiệu của công ty, đã xem")
    binh.press("Nộp và tiếp nhận")
    assert "Thu tiền mặt" in binh.page.locator("main").inner_text(), binh.page.locator(
        ".summary"
    ).inner_text()
    take_the_fee(binh)
    dossier = Dossier.objects.select_related("case").get(applicant_name="Trần Thị Mới")
    binh.follow(dossier.case.code)
    binh.press("Tiếp nhận hồ sơ")
    dossier.case.refresh_from_db()
    assert dossier.case.step == "forward", binh.page.locator("main").inner_text()
    return dossier


def tick(binh: Person, codes: list[str]) -> None:
    for code in codes:
        binh.page.locator(f'input[name="chosen"][value^="{code}|"]').check()


def test_a_clerks_morning(browser, province, signing):
    furnish(OLD.start)
    binh = sign_in(browser, province, "binh")
    first = enter_at_the_counter(binh)
    with ThreadPoolExecutor(
        1
    ) as aside:  # Playwright's loop runs in this thread, and signing wants one of its own
        waiting, ready = aside.submit(others, first.answers, signing[0]).result()
    binh.open("/can-bo/")
    tick(binh, [d.case.code for d in waiting])
    binh.press("Tiếp nhận")
    five = [first.case.code, *(d.case.code for d in waiting)]
    assert Case.objects.filter(code__in=five, step="forward").count() == 5
    tick(binh, five)
    printed = BytesIO(bytes(binh.page.evaluate(PRINT)))
    assert PdfFileReader(printed).root["/Pages"]["/Count"] >= 5
    binh.open("/can-bo/")
    tick(binh, five)
    binh.press("Chuyển")
    assert Case.objects.filter(code__in=five, step="assign").count() == 5
    binh.open("/can-bo/tra-ket-qua/")
    tick(binh, [d.case.code for d in ready])
    binh.press("Trả các kết quả đã chọn")
    assert HandOver.objects.count() == 3
    assert Case.objects.filter(state=State.DONE).count() == 3
