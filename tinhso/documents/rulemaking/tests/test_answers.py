"""The drafter answers comments, singly or many alike; once all have one everybody reads them and who commented is told."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.town import make_citizen
from tinhso.casework.public import NotYourTurn, Stale, State
from tinhso.casework.tests.makers import NOW
from tinhso.documents.models import CommentAnswer, PublicComment
from tinhso.documents.pages.refusals import SecretDocument
from tinhso.documents.rulemaking.actions.answer_comments import answer_comments
from tinhso.documents.rulemaking.actions.close_consultation import close_consultation
from tinhso.documents.rulemaking.actions.decide_comment import decide_comment
from tinhso.documents.rulemaking.actions.publish_answers import publish_answers
from tinhso.documents.rulemaking.notices import notify_commenters
from tinhso.documents.rulemaking.personal_data import tables
from tinhso.documents.rulemaking.tests import makers as make
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.notices.models import Notice
from tinhso.kernel.site.public import EntryRefused

Decision = CommentAnswer.Decision
LATER = make.AFTER


def closed_with(office, *comments):
    """Its time is over; each of the comments is shown."""
    consultation = make.opened(office)
    for given in comments:
        comment = make.comment(consultation, **given)
        decide_comment(comment=comment, shown=True, by=office.actor("van"), now=NOW)
    close_consultation(consultation=consultation, now=LATER)
    return make.fresh(consultation)


def answer(
    office, consultation, keys, who="emi", decision=Decision.ADOPTED, text="Sửa thành 2 m.", now=LATER
):
    by = office.actor(who)
    return answer_comments(
        consultation=consultation, comments=keys, decision=decision, text=text, by=by, now=now
    )


def publish(office, consultation, who="emi"):
    publish_answers(consultation=consultation, ver=consultation.case.ver, by=office.actor(who), now=LATER)
    return make.fresh(consultation)


def keys_of(consultation):
    return list(consultation.comments.values_list("pk", flat=True))


def test_alike_comments_get_one_answer_and_another_takes_its_place(office):
    consultation = closed_with(office, {}, {"text": "Cho rộng hơn."}, {"text": "Giữ nguyên."})
    first, second, third = keys_of(consultation)
    both = answer(office, consultation, [first, second])
    assert set(both.comments.values_list("pk", flat=True)) == {first, second}
    other = answer(office, consultation, [second, third], decision=Decision.REJECTED, text="Vỉa hè hẹp.")
    assert set(both.comments.values_list("pk", flat=True)) == {first} and other.comments.count() == 2
    assert EventRow.objects.filter(name="documents.CommentsAnswered").count() == 2


def test_an_answer_says_why_to_comments_of_this_draft_by_its_drafter(office):
    consultation = closed_with(office, {})
    keys = keys_of(consultation)
    for who in ("kim", "chi", "van"):
        with pytest.raises(NotYourTurn):
            answer(office, consultation, keys, who=who)
    with pytest.raises(SecretDocument):
        answer(office, consultation, keys, text="(Mật)")
    for text in (" ", "a" * 4001):
        with pytest.raises(EntryRefused, match="vì sao"):
            answer(office, consultation, keys, text=text)
    for wrong in ([], [*keys, 0]):
        with pytest.raises(EntryRefused, match="ít nhất một góp ý"):
            answer(office, consultation, wrong)
    answer(office, consultation, keys)
    consultation = publish(office, consultation)
    with pytest.raises(NotYourTurn):
        answer(office, consultation, keys)


def test_answers_are_published_together_when_none_is_missing(office):
    consultation = closed_with(office, {}, {"paragraph": 0, "quote": "", "text": "Đồng ý."})
    first, second = keys_of(consultation)
    answer(office, consultation, [first])
    ver, by = consultation.case.ver, office.actor("emi")
    with pytest.raises(EntryRefused, match="Còn 1 góp ý"):
        publish_answers(consultation=consultation, ver=ver, by=by, now=LATER)
    with pytest.raises(Stale):
        publish_answers(consultation=consultation, ver=ver + 1, by=by, now=LATER)
    with pytest.raises(NotYourTurn):
        publish_answers(consultation=consultation, ver=ver, by=office.actor("kim"), now=LATER)
    answer(office, consultation, [second])
    consultation = publish(office, consultation)
    assert consultation.case.state == State.DONE and consultation.is_answered
    assert EventRow.objects.filter(name="documents.AnswersPublished").count() == 1


def test_who_commented_with_an_account_is_told_once(office):
    by = office.actor("an")
    consultation = closed_with(office, {"by": by}, {"by": by, "text": "Thêm."}, {})
    assert notify_commenters(consultation.pk, now=LATER) == 0
    answer(office, consultation, keys_of(consultation))
    (table,) = tables(by)
    assert [row["tra_loi"] for row in table.rows] == ["", ""]
    publish(office, consultation)
    assert notify_commenters(consultation.pk, now=LATER) == notify_commenters(consultation.pk, now=LATER) == 1
    notice = Notice.objects.get(topic="documents.consultation")
    newest = PublicComment.objects.filter(author=office.an).latest("pk")
    assert notice.path == reverse("public_comment", args=[newest.receipt])
    (table,) = tables(by)
    assert [row["tra_loi"] for row in table.rows] == ["Sửa thành 2 m."] * 2


def test_everybody_reads_the_answers_only_once_they_are_published(office, client, monkeypatch):
    consultation = closed_with(office, {})
    comment = consultation.comments.get()
    answer(office, consultation, [comment.pk])
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: LATER)
    pages = [
        reverse("consultation_paragraph", args=[consultation.case.code, make.POINT]),
        reverse("public_comment", args=[comment.receipt]),
    ]
    assert not any("Sửa thành 2 m." in client.get(url).content.decode() for url in pages)
    publish(office, consultation)
    assert all("Sửa thành 2 m." in client.get(url).content.decode() for url in pages)
    page = client.get(reverse("consultation", args=[consultation.case.code])).content.decode()
    assert "Đã công bố tiếp thu, giải trình" in page and "Tiếp thu một phần" in page


def with_five_hundred(office):
    consultation = make.opened(office)
    citizens = [make_citizen(f"c{n}", f"Lê Văn {n}", f"0380900{n:05d}") for n in range(3)]
    rows = [
        PublicComment(
            consultation=consultation,
            paragraph=make.POINT if n % 2 else 0,
            text=f"Nên cho 2 m, ý kiến {n}" if n % 2 else f"Đồng ý {n}",
            author=citizens[n % 3],
            receipt=f"{n:032x}",
            written_at=NOW + timedelta(seconds=n),
        )
        for n in range(500)
    ]
    PublicComment.objects.bulk_create(rows)
    return consultation


def publish_on_the_page(client, consultation, given):
    """Not before the last comment has an answer."""
    code = consultation.case.code
    url = reverse("answer_consultation", args=[code])
    publishing = reverse("consultation_deed", args=[code, "cong-bo"])
    ver = consultation.case.ver
    refused = client.post(publishing, {"ver": ver})
    assert refused.status_code == 422 and "Còn 250 góp ý" in refused.content.decode()
    rest = given | {"every": "on", "decision": "adopted", "text": "Cảm ơn."}
    assert client.post(url, rest).status_code == 302
    assert "còn 0" in client.get(reverse("consultation_desk", args=[code])).content.decode()
    assert client.get(publishing).status_code == 200
    assert client.post(publishing, {"ver": ver}).status_code == 302
    assert client.get(url).status_code == 403


@pytest.mark.long
def test_five_hundred_comments_are_answered_in_groups_on_the_page(
    office, client, monkeypatch, django_assert_max_num_queries
):
    consultation = with_five_hundred(office)
    close_consultation(consultation=consultation, now=LATER)
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: LATER)
    code = consultation.case.code
    url = reverse("answer_consultation", args=[code])
    office.sign_in(client, "kim")
    assert client.get(url).status_code == 403
    office.sign_in(client, "emi")
    with django_assert_max_num_queries(18):
        page = client.get(url, {"doan": make.POINT}).content.decode()
    assert "250 góp ý." in page and "Nên cho 2 m, ý kiến 1" in page
    newest = PublicComment.objects.filter(paragraph=make.POINT).latest("pk").pk
    given = {"decision": "partly", "text": "Cho 1,8 m.", "newest": newest}
    assert client.post(url, given).status_code == 422
    narrowed = f"{url}?doan={make.POINT}&q=2+m"
    assert client.post(narrowed, given | {"text": ""}).status_code == 422
    late = PublicComment.objects.create(
        consultation=consultation, paragraph=make.POINT, text="2 m, sau", receipt="f" * 32, written_at=LATER
    )
    with django_assert_max_num_queries(30):
        assert client.post(narrowed, given | {"every": "on"}).status_code == 302
    assert CommentAnswer.objects.get().comments.count() == 250
    late.refresh_from_db()
    assert late.answer is None
    assert "250 góp ý." in client.get(url, {"loai": "da-tra-loi"}).content.decode()
    chosen = {"chosen": [late.pk], "decision": "rejected", "text": "Muộn."}
    assert client.post(url, chosen).status_code == 302
    publish_on_the_page(client, make.fresh(consultation), given | {"newest": late.pk})
    assert notify_commenters(consultation.pk, now=LATER) == 3
