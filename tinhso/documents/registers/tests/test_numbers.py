"""Numbers are given in order, each once, without a gap; whoever may not is refused; a mark of secrecy leaves no trace."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from tinhso.casework.tests.makers import NOW
from tinhso.documents.layout.document_types import every_type, type_of
from tinhso.documents.models import RegisterNumber
from tinhso.documents.pages.refusals import MARKED_LAW, DocumentsForbidden, SecretDocument
from tinhso.documents.public import NotReserved, UnknownType, give_number, release_number, reserve_number
from tinhso.documents.registers.permissions import can_keep_register, can_read_register
from tinhso.documents.registers.report_number import take_number
from tinhso.documents.registers.secrecy import check_not_secret
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.events.public import SYSTEM, Actor
from tinhso.kernel.site.public import EntryRefused

DAY = NOW.date()
State = RegisterNumber.State


def give(town, code="QD", who="van", title="Về việc kiện toàn tổ công tác", day=DAY, **more):
    kind = type_of(code, day)
    return give_number(
        agency=town.agency_a, kind=kind, title=title, day=day, by=town.actor(who), now=NOW, **more
    )


def reserve(town, code="QD", who="van", reason="Kỷ niệm chương, ban hành sáng mai", secrecy=""):
    return reserve_number(
        agency=town.agency_a,
        kind=type_of(code, DAY),
        reason=reason,
        secrecy=secrecy,
        day=DAY,
        by=town.actor(who),
        now=NOW,
    )


def test_twenty_nine_types_with_abbreviations_and_two_without():
    types = every_type()
    assert len(types) == 29 and len({one.code for one in types}) == 29
    assert sorted(one.name for one in types if not one.abbreviation) == ["Công văn", "Thư công"]
    with pytest.raises(UnknownType):
        type_of("QD", date(2019, 1, 1))


def test_each_agency_year_and_type_counts_for_itself(office):
    first, second, letter = give(office), give(office), give(office, "CV")
    assert [first.full_number, second.full_number] == ["01/QĐ-SA", "02/QĐ-SA"]
    assert letter.full_number == "01/SA" and give(office, "CV", unit="VP").full_number == "02/SA-VP"
    assert give(office, day=date(2025, 1, 2)).number == 1
    assert EventRow.objects.filter(name="documents.DocumentNumberGiven").count() == 5


def test_a_reserved_number_is_given_to_its_document_once_and_never_to_another(office):
    held = reserve(office)
    assert (held.number, held.state, held.by) == (1, State.RESERVED, office.van)
    assert give(office).number == 2
    used = give(office, reserved=held)
    assert (used.pk, used.number, used.state) == (held.pk, 1, State.USED)
    with pytest.raises(NotReserved):
        give(office, reserved=held)
    with pytest.raises(NotReserved):
        give(office, "TB", reserved=reserve(office))


def test_a_released_number_keeps_its_place_and_its_reason(office):
    held = reserve(office)
    with pytest.raises(EntryRefused):
        release_number(number=held, reason=" ", by=office.actor("van"), now=NOW)
    row = release_number(number=held, reason="Không ban hành nữa", by=office.actor("van"), now=NOW)
    assert (row.state, row.released_by, row.released_at) == (State.UNUSED, office.van, NOW)
    assert give(office).number == 2
    with pytest.raises(EntryRefused):
        release_number(number=held, reason="Lần nữa", by=office.actor("van"), now=NOW)
    with pytest.raises(SecretDocument):
        release_number(number=reserve(office), reason="Mật", by=office.actor("van"), now=NOW)


def test_only_the_clerk_of_the_agency_keeps_its_register(office):
    held = reserve(office)
    for who in ("chi", "emi", "bao", "an"):
        with pytest.raises(DocumentsForbidden):
            give(office, who=who)
        with pytest.raises(DocumentsForbidden):
            reserve(office, who=who)
        with pytest.raises(DocumentsForbidden):
            release_number(number=held, reason="Thôi", by=office.actor(who), now=NOW)
    assert not can_keep_register(office.agency_b.pk, office.actor("van"))
    assert not can_keep_register(office.agency_a.pk, Actor())
    assert can_keep_register(office.agency_a.pk, SYSTEM)
    assert not can_read_register(office.agency_a.pk, office.actor("emi"))
    assert not can_read_register(office.agency_a.pk, office.actor("bao"))
    assert can_read_register(office.agency_a.pk, office.actor("chi"))
    with pytest.raises(EntryRefused):
        reserve(office, reason=" ")


SECRETS = [
    ("mat", "Báo cáo thường"),
    ("toi_mat", "Báo cáo thường"),
    ("tuyet_mat", "Báo cáo thường"),
    ("", "MẬT"),
    ("", "Báo cáo tình hình (Tối mật)"),
    ("", "Độ mật: Tuyệt mật\nBáo cáo"),
    ("", "Kế hoạch\n  TUYỆT MẬT  \nnăm 2024"),
]


@pytest.mark.parametrize(("mark", "words"), SECRETS)
def test_nothing_of_a_secret_document_is_written_down(office, client, caplog, mark, words):
    """No row, no event, no line of the log: and the page says the law without repeating the words."""
    events = EventRow.objects.count()
    with pytest.raises(SecretDocument) as refused:
        reserve(office, secrecy=mark, reason=words)
    if not mark:
        with pytest.raises(SecretDocument):
            give(office, title=words)
    assert MARKED_LAW in str(refused.value) and words not in str(refused.value)
    office.sign_in(client, "van")
    caplog.set_level(logging.DEBUG)
    given = {"kind": "QD", "secrecy": mark, "reason": words}
    page = client.post("/can-bo/van-ban/so-di/giu-so/", given)
    assert page.status_code == 422 and MARKED_LAW in page.content.decode()
    assert not RegisterNumber.objects.exists()
    assert not EventRow.objects.filter(name__startswith="documents.").exists()
    assert EventRow.objects.count() == events
    assert not any(words in record.getMessage() for record in caplog.records)


@pytest.mark.parametrize(
    "words", ["Quy chế bảo vệ bí mật nhà nước", "Danh mục bí mật nhà nước độ Tối mật", "Mất mùa", "Bảo mật"]
)
def test_prose_about_secrets_is_no_mark(words):
    check_not_secret("", [words])


def test_a_number_for_another_system_is_the_next_of_the_register(office):
    report = {"agency": office.agency_a, "kind": "BC", "day": DAY, "now": NOW}
    assert take_number(by=office.actor("van"), **report) == 1
    assert take_number(by=office.actor("van"), title="Báo cáo năm", **report) == 2
    assert RegisterNumber.objects.get(number=2).title == "Báo cáo năm"
    with pytest.raises(DocumentsForbidden):
        take_number(by=office.actor("chi"), **report)


def test_the_database_itself_refuses_a_number_twice(office):
    first = give(office)
    first.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save(force_insert=True)


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_many_clerks_at_once_get_no_double_and_leave_no_gap(office):
    """A deed that fails gives its number back; reserved ones stand in the same row."""

    def deed(turn):
        try:
            with transaction.atomic():
                number = reserve(office) if turn % 7 == 0 else give(office)
                if turn % 5 == 0:
                    raise ZeroDivisionError
                return number.number
        except ZeroDivisionError:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        numbers = [n for n in pool.map(deed, range(60)) if n is not None]
    assert sorted(numbers) == list(range(1, 49))
    assert RegisterNumber.objects.count() == 48
