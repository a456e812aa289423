"""An identity code belongs to one agency on a day: by the database, the loader and an upgrade of data where it did not."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse

from tests.town import make_agency
from tinhso.kernel.people.agencies.actions.load_agencies import _refuse_two_bearers
from tinhso.kernel.people.agencies.probes import emptied_codes
from tinhso.kernel.people.models import Agency
from tinhso.lib.province_pack import BadPack, ProvincePack

upgrade = import_module("tinhso.kernel.people.migrations.0012_one_bearer_a_code")


def division(town, code, parent, ident, **words):
    return make_agency(code, f"Phòng {code}", kind="division", parent=parent, ident_code=ident, **words)


def test_no_two_agencies_bear_one_code_on_a_day(town):
    division(town, "phong-1", town.agency_a, "H56.14")
    with pytest.raises(BadPack, match=r"H56\.14.*so-a, phong-1"):
        _refuse_two_bearers()
    with pytest.raises(IntegrityError, match="people_one_bearer"), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")


def test_a_desk_shows_the_code_of_its_agency_and_bears_none(town):
    assert town.desk_a.ident_code == town.agency_a.ident_code
    assert list(Agency.objects.identified().filter(ident_code="H56.14")) == [town.agency_a]


def test_the_shipped_pack_gives_divisions_no_code_of_their_committee():
    rows = ProvincePack(settings.SHIPPED_PACK).rows("agencies.csv")
    spans = {(one["ident_code"], one["valid_from"]) for one in rows if one["kind"] != "desk"} - {("", "")}
    bearing = [one for one in rows if one["kind"] != "desk" and one["ident_code"]]
    assert len(spans) >= len(bearing) > 700


def test_an_upgrade_leaves_each_code_to_the_highest_and_lists_what_it_emptied(town, capsys, client):
    first = division(town, "phong-1", town.agency_a, "H56.14")
    division(town, "phong-2", first, "H56.14")
    later = make_agency("so-a-moi", "Sở A mới", parent=town.committee, ident_code="H56.14")
    Agency.objects.filter(pk=later.pk).update(valid=DateRange(date(2030, 1, 1), None))
    Agency.objects.filter(pk=town.agency_a.pk).update(valid=DateRange(date(2020, 1, 1), date(2030, 1, 1)))
    upgrade.leave_each_code_to_the_highest(apps, None)
    codes = dict(Agency.objects.exclude(kind="desk").values_list("code", "ident_code"))
    assert codes == {
        "ubnd-tinh": "H56",
        "so-a": "H56.14",
        "so-b": "H56.15",
        "so-a-moi": "H56.14",
        "phong-1": "",
        "phong-2": "",
    }
    first.refresh_from_db()
    assert first.emptied_codes == "H56.14 000.00.14.H56" and first.old_ident_code == ""
    printed = capsys.readouterr().out
    assert "2 cơ quan" in printed and "H56.14 000.00.14.H56: Phòng phong-1 (phong-1)" in printed
    (found,) = emptied_codes()
    assert found.level == "note" and "phong-1" in found.sentence and "phong-2" in found.sentence
    town.sign_in(client, "quan")
    page = client.get(reverse("kept_agencies"), {"q": "H56.14"}).content.decode()
    assert "phong-1" in page and "Mã định danh H56.14 000.00.14.H56 là của cơ quan khác" in page


def test_where_no_code_was_shared_an_upgrade_says_nothing(town, capsys):
    upgrade.leave_each_code_to_the_highest(apps, None)
    assert capsys.readouterr().out == "" and list(emptied_codes()) == []
