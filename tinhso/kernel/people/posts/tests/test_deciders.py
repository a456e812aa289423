"""Which authority the law wants on a paper that day: the dated rows of the pack, acts before the law."""

from datetime import date

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.kernel.law.public import Synced
from tinhso.kernel.people.agencies.actions.load_authority import load_authority
from tinhso.kernel.people.models import Agency, Authorisation, Decider
from tinhso.kernel.people.public import ITS_HEAD, LawfulDecider, lawful_decider
from tinhso.lib.province_pack import BadPack, ProvincePack

DAY, CHANGE = date(2024, 3, 8), date(2025, 7, 1)
BODY, HEAD, EITHER = Decider.Who.BODY, Decider.Who.HEAD, Decider.Who.EITHER
PROCEDURE = (Decider.What.PROCEDURE, "1.000001")
RESULT = (Decider.What.RESULT, "decision")


@pytest.fixture
def committee(town):
    town.agency_a.kind, town.agency_a.level = Agency.Kind.COMMITTEE, Agency.Level.COMMUNE
    town.agency_a.save()
    return town.agency_a


def row(paper, who, level="", starts=date(2020, 1, 1), ends=None, **more):
    what, code = paper
    return Decider.objects.create(
        what=what, code=code, level=level, who=who, valid=DateRange(starts, ends), source="Luật A", **more
    )


def act(giver, **more):
    words = {"procedure": "1.000001", "form_of": "receiver", "who": HEAD, "act": "QĐ 1/QĐ-UBND"}
    return Authorisation.objects.create(giver=giver, **words | {"valid": DateRange(DAY, CHANGE)} | more)


def test_the_head_of_a_department_decides_whatever_the_rows_say(town):
    row(PROCEDURE, BODY)
    assert lawful_decider(town.agency_a, DAY, PROCEDURE, RESULT) == ITS_HEAD


def test_of_a_committee_the_procedure_goes_before_the_kind_of_paper_and_its_level_before_all(committee):
    assert lawful_decider(committee, DAY, PROCEDURE, RESULT).who == ""
    row(RESULT, BODY)
    assert lawful_decider(committee, DAY, PROCEDURE, RESULT).who == BODY
    row(PROCEDURE, HEAD, ends=CHANGE)
    assert lawful_decider(committee, DAY, PROCEDURE, RESULT).who == HEAD
    assert lawful_decider(committee, CHANGE, PROCEDURE, RESULT).who == BODY
    row(PROCEDURE, BODY, level="province")
    assert lawful_decider(committee, DAY, PROCEDURE).who == HEAD
    row(PROCEDURE, EITHER, level="commune")
    assert lawful_decider(committee, DAY, PROCEDURE).who == EITHER


def test_an_act_lets_another_decide_from_its_day_to_its_end_and_says_that_nobody_read_it(committee, town):
    row(PROCEDURE, BODY, checked=True)
    act(town.agency_b, receiver=committee)
    found = lawful_decider(committee, DAY, PROCEDURE)
    assert (found.who, found.words) == (HEAD, "QĐ 1/QĐ-UBND (chưa đối chiếu)")
    assert found.act.giver == town.agency_b
    assert (
        lawful_decider(committee, CHANGE, PROCEDURE).who,
        lawful_decider(committee, CHANGE, PROCEDURE).words,
    ) == (
        BODY,
        "Luật A",
    )
    assert lawful_decider(town.agency_b, DAY, PROCEDURE) == ITS_HEAD


def test_an_act_for_a_level_reaches_every_committee_of_it_and_no_other_agency(committee, town):
    act(town.agency_b, level="commune")
    assert lawful_decider(committee, DAY, PROCEDURE).who == HEAD
    town.agency_b.level = "commune"
    assert lawful_decider(town.agency_b, DAY, PROCEDURE).act is None


def test_an_act_has_one_receiver_or_a_level_and_two_of_one_day_are_refused(committee, town):
    act(town.agency_b, receiver=committee)
    for more in ({"receiver": committee}, {"receiver": committee, "level": "commune"}, {}):
        with pytest.raises(IntegrityError), transaction.atomic():
            act(town.agency_b, **more)


@pytest.mark.parametrize(
    ("who", "capacity", "lets"),
    [
        (BODY, "", True),
        (BODY, "KT.", True),
        (BODY, "TL.", False),
        (BODY, "TUQ.", False),
        (HEAD, "TUQ.", True),
    ],
)
def test_a_body_is_signed_for_by_its_head_and_deputies_alone(who, capacity, lets):
    assert LawfulDecider(who).lets(capacity) is lets


def test_where_the_law_leaves_it_open_the_choice_counts_else_the_body_decides():
    assert LawfulDecider(EITHER).decides(HEAD) == HEAD
    assert LawfulDecider(EITHER).decides() == LawfulDecider("").decides() == BODY
    assert LawfulDecider(BODY).decides(HEAD) == BODY


def test_the_pack_is_loaded_and_a_second_time_nothing_changes(town, tmp_path):
    for file in settings.PROVINCE_PACK.iterdir():
        (tmp_path / file.name).symlink_to(file)
    (tmp_path / "authorisations.csv").unlink()
    (tmp_path / "authorisations.csv").write_text(
        "giver,receiver,level,procedure,form_of,who,checked,valid_from,valid_to,act\n"
        f"{town.agency_a.code},{town.agency_b.code},,1.000001,giver,head,0,2024-01-01,,QĐ 2\n"
    )

    def loaded():
        return sum(load_authority(pack=ProvincePack(tmp_path)).values(), Synced())

    first, second = loaded(), loaded()
    assert first.created == Decider.objects.count() + 1 and (second.created, second.changed) == (0, 0)
    assert Authorisation.objects.get().receiver == town.agency_b
    (tmp_path / "deciders.csv").unlink()
    assert loaded().same == 1
    acts = (tmp_path / "authorisations.csv").read_text()
    (tmp_path / "authorisations.csv").write_text(acts.replace(town.agency_b.code, "khong-co"))
    with pytest.raises(BadPack, match="khong-co"):
        load_authority(pack=ProvincePack(tmp_path))


def test_every_line_of_the_pack_names_its_source_and_no_act_is_called_read_that_was_not():
    pack = ProvincePack(settings.PROVINCE_PACK)
    rows, acts = pack.rows("deciders.csv"), pack.rows("authorisations.csv")
    assert rows and acts and all(one["source"] for one in rows)
    assert all(one["checked"] == "0" and "chưa" in one["act"] for one in acts)
    read = [one for one in rows if one["checked"] == "1"]
    assert {one["source"].split(",")[0] for one in read} == {"CSDL quốc gia về TTHC"}
