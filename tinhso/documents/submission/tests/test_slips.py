"""A draft is laid before a leader by a slip: written by its drafter, directed by the leader, printed; for others it is not there."""

import pytest
from django.urls import reverse

from tests.town import make_officer
from tinhso.casework.public import NotYourTurn, Stale
from tinhso.casework.tests.makers import NOW
from tinhso.documents.models import SlipDirection, SubmissionSlip
from tinhso.documents.outgoing.actions.return_draft import return_draft
from tinhso.documents.outgoing.tests import makers as make
from tinhso.documents.outgoing.tests.test_restricted import text_of
from tinhso.documents.pages.refusals import DocumentsForbidden, SecretDocument
from tinhso.documents.submission.actions.direct_slip import direct_slip
from tinhso.documents.submission.actions.write_slip import write_slip
from tinhso.documents.submission.permissions import can_direct
from tinhso.documents.submission.slips import SlipWords
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.people.roles import Head
from tinhso.kernel.site.public import EntryRefused

WORDS = SlipWords(
    matter="Ban hành công văn đôn đốc chuyển đổi số",
    legal_basis="Nghị định số 30/2020/NĐ-CP",
    opinions="Văn phòng nhất trí",
    proposal="Kính trình Giám đốc xem xét, ký ban hành",
)
Decision = SlipDirection.Decision


@pytest.fixture
def leader(office):
    office.deputy = make_officer("pho", "Tạ Thị Phó", office.agency_a, "Phó Giám đốc", Head)
    return office.deputy


def write(office, document, who="emi", **changes):
    given = {"ver": document.case.ver, "leader": office.deputy, "words": WORDS}
    return write_slip(document=document, by=office.actor(who), now=NOW, **given | changes)


def direct(office, slip, who="deputy", decision=Decision.AGREED, text=""):
    slip = SubmissionSlip.objects.select_related("document__case").get(pk=slip.pk)
    return direct_slip(slip=slip, decision=decision, text=text, by=office.actor(who), now=NOW)


@pytest.fixture(autouse=True)
def _named(leader):
    return leader


def test_the_leader_reads_the_draft_once_it_is_sent_and_directs_before_it_is_signed(office):
    document = make.draft(office)
    slip = write(office, document)
    assert write(office, document, words=SlipWords("Khác", proposal="Ký")).pk == slip.pk
    with pytest.raises(DocumentsForbidden):
        direct(office, slip)
    sent = make.send(office, document)
    assert sent.seats.filter(officer=office.deputy).exists()
    for who in ("chi", "emi", "van", "hai"):
        with pytest.raises(DocumentsForbidden):
            direct(office, slip, who)
    with pytest.raises(EntryRefused, match="vì sao"):
        direct(office, slip, decision=Decision.DECLINED)
    with pytest.raises(EntryRefused, match="2000"):
        direct(office, slip, text="x" * 2001)
    with pytest.raises(SecretDocument):
        direct(office, slip, text="MẬT")
    first = direct(office, slip, decision=Decision.CHANGED, text="Rút ngắn thời hạn")
    assert direct(office, slip, decision=Decision.CHANGED, text=" Rút ngắn thời hạn ") == first, "sent twice"
    return_draft(document=sent, ver=sent.case.ver, reason="Sửa theo ý kiến", by=office.actor("chi"), now=NOW)
    document = make.fresh(document)
    second = write(office, document)
    assert (second.number, slip.directions.count()) == (2, 1)
    make.send(office, document)
    with pytest.raises(EntryRefused, match="mới hơn"):
        direct(office, slip)
    direct(office, second)
    names = list(EventRow.objects.filter(name__contains="Slip").order_by("pk").values_list("name", flat=True))
    assert names.count("documents.SubmissionSlipDirected") == 2 and len(names) == 5


def test_what_is_no_slip_is_refused(office):
    document = make.draft(office)
    for words, field in (
        (SlipWords(" ", proposal="x"), "matter"),
        (SlipWords("x"), "proposal"),
        (SlipWords("x", legal_basis="x" * 5001, proposal="x"), "legal_basis"),
    ):
        with pytest.raises(EntryRefused) as refused:
            write(office, document, words=words)
        assert refused.value.field == field
    for who in (office.emi, office.hai):
        with pytest.raises(EntryRefused, match="lãnh đạo"):
            write(office, document, leader=who)
    with pytest.raises(SecretDocument):
        write(office, document, words=SlipWords("x", opinions="một\nTỐI MẬT", proposal="x"))
    with pytest.raises(Stale):
        write(office, document, ver=99)
    with pytest.raises(NotYourTurn):
        write(office, document, who="kim")
    slip = write(office, document)
    assert not can_direct(slip, office.actor("deputy")) and not can_direct(slip, office.actor("chi"))


@pytest.mark.long
def test_it_is_written_directed_and_printed_on_pages(office, client, tmp_path, django_assert_max_num_queries):
    document = make.draft(office)
    code = document.case.code
    page, form, say = (
        reverse(name, args=[code]) for name in ("submission_slip", "write_slip", "direct_slip")
    )
    office.sign_in(client, "emi")
    assert "Chưa có phiếu trình" in client.get(page).content.decode()
    assert client.get(say).status_code == 404
    given = {
        "ver": document.case.ver, "leader": office.deputy.pk, "matter": "Đôn đốc <b>báo cáo</b>",
        "legal_basis": "", "opinions": "Một\nHai", "proposal": "Ký ban hành",
    }  # fmt: skip
    for wrong in ({"matter": ""}, {"leader": office.emi.pk}, {"proposal": "x" * 5001}, {"ver": "9"}):
        answer = client.post(form, given | wrong)
        assert answer.status_code == 422 and "Hai" in answer.content.decode()
    assert client.post(form, given)["Location"] == page
    with django_assert_max_num_queries(30):
        words = client.get(page).content.decode()
    assert "&lt;b&gt;báo cáo" in words and "Cho ý kiến" not in words
    make.send(office, document)
    assert client.get(form).status_code == 403
    office.sign_in(client, "deputy")
    assert "Cho ý kiến" in client.get(page).content.decode()
    assert client.post(say, {"decision": "declined", "text": ""}).status_code == 422
    assert client.post(say, {"decision": "changed", "text": "Rút hạn còn 5 ngày"}).status_code == 302
    pdf = client.get(reverse("submission_slip_pdf", args=[code]))
    printed = " ".join(text_of(pdf.content, tmp_path).split())
    for expected in ("PHIẾU TRÌNH", "Kính trình: Tạ Thị Phó", "Rút hạn còn 5 ngày", "NGƯỜI TRÌNH"):
        assert expected in printed, printed
    for who in ("kim", "hai"):
        office.sign_in(client, who)
        for name in ("submission_slip", "write_slip", "direct_slip", "submission_slip_pdf"):
            assert client.get(reverse(name, args=[code])).status_code == 404
