"""Opening rounds on a page, and firms that assess themselves."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tests.town import make_officer
from tinhso.casework.tests.makers import NOW
from tinhso.indicators.assessments import scoring
from tinhso.indicators.assessments.actions.open_round import open_round
from tinhso.indicators.assessments.actions.score_criterion import begin_for_firm
from tinhso.indicators.assessments.assessing import RoundClosed, ScoreRefused
from tinhso.indicators.loading.actions.load_criteria import load_criteria
from tinhso.indicators.models import Assessment, AssessmentRound, CriteriaSet
from tinhso.indicators.my_data import tables
from tinhso.indicators.registers.applicable_criteria import NotMeasured
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.people.roles import Examiner, Head
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import EntryRefused

CLOSES = date(2024, 12, 15)
FIRM = {"tax_code": "0100000001", "name": "Công ty A"}


@pytest.fixture
def round_town(town, monkeypatch):
    """A round of firms, verified by agency A."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    load_criteria(by=SYSTEM, now=NOW)
    town.round = open_one(town, "doanh_nghiep")
    return town


def open_one(town, code, who=None, agency=None, **changes):
    criteria = CriteriaSet.objects.get(code=code)
    given = {"criteria": criteria, "year": 2024, "verifier": agency or town.agency_a, "closes_on": CLOSES}
    by = town.actor(who) if who else SYSTEM
    return open_round(**given | changes, by=by, now=NOW)


def begin(town, who="an", now=NOW, **changes):
    return begin_for_firm(round=town.round, **FIRM | changes, by=town.actor(who), now=now)


def test_a_round_is_opened_once_by_whoever_leads_its_verifier(round_town):
    with pytest.raises(PermissionDenied):
        open_one(round_town, "xa", "emi")
    with pytest.raises(PermissionDenied):
        open_one(round_town, "xa", "chi", round_town.agency_b)
    with pytest.raises(EntryRefused, match="hôm nay"):
        open_one(round_town, "xa", "chi", closes_on=date(2024, 3, 1))
    open_one(round_town, "xa", "chi")
    with pytest.raises(EntryRefused, match="đã có kỳ"):
        open_one(round_town, "xa", "chi")


def test_a_head_outside_the_province_opens_no_round(round_town):
    from tests.town import make_agency

    district = make_agency("ubnd-huyen", "UBND huyện", level="district")
    round_town.hung = make_officer("hung", "Lê Hùng", district, "Chủ tịch", Head)
    with pytest.raises(PermissionDenied):
        open_one(round_town, "xa", "hung", district)


def test_a_firm_is_assessed_by_one_account(round_town):
    found = begin(round_town)
    assert begin(round_town) == found
    with pytest.raises(ScoreRefused, match="tài khoản khác"):
        begin(round_town, "dung")
    with pytest.raises(PermissionDenied):
        begin(round_town, "emi")
    with pytest.raises(RoundClosed):
        begin(round_town, now=NOW + timedelta(days=400), tax_code="0100000002")
    round_town.round = open_one(round_town, "xa")
    with pytest.raises(NotMeasured):
        begin(round_town)
    assert [len(table.rows) for table in tables(round_town.actor("an"))] == [1]


@pytest.mark.long
def test_a_firm_walks_from_its_scores_to_the_ranking(round_town, client, django_assert_max_num_queries):
    round_town.giang = make_officer("giang", "Lê Văn Giang", round_town.agency_a, "Chuyên viên", Examiner)
    round_town.sign_in(client, "an")
    at = "/doanh-nghiep/tu-danh-gia/"
    given = FIRM | {"round": round_town.round.pk}
    assert client.post(at, given | {"tax_code": "1"}).status_code == 422
    assert client.post(at, given).status_code == 302
    one = Assessment.objects.get()
    page = f"{at}{one.pk}/"
    for line in scoring.leaves(round_town.round.criteria):
        assert client.post(f"{page}{line.pk}/", {"score": "6"}).status_code == 422
        assert client.post(f"{page}{line.pk}/", {"score": "4"})["Location"] == page
    assert client.post(page, {"ver": one.ver}).status_code == 302
    with django_assert_max_num_queries(12):
        assert "Công ty A" in client.get(at).content.decode()
    round_town.sign_in(client, "dung")
    assert client.get(page).status_code == 404
    round_town.sign_in(client, "giang")
    desk = f"/can-bo/danh-gia/{one.pk}/"
    assert "Công ty A" in client.get("/can-bo/danh-gia/").content.decode()
    for line in scoring.leaves(round_town.round.criteria):
        assert client.post(f"{desk}{line.pk}/", {"points": "3", "reason": "Thiếu"}).status_code == 302
    client.post(desk, {"ver": one.ver + 1})
    shown = client.get("/so-lieu/danh-gia/doanh_nghiep/").content.decode()
    assert "Công ty A" in shown
    assert "18,00" in shown


def test_the_page_opens_a_round(round_town, client):
    round_town.sign_in(client, "chi")
    given = {"criteria": CriteriaSet.objects.get(code="xa").pk, "year": 2024, "closes_on": "2024-12-15"}
    assert client.post("/can-bo/danh-gia/mo-ky/", given | {"closes_on": "2024-01-15"}).status_code == 422
    assert client.post("/can-bo/danh-gia/mo-ky/", given).status_code == 302
    assert AssessmentRound.objects.filter(criteria__code="xa", verifier=round_town.agency_a).exists()
    round_town.sign_in(client, "emi")
    assert client.get("/can-bo/danh-gia/mo-ky/").status_code == 403
