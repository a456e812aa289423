"""The pages: what journalists send and find again, what officers see, that nothing typed is lost."""

from uuid import uuid4

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.notices.models import Notice
from tinhso.press.models import JournalistRequest, PressIssue
from tinhso.press.questions.actions.pause_issue import pause_issue, resume_issue
from tinhso.press.questions.actions.request_correction import request_correction
from tinhso.press.tests.issue_makers import (
    answered,
    asked_question,
    assigned,
    at_answer,
    entered_issue,
    first_article,
    issue_fresh,
    published_issue,
    verified,
)

DESK = "/can-bo/bao-chi/"


def question(**words):
    given = {"client_key": str(uuid4()), "outlet": "Báo Thử", "card": "IBT 01234"}
    return given | {"subject": "Bao giờ sửa đường?", "text": "Xin cho biết ngày xong."} | words


def test_a_journalist_asks_with_outlet_and_card_and_finds_the_answer_by_code_and_card(press_desk, client):
    page = client.post("/bao-chi/hoi/", question())
    issue = PressIssue.objects.get()
    assert issue.case.code in page.content.decode() and "08/04/2024" in page.content.decode()
    assert not EventRow.objects.filter(case_id=issue.case_id, actor_id__isnull=False).exists()
    found = {"code": issue.case.code.lower(), "card": "ibt-01234"}
    assert "hạn trả lời 08/04/2024" in client.post("/bao-chi/xem/", found).content.decode()
    row, phat = assigned(press_desk, issue), press_desk.actor("phat")
    pause_issue(issue=row, ver=row.case.ver, reason="LAY_Y_KIEN", text="Hỏi Sở A.", by=phat, now=NOW)
    assert "thời hạn tạm dừng" in client.post("/bao-chi/xem/", found).content.decode()
    row = issue_fresh(row)
    resume_issue(issue=row, ver=row.case.ver, by=phat, now=NOW)
    answered(press_desk, verified(press_desk, row), measures="")
    assert "Đường sửa trong tháng." in client.post("/bao-chi/xem/", found).content.decode()
    for wrong in ({"card": "IBT99999"}, {"code": "BC-000000-0001"}, {"card": "ẞ"}):
        answer = client.post("/bao-chi/xem/", found | wrong)
        assert answer.status_code == 422 and "Đường sửa" not in answer.content.decode()
    JournalistRequest.objects.update(card="")
    assert client.post("/bao-chi/xem/", found | {"card": "-"}).status_code == 422


def test_what_a_journalist_typed_comes_back_where_something_is_wrong(press_desk, client):
    page = client.post("/bao-chi/hoi/", question(card="x!", text="y" * 4001))
    text = page.content.decode()
    assert (
        page.status_code == 422
        and "y" * 4001 in text
        and 'value="x!"' in text
        and not PressIssue.objects.exists()
    )
    page = client.post("/bao-chi/hoi/", question(card="abc"))
    assert page.status_code == 422 and "IBT01234" in page.content.decode()


def test_each_page_is_for_those_who_take_part(press_desk, client, django_assert_max_num_queries):
    issue = assigned(press_desk, entered_issue(press_desk))
    address = f"{DESK}{issue.case.code}/"
    for who, status in (("phat", 200), ("bien", 200), ("hang", 404), ("xa", 404), ("viet", 403), ("an", 403)):
        press_desk.sign_in(client, who)
        with django_assert_max_num_queries(40):
            assert client.get(address).status_code == status, who
    press_desk.sign_in(client, "phat")
    for path in (DESK, f"{DESK}?xong=1", f"{address}tep/", f"{address}viec/xac-minh/", f"{address}viec/tam-dung/",
                 f"{address}viec/chuyen-lai/", f"{address}viec/tu-choi/"):  # fmt: skip
        with django_assert_max_num_queries(40):
            assert client.get(path).status_code == 200, path
    assert client.get(f"{address}viec/dang/").status_code == 409
    assert client.get(f"{address}viec/khac/").status_code == 404
    assert client.get("/can-bo/ghi-bao-neu/").status_code == 403
    refused = client.post(
        f"{address}viec/tu-choi/", {"ver": issue.case.ver, "ground": "busy", "reason": "Bận lắm"}
    )
    assert refused.status_code == 422 and "Bận lắm" in refused.content.decode()
    press_desk.sign_in(client, "xa")
    assert issue.case.code not in client.get(DESK).content.decode()


def test_pages_of_corrections_and_of_the_public(press_desk, client, django_assert_max_num_queries):
    issue = published_issue(press_desk, answered(press_desk, at_answer(press_desk)))
    words = {"wrong": "Ba đoạn.", "right": "Hai đoạn."}
    article = first_article(issue)
    row = request_correction(outlet_article=article, **words, by=press_desk.actor("bien"), now=NOW)
    press_desk.sign_in(client, "bien")
    address = f"{DESK}{issue.case.code}/"
    for path in (f"{address}bai/{article.pk}/cai-chinh/", f"{address}cai-chinh/{row.pk}/", f"{address}bai/"):
        assert client.get(path).status_code == 200, path
    assert client.post(f"{address}cai-chinh/{row.pk}/", {"outcome": "corrected"}).status_code == 302
    client.logout()
    for path in ("/bao-chi/", "/bao-chi/hoi/", "/bao-chi/xem/", f"/bao-chi/{issue.case.code}/"):
        with django_assert_max_num_queries(12):
            assert client.get(path).status_code == 200, path
    assert "đã cải chính" in client.get(f"/bao-chi/{issue.case.code}/").content.decode()
    assert client.get(f"/bao-chi/{asked_question(press_desk).case.code}/").status_code == 404


def test_a_journalist_may_wish_for_an_appointment_and_the_spokespersons_are_told(press_desk, client):
    page = client.post("/bao-chi/hoi/", question(wished_on="08/03/2024"))
    assert page.status_code == 422 and 'value="08/03/2024"' in page.content.decode()
    client.post("/bao-chi/hoi/", question(wished_on="20/03/2024"))
    issue = PressIssue.objects.get()
    assert issue.origin == "appointment" and issue.case.due_at is not None
    row = assigned(press_desk, issue)
    notices = Notice.objects.filter(user=press_desk.phat).values_list("template", flat=True)
    assert list(notices) == ["press.issue_assigned"]
    answered(press_desk, verified(press_desk, row), answer="Gặp lúc 9 giờ tại trụ sở.", measures="")
    press_desk.sign_in(client, "phat")
    assert "muốn gặp ngày 20/03/2024" in client.get(f"{DESK}{issue.case.code}/").content.decode()
