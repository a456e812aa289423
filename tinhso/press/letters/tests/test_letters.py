"""Which official letter an issue was given out by, and which went to the competent body: by number, by whom it concerns."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.site.public import EntryRefused
from tinhso.press.articles.permissions import PressForbidden
from tinhso.press.clarifications.permissions import can_note_clarification_letter
from tinhso.press.clarifications.tests.test_clarifications import drafted
from tinhso.press.letters.actions.note_letter import MOST, note_letter, remove_letter
from tinhso.press.letters.permissions import can_note_letter, can_remove_letter
from tinhso.press.models import PressLetter
from tinhso.press.questions.permissions import can_note_issue_letter, can_remove_issue_letter
from tinhso.press.tests.issue_makers import assigned, entered_issue

LETTER = {
    "purpose": "check",
    "notation": "123/STTTT-BCXB",
    "dated": date(2024, 3, 8),
    "receiver": "UBND huyện B",
}


def noted(town, of, *, who="bien", **words):
    return note_letter(**{"client_key": uuid4(), "of": of} | LETTER | words, by=town.actor(who), now=NOW)


def test_an_issue_leads_to_the_letter_that_gave_it_out_and_to_that_of_its_result(press_desk, client):
    issue, key = assigned(press_desk, entered_issue(press_desk)), uuid4()
    letter = noted(press_desk, issue, client_key=key)
    assert noted(press_desk, issue, client_key=key) == noted(press_desk, issue) == letter
    noted(press_desk, issue, who="phat", purpose="result", notation="9/BC-SB", receiver="Sở A")
    page = press_desk.sign_in(client, "bien").get(f"/can-bo/bao-chi/{issue.case.code}/").content.decode()
    assert "123/STTTT-BCXB" in page and "Giao kiểm tra" in page and "9/BC-SB" in page
    assert "Đã ghi công văn" in page
    for _ in range(2):
        remove_letter(of=issue, letter=letter, by=press_desk.actor("bien"), now=NOW)
    assert [one.notation for one in issue.letters.all()] == ["9/BC-SB"]
    names = EventRow.objects.filter(case_id=issue.case_id, name__startswith="press.PressLetter")
    assert sorted(names.values_list("name", flat=True)) == [
        "press.PressLetterNoted",
        "press.PressLetterNoted",
        "press.PressLetterRemoved",
    ]


def test_what_goes_round_went_to_the_competent_body_alone(press_desk, client):
    row = drafted(press_desk)
    for purpose in ("check", "result", "x"):
        with pytest.raises(EntryRefused):
            noted(press_desk, row, purpose=purpose)
    letter = noted(press_desk, row, purpose="competent", receiver="Thanh tra Sở A")
    page = press_desk.sign_in(client, "bien").get(f"/can-bo/thong-tin-dinh-chinh/{row.code}/")
    assert "Thanh tra Sở A" in page.content.decode()
    assert "Thanh tra Sở A" not in client.get(f"/thong-tin-dinh-chinh/{row.code}/").content.decode()
    remove_letter(of=row, letter=letter, by=press_desk.actor("bien"), now=NOW)
    names = set(EventRow.objects.values_list("name", flat=True))
    assert {"press.ClarificationLetterNoted", "press.ClarificationLetterRemoved"} <= names
    with pytest.raises(IntegrityError), transaction.atomic():
        PressLetter.objects.create(clarification=row, by_id=1, at=NOW, client_key=uuid4(), **LETTER)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("purpose", "khac"),
        ("notation", "STTTT"),
        ("notation", "1/"),
        ("notation", "1/" + "A" * 80),
        ("notation", "<b>1/A</b>"),
        ("dated", date(2024, 3, 9)),
        ("dated", date(2010, 1, 1)),
        ("receiver", "x"),
        ("receiver", "Ông A 0912 345 678"),
        ("receiver", "x" * 201),
    ],
)
def test_a_letter_that_no_register_would_know_is_refused(press_desk, field, value):
    issue = assigned(press_desk, entered_issue(press_desk))
    with pytest.raises(EntryRefused) as refused:
        noted(press_desk, issue, **{field: value})
    assert refused.value.field == field


def test_an_issue_has_so_many_letters_and_no_more(press_desk):
    issue = assigned(press_desk, entered_issue(press_desk))
    for number in range(MOST):
        noted(press_desk, issue, notation=f"{number + 1}/A")
    with pytest.raises(EntryRefused):
        noted(press_desk, issue, notation="99/A")


def test_only_the_desk_and_the_agency_that_checks_note_letters(press_desk):
    issue, row = assigned(press_desk, entered_issue(press_desk)), drafted(press_desk)
    actors = {who: press_desk.actor(who) for who in ("bien", "phat", "hang", "xa", "viet", "an")}
    assert {who for who, by in actors.items() if can_note_issue_letter(issue, by)} == {"bien", "phat"}
    assert {who for who, by in actors.items() if can_note_clarification_letter(row, by)} == {"bien", "hang"}
    assert not can_note_clarification_letter(row, actors["xa"])
    for who in ("hang", "xa", "viet", "an"):
        assert not can_note_issue_letter(issue, actors[who])
        assert not can_note_letter(issue, actors[who])
        with pytest.raises(PressForbidden):
            noted(press_desk, issue, who=who)
        with pytest.raises(PressForbidden):
            remove_letter(of=issue, letter=noted(press_desk, issue), by=actors[who], now=NOW)


def test_the_agency_that_checks_removes_what_it_noted_and_no_letter_of_the_desk(press_desk, client):
    issue, phat = assigned(press_desk, entered_issue(press_desk)), press_desk.actor("phat")
    desks, theirs = noted(press_desk, issue), noted(press_desk, issue, who="phat", notation="9/BC")
    assert not can_remove_issue_letter(desks, issue, phat)
    assert not can_remove_letter(desks, issue, phat)
    with pytest.raises(PressForbidden):
        remove_letter(of=issue, letter=desks, by=phat, now=NOW)
    page = f"/can-bo/bao-chi/{issue.case.code}/"
    text = press_desk.sign_in(client, "phat").get(page).content.decode()
    assert f"cong-van/{theirs.pk}/bo/" in text and f"cong-van/{desks.pk}/bo/" not in text
    assert client.get(f"{page}cong-van/{desks.pk}/bo/").status_code == 403
    remove_letter(of=issue, letter=theirs, by=phat, now=NOW)
    assert [one.pk for one in issue.letters.all()] == [desks.pk]


def test_a_form_that_noted_a_letter_elsewhere_is_refused_in_words(press_desk):
    issue, key = assigned(press_desk, entered_issue(press_desk)), uuid4()
    noted(press_desk, issue, client_key=key)
    with pytest.raises(EntryRefused, match="việc khác"):
        noted(press_desk, drafted(press_desk), purpose="competent", client_key=key)


@pytest.mark.parametrize("kind", ["issue", "clarification"])
def test_pages_note_keep_what_was_typed_and_remove(press_desk, client, kind, django_assert_max_num_queries):
    if kind == "issue":
        of = assigned(press_desk, entered_issue(press_desk))
        base = f"/can-bo/bao-chi/{of.case.code}/cong-van/"
    else:
        of = drafted(press_desk)
        base = f"/can-bo/thong-tin-dinh-chinh/{of.code}/cong-van/"
    strangers = [("an", 403), ("viet", 403), ("xa", 404)] + [("hang", 404)] * (kind == "issue")
    for who, status in strangers:
        assert press_desk.sign_in(client, who).get(base).status_code == status, who
    press_desk.sign_in(client, "bien")
    with django_assert_max_num_queries(40):
        assert client.get(base).status_code == 200
    sent = {"client_key": str(uuid4()), "purpose": "competent", "notation": "12/A", "dated": "08/03/2024"}
    wrong = client.post(base, sent | {"receiver": "x"})
    assert wrong.status_code == 422 and 'value="12/A"' in wrong.content.decode()
    assert client.post(base, sent | {"receiver": "Công an tỉnh"}).status_code == 302
    letter = PressLetter.objects.get()
    assert "12/A" in client.get(f"{base}{letter.pk}/bo/").content.decode()
    assert client.get(f"{base}{letter.pk + 1}/bo/").status_code == 404
    assert client.post(f"{base}{letter.pk}/bo/").status_code == 302 and not PressLetter.objects.exists()
