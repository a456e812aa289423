"""Rows that officers enter, and who sees where a station stands."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tinhso.casework.tests.makers import NOW
from tinhso.indicators.infrastructure.actions.end_item import end_item
from tinhso.indicators.infrastructure.actions.enter_operator import enter_operator
from tinhso.indicators.infrastructure.actions.revise_item import revise_item
from tinhso.indicators.infrastructure.permissions import (
    InfrastructureForbidden,
    can_enter_infrastructure,
    can_see_positions,
)
from tinhso.indicators.infrastructure.row_reading import RowReader, RowRefused
from tinhso.indicators.infrastructure.tests import makers as make
from tinhso.indicators.models import InfrastructureItem
from tinhso.kernel.events.models import AccessRow
from tinhso.kernel.law.models import Rule
from tinhso.kernel.site.public import EntryRefused

DESK = "/can-bo/ha-tang-so/"
HERE = (Decimal("19.807100"), Decimal("105.776200"))


def test_officers_of_the_focal_agency_enter_and_fewer_see_positions(network_town):
    town, day = network_town, NOW.date()
    for who in ("emi", "van", "chi"):
        assert can_enter_infrastructure(town.actor(who), day)
    for who in ("binh", "bao", "sau", "quan", "tra", "an"):
        assert not can_enter_infrastructure(town.actor(who), day)
        assert not can_see_positions(town.actor(who), day)
    assert can_see_positions(town.actor("emi"), day) and can_see_positions(town.actor("chi"), day)
    assert not can_see_positions(town.actor("van"), day)
    Rule.objects.all().delete()
    assert not can_enter_infrastructure(town.actor("chi"), day)


def test_an_operator_is_entered_once(network_town):
    given = {"name": "Mạng A", "begins": date(2020, 1, 1), "by": network_town.actor("van"), "now": NOW}
    with pytest.raises(EntryRefused, match="mã này"):
        enter_operator(code="mang-a", ends=None, **given)
    with pytest.raises(EntryRefused, match="sau ngày bắt đầu"):
        enter_operator(code="mang-b", ends=date(2020, 1, 1), **given)
    with pytest.raises(InfrastructureForbidden):
        enter_operator(code="mang-b", ends=None, **given | {"by": network_town.actor("bao")})


def test_a_row_is_entered_once_a_code_and_standing(network_town):
    make.item(network_town)
    with pytest.raises(EntryRefused, match="đang dùng"):
        make.item(network_town)
    with pytest.raises(EntryRefused, match="đang dùng; nhập rồi"):
        make.item(network_town, code="T2", until=date(2024, 3, 1))
    with pytest.raises(InfrastructureForbidden):
        make.item(network_town, "bao", code="T2")


def revise(town, item, who="emi", now=NOW, **more):
    return revise_item(item=item, words=make.words(town, **more), by=town.actor(who), now=now)


def test_what_counts_begins_another_row_what_describes_is_written_over(network_town):
    town, later = network_town, NOW + timedelta(days=3)
    item = make.item(town, position=HERE)
    assert revise(town, item, name="Tên khác", now=later).pk == item.pk
    other = revise(town, item, name="Tên khác", technologies=("4G", "5G"), now=later)
    assert other.pk != item.pk and (other.position.lat, other.position.lon) == HERE
    item.refresh_from_db()
    assert item.until == other.since == later.date()
    with pytest.raises(EntryRefused, match="có dòng mới"):
        revise(town, item, name="x")
    with pytest.raises(EntryRefused, match="không đổi được"):
        revise(town, other, code="T9")
    with pytest.raises(EntryRefused, match="Ngừng sử dụng"):
        revise(town, other, until=NOW.date())
    with pytest.raises(EntryRefused, match="Không có gì"):
        revise(town, other, name="Tên khác", technologies=("4G", "5G"))
    with pytest.raises(InfrastructureForbidden):
        revise(town, other, "bao", name="x")


def test_a_row_is_not_mended_or_ended_while_an_import_is_at_it(network_town):
    """An import reads the rows of its operator under a lock of the operator; so do these."""
    item = make.item(network_town)
    with CaptureQueriesContext(connection) as mended:
        revise(network_town, item, name="Khác")
    with CaptureQueriesContext(connection) as ended:
        end_item(item=item, until=NOW.date(), by=network_town.actor("emi"), now=NOW)
    for found in (mended, ended):
        locks = [one["sql"] for one in found if "FOR UPDATE" in one["sql"]]
        assert "indicators_networkoperator" in locks[0]


def test_a_row_is_ended_once_on_a_day_that_was(network_town):
    item, by = make.item(network_town), network_town.actor("emi")
    for until, words in ((date(2024, 4, 1), "chưa tới"), (date(2024, 1, 1), "ở trước")):
        with pytest.raises(EntryRefused, match=words):
            end_item(item=item, until=until, by=by, now=NOW)
    with pytest.raises(InfrastructureForbidden):
        end_item(item=item, until=NOW.date(), by=network_town.actor("bao"), now=NOW)
    end_item(item=item, until=NOW.date(), by=by, now=NOW)
    with pytest.raises(EntryRefused, match="trước đó"):
        end_item(item=item, until=NOW.date(), by=by, now=NOW)


def test_a_row_says_all_that_is_wrong_with_it(network_town):
    reader = RowReader("fibre", NOW.date())
    cells = {"code": "x" * 41, "name": "a\x07b", "commune_name": "Phường Lạ", "villages": "-1"}
    with pytest.raises(RowRefused) as found:
        reader.read(cells | {"kilometres": "dài", "in_use_since": "2099-01-01", "until": "1/1/2020"})
    keys = [key for key, _ in found.value.problems]
    assert keys == ["code", "name", "villages", "kilometres", "commune", "in_use_since", "until"]
    good = reader.read(
        {"code": "F1", "name": "Tuyến", "commune_name": "phuong hac thanh", "kilometres": "1.234,5"}
    )
    assert (good.place_id, good.kilometres) == (network_town.commune.pk, Decimal("1234.5"))
    states = RowReader("state", NOW.date())
    assert states.read({"code": "1", "name": "x", "commune": "14797", "user_agency": "so-b"}).user_agency_id
    with pytest.raises(RowRefused, match="mã “so-z”"):
        states.read({"code": "1", "name": "x", "commune": "14797", "user_agency": "so-z"})
    stations = RowReader("station", NOW.date())
    half = {"code": "1", "name": "x", "commune": "14797", "technologies": "4G", "lat": "19"}
    with pytest.raises(RowRefused, match="cả vĩ độ"):
        stations.read(half)


@pytest.mark.long
def test_positions_are_on_one_page_alone_and_each_reading_is_logged(network_town, client):
    town = network_town
    item = make.item(town, position=HERE)
    pages = [DESK, f"{DESK}dong/{item.pk}/", f"{DESK}dong/{item.pk}/sua/", "/so-lieu/ha-tang-so/"]
    pages += ["/so-lieu/ha-tang-so/theo-xa.csv", f"{DESK}bang/", f"{DESK}thon/", f"{DESK}doanh-nghiep/"]
    town.sign_in(client, "chi")
    for address in pages:
        answer = client.get(address)
        assert answer.status_code == 200 and "19.8071" not in answer.content.decode().replace(",", "."), (
            address
        )
    at = f"{DESK}dong/{item.pk}/toa-do/"
    before = AccessRow.objects.count()
    assert "19,807100" in client.get(at).content.decode()
    assert AccessRow.objects.count() > before
    for who in ("van", "bao", "quan", "tra"):
        assert town.sign_in(client, who).get(at).status_code == 403
    client.logout()
    assert client.get(at).status_code == 302


@pytest.mark.long
def test_the_desk_enters_mends_and_ends(network_town, client, django_assert_max_num_queries):
    town = network_town
    town.sign_in(client, "emi")
    new = {"operator": town.operator.pk, "code": "B1", "name": "Điểm", "commune": "14797", "internet": "co"}
    assert client.post(f"{DESK}so/post/moi/", new | {"internet": ""}).status_code == 422
    assert "2099" in client.post(f"{DESK}so/post/moi/", new | {"in_use_since": "1/1/2099"}).content.decode()
    assert client.post(f"{DESK}so/post/moi/", new).status_code == 302
    item = InfrastructureItem.objects.get(code="B1")
    at = f"{DESK}dong/{item.pk}/"
    assert client.get(f"{at}sua/").status_code == 200
    assert client.post(f"{at}sua/", new | {"internet": "khong"}).status_code == 302
    assert client.post(f"{at}sua/", new | {"internet": "khong"}).status_code == 422
    assert client.post(f"{at}ngung/", {"until": "1/1/2099"}).status_code == 422
    assert client.post(f"{at}ngung/", {"until": "08/03/2024"}).status_code == 302
    for filters in ("", "?q=B1&ca_da_ngung=on", "?xa=999999", "?q=" + "x" * 101, "?trang=zz"):
        with django_assert_max_num_queries(20):
            assert client.get(f"{DESK}so/post/{filters}").status_code == 200
    for kind in ("station", "fibre", "state", "wifi"):
        assert client.get(f"{DESK}so/{kind}/moi/").status_code == 200
    assert client.get(f"{DESK}so/la/").status_code == client.get(f"{DESK}so/la/moi/").status_code == 404
    assert client.post(f"{DESK}doanh-nghiep/moi/", {"code": "a b"}).status_code == 422
    known = {"code": "mang-b", "name": "Mạng B", "begins": "01/01/2021", "ends": "31/12/2030"}
    assert client.post(f"{DESK}doanh-nghiep/moi/", known).status_code == 302
    town.sign_in(client, "bao")
    for address in (f"{DESK}so/post/moi/", f"{at}sua/", f"{at}ngung/", f"{DESK}doanh-nghiep/moi/"):
        assert client.get(address).status_code == 403
    assert client.get(at).status_code == 200
