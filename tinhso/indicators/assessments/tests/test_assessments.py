from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.town import make_agency, make_officer
from tinhso.casework.tests.makers import NOW
from tinhso.indicators.assessments import scoring
from tinhso.indicators.assessments.actions.open_round import open_round
from tinhso.indicators.assessments.actions.score_criterion import begin_assessment, score_criterion
from tinhso.indicators.assessments.actions.submit_assessment import submit_assessment
from tinhso.indicators.assessments.actions.verify_assessment import finish_verification, verify_score
from tinhso.indicators.assessments.assessing import RoundClosed, ScoreRefused
from tinhso.indicators.assessments.permissions import can_open_round, can_score, can_verify
from tinhso.indicators.cells.actions.refresh_cells import refresh_cells
from tinhso.indicators.loading.actions.load_criteria import load_criteria
from tinhso.indicators.models import Assessment, CriteriaSet, ExternalRank
from tinhso.indicators.models.assessments.assessment import AssessmentChanged
from tinhso.indicators.public import load_indicators
from tinhso.indicators.registers.actions.enter_rank import enter_rank
from tinhso.indicators.registers.actions.recognise_agency import RecognisedBefore, recognise_agency
from tinhso.indicators.registers.applicable_criteria import NotMeasured
from tinhso.kernel.events.public import SYSTEM, EventRow
from tinhso.kernel.files.models import StoredFile
from tinhso.kernel.files.public import NotYourFile
from tinhso.kernel.files.tests.makers import PDF, sent_file
from tinhso.kernel.people.public import Agency
from tinhso.kernel.people.roles import Head, Supervisor
from tinhso.kernel.site import clock
from tinhso.lib.periods import Period

LATER = NOW + timedelta(days=400)


@pytest.fixture
def round_(town, monkeypatch):
    """A round for departments, verified by agency B, open until the end of the year."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    load_criteria(by=SYSTEM, now=NOW)
    criteria = CriteriaSet.objects.get(code="dti_co_quan")
    given = {"criteria": criteria, "year": 2024, "verifier": town.agency_b, "closes_on": date(2024, 12, 15)}
    return open_round(**given, by=SYSTEM, now=NOW)


@pytest.fixture
def draft(town, round_):
    return begin_assessment(round=round_, agency=town.agency_a, by=town.actor("emi"), now=NOW)


def score(town, assessment, line, points, who="emi", explanation="QĐ 1/QĐ-SA", now=NOW):
    given = {"score": Decimal(points), "explanation": explanation, "file": None}
    return score_criterion(assessment=assessment, criterion=line, by=town.actor(who), now=now, **given)


@pytest.fixture
def verifier(town):
    from tests.town import make_officer
    from tinhso.kernel.people.roles import Examiner

    town.giang = make_officer("giang", "Lê Văn Giang", town.agency_b, "Chuyên viên", Examiner)
    return town


@pytest.fixture
def submitted(verifier, draft):
    for line in scoring.leaves(draft.round.criteria):
        score(verifier, draft, line, 8)
    submit_assessment(assessment=draft, ver=draft.ver, by=verifier.actor("emi"), now=NOW)
    return draft


def verify(town, assessment, points=None, reason="", who="giang"):
    for one in assessment.scores.select_related("assessment__round", "criterion"):
        given = one.self_score if points is None else Decimal(points)
        verify_score(score=one, points=given, reason=reason, by=town.actor(who), now=NOW)


def test_a_verified_score_stands_beside_the_own_one(verifier, submitted):
    verify(verifier, submitted, 6, "Thiếu minh chứng")
    finish_verification(assessment=submitted, ver=submitted.ver, by=verifier.actor("giang"), now=NOW)
    (place,) = scoring.ranking(submitted.round)
    assert (place.rank, place.self_total, place.total) == (1, 40, 30)
    names = set(EventRow.objects.values_list("name", flat=True))
    wanted = {"CriterionScored", "AssessmentSubmitted", "ScoreVerified", "AssessmentVerified", "RoundOpened"}
    assert wanted <= {name.rsplit(".", 1)[-1] for name in names}


@pytest.mark.parametrize(("points", "words"), [("10.5", "tối đa"), ("-1", "nhỏ hơn 0")])
def test_a_score_beyond_its_bounds_is_refused(town, draft, points, words):
    with pytest.raises(ScoreRefused, match=words):
        score(town, draft, scoring.leaves(draft.round.criteria)[0], points)


def test_a_score_without_evidence_is_refused_where_it_is_demanded(town, draft):
    with pytest.raises(ScoreRefused, match="tài liệu kiểm chứng"):
        score(town, draft, scoring.leaves(draft.round.criteria)[0], 5, explanation=" ")


def test_nothing_is_scored_after_closing_or_handing_in(town, verifier, submitted):
    line = scoring.leaves(submitted.round.criteria)[0]
    with pytest.raises(RoundClosed):
        score(town, submitted, line, 5)
    with pytest.raises(RoundClosed):
        submit_assessment(assessment=submitted, ver=submitted.ver, by=town.actor("emi"), now=NOW)


def test_nothing_begins_or_is_scored_when_the_round_has_closed(town, draft):
    with pytest.raises(RoundClosed):
        score(town, draft, scoring.leaves(draft.round.criteria)[0], 5, now=LATER)
    with pytest.raises(RoundClosed):
        begin_assessment(round=draft.round, agency=town.committee, by=town.actor("sau"), now=LATER)


def test_nobody_scores_or_verifies_outside_their_agencies(town, verifier, draft):
    line = scoring.leaves(draft.round.criteria)[0]
    for stranger in ("giang", "binh", "sau", "quan"):
        with pytest.raises(PermissionDenied):
            score(town, draft, line, 5, who=stranger)
    one = score(town, draft, line, 5)
    for stranger in ("emi", "sau"):
        with pytest.raises(PermissionDenied):
            verify_score(score=one, points=Decimal(5), reason="", by=town.actor(stranger), now=NOW)
    with pytest.raises(PermissionDenied):
        begin_assessment(round=draft.round, agency=town.agency_b, by=town.actor("emi"), now=NOW)


def test_the_verifier_sees_no_drafts_and_cannot_verify_itself(town, verifier, round_, draft):
    assert not Assessment.objects.visible_to(town.actor("giang")).exists()
    other = begin_assessment(round=round_, agency=town.agency_b, by=town.actor("giang"), now=NOW)
    one = score(town, other, scoring.leaves(round_.criteria)[0], 5, who="giang")
    with pytest.raises(PermissionDenied):
        verify_score(score=one, points=Decimal(5), reason="", by=town.actor("giang"), now=NOW)


def test_a_set_of_communes_is_not_for_a_department(town, round_):
    given = {"year": 2024, "verifier": town.agency_b, "closes_on": date(2024, 12, 15)}
    communes = open_round(criteria=CriteriaSet.objects.get(code="xa"), **given, by=SYSTEM, now=NOW)
    with pytest.raises(NotMeasured):
        begin_assessment(round=communes, agency=town.agency_a, by=town.actor("emi"), now=NOW)


def test_an_assessment_goes_on_only_whole_and_once(town, verifier, draft):
    with pytest.raises(ScoreRefused, match="Còn 5 tiêu chí"):
        submit_assessment(assessment=draft, ver=draft.ver, by=town.actor("emi"), now=NOW)
    for line in scoring.leaves(draft.round.criteria):
        score(town, draft, line, 8)
    with pytest.raises(AssessmentChanged):
        submit_assessment(assessment=draft, ver=9, by=town.actor("emi"), now=NOW)


def test_a_different_verified_score_needs_a_reason_and_all_must_be_verified(verifier, submitted):
    with pytest.raises(ScoreRefused, match="lý do"):
        verify(verifier, submitted, 6)
    with pytest.raises(ScoreRefused, match="chưa thẩm định"):
        finish_verification(assessment=submitted, ver=submitted.ver, by=verifier.actor("giang"), now=NOW)


def test_the_same_score_has_the_same_rank(town, round_):
    for agency, points in ((town.agency_a, 9), (town.agency_b, 9), (town.committee, 5)):
        one = Assessment.objects.create(round=round_, agency=agency, begun_at=NOW, state="verified")
        line = scoring.leaves(round_.criteria)[0]
        one.scores.create(criterion=line, self_score=10 - points, verified_score=points)
    assert [place.rank for place in scoring.ranking(round_)] == [1, 1, 3]
    assert [place.total for place in scoring.ranking(round_)] == [9, 9, 5]  # whatever they gave themselves


def rank(index, year, place, n):
    return ExternalRank.objects.create(index=index, assessed_year=year, rank=place, n=n, source="thử")


@pytest.mark.parametrize(
    ("now_n", "before_n", "words", "won"),
    [
        (63, 63, "15/63 (năm 2020: 50/63)", 35),
        (63, None, "15/63", None),
        (None, 63, "15", None),
        (34, 63, "15/34 (năm 2020: 50/63)", None),
    ],
)
def test_a_change_of_rank_is_told_only_with_both_numbers(db, now_n, before_n, words, won):
    ranks = [rank("dti", 2022, 15, now_n), rank("dti", 2020, 50, before_n)]
    assert scoring.rank_words(ranks) == words
    assert scoring.places_won(ranks) == won


def test_only_the_system_enters_ranks(town):
    given = {"index": "dti", "assessed_year": 2022, "rank": 15, "n": 63, "source": "thử"}
    with pytest.raises(PermissionDenied):
        enter_rank(**given, by=town.actor("quan"), now=NOW)


@pytest.mark.long
def test_recognised_communes_are_a_stock(town, round_, client):
    communes = CriteriaSet.objects.get(code="xa")
    from tests.town import make_agency

    places = [
        make_agency(f"xa-{n}", f"UBND xã {n}", kind=Agency.Kind.COMMITTEE, level="commune") for n in range(3)
    ]
    for n, one in enumerate(places):
        given = {"criteria": communes, "agency": one, "number": f"{n}/QĐ"}
        recognise_agency(**given, decided_on=date(2022 + n, 3, 1), by=SYSTEM, now=NOW)
    with pytest.raises(RecognisedBefore):
        recognise_agency(**given, decided_on=date(2024, 3, 1), by=SYSTEM, now=NOW)
    with pytest.raises(PermissionDenied):
        recognise_agency(**given, decided_on=date(2024, 3, 1), by=town.actor("emi"), now=NOW)
    load_indicators(by=SYSTEM, now=NOW)
    refresh_cells(now=NOW, every=True)
    page = client.get("/so-lieu/xa-chuyen-doi-so/?ky=2023").content.decode()
    assert '<p class="value">2 ' in page
    assert Period.parse("2023").end == date(2023, 12, 31)
    assert "UBND xã 2" in client.get("/so-lieu/danh-gia/xa/").content.decode()


@pytest.mark.long
def test_the_pages_lead_from_scoring_to_the_ranking(verifier, round_, client):
    town = verifier
    town.sign_in(client, "emi")
    assert "Bắt đầu tự đánh giá" in client.get("/can-bo/danh-gia/").content.decode()
    client.post(f"/can-bo/danh-gia/ky/{round_.pk}/")
    one = Assessment.objects.get()
    page = f"/can-bo/danh-gia/{one.pk}/"
    for line in scoring.leaves(round_.criteria):
        assert client.post(f"{page}{line.pk}/", {"score": "99999", "explanation": "x"}).status_code == 422
        assert client.post(f"{page}{line.pk}/", {"score": "một"}).status_code == 422
        file = SimpleUploadedFile("a.pdf", PDF, "application/pdf")
        assert client.post(f"{page}{line.pk}/", {"score": "một", "file": file}).status_code == 422
        waiting = StoredFile.objects.filter(claimed_at=None).latest("created_at")
        given = {"score": "7,5", "explanation": "", "file_tep": str(waiting.pk)}
        assert client.post(f"{page}{line.pk}/", given).status_code == 302
    client.post(page, {"ver": one.ver})
    town.sign_in(client, "giang")
    assert "Sở A" in client.get("/can-bo/danh-gia/").content.decode()
    assert client.post(page, {"ver": one.ver + 1}).status_code == 422
    for line in scoring.leaves(round_.criteria):
        assert client.post(f"{page}{line.pk}/", {"points": "7", "reason": ""}).status_code == 422
        assert client.get(f"{page}{line.pk}/").status_code == 200
        assert client.post(f"{page}{line.pk}/", {"points": "7", "reason": "Thiếu"}).status_code == 302
    client.post(page, {"ver": one.ver + 1})
    shown = client.get("/so-lieu/danh-gia/dti_co_quan/").content.decode()
    assert "35,00" in shown
    assert "37,50" in shown


def test_strangers_see_neither_drafts_nor_files(town, draft, client):
    line = scoring.leaves(draft.round.criteria)[0]
    for name in ("bao", "quan"):
        town.sign_in(client, name)
        for address in ("", f"{line.pk}/", f"{line.pk}/tep/"):
            assert client.get(f"/can-bo/danh-gia/{draft.pk}/{address}").status_code == 404


def test_the_pages_ask_few_queries(town, draft, client, django_assert_max_num_queries):
    town.sign_in(client, "emi")
    addresses = ["/can-bo/danh-gia/", f"/can-bo/danh-gia/{draft.pk}/", "/so-lieu/danh-gia/"]
    line = scoring.leaves(draft.round.criteria)[0]
    addresses += [f"/can-bo/danh-gia/{draft.pk}/{line.pk}/", "/so-lieu/danh-gia/dti_co_quan/"]
    for address in addresses:
        with django_assert_max_num_queries(20):
            assert client.get(address).status_code == 200


def test_an_assessment_is_handed_in_by_its_agency_and_verified_once_by_the_verifier(verifier, submitted):
    town, one = verifier, submitted.scores.select_related("assessment__round", "criterion").first()
    for who in ("emi", "sau", "an"):
        with pytest.raises(PermissionDenied):
            finish_verification(assessment=submitted, ver=submitted.ver, by=town.actor(who), now=NOW)
    for who in ("giang", "bao", "an"):
        with pytest.raises(PermissionDenied):
            submit_assessment(assessment=submitted, ver=submitted.ver, by=town.actor(who), now=NOW)
    verify(town, submitted)
    giang = town.actor("giang")
    with pytest.raises(AssessmentChanged):
        finish_verification(assessment=submitted, ver=submitted.ver + 1, by=giang, now=NOW)
    finish_verification(assessment=submitted, ver=submitted.ver, by=giang, now=NOW)
    submitted.refresh_from_db()
    with pytest.raises(RoundClosed):
        finish_verification(assessment=submitted, ver=submitted.ver, by=giang, now=NOW)
    with pytest.raises(RoundClosed):
        verify_score(score=one, points=one.self_score, reason="", by=giang, now=NOW)


def test_a_score_takes_only_a_file_of_who_scores(town, draft):
    line = next(iter(scoring.leaves(draft.round.criteria)))
    words = {"score": Decimal(8), "explanation": "QĐ 1", "by": town.actor("emi"), "now": NOW}
    with pytest.raises(NotYourFile):
        score_criterion(assessment=draft, criterion=line, file=sent_file(by=town.actor("an")), **words)


def test_an_agency_scores_itself_and_another_verifies(verifier, draft):
    town = verifier
    assert can_score(draft, town.actor("emi")) and can_verify(draft, town.actor("giang"))
    for who in ("giang", "binh", "quan", "an"):
        assert not can_score(draft, town.actor(who))
    for who in ("emi", "bao", "sau", "an"):
        assert not can_verify(draft, town.actor(who))
    draft.round.verifier = town.agency_a
    assert not can_verify(draft, town.actor("emi"))


def test_a_round_is_opened_by_who_leads_the_verifying_agency_of_the_province(town):
    town.chau = make_officer("chau", "Lê Thị Châu", town.agency_a, "Chuyên viên", Supervisor)
    assert can_open_round(town.agency_a, SYSTEM)
    for who in ("chi", "chau"):
        assert can_open_round(town.agency_a, town.actor(who)) and not can_open_round(
            town.agency_b, town.actor(who)
        )
    for who in ("emi", "quan", "sau", "an"):
        assert not can_open_round(town.agency_a, town.actor(who))
    commune = make_agency("xa-9", "UBND xã 9", kind=Agency.Kind.COMMITTEE, level="commune", unit=town.commune)
    town.hung = make_officer("hung", "Lê Văn Hùng", commune, "Chủ tịch", Head)
    assert not can_open_round(commune, town.actor("hung"))
