"""The way of a report over the desk: sorted, handled, answered, published; and every way out of it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from tinhso.casework.public import Case, NotYourTurn, Stale, State, assign_case, return_case
from tinhso.citizen.desk.actions.answer_report import AnswerRefused, NotAtHandling, answer_report
from tinhso.citizen.desk.actions.escalate_late import escalate_late
from tinhso.citizen.desk.actions.merge_report import CannotMerge, merge_report
from tinhso.citizen.desk.actions.publish_answer import publish_answer, send_back_answer
from tinhso.citizen.desk.actions.route_report import route_report
from tinhso.citizen.desk.actions.set_visibility import UnknownReason
from tinhso.citizen.desk.actions.show_contact import show_contact
from tinhso.citizen.desk.actions.turn_down_report import GoesToRegister, turn_down_report
from tinhso.citizen.models import Report, ReportFollow
from tinhso.citizen.reports.routing import proposed_agency
from tinhso.citizen.sender.actions.rate_report import rate_report
from tinhso.citizen.sender.actions.reopen_report import CannotReopen, reopen_report
from tinhso.citizen.sender.sender_identity import sender_of
from tinhso.citizen.tests.makers import NOW, REFUSALS, as_json, picture, send, set_up, upload
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.events.public import who_read
from tinhso.kernel.notices.public import Notice
from tinhso.kernel.site.slots import AreaOutline, AreaOutlines
from tinhso.lib.map_cells import cell_of

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=2)


def routed(town, report, *, publish=True, text="Ổ gà sâu"):
    route_report(
        report=report,
        ver=report.case.ver,
        agency=town.agency_a,
        category=report.category,
        shown_text=text,
        publish=publish,
        by=town.actor("binh"),
        now=report.sent_at,
    )
    return report


def answered_report(town, report):
    case = routed(town, report).case
    assign_case(case=case, ver=case.ver, officer_id=town.emi.pk, by=town.actor("chi"), now=report.sent_at)
    return report


def answered(town, report, *, now=LATER):
    answered_report(town, report)
    answer_report(report=report, ver=report.case.ver, text="Đã vá", photos=[], by=town.actor("emi"), now=now)
    return report


def closed(town, report, *, now=LATER):
    answered(town, report, now=now)
    publish_answer(report=report, ver=report.case.ver, text="Đã vá xong", by=town.actor("binh"), now=now)
    return report


def test_the_routes_of_the_day_propose_the_agency(town):
    set_up(town)
    assert proposed_agency("o-ga", town.commune, on=NOW.date()) == town.agency_a
    assert proposed_agency("den", town.commune, on=NOW.date()) is None


def test_a_report_goes_from_the_desk_to_its_answer(town):
    report = closed(town, send(town, set_up(town)))
    case = Case.objects.get(pk=report.case_id)
    assert case.state == State.DONE and case.agency == town.agency_a and case.timeliness == "early"
    assert case.settled_at == LATER and case.due_at is not None
    assert report.visibility == "published"
    names = list(EventRow.objects.filter(case_id=case.pk).order_by("pk").values_list("name", flat=True))
    assert {"citizen.ReportRouted", "citizen.ReportAnswered", "citizen.ReportShown"} <= set(names)
    templates = Notice.objects.filter(case_id=case.pk).values_list("template", flat=True)
    assert set(templates) >= {"citizen.report_routed", "citizen.report_answered"}


def test_the_desk_says_where_it_is_when_only_a_point_came(town):
    report = send(town, set_up(town), commune=None)
    assert report.commune is None and report.case.place is None
    code, page = report.case.code, town.sign_in(Client(), "binh")
    shown = page.get(f"/can-bo/phan-anh/{code}/").content.decode()
    assert f'<option value="{town.commune.code}">' in shown
    form = {"ver": report.case.ver, "category": "o-ga", "agency": "so-a", "shown_text": "Ổ gà"}
    wrong = page.post(f"/can-bo/phan-anh/{code}/chuyen/", form | {"commune": "99"})
    assert wrong.status_code == 422 and "Không có xã, phường này" in wrong.content.decode()
    page.post(f"/can-bo/phan-anh/{code}/chuyen/", form | {"commune": town.commune.code})
    left = Report.objects.select_related("case__place").get()
    assert left.commune == left.case.place == town.commune
    assert left.case.title == f"Ổ gà – {town.commune.name}"


def test_a_point_within_imported_borders_has_its_commune(town, monkeypatch):
    ring = [[105.7, 19.7], [105.9, 19.7], [105.9, 19.9], [105.7, 19.9], [105.7, 19.7]]
    here = (town.commune.code, town.commune.name)
    outlines = [
        AreaOutline(*town_of, "M0 0Z", 9, "nguồn thử", lambda: [ring]) for town_of in [("1", "Xã Cũ"), here]
    ]
    monkeypatch.setattr("tinhso.kernel.places.areas.all_of", lambda kind: [AreaOutlines(lambda: outlines)])
    category = set_up(town)
    inside, outside = send(town, category, commune=None), send(town, category, commune=None, lat=19.5)
    assert (inside.commune, outside.commune) == (town.commune, None)
    assert inside.case.title == f"Ổ gà – {town.commune.name}"


def test_the_desk_moves_the_point_of_a_report_on_the_same_map(town, client):
    report = send(town, set_up(town))
    town.sign_in(client, "binh")
    address = f"/can-bo/phan-anh/{report.case.code}/"
    page = client.get(address).content.decode()
    assert "data-place-form" in page and "data-place-room" in page
    typed = {"ver": report.case.ver, "category": "o-ga", "agency": town.agency_a.code, "shown_text": "Sâu"}
    outside = client.post(f"{address}chuyen/", typed | {"lat": "10.5", "lon": "106.7"})
    assert outside.status_code == 422 and "nằm ngoài tỉnh" in outside.content.decode()
    assert client.post(f"{address}chuyen/", typed | {"lat": "19.9", "lon": "105.8"}).status_code == 302
    report.refresh_from_db()
    assert (report.lat, report.lon, report.cell) == (19.9, 105.8, cell_of(19.9, 105.8))
    row = EventRow.objects.get(name="citizen.ReportRouted", case_id=report.case_id)
    assert row.payload["moved"] is True
    assert "maps-of-place" in client.get(address).content.decode()  # routed: its place lies on the ground


def test_seven_days_run_from_the_sorting(town):
    report = routed(town, send(town, set_up(town)))
    assert (report.case.due_at.date() - NOW.date()).days in {7, 8, 9, 10}  # moved off a day without work


def test_the_desk_of_another_agency_sorts_nothing(town):
    report = send(town, set_up(town))
    for stranger in ("bao", "emi", "dung"):
        with pytest.raises(NotYourTurn):
            route_report(
                report=report,
                ver=report.case.ver,
                agency=town.agency_a,
                category=report.category,
                shown_text="",
                publish=False,
                by=town.actor(stranger),
                now=NOW,
            )


def test_the_clock_stops_when_the_unit_answered_not_when_the_desk_published(town):
    report = answered(town, send(town, set_up(town)))
    publish_answer(
        report=report,
        ver=report.case.ver,
        text="Đã vá",
        by=town.actor("binh"),
        now=NOW + timedelta(days=30),
    )
    assert report.case.settled_at == LATER and report.case.timeliness == "early"


def test_an_answer_sent_back_lets_the_days_go_on(town):
    report = answered(town, send(town, set_up(town)))
    send_back_answer(report=report, ver=report.case.ver, reason="Ảnh đâu?", by=town.actor("binh"), now=LATER)
    late = NOW + timedelta(days=40)
    answer_report(report=report, ver=report.case.ver, text="Đây", photos=[], by=town.actor("emi"), now=late)
    publish_answer(report=report, ver=report.case.ver, text="Đây", by=town.actor("binh"), now=late)
    assert report.case.timeliness == "late"


def test_a_unit_gives_back_what_is_not_its_own(town):
    report = routed(town, send(town, set_up(town)))
    case = report.case
    return_case(case=case, ver=case.ver, to_step="route", reason="Không phải", by=town.actor("chi"), now=NOW)
    due = case.due_at
    route_report(
        report=report,
        ver=case.ver,
        agency=town.agency_b,
        category=report.category,
        shown_text="x",
        publish=False,
        by=town.actor("binh"),
        now=LATER,
    )
    assert case.step == "assign" and case.agency == town.agency_b and case.due_at == due


def test_refusals_of_an_answer(town):
    report = answered_report(town, send(town, set_up(town)))
    with pytest.raises(AnswerRefused):
        answer_report(report=report, ver=report.case.ver, text=" ", photos=[], by=town.actor("emi"), now=NOW)
    with pytest.raises(Stale):
        answer_report(report=report, ver=1, text="x", photos=[], by=town.actor("emi"), now=NOW)
    with pytest.raises(NotYourTurn):
        answer_report(report=report, ver=report.case.ver, text="x", photos=[], by=town.actor("binh"), now=NOW)
    other = routed(town, send(town, report.category))
    with pytest.raises(NotAtHandling):
        answer_report(report=other, ver=other.case.ver, text="x", photos=[], by=town.actor("chi"), now=NOW)


def test_a_report_is_turned_down_for_a_listed_reason_only(town):
    report = send(town, set_up(town))
    words = {"report": report, "text": "", "by": town.actor("binh"), "now": NOW}
    with pytest.raises(UnknownReason):
        turn_down_report(ver=report.case.ver, reason="khong-thich", **words)
    with pytest.raises(NotYourTurn):
        turn_down_report(ver=report.case.ver, reason="khong-ro", **words | {"by": town.actor("bao")})
    with pytest.raises(GoesToRegister):
        turn_down_report(ver=report.case.ver, reason="khieu-nai", **words)
    assert report.case.state == State.SUBMITTED
    turn_down_report(ver=report.case.ver, reason="vi-pham", **words)
    assert report.case.state == State.REFUSED and report.visibility == "hidden"
    assert report.case.notes.get().text == REFUSALS["vi-pham"]


def test_two_reports_of_the_same_become_one(town):
    category = set_up(town)
    first, second = send(town, category), send(town, category)
    with pytest.raises(CannotMerge):
        merge_report(report=first, ver=first.case.ver, into=first, by=town.actor("binh"), now=NOW)
    ReportFollow.objects.create(report=second, user=town.dung, since=NOW)
    merge_report(report=second, ver=second.case.ver, into=first, by=town.actor("binh"), now=NOW)
    first.refresh_from_db()
    assert second.case.state == State.REFUSED and first.confirms == 1
    assert first.followers.get().user == town.dung


def test_reopening_is_once_and_within_its_days(town):
    report = closed(town, send(town, set_up(town)))
    words = {"report": report, "text": "Lại hỏng", "by": sender_of(report)}
    with pytest.raises(NotYourTurn):
        reopen_report(client_key=uuid4(), now=LATER, **words | {"by": town.actor("dung")})
    with pytest.raises(CannotReopen, match="late"):
        reopen_report(client_key=uuid4(), now=LATER + timedelta(days=16), **words)
    second = reopen_report(client_key=uuid4(), now=LATER, **words)
    assert second.reopens == report and second.case.parent == report.case
    assert second.reporter.phone == report.reporter.phone
    with pytest.raises(CannotReopen, match="already_reopened"):
        reopen_report(client_key=uuid4(), now=LATER, **words)


def test_the_sender_rates_and_nobody_else(town):
    report = closed(town, send(town, set_up(town)))
    with pytest.raises(NotYourTurn):
        rate_report(report=report, ver=report.case.ver, stars=1, text="", by=town.actor("dung"), now=LATER)
    rate_report(report=report, ver=report.case.ver, stars=2, text="", by=sender_of(report), now=LATER)
    assert Case.objects.get(pk=report.case_id).rating == 2
    assert not EventRow.objects.filter(case_id=report.case_id, name="casework.CaseRated").exclude(
        actor_id=None
    )


def test_the_contact_is_read_by_the_desk_alone_and_noted(town):
    report = answered_report(town, send(town, set_up(town)))
    for other in ("emi", "chi", "bao", "sau"):
        with pytest.raises(NotYourTurn):
            show_contact(report=report, purpose="contact", by=town.actor(other), now=NOW)
    assert show_contact(report=report, purpose="contact", by=town.actor("binh"), now=NOW).phone
    assert any(line.purpose == "contact" for line in who_read(report.case_id))


def test_late_reports_are_told_to_the_heads_once(town):
    answered_report(town, send(town, set_up(town)))
    much_later = NOW + timedelta(days=30)
    assert (escalate_late(now=much_later), escalate_late(now=much_later)) == (1, 0)
    assert Notice.objects.filter(user=town.chi, template="citizen.report_late").count() == 1


def test_a_report_that_is_late_by_less_than_a_day_is_told_to_nobody_above(town):
    due = answered_report(town, send(town, set_up(town))).case.due_at
    assert escalate_late(now=due + timedelta(hours=23, minutes=59)) == 0
    assert escalate_late(now=due + timedelta(hours=24, minutes=1)) == 1


@pytest.mark.long
def test_the_desk_works_through_its_pages(town, django_assert_max_num_queries):
    category = set_up(town)
    report, lamp = send(town, category), send(town, category)
    desk, unit, head = (town.sign_in(Client(), name) for name in ("binh", "emi", "chi"))
    page = f"/can-bo/phan-anh/{report.case.code}/"
    with django_assert_max_num_queries(60):
        assert desk.get("/can-bo/phan-anh/").status_code == 200
    with django_assert_max_num_queries(45):
        text = desk.get(page).content.decode()
    assert lamp.case.code in text and 'value="so-a"' in text  # the neighbour, and the agency proposed
    wrong = desk.post(f"{page}chuyen/", {"ver": report.case.ver, "category": "o-ga", "agency": "khong-co"})
    assert wrong.status_code == 422
    sent = {
        "ver": report.case.ver,
        "category": "o-ga",
        "agency": "so-a",
        "shown_text": "Sâu",
        "publish": "on",
    }
    assert desk.post(f"{page}chuyen/", sent).status_code == 302
    assert desk.post(f"{page}chuyen/", sent).status_code == 409
    case = Case.objects.get(pk=report.case_id)
    head.post(f"{page}phan-cong/", {"ver": case.ver, "officer": town.emi.pk})
    case.refresh_from_db()
    with django_assert_max_num_queries(40):
        assert unit.get(page).status_code == 200
    assert unit.post(f"{page}nguoi-gui/").status_code == 409
    photo = upload(picture("PNG"), "x.png", "image/png")
    assert unit.post(f"{page}tra-loi/", {"ver": case.ver, "text": "Đã vá", "photo": photo}).status_code == 302
    case.refresh_from_db()
    assert desk.post(f"{page}dang-tra-loi/", {"ver": case.ver, "text": "Đã vá"}).status_code == 302
    shown = Client().get(f"/phan-anh/{case.code}/").content.decode()
    assert "Đã vá" in shown and "Bí Mật" not in shown
    assert Report.objects.get(pk=report.pk).photos.get().kind == "after"


def test_the_desk_writes_down_what_was_told_by_telephone(town):
    set_up(town)
    desk = town.sign_in(Client(), "binh")
    assert desk.get("/can-bo/phan-anh/moi/").status_code == 200
    sent = {
        "channel": "phone",
        "category": "o-ga",
        "description": "Gọi điện",
        "address": "Cầu Đông",
        "phone": "0912345678",
        "client_key": str(uuid4()),
    }
    assert desk.post("/can-bo/phan-anh/moi/", sent | {"phone": "1"}).status_code == 422
    answers = [desk.post("/can-bo/phan-anh/moi/", sent) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"] and Report.objects.get().channel == "phone"
    assert town.sign_in(Client(), "bao").get("/can-bo/phan-anh/").status_code == 403


def test_json_is_not_read_from_strangers(town):
    set_up(town)
    strict = Client(enforce_csrf_checks=True)
    assert as_json(strict, "/phan-anh/gui/don/", {}).status_code == 403


def test_the_inbox_shows_the_newest_first_where_that_is_asked(town):
    hole = set_up(town)
    older, newer = send(town, hole), send(town, hole, now=NOW + timedelta(minutes=5))
    desk = town.sign_in(Client(), "binh")
    urgent, newest = (desk.get("/can-bo/phan-anh/", {"sap": order}).content.decode() for order in ("", "moi"))
    assert urgent.index(older.case.code) < urgent.index(newer.case.code)
    assert newest.index(newer.case.code) < newest.index(older.case.code)
