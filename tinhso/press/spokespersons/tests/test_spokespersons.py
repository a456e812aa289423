"""Who speaks for an agency, and in which legal forms of the day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.town import DAY
from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.site.public import EntryRefused
from tinhso.press.articles.permissions import PressForbidden
from tinhso.press.models import Spokesperson, Statement
from tinhso.press.spokespersons.actions.end_spokesperson import end_spokesperson
from tinhso.press.spokespersons.actions.note_statement import note_statement
from tinhso.press.spokespersons.actions.register_spokesperson import register_spokesperson
from tinhso.press.spokespersons.legal_forms import forms_on
from tinhso.press.spokespersons.own_contact import spokespersons_own
from tinhso.press.spokespersons.permissions import can_register, can_state

PERSON = {"full_name": "Tống Văn Phát", "position": "Chánh Văn phòng", "mandate": "named"}
PERSON |= {"phone": "0237 3852 246", "email": "phat.ngon@so.example.vn", "starts": date(2024, 1, 1)}
STATEMENT = {"form": "correction", "subject": "Về đoạn đường hỏng", "url": "", "at": NOW, "happened_at": None}
IN_2026 = datetime(2026, 7, 6, 2, 0, tzinfo=UTC)


def registered(town, *, who="chi", **words):
    return register_spokesperson(**PERSON | words, by=town.actor(who), now=NOW)


def test_the_register_tells_the_public_who_speaks_today(press_desk, client, django_assert_max_num_queries):
    row = registered(press_desk)
    assert registered(press_desk) == row and Spokesperson.objects.count() == 1
    registered(press_desk, full_name="Người Mai Sau", starts=DAY + timedelta(days=1))
    with django_assert_max_num_queries(12):
        text = client.get("/nguoi-phat-ngon/").content.decode()
    assert "Tống Văn Phát" in text and "tel:02373852246" in text and "Người Mai Sau" not in text
    assert "Đề nghị cải chính" in text and "NĐ 09/2017/NĐ-CP" in text
    contacts = [("phone", "02373852246"), ("email", "phat.ngon@so.example.vn"), ("name", "so.example.vn")]
    assert [len(spokespersons_own(kind, value, DAY)) for kind, value in contacts] == [1, 1, 0]
    end_spokesperson(spokesperson=row, ends=DAY, by=press_desk.actor("chi"), now=NOW)
    end_spokesperson(spokesperson=row, ends=DAY + timedelta(days=9), by=press_desk.actor("chi"), now=NOW)
    row.refresh_from_db()
    assert row.ends == DAY and "Tống Văn Phát" not in client.get("/nguoi-phat-ngon/").content.decode()
    names = EventRow.objects.filter(name__startswith="press.Spokesperson").values_list("name", flat=True)
    assert sorted(names) == ["press.SpokespersonEnded", *["press.SpokespersonRegistered"] * 2]


def test_the_head_and_the_press_editor_keep_the_register(press_desk):
    assert can_register(press_desk.actor("chi")) and can_register(press_desk.actor("bien"))
    assert can_state(press_desk.actor("hang")) and can_state(press_desk.actor("chi"))
    for who in ("viet", "binh", "an"):
        assert not can_register(press_desk.actor(who)) and not can_state(press_desk.actor(who))
        with pytest.raises(PressForbidden):
            register_spokesperson(**PERSON, by=press_desk.actor(who), now=NOW)
    row = registered(press_desk)
    with pytest.raises(PressForbidden):
        end_spokesperson(spokesperson=row, ends=DAY, by=press_desk.actor("xa"), now=NOW)
    with pytest.raises(EntryRefused):
        end_spokesperson(spokesperson=row, ends=date(2023, 1, 1), by=press_desk.actor("chi"), now=NOW)


def test_a_spokesperson_is_entered_whole(press_desk):
    wrong = ({"full_name": "x"}, {"position": " "}, {"phone": "gọi tôi"}, {"mandate": "x"},
             {"starts": date(1990, 1, 1)})  # fmt: skip
    for words in wrong:
        given = PERSON | words
        with pytest.raises(EntryRefused):
            register_spokesperson(**given, by=press_desk.actor("chi"), now=NOW)


def test_a_statement_has_a_legal_form_of_its_day(press_desk):
    assert (len(forms_on(DAY)), len(forms_on(IN_2026.date()))) == (6, 5)
    row, hang = registered(press_desk), press_desk.actor("hang")
    note_statement(spokesperson=row, **STATEMENT, by=hang, now=NOW)
    given = STATEMENT | {"at": IN_2026}
    with pytest.raises(EntryRefused) as refused:
        note_statement(spokesperson=row, **given, by=hang, now=IN_2026)
    assert refused.value.field == "form" and "06/07/2026" in str(refused.value)
    note_statement(spokesperson=row, **given | {"form": "portal"}, by=hang, now=IN_2026)
    assert Statement.objects.count() == 2


def test_the_first_statement_about_a_sudden_event_has_its_hours(press_desk):
    row, hang = registered(press_desk), press_desk.actor("hang")
    for hours, late in ((23, False), (25, True)):
        happened = NOW - timedelta(hours=hours)
        found = note_statement(spokesperson=row, **STATEMENT | {"happened_at": happened}, by=hang, now=NOW)
        assert found.is_late is late and found.due_at == happened + timedelta(hours=24)
    assert EventRow.objects.filter(name="press.StatementNoted").count() == 2


def test_no_link_of_a_strange_scheme_can_be_stored(press_desk):
    row = note_statement(
        spokesperson=registered(press_desk), **STATEMENT, by=press_desk.actor("hang"), now=NOW
    )
    for address in ("javascript:alert(1)", "//x.vn/", "/\\x.vn/"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Statement.objects.filter(pk=row.pk).update(url=address)


def test_a_form_sent_twice_makes_one_statement(press_desk):
    row, hang = registered(press_desk), press_desk.actor("hang")
    first = note_statement(spokesperson=row, **STATEMENT, by=hang, now=NOW)
    soon = NOW + timedelta(seconds=20)
    assert note_statement(spokesperson=row, **STATEMENT | {"at": soon}, by=hang, now=soon) == first
    later = NOW + timedelta(hours=2)
    assert note_statement(spokesperson=row, **STATEMENT | {"at": later}, by=hang, now=later) != first
    assert Statement.objects.count() == 2


def test_what_is_no_statement_is_refused(press_desk):
    row, hang = registered(press_desk), press_desk.actor("hang")
    wrong = ({"form": "poster"}, {"subject": "x"}, {"url": "javascript:x"}, {"url": "//x.vn/"}, {"url": "/\\x.vn/"}, {"at": NOW + timedelta(hours=1)},
             {"happened_at": NOW + timedelta(hours=1)}, {"at": NOW - timedelta(days=300)})  # fmt: skip
    for words in wrong:
        with pytest.raises(EntryRefused):
            note_statement(spokesperson=row, **STATEMENT | words, by=hang, now=NOW)
    with pytest.raises(EntryRefused):
        note_statement(spokesperson=row, **STATEMENT, by=press_desk.actor("phat"), now=NOW)
    with pytest.raises(PressForbidden):
        note_statement(spokesperson=row, **STATEMENT, by=press_desk.actor("bien"), now=NOW)


def test_the_agency_keeps_its_own_by_its_pages(press_desk, client, django_assert_max_num_queries):
    register = "/can-bo/nguoi-phat-ngon/"
    press_desk.sign_in(client, "chi")
    form = PERSON | {"starts": "01/01/2024"}
    assert client.post(f"{register}moi/", form | {"phone": "x"}).status_code == 422
    assert client.post(f"{register}moi/", form).status_code == 302
    row = Spokesperson.objects.get()
    statement = {
        "spokesperson": row.pk,
        "form": "interview",
        "subject": "Về đoạn đường",
        "happened_at": "07/03/2024 08:00",
    }
    assert client.post(f"{register}phat-ngon/", statement).status_code == 302
    for path in (register, f"{register}moi/", f"{register}phat-ngon/", f"{register}{row.pk}/thoi/"):
        with django_assert_max_num_queries(30):
            assert client.get(path).status_code == 200, path
    assert "Trả lời phỏng vấn" in client.get(register).content.decode()
    assert client.post(f"{register}{row.pk}/thoi/", {"ends": "08/03/2024"}).status_code == 302
    press_desk.sign_in(client, "xa")
    assert client.get(f"{register}{row.pk}/thoi/").status_code == 404
    press_desk.sign_in(client, "viet")
    assert client.get(register).status_code == 403
