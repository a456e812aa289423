"""The list of shared data, the dictionary, and which field of a service is which word."""

from datetime import date

import pytest

from tinhso.casework.tests.makers import NOW
from tinhso.exchange.models import DictionaryTerm, Service, SharedDataset
from tinhso.exchange.pages.refusals import ExchangeForbidden
from tinhso.exchange.registers.actions.enter_shared_dataset import enter_shared_dataset
from tinhso.exchange.registers.actions.enter_term import enter_term
from tinhso.exchange.registers.actions.map_field import map_field
from tinhso.kernel.site.public import EntryRefused

TERM = {"code": "ho-ten", "label": "Họ và tên", "meaning": "Theo giấy khai sinh", "kind": "text"}
TERM |= {"personal": True, "source": "QĐ 1"}


def line(town, who="cuc", **changes):
    given = {"code": "dan-cu", "title": "Dân cư", "holder": town.agency_a, "sharing": "default"}
    given |= {"service": town.service, "source": "QĐ 1", "valid_from": date(2024, 1, 1)}
    return enter_shared_dataset(by=town.actor(who), now=NOW, **given | changes)


def test_a_line_that_changes_ends_and_begins_anew(joined):
    first = line(joined)
    second = line(joined, valid_from=date(2024, 3, 1), sharing="specific")
    first.refresh_from_db()
    assert first.valid_to == second.valid_from == date(2024, 3, 1)
    assert SharedDataset.objects.filter(valid_to=None).get() == second
    with pytest.raises(EntryRefused, match="phải sau"):
        line(joined)
    with pytest.raises(EntryRefused, match="cơ quan khác"):
        line(joined, code="x", holder=joined.agency_b)
    with pytest.raises(ExchangeForbidden):
        line(joined, "dao", code="x")


def test_a_field_that_is_answered_is_a_word_of_the_dictionary(joined):
    town = joined
    with pytest.raises(ExchangeForbidden):
        enter_term(**TERM, by=town.actor("dao"), now=NOW)
    term = enter_term(**TERM, by=town.actor("cuc"), now=NOW)
    with pytest.raises(EntryRefused, match="đã có mã"):
        enter_term(**TERM, by=town.actor("cuc"), now=NOW)
    given = {"service": town.service, "field": "name", "term": term, "now": NOW}
    with pytest.raises(ExchangeForbidden):
        map_field(**given, by=town.actor("cuc"))
    with pytest.raises(EntryRefused, match="không có trường"):
        map_field(**given | {"field": "salary"}, by=town.actor("dao"))
    assert map_field(**given, by=town.actor("dao")).term == term
    Service.objects.update(personal=False)
    town.service.refresh_from_db()
    with pytest.raises(EntryRefused, match="dữ liệu cá nhân"):
        map_field(**given | {"service": Service.objects.get()}, by=town.actor("dao"))


@pytest.mark.long
def test_the_pages_of_the_registers(joined, client, django_assert_max_num_queries):
    town, at = joined, "/can-bo/chia-se-du-lieu/"
    town.sign_in(client, "cuc")
    given = {"code": "dan-cu", "title": "Dân cư", "holder": town.agency_a.pk, "sharing": "default"}
    given |= {"source": "QĐ 1", "valid_from": "01/01/2024"}
    assert client.post(f"{at}danh-muc/moi/", given | {"valid_from": "31/02/2024"}).status_code == 422
    assert client.post(f"{at}danh-muc/moi/", given).status_code == 302
    assert client.post(f"{at}tu-dien/moi/", TERM).status_code == 302
    with django_assert_max_num_queries(12):
        page = client.get(f"{at}danh-muc/").content.decode()
    assert "Dân cư" in page and "Họ và tên" in page
    town.sign_in(client, "dao")
    assert client.get(f"{at}danh-muc/moi/").status_code == 403
    mapping = {"field": "name", "term": DictionaryTerm.objects.get().pk}
    assert client.post(f"{at}dich-vu/{town.service.pk}/anh-xa/", mapping | {"field": "x"}).status_code == 422
    assert client.post(f"{at}dich-vu/{town.service.pk}/anh-xa/", mapping).status_code == 302
    assert "Họ và tên" in client.get(f"{at}dich-vu/{town.service.pk}/").content.decode()
