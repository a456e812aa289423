"""The registry: who enters what, what cannot be entered, and who is told."""

from datetime import date, timedelta

import pytest

from tinhso.casework.tests.makers import NOW
from tinhso.exchange.conftest import PATHS, member, openapi, service
from tinhso.exchange.models import InformationSystem, Member, MemberGroup, Service, ServiceVersion
from tinhso.exchange.pages.refusals import ExchangeForbidden
from tinhso.exchange.registry.actions.enter_member import enter_member
from tinhso.exchange.registry.actions.enter_service import enter_service
from tinhso.exchange.registry.actions.enter_system import enter_system
from tinhso.exchange.registry.actions.import_openapi import import_openapi
from tinhso.exchange.registry.actions.keep_group import enter_group, seat_systems
from tinhso.exchange.registry.actions.maintain_service import announce_maintenance, end_maintenance
from tinhso.exchange.registry.actions.place_service import place_service
from tinhso.exchange.registry.actions.suspend_member import resume_member, suspend_member
from tinhso.exchange.registry.actions.withdraw_service import withdraw_service
from tinhso.exchange.registry.permissions import NoOperator, can_describe, can_keep_registry, operator
from tinhso.exchange.registry.tables import standing_of, version_table
from tinhso.kernel.events.public import EventRow
from tinhso.kernel.law.models import Rule
from tinhso.kernel.notices.public import Notice
from tinhso.kernel.site.public import EntryRefused

COMPANY = {"member_class": "COM", "code": "dien-luc", "name": "Điện lực", "contact_phone": ""}
COMPANY |= {"agency": None, "tax_code": "2800000001", "contact_email": "kt@dienluc.example.vn"}


def events():
    return set(EventRow.objects.filter(name__startswith="exchange.").values_list("name", flat=True))


def test_the_operator_keeps_the_registry_and_a_member_its_own(staffed):
    town = staffed
    assert can_keep_registry(town.actor("cuc"), town.day)
    for who in ("chi", "dao", "hai", "giang", "quan", "an"):
        assert not can_keep_registry(town.actor(who), town.day)
        with pytest.raises(ExchangeForbidden):
            enter_member(**COMPANY, by=town.actor(who), now=NOW)
    of_a = member(town, town.agency_a, "so-a")
    assert can_describe(of_a, town.actor("dao"), town.day) and can_describe(of_a, town.actor("chi"), town.day)
    for who in ("emi", "hoa", "cuc", "an"):
        assert not can_describe(of_a, town.actor(who), town.day)
    company = enter_member(**COMPANY, by=town.actor("cuc"), now=NOW)
    assert can_describe(company, town.actor("cuc"), town.day)
    assert not can_describe(company, town.actor("dao"), town.day)
    Rule.objects.filter(key="exchange.operator").update(value="khong-co")
    with pytest.raises(NoOperator):
        operator(town.day)


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"tax_code": " "}, "tax_code"), ({"member_class": "GOV"}, "agency")],
)
def test_a_member_is_an_agency_or_has_a_tax_code(staffed, changes, field):
    with pytest.raises(EntryRefused) as refused:
        enter_member(**COMPANY | changes, by=staffed.actor("cuc"), now=NOW)
    assert refused.value.field == field


def test_a_member_is_entered_once_and_stopped_at_once(joined):
    town, cuc = joined, joined.actor("cuc")
    with pytest.raises(EntryRefused, match="đã là thành viên"):
        member(town, town.agency_a, "khac")
    one = Member.objects.get(code="so-a")
    for deed in (suspend_member, resume_member):
        words = {"ground": "safety", "text": "Lộ khóa"} if deed is suspend_member else {}
        with pytest.raises(ExchangeForbidden):
            deed(member=one, by=town.actor("chi"), now=NOW, **words)
    with pytest.raises(EntryRefused, match="không bị"):
        resume_member(member=one, by=cuc, now=NOW)
    with pytest.raises(EntryRefused, match="lý do"):
        suspend_member(member=one, ground="safety", text=" ", by=cuc, now=NOW)
    suspend_member(member=one, ground="safety", text="Lộ khóa", by=cuc, now=NOW)
    with pytest.raises(EntryRefused, match="đang tạm dừng"):
        suspend_member(member=one, ground="safety", text="Lộ khóa", by=cuc, now=NOW)
    assert standing_of(Service.objects.get(), NOW)[1] == "late"
    notified = set(
        Notice.objects.filter(template="exchange.member_suspended").values_list("user__username", flat=True)
    )
    assert notified == {"chi", "dao"}
    resume_member(member=one, by=cuc, now=NOW + timedelta(minutes=1))
    assert standing_of(Service.objects.get(), NOW)[1] == "ok"
    assert {"exchange.MemberEntered", "exchange.MemberSuspended", "exchange.MemberResumed"} <= events()


def test_systems_and_services_are_their_members_and_have_codes_of_their_own(joined):
    town, system = joined, joined.service.system
    with pytest.raises(ExchangeForbidden):
        enter_system(member=system.member, code="x", name="X", by=town.actor("hoa"), now=NOW)
    with pytest.raises(EntryRefused, match="mã này"):
        enter_system(member=system.member, code="dan-cu", name="X", by=town.actor("dao"), now=NOW)
    with pytest.raises(EntryRefused, match="mã này"):
        service(town, system)
    with pytest.raises(ExchangeForbidden):
        service(town, system, "khac", "hoa")
    given = {"title": "X", "description": "", "personal": True, "by": town.actor("dao"), "now": NOW}
    with pytest.raises(EntryRefused, match="chỗ nêu"):
        enter_service(system=system, code="x", subject_in="header", subject_at="", **given)
    with pytest.raises(EntryRefused, match="Con trỏ"):
        enter_service(system=system, code="x", subject_in="body", subject_at="id", **given)


def test_a_description_is_a_version_that_is_compared(joined):
    town, dao = joined, joined.actor("dao")
    with pytest.raises(ExchangeForbidden):
        import_openapi(service=town.service, text=openapi(version="2"), by=town.actor("cuc"), now=NOW)
    with pytest.raises(EntryRefused, match="OpenAPI"):
        import_openapi(service=town.service, text="{}", by=dao, now=NOW)
    with pytest.raises(EntryRefused, match="không khác"):
        import_openapi(service=town.service, text=openapi(), by=dao, now=NOW)
    wider = import_openapi(service=town.service, text=openapi(PATHS | {"/x": {"get": {}}}), by=dao, now=NOW)
    assert wider.number == 2 and wider.changes["added"] == ["GET /x"] and not wider.breaking
    narrower = import_openapi(service=town.service, text=openapi({"/x": {"get": {}}}), by=dao, now=NOW)
    assert narrower.breaking and ServiceVersion.objects.count() == 3


def test_the_versions_of_a_description_say_in_words_how_each_stands_to_the_one_before(joined):
    words = {"service": joined.service, "by": joined.actor("dao"), "now": NOW}
    import_openapi(text=openapi(PATHS | {"/x": {"get": {}}}), **words)
    import_openapi(text=openapi({"/x": {"get": {}}}), **words)
    rows = version_table(ServiceVersion.objects.order_by("number")).rows
    assert [(row[0], str(row[2].text)) for row in rows] == [
        ("1", "Bản đầu"),
        ("2", "Tương thích"),
        ("3", "Không tương thích"),
    ]


def test_a_service_is_placed_where_it_leads_nobody_astray(joined):
    town, given = joined, {"service": joined.service, "environment": "test", "now": NOW}
    place_service(url="https://a.example.vn/v1/", by=town.actor("dao"), **given)
    moved = place_service(url="https://b.example.vn", by=town.actor("chi"), **given)
    assert [one.url for one in town.service.addresses.all()] == [moved.url] == ["https://b.example.vn"]
    with pytest.raises(EntryRefused, match="chính máy chủ này"):
        place_service(url="https://169.254.169.254", by=town.actor("dao"), **given)
    with pytest.raises(ExchangeForbidden):
        place_service(url="https://a.example.vn", by=town.actor("hai"), **given)


def test_maintenance_has_words_and_an_end(joined):
    town, dao = joined, joined.actor("dao")
    given = {"service": town.service, "begins_at": NOW, "words": "Nâng cấp", "now": NOW}
    later = NOW + timedelta(hours=2)
    for changes in ({"ends_at": NOW}, {"ends_at": later, "words": " "}):
        with pytest.raises(EntryRefused):
            announce_maintenance(**given | changes, by=dao)
    for deed, words in (
        (announce_maintenance, given | {"ends_at": later}),
        (end_maintenance, {"service": town.service, "now": NOW}),
    ):
        with pytest.raises(ExchangeForbidden):
            deed(**words, by=town.actor("hoa"))
    with pytest.raises(EntryRefused, match="không có lần"):
        end_maintenance(service=town.service, by=dao, now=NOW)
    announce_maintenance(**given, ends_at=later, by=dao)
    one = Service.objects.get()
    assert standing_of(one, NOW)[1] == "soon" and standing_of(one, later)[1] == "ok"
    end_maintenance(service=one, by=dao, now=NOW)
    assert standing_of(Service.objects.get(), NOW)[1] == "ok"


def test_a_service_without_callers_is_withdrawn_from_a_day(joined):
    town, given = joined, {"service": joined.service, "words": "Có dịch vụ mới", "now": NOW}
    with pytest.raises(ExchangeForbidden):
        withdraw_service(last_day=town.day, by=town.actor("hai"), **given)
    with pytest.raises(EntryRefused, match="lý do"):
        withdraw_service(last_day=town.day, by=town.actor("dao"), **given | {"words": ""})
    with pytest.raises(EntryRefused, match="báo trước"):
        withdraw_service(last_day=date(2024, 3, 1), by=town.actor("dao"), **given)
    withdraw_service(last_day=town.day, by=town.actor("dao"), **given)
    one = Service.objects.get()
    assert not one.is_withdrawn(NOW) and one.is_withdrawn(NOW + timedelta(days=1))


def test_a_group_has_the_systems_that_were_chosen_last(joined):
    town, cuc = joined, joined.actor("cuc")
    with pytest.raises(ExchangeForbidden):
        enter_group(code="xa", name="Xã", by=town.actor("dao"), now=NOW)
    group = enter_group(code="xa", name="Xã", by=cuc, now=NOW)
    with pytest.raises(EntryRefused, match="nhóm mã này"):
        enter_group(code="xa", name="Xã", by=cuc, now=NOW)
    with pytest.raises(ExchangeForbidden):
        seat_systems(group=group, systems=[], by=town.actor("dao"), now=NOW)
    both = list(InformationSystem.objects.order_by("pk"))
    seat_systems(group=group, systems=both, by=cuc, now=NOW)
    seat_systems(group=group, systems=both[:1], by=cuc, now=NOW)
    seat_systems(group=group, systems=both[:1], by=cuc, now=NOW)
    assert list(group.seats.filter(left_at=None).values_list("system", flat=True)) == [both[0].pk]
    assert EventRow.objects.filter(name="exchange.GroupChanged").count() == 2
    assert MemberGroup.objects.count() == 1


def test_the_pages_of_the_registry(joined, client, django_assert_max_num_queries):
    town, at = joined, "/can-bo/chia-se-du-lieu/"
    town.sign_in(client, "cuc")
    for path in ("thanh-vien/", "dich-vu/", "nhom/", "danh-muc/", "", f"dich-vu/{town.service.pk}/"):
        with django_assert_max_num_queries(12):
            assert client.get(at + path).status_code == 200
    given = COMPANY | {"agency": ""}
    assert client.post(f"{at}thanh-vien/moi/", given | {"code": "Ả"}).status_code == 422
    assert client.post(f"{at}thanh-vien/moi/", given).status_code == 302
    pk = Member.objects.get(code="dien-luc").pk
    assert (
        client.post(f"{at}thanh-vien/{pk}/he-thong-moi/", {"code": "hd", "name": "Hóa đơn"}).status_code
        == 302
    )
    assert client.post(f"{at}thanh-vien/{pk}/tam-dung/", {"ground": "asked", "text": ""}).status_code == 422
    assert (
        client.post(f"{at}thanh-vien/{pk}/tam-dung/", {"ground": "asked", "text": "Xin"}).status_code == 302
    )
    assert client.post(f"{at}thanh-vien/{pk}/tam-dung/", {}).status_code == 302
    with django_assert_max_num_queries(13):
        assert "Hóa đơn" in client.get(f"{at}thanh-vien/{pk}/").content.decode()
    assert client.post(f"{at}nhom/moi/", {"code": "xa", "name": "Các xã"}).status_code == 302
    group = MemberGroup.objects.get().pk
    assert client.post(f"{at}nhom/{group}/thanh-phan/", {"systems": [town.consumer.pk]}).status_code == 302
    assert "Một cửa B" in client.get(f"{at}nhom/{group}/").content.decode()
    town.sign_in(client, "emi")
    assert client.get(f"{at}thanh-vien/").status_code == 403


def test_the_pages_of_a_services_deeds(joined, client):
    town, at = joined, "/can-bo/chia-se-du-lieu/"
    sheet = f"{at}dich-vu/{joined.service.pk}/"
    town.sign_in(client, "dao")
    new = {"code": "ho-khau", "title": "Hộ khẩu", "subject_in": "none"}
    assert client.post(f"{at}he-thong/{town.service.system_id}/dich-vu-moi/", new).status_code == 302
    assert client.post(f"{sheet}noi-dat/", {"environment": "test", "url": "http://a.vn"}).status_code == 422
    assert client.post(f"{sheet}noi-dat/", {"environment": "test", "url": "https://a.vn"}).status_code == 302
    hours = {"begins_at": "22:00 08/03/2024", "ends_at": "23:00 08/03/2024", "words": "Nâng cấp"}
    for hour in ("25:00", "00:00 01/01/0001", "23:59 31/12/9999", "\x00"):
        assert client.post(f"{sheet}bao-tri/", hours | {"begins_at": hour}).status_code == 422
    assert client.post(f"{sheet}bao-tri/", hours).status_code == 302
    page = client.get(sheet).content.decode()
    assert "https://a.vn" in page and "Nâng cấp" in page and "GET /people/{id}" in page
    assert client.post(f"{sheet}het-bao-tri/", {}).status_code == 302
    assert client.post(f"{sheet}mo-ta/", {"text": "{"}).status_code == 422
    assert client.post(f"{sheet}ngung/", {"last_day": "08/03/2024", "words": "Thôi"}).status_code == 302
    assert client.get(f"{sheet}khac/").status_code == 404
    town.sign_in(client, "hoa")
    assert client.get(f"{sheet}noi-dat/").status_code == 403
    assert "https://a.vn" not in client.get(sheet).content.decode()
