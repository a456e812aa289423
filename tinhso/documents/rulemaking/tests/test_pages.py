"""The pages of drafts of rules: for everybody without an account, for the desk, bounded."""

from datetime import date

from django.core.cache import cache
from django.urls import reverse

from tests.town import FOREVER
from tinhso.casework.tests.makers import NOW
from tinhso.documents.models import Consultation, PublicComment
from tinhso.documents.rulemaking.actions.decide_comment import decide_comment
from tinhso.documents.rulemaking.tests import makers as make
from tinhso.kernel.law.models import Rule


def let_through(office, consultation, **changes):
    comment = make.comment(consultation, **changes)
    decide_comment(comment=comment, shown=True, by=office.actor("van"), now=NOW)
    return comment


def words(client, name, *args, **query):
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_anybody_reads_a_draft_paragraph_by_paragraph(office, client, django_assert_max_num_queries):
    consultation = make.opened(office)
    for n in range(30):
        let_through(office, consultation, text=f"Góp ý {n}")
    make.comment(consultation, text="Còn chờ duyệt")
    code = consultation.case.code
    with django_assert_max_num_queries(12):
        page = words(client, "consultations")
    assert make.TITLE in page and "30 góp ý đã đăng" in page and "08/04/2024" in page
    with django_assert_max_num_queries(12):
        page = words(client, "consultation", code)
    assert "Điểm a khoản 1 Điều 1: 30 góp ý" in page and "Xin ý kiến về chiều rộng." in page
    assert "Báo cáo nội bộ" not in page
    with django_assert_max_num_queries(12):
        page = words(client, "consultation_paragraph", code, make.POINT)
    assert "Góp ý 29" in page and "Còn chờ duyệt" not in page and "tối đa 1,5 m" in page
    assert "Không có dự thảo nào" in words(client, "consultations", loai="da-het")
    assert make.TITLE in words(client, "consultation_feed")


def test_what_is_not_opened_does_not_exist_for_the_public(office, client):
    consultation = make.propose(office)
    code = consultation.case.code
    assert client.get(reverse("consultation", args=[code])).status_code == 404
    assert client.get(reverse("consultation_paragraph", args=[code, 1])).status_code == 404
    assert client.get(reverse("public_comment", args=["0" * 32])).status_code == 404
    assert make.TITLE not in words(client, "consultations") + words(client, "consultation_feed")


def test_a_visitor_comments_on_a_page_and_finds_the_comment_again(office, client):
    consultation = make.opened(office)
    url = reverse("consultation_paragraph", args=[consultation.case.code, make.POINT])
    wrong = client.post(url, {"text": "Nên cho 2 m.", "quote": "chữ khác", "organisation": ""})
    assert wrong.status_code == 422 and "không có trong đoạn" in wrong.content.decode()
    assert "Nên cho 2 m." in wrong.content.decode()
    assert client.post(url, {"text": "a" * 4001}).status_code == 422
    sent = client.post(url, {"text": "Nên cho 2 m.", "quote": "1,5 m", "organisation": "Hội Phụ nữ xã"})
    comment = PublicComment.objects.get()
    assert sent["Location"] == reverse("public_comment", args=[comment.receipt])
    page = client.get(sent["Location"]).content.decode()
    assert "Chờ duyệt" in page and "Hội Phụ nữ xã" in page
    whole = reverse("consultation_paragraph", args=[consultation.case.code, 0])
    assert "Chép đúng" not in client.get(whole).content.decode()
    assert client.post(whole, {"text": "Đồng ý.", "organisation": ""}).status_code == 302
    missing = reverse("consultation_paragraph", args=[consultation.case.code, 8])
    assert client.get(missing).status_code == 404


def test_after_the_last_day_it_is_read_and_takes_nothing(office, client, monkeypatch):
    consultation = make.opened(office)
    let_through(office, consultation)
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: make.AFTER)
    url = reverse("consultation_paragraph", args=[consultation.case.code, make.POINT])
    page = client.get(url).content.decode()
    assert "Đã hết thời hạn góp ý" in page and "Gửi góp ý" not in page
    assert client.post(url, {"text": "Muộn", "quote": "", "organisation": ""}).status_code == 422
    assert make.TITLE in words(client, "consultations", loai="da-het")
    assert make.TITLE not in words(client, "consultation_feed")


def test_a_flood_is_slowed_and_nothing_of_it_is_written(office, client):
    cache.clear()
    Rule.objects.create(key="flood.public_comment.nobody", value=2, valid=FOREVER, source="thử")
    consultation = make.opened(office)
    url = reverse("consultation_paragraph", args=[consultation.case.code, 0])
    answers = [client.post(url, {"text": f"Góp ý {n}", "organisation": ""}) for n in range(3)]
    assert [one.status_code for one in answers] == [302, 302, 429]
    assert PublicComment.objects.count() == 2


def test_the_drafter_proposes_and_the_head_opens_on_pages(office, client):
    document = make.rule_draft(office)
    url = reverse("propose_consultation", args=[document.case.code])
    office.sign_in(client, "emi")
    assert reverse("propose_consultation", args=[document.case.code]) in words(
        client, "outgoing_document", document.case.code
    )
    assert client.get(url).status_code == 200
    assert client.post(url, {"ver": 1, "summary": "x"}).status_code == 422
    made = client.post(url, {"ver": document.case.ver, "summary": "Xin ý kiến."})
    consultation = Consultation.objects.get()
    code = consultation.case.code
    assert made["Location"] == reverse("consultation_desk", args=[code])
    open_url = reverse("consultation_deed", args=[code, "mo"])
    assert client.get(open_url).status_code == 403
    office.sign_in(client, "hai")
    assert client.get(reverse("consultation_desk", args=[code])).status_code == 404
    assert client.get(url).status_code == 404
    office.sign_in(client, "chi")
    assert "Mở lấy ý kiến" in words(client, "consultation_desk", code)
    assert "07/04/2024" in client.get(open_url).content.decode()
    ver = Consultation.objects.whole().get().case.ver
    early = client.post(open_url, {"ver": ver, "closes_on": "20/3/2024"})
    assert early.status_code == 422 and "ít nhất 30 ngày" in early.content.decode()
    assert client.post(open_url, {"ver": ver + 1, "closes_on": "08/4/2024"}).status_code == 422
    assert client.get(reverse("consultation_deed", args=[code, "khac"])).status_code == 404
    assert client.post(open_url, {"ver": ver, "closes_on": "08/4/2024"}).status_code == 302
    assert Consultation.objects.get().closes_on == date(2024, 4, 8)


def test_a_head_declines_on_a_page(office, client):
    consultation = make.propose(office)
    office.sign_in(client, "chi")
    url = reverse("consultation_deed", args=[consultation.case.code, "khong-mo"])
    assert client.get(url).status_code == 200
    assert client.post(url, {"ver": consultation.case.ver, "reason": ""}).status_code == 422
    assert client.post(url, {"ver": consultation.case.ver, "reason": "Chưa đủ"}).status_code == 302
    assert "Không mở" in words(client, "consultation_desks")


def test_comments_are_moderated_on_a_page(office, client, django_assert_max_num_queries):
    consultation = make.opened(office)
    comments = [make.comment(consultation, text=f"Góp ý {n}") for n in range(20)]
    office.sign_in(client, "van")
    with django_assert_max_num_queries(16):
        page = words(client, "consultation_desks")
    assert "20 góp ý chờ duyệt" in page
    with django_assert_max_num_queries(16):
        page = words(client, "moderate_consultations")
    assert "Góp ý 19" in page and "Điểm a khoản 1 Điều 1" in page
    url = reverse("decide_public_comment", args=[comments[0].pk])
    assert client.post(url, {"shown": "1"}).status_code == 302
    assert client.post(reverse("decide_public_comment", args=[comments[1].pk])).status_code == 302
    assert client.post(reverse("decide_public_comment", args=[0])).status_code == 404
    states = PublicComment.objects.order_by("pk").values_list("state", flat=True)[:3]
    assert list(states) == ["shown", "hidden", "pending"]
    with django_assert_max_num_queries(22):
        page = words(client, "consultation_desk", consultation.case.code)
    assert "Góp ý 1" in page
    assert "Góp ý 5" not in words(
        client, "consultation_desk", consultation.case.code, **{"trang-thai": "shown"}
    )
    office.sign_in(client, "hai")
    assert client.post(url, {"shown": "1"}).status_code == 404
    office.sign_in(client, "emi")
    assert client.post(url, {"shown": "1"}).status_code == 403
