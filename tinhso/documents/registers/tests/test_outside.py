"""Recipients outside this instance: entered with dates and source, chosen in a draft and when an issued document goes to more."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange

from tests.town import make_agency
from tinhso.casework.tests.makers import NOW
from tinhso.documents.axis.actions.enqueue_message import enqueue_document
from tinhso.documents.axis.actions.send_to_more import send_to_more
from tinhso.documents.axis.tests import axis_makers as make
from tinhso.documents.models import AxisMessage, OutsideRecipient
from tinhso.documents.outgoing.tests import makers as outgoing
from tinhso.documents.outgoing.versions import check_receivers
from tinhso.documents.pages.refusals import DocumentsForbidden
from tinhso.documents.registers.actions.add_outside_recipient import add_outside_recipient
from tinhso.documents.registers.actions.end_outside_recipient import end_outside_recipient
from tinhso.documents.registers.permissions import can_keep_recipients
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.public import EntryRefused

UPGRADE = "tinhso.documents.migrations.0036_recipients_bear_their_code"
PAGE = "/can-bo/van-ban/noi-nhan-ngoai/"
MINISTRY = {
    "ident_code": "G99.01",
    "name": "Bộ Mẫu",
    "valid_from": date(2024, 1, 1),
    "valid_to": None,
    "source": "Danh mục đơn vị trên trục (thử)",
}
AXIS = {"form": "vxp", "url": "http://127.0.0.1:9", "system": "tinhso", "secret": "x"}


def add(town, who="van", **changes):
    return add_outside_recipient(**MINISTRY | changes, by=town.actor(who), now=NOW)


def end(town, row, day, who="van", source="Sáp nhập"):
    return end_outside_recipient(recipient=row, valid_to=day, source=source, by=town.actor(who), now=NOW)


def test_clerks_and_administrators_keep_the_register_and_nobody_else(office):
    row = add(office)
    assert add(office, who="quan").pk == row.pk and OutsideRecipient.objects.count() == 1
    assert not can_keep_recipients(office.actor("emi"))
    for who in ("emi", "chi", "an"):
        with pytest.raises(DocumentsForbidden):
            add(office, who=who, ident_code="G98")
        with pytest.raises(DocumentsForbidden):
            end(office, row, NOW.date(), who=who)
    end(office, row, date(2024, 6, 1), who="quan")
    names = set(EventRow.objects.values_list("name", flat=True))
    assert {"documents.OutsideRecipientAdded", "documents.OutsideRecipientEnded"} <= names


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ident_code": "Mã Bộ"}, "ident_code"),
        ({"ident_code": "A" * 36}, "ident_code"),
        ({"ident_code": ""}, "ident_code"),
        ({"ident_code": "h56.15"}, "ident_code"),  # an agency of this instance
        ({"name": "  "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"source": ""}, "source"),
        ({"valid_to": date(2024, 1, 1)}, "valid_to"),
        ({"valid_to": date(2023, 1, 1)}, "valid_to"),
    ],
)
def test_bad_input_is_refused_at_its_field(office, changes, field):
    with pytest.raises(EntryRefused) as refused:
        add(office, **changes)
    assert refused.value.field == field


def test_the_code_of_an_agency_names_the_agency_and_never_its_desk(office):
    Agency.objects.filter(pk=office.desk_b.pk).update(sort_key="0", valid=DateRange(date(2019, 1, 1), None))
    with pytest.raises(EntryRefused, match=f"trong tỉnh: {office.agency_b.name}"):
        add(office, ident_code="H56.15")
    assert [one.agency for one in check_receivers(["H56.15"], NOW.date())] == [office.agency_b]


def test_an_upgrade_gives_recipients_back_to_whose_code_they_were_sent_to(office):
    add(office)
    document = outgoing.draft(office, receivers=("H56.15", "G99.01"))
    division = make_agency("phong-b", "Phòng B", kind="division", parent=office.agency_b)
    document.recipients.filter(ident_code="H56.15").update(agency=division, name=division.name)
    with connection.cursor() as cursor:
        cursor.execute(import_module(UPGRADE).TO_WHO_BEARS_THE_CODE)
    found = [(one.name, one.agency) for one in document.recipients.all()]
    assert found == [(office.agency_b.name, office.agency_b), ("Bộ Mẫu", None)]


def test_one_code_has_one_name_a_day(office):
    row = add(office)
    with pytest.raises(EntryRefused, match="Bộ Mẫu"):
        add(office, name="Bộ Khác", valid_from=date(2025, 1, 1))
    for day, source in ((date(2023, 12, 31), "x"), (date(2024, 6, 1), " ")):
        with pytest.raises(EntryRefused):
            end(office, row, day, source=source)
    row = end(office, row, date(2024, 6, 1))
    with pytest.raises(EntryRefused, match="không kéo dài"):
        end(office, row, date(2024, 7, 1))
    later = add(office, name="Bộ Khác", valid_from=date(2024, 6, 1))
    assert OutsideRecipient.objects.on(date(2024, 5, 31)).get() == row
    assert OutsideRecipient.objects.on(date(2024, 6, 1)).get() == later
    mistaken = end(office, later, date(2024, 6, 1), source="Ghi nhầm")
    assert mistaken.valid.isempty and not OutsideRecipient.objects.on(date(2024, 6, 1)).exists()
    with pytest.raises(EntryRefused, match="nhầm"):
        end(office, mistaken, date(2024, 6, 2))


def test_a_draft_names_them_while_their_code_holds(office):
    add(office, valid_to=NOW.date() + timedelta(days=1))
    document = outgoing.draft(office, receivers=("H56.15", "G99.01", " "))
    (mine, ministry) = document.recipients.all()
    assert (mine.agency, ministry.agency, ministry.name) == (office.agency_b, None, "Bộ Mẫu")
    with pytest.raises(EntryRefused, match="Bộ Mẫu không có hiệu lực"):
        outgoing.draft(office, receivers=("G99.01",), now=NOW + timedelta(days=1))
    with pytest.raises(EntryRefused, match="Không có cơ quan nào"):
        outgoing.draft(office, receivers=("G99.02",))


def test_the_form_of_a_draft_offers_them_and_remembers_the_choice(office, client):
    office.sign_in(client, "emi")
    at = "/can-bo/van-ban/soan/?loai=CV"
    assert "Nơi nhận ngoài tỉnh" not in client.get(at).content.decode()
    add(office)
    page = client.get(at)
    assert "Bộ Mẫu (G99.01)" in page.content.decode()
    given = {
        "client_key": page.context["form"].initial["client_key"],
        "subject": "Gửi bộ",
        "unit": "VP",
        "paragraphs": "Một đoạn./.",
        "receivers": "H56.15",
        "outside": "G99.01",
    }
    assert client.post(at, given | {"outside": "G77"}).status_code == 422
    code = client.post(at, given)["Location"].split("/")[-2]
    form = client.get(f"/can-bo/van-ban/di/{code}/sua/").context["form"]
    assert (form.initial["receivers"], form.initial["outside"]) == ("H56.15", ["G99.01"])


def test_an_issued_document_goes_to_more_recipients(office, settings):
    settings.DOCUMENT_AXIS = AXIS
    add(office)
    document = make.issued(office)
    enqueue_document(document.pk, now=NOW)
    more = {"document": document, "by": office.actor("van"), "now": NOW}
    for who in ("emi", "hai"):
        with pytest.raises(DocumentsForbidden):
            send_to_more(**more | {"by": office.actor(who)}, codes=["G99.01"])
    for codes in ([], ["H56.15"], ["G11"]):
        with pytest.raises(EntryRefused):
            send_to_more(**more, codes=codes)
    (row,) = send_to_more(**more, codes=["H56.15", "G99.01"])
    message = AxisMessage.objects.get(recipient=row)
    assert (row.name, row.agency, message.kind, message.number) == ("Bộ Mẫu", None, "new", 1)
    assert EventRow.objects.filter(name="documents.DocumentRecipientsAdded").count() == 1
    settings.DOCUMENT_AXIS = None
    with pytest.raises(EntryRefused, match="Chưa kết nối"):
        send_to_more(**more, codes=["G99.01"])
    make.recall(office, document)
    with pytest.raises(EntryRefused, match="thu hồi"):
        send_to_more(**more, codes=["G99.01"])


def test_the_pages_of_the_register(office, client, settings, django_assert_max_num_queries):
    settings.DOCUMENT_AXIS = AXIS
    office.sign_in(client, "van")
    with django_assert_max_num_queries(25):
        assert "Chưa có nơi nhận nào" in client.get(PAGE).content.decode()
    given = {"ident_code": "g99.01", "name": "Bộ Mẫu", "valid_from": "31/2/2024", "source": "Thử"}
    answer = client.post(f"{PAGE}them/", given)
    assert answer.status_code == 422 and "Bộ Mẫu" in answer.content.decode()
    assert client.post(f"{PAGE}them/", given | {"valid_from": "1/1/2024"}).status_code == 302
    row = OutsideRecipient.objects.get()
    assert row.ident_code == "G99.01"
    assert "từ 01/01/2024" in client.get(f"{PAGE}?q=mẫu").content.decode()
    assert "Bộ Mẫu" not in client.get(f"{PAGE}?q=khác").content.decode()
    document = make.issued(office)
    more = f"/can-bo/van-ban/di/{document.case.code}/truc/gui-them/"
    assert "Bộ Mẫu" in client.get(more).content.decode()
    assert client.post(more, {"receivers": "G1"}).status_code == 422
    assert client.post(more, {"outside": "G99.01"}).status_code == 302
    assert (
        client.post(f"{PAGE}{row.pk}/het-hieu-luc/", {"valid_to": "1/12/2023", "source": "x"}).status_code
        == 422
    )
    assert (
        client.post(f"{PAGE}{row.pk}/het-hieu-luc/", {"valid_to": "1/6/2024", "source": "x"}).status_code
        == 302
    )
    assert "đến trước 01/06/2024" in client.get(PAGE).content.decode()
    office.sign_in(client, "emi")
    assert client.get(PAGE).status_code == 200
    assert client.get(f"{PAGE}them/").status_code == 403
    assert client.get(f"{PAGE}{row.pk}/het-hieu-luc/").status_code == 403
