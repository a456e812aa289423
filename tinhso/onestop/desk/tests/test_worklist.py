"""The worklist: groups in order of harm, narrowing and own filters, live counts, and its deeds for many at once."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.town import make_officer
from tinhso.casework.models import SavedFilter
from tinhso.casework.worklist.actions.save_filter import TooManyFilters, drop_filter, save_filter
from tinhso.casework.worklist.loads import loads
from tinhso.casework.worklist.queries import Narrowed, worklist
from tinhso.kernel.people.public import Absence
from tinhso.kernel.people.roles import Examiner
from tinhso.onestop.models import HandOver

LIST = "/can-bo/"


@pytest.fixture
def as_(shop):
    return lambda name: shop.town.sign_in(Client(), name)


def chosen(*dossiers):
    return [f"{d.case.code}|{d.case.ver}" for d in dossiers]


@pytest.mark.long
def test_groups_stand_in_the_order_of_harm(shop):
    for until in ("hand_over", "forward", "receive"):
        shop.dossier(until)
    groups = worklist(shop.actor("binh"), now=shop.now).groups
    assert [group.key for group in groups] == ["receive", "forward", "hand_over"]
    late = worklist(shop.actor("binh"), now=shop.later(days=90)).groups
    assert late[0].key == "late"


def test_the_list_is_narrowed_and_ordered_by_its_address(shop, as_):
    first, second = shop.dossier("receive"), shop.dossier("receive")
    client = as_("binh")
    newest = client.get(LIST, {"sap": "moi"}).content.decode()
    assert newest.index(second.case.code) < newest.index(first.case.code)
    assert first.case.code in client.get(LIST, {"nguon": "own_portal"}).content.decode()
    assert first.case.code not in client.get(LIST, {"nguon": "post"}).content.decode()
    assert first.case.code not in client.get(LIST, {"loai": "opinion"}).content.decode()
    assert client.get(LIST, {"nguon": "x", "han": "x", "sap": "x"}).status_code == 200
    binh = shop.actor("binh")
    assert worklist(binh, now=shop.now, narrowed=Narrowed(due="qua-han")).groups == []
    assert worklist(binh, now=shop.now, narrowed=Narrowed(due="ba-ngay")).groups


def test_a_filter_is_kept_under_a_name_and_dropped(shop, as_):
    client = as_("binh")
    data = {"name": "Bưu chính", "wanted": "nguon=post&sap=moi&ten=Lê Thị An"}
    client.post(reverse("keep_filter"), data)
    stored = SavedFilter.objects.get()
    assert (stored.name, stored.query) == ("Bưu chính", "nguon=post&sap=moi")
    assert "?nguon=post&amp;sap=moi" in client.get(LIST).content.decode()
    as_("bao").post(reverse("remove_filter", args=[stored.pk]))
    assert SavedFilter.objects.exists()
    client.post(reverse("remove_filter", args=[stored.pk]))
    assert not SavedFilter.objects.exists()


def test_a_filter_without_a_name_or_a_condition_is_not_kept(shop, as_):
    client = as_("binh")
    for data in (
        {"name": "", "wanted": "nguon=post"},
        {"name": "x" * 41, "wanted": "nguon=post"},
        {"name": "a"},
    ):
        assert client.post(reverse("keep_filter"), data).status_code == 302
    assert not SavedFilter.objects.exists()


def test_more_filters_than_the_margin_holds_are_refused(shop):
    binh = shop.actor("binh")
    for n in range(12):
        save_filter(name=f"Bộ lọc {n}", query="sap=moi", by=binh, now=shop.now)
    save_filter(name="Bộ lọc 0", query="sap=cu", by=binh, now=shop.now)
    with pytest.raises(TooManyFilters):
        save_filter(name="Thêm", query="sap=moi", by=binh, now=shop.now)
    drop_filter(filter_id=SavedFilter.objects.first().pk, by=binh, now=shop.now)
    assert SavedFilter.objects.count() == 11


def test_an_open_page_learns_how_many_wait_without_a_name(shop, as_, django_assert_max_num_queries):
    shop.dossier("receive")
    client = as_("binh")
    with django_assert_max_num_queries(8):
        counts = client.get(reverse("worklist_counts")).json()["counts"]
    assert (counts[""], counts["receive"], counts["late"]) == (1, 1, 0)
    assert as_("bao").get(reverse("worklist_counts")).json()["counts"][""] == 0


@pytest.mark.long
def test_a_desk_is_offered_the_deeds_for_which_something_waits_and_nobody_else_is(shop, as_):
    names = ("can_receive", "can_forward", "can_hand_over")

    def offered(who):
        context = as_(who).get(LIST).context
        return [name for name in names if context[name]]

    assert offered("binh") == []
    for n, until in enumerate(("receive", "forward", "hand_over"), 1):
        shop.dossier(until)
        assert offered("binh") == list(names[:n])
    shop.dossier("sign")
    for who in ("chi", "emi", "van", "bao"):
        assert offered(who) == []


@pytest.mark.long
def test_a_head_assigns_many_and_sees_each_ones_load(shop, as_):
    held = shop.dossier("examine")
    one, two = shop.dossier("assign"), shop.dossier("assign")
    ly = make_officer("ly", "Lý", shop.town.agency_a, "Chuyên viên", Examiner)
    assert [(load.name, load.open) for load in loads(shop.town.agency_a.pk, now=shop.now)] == [
        ("Lý", 0),
        (shop.town.emi.full_name, 1),
    ]
    assert loads(shop.town.agency_a.pk, now=shop.later(days=90))[1].late == 1
    client = as_("chi")
    page = client.get(LIST).content.decode()
    assert f'<option value="{ly.pk}">Lý · 0 việc, 0 quá hạn</option>' in page
    data = {"officer": ly.pk, "chosen": chosen(one, two)}
    assert "Đã giao 2 việc" in client.post(reverse("assign_many"), data, follow=True).content.decode()
    assert {shop.fresh(d).case.officer_id for d in (one, two)} == {ly.pk}
    assert shop.fresh(held).case.officer_id == shop.town.emi.pk


def test_assigning_many_to_nobody_or_to_a_stranger_is_refused_row_by_row(shop, as_):
    dossier = shop.dossier("assign")
    for officer in ("", "0", str(shop.town.bao.pk), "999999"):
        data = {"officer": officer, "chosen": chosen(dossier)}
        page = as_("chi").post(reverse("assign_many"), data, follow=True).content.decode()
        assert "Đã giao" not in page
        assert f"{dossier.case.code}: người được giao không giữ vị trí thụ lý" in page
    data = {"officer": shop.town.emi.pk, "chosen": [*chosen(dossier), "LA-000|1"]}
    assert as_("binh").post(reverse("assign_many"), data).status_code == 403
    assert shop.fresh(dossier).case.officer_id is None


@pytest.mark.long
def test_results_are_handed_over_from_the_list(shop, as_):
    ready = [shop.dossier("hand_over") for _ in range(2)]
    page = as_("binh").get(LIST).content.decode()
    assert reverse("hand_over_many") in page and 'data-key="h"' in page
    as_("binh").post(reverse("hand_over_many"), {"chosen": chosen(*ready)})
    assert HandOver.objects.count() == 2


def test_who_is_away_is_not_offered(shop):
    ly = make_officer("ly", "Lý", shop.town.agency_a, "Chuyên viên", Examiner)
    days = (shop.now.date(), shop.now.date() + timedelta(days=2))
    Absence.objects.create(officer=shop.town.emi, agency=shop.town.agency_a, stand_in=ly, valid=days)
    assert [load.name for load in loads(shop.town.agency_a.pk, now=shop.now)] == ["Lý"]
