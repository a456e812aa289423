"""A result whose text the examiner wrote himself: the PDF follows the sheet with number, signature and seal."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.machine import Poppler
from tinhso.casework.public import return_case
from tinhso.kernel.files.public import FileRefused, StoredFile, read
from tinhso.kernel.papers.public import Paper, join_pdfs, render
from tinhso.kernel.papers.tests.makers import permit
from tinhso.onestop.models import Decision
from tinhso.onestop.results.actions.draft_decision import ANNEX, SaysNothing, draft_decision
from tinhso.onestop.results.actions.issue_result import issue_result
from tinhso.onestop.results.actions.keep_own_file import MOST_PAGES, OwnFileRefused, keep_own_file
from tinhso.onestop.results.actions.sign_decision import sign_decision
from tinhso.onestop.results.results import MayNotSign
from tinhso.onestop.retention.actions.erase_dossier import erase_files
from tinhso.onestop.tests.makers import let_sign

OPEN_WORDS = {"title": "Giấy phép thử", "articles": ["Nội dung, phạm vi: …"], "finding": "Đủ điều kiện"}


@pytest.fixture
def own_text(shop) -> bytes:
    return render("permit", permit(title="VĂN BẢN ĐÃ SOẠN"), at=shop.now)


def sent(content: bytes, name: str = "ket-qua.pdf", kind: str = "application/pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, kind)


def draft(shop, content: bytes, **words):
    dossier = shop.dossier("examine")
    draft_decision(
        dossier=dossier, own_file=sent(content), **OPEN_WORDS | words, **shop.words("emi", dossier)
    )
    return shop.fresh(dossier)


def passed() -> None:
    StoredFile.objects.update(state=StoredFile.State.CLEAN)


@pytest.mark.long
def test_the_own_text_follows_the_sheet_and_is_signed_and_sealed_with_it(shop, own_text, poppler: Poppler):
    let_sign(shop.town)
    dossier = draft(shop, own_text)
    assert Decision.objects.get().articles == [f"{ANNEX} (1 trang) là một phần của văn bản này."]
    passed()
    sign_decision(dossier=dossier, signer=shop.signer("chi"), **shop.words("chi", dossier))
    dossier = shop.fresh(dossier)
    paper = issue_result(dossier=dossier, signer=shop.signer("so-a"), **shop.words("van", dossier))
    assert paper.state == Paper.State.ISSUED
    text = poppler.text(read(paper.file))
    assert ANNEX in text and "VĂN BẢN ĐÃ SOẠN" in text and paper.full_number in text
    assert poppler.signatures(read(paper.file)).count("Signature is Valid") == 2
    erase_files(dossier, by=shop.actor("emi"), now=shop.now)
    assert Decision.objects.get().own_file is None
    assert not StoredFile.objects.filter(name="ket-qua.pdf").exists()


@pytest.mark.parametrize("state", [StoredFile.State.QUARANTINE, StoredFile.State.INFECTED])
def test_nobody_signs_before_the_scan_has_passed_the_file(shop, own_text, state):
    let_sign(shop.town)
    dossier = draft(shop, own_text)
    StoredFile.objects.update(state=state)
    with pytest.raises(MayNotSign, match="mã độc"):
        sign_decision(dossier=dossier, signer=shop.signer("chi"), **shop.words("chi", dossier))
    assert not Paper.objects.filter(kind="permit").exists()


@pytest.mark.long
def test_what_is_no_unsigned_pdf_or_too_long_is_refused_and_nothing_is_kept(shop, own_text):
    dossier = shop.dossier("examine")
    words = OPEN_WORDS | shop.words("emi", dossier)
    with pytest.raises(FileRefused):
        draft_decision(dossier=dossier, own_file=sent(b"PK\x03\x04 not a pdf"), **words)
    with pytest.raises(OwnFileRefused, match="hỏng"):
        draft_decision(dossier=dossier, own_file=sent(b"%PDF-1.7\n%%EOF\n"), **words)
    with pytest.raises(OwnFileRefused, match="101 trang"):
        draft_decision(dossier=dossier, own_file=sent(join_pdfs([own_text] * (MOST_PAGES + 1))), **words)
    assert not Decision.objects.exists() and not StoredFile.objects.filter(name="ket-qua.pdf").exists()


@pytest.mark.long
def test_the_deed_that_keeps_the_file_refuses_by_itself(shop, own_text):
    dossier, words = shop.dossier("examine"), {"by": shop.actor("emi"), "now": shop.now}
    with pytest.raises(FileRefused):
        keep_own_file(dossier=dossier, file=sent(b"plain words", "a.txt", "text/plain"), **words)
    with pytest.raises(OwnFileRefused):
        keep_own_file(dossier=dossier, file=sent(join_pdfs([own_text] * (MOST_PAGES + 1))), **words)
    stored, pages = keep_own_file(dossier=dossier, file=sent(own_text), **words)
    stored.refresh_from_db()
    assert stored.claimed_at is not None and pages == 1


def test_a_file_that_is_dropped_again_leaves_the_open_places_to_be_filled(shop, own_text):
    dossier = draft(shop, own_text)
    Decision.objects.filter(dossier=dossier).update(title="Đã trả lại")
    return_case(case=dossier.case, to_step="examine", reason="Sửa tệp", **shop.words("chi", dossier))
    dossier = shop.fresh(dossier)
    with pytest.raises(SaysNothing):
        draft_decision(dossier=dossier, keep_file=False, **OPEN_WORDS, **shop.words("emi", dossier))
    articles = [Decision.objects.get().articles[0], "Có giá trị 5 năm."]
    draft_decision(dossier=dossier, **OPEN_WORDS | {"articles": articles}, **shop.words("emi", dossier))
    assert Decision.objects.get().own_file is not None


@pytest.mark.long
def test_a_file_that_was_replaced_is_let_go_and_one_that_stays_is_not(shop, own_text):
    dossier = draft(shop, own_text)
    first = Decision.objects.get().own_file

    def draft_again(**words):
        case = shop.fresh(dossier).case
        give_back = {"to_step": "examine", "reason": "Sửa tệp"}
        return_case(case=case, **give_back, **shop.words("chi", shop.fresh(dossier)))
        back = shop.fresh(dossier)
        articles = {"articles": ["Có giá trị 5 năm."]}
        draft_decision(dossier=back, **OPEN_WORDS | articles | words, **shop.words("emi", back))
        return Decision.objects.get().own_file

    assert draft_again() == first
    assert StoredFile.objects.filter(pk=first.pk).exists()
    second = draft_again(own_file=sent(own_text))
    assert second != first and not StoredFile.objects.filter(pk=first.pk).exists()
    assert draft_again(keep_file=False) is None
    assert not StoredFile.objects.filter(pk=second.pk).exists()


@pytest.mark.long
def test_the_page_takes_the_file_and_says_why_it_does_not(shop, own_text):
    dossier, client = shop.dossier("examine"), shop.town.sign_in(Client(), "emi")
    page = client.get(reverse("desk_dossier", args=[dossier.case.code])).content.decode()
    assert 'enctype="multipart/form-data"' in page and "văn bản đã soạn" in page
    typed = {"title": "Giấy phép", "articles": "Mức …", "finding": "Đủ", "ver": dossier.case.ver}
    url = reverse("deed_decide", args=[dossier.case.code])
    answer = client.post(url, typed)
    assert answer.status_code == 422 and "Còn chỗ trống" in answer.content.decode()
    answer = client.post(url, typed | {"own_file": sent(b"plain words", "a.txt", "text/plain")})
    assert answer.status_code == 422 and "Mức …" in answer.content.decode()
    assert client.post(url, typed | {"own_file": sent(own_text)}).status_code == 302
    assert shop.fresh(dossier).case.step == "sign"
