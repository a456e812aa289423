"""What stands on an officer's page of one report, and which deeds are open to them. Who reported is not among it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.forms import Form
from django.utils.translation import gettext as _

from tinhso.casework.public import Case, State, can_act, history, where_is
from tinhso.citizen.desk import forms as shapes
from tinhso.citizen.models import Report
from tinhso.citizen.public_pages.public_list import commune_options
from tinhso.citizen.reports.content import answers_in_words
from tinhso.citizen.reports.map_ground import picker_words
from tinhso.citizen.reports.nearby import Near, nearby
from tinhso.citizen.reports.permissions import is_triage
from tinhso.citizen.reports.place_map import place_map
from tinhso.citizen.reports.routing import proposed_agency
from tinhso.citizen.reports.words import visible_entries
from tinhso.citizen.sender.sender_contact import reach_of
from tinhso.kernel.events.public import Actor
from tinhso.kernel.law.public import rule
from tinhso.kernel.moderation.public import flag_words
from tinhso.kernel.people.public import Agency, Post
from tinhso.kernel.people.roles import Examiner

STEPS = {
    "": ("route", "turn_down", "merge"),
    "route": ("route", "turn_down", "merge"),
    "assign": ("assign", "give_back"),
    "handle": ("answer", "give_back"),
    "publish": ("publish", "send_back"),
}


def labels() -> dict[str, str]:
    return {
        "route": _("Chuyển đơn vị xử lý"),
        "turn_down": _("Không tiếp nhận"),
        "merge": _("Gộp vào phản ánh đã có"),
        "assign": _("Phân công"),
        "give_back": _("Không thuộc đơn vị: trả cơ quan đầu mối"),
        "answer": _("Trả lời"),
        "publish": _("Đăng trả lời, đóng phản ánh"),
        "send_back": _("Trả lại đơn vị xử lý làm rõ"),
    }


def deeds_open(case: Case, actor: Actor) -> tuple[str, ...]:
    """The deeds that wait for this officer where the case stands. One query."""
    if case.state not in {State.SUBMITTED, State.IN_PROGRESS} or not can_act(case, actor):
        return ()
    return STEPS.get(case.step, ())


def form_for(deed: str, report: Report, now: datetime, data: Any = None) -> Form:
    """The form of one deed, filled with what is known."""
    day, initial = now.date(), {"ver": report.case.ver}
    if deed == "route":
        return shapes.RouteForm(data, initial=initial | _routed(report, now), on=day)
    if deed == "turn_down":
        return shapes.TurnDownForm(data, initial=initial, reasons=rule("citizen.refusals", on=day))
    if deed == "assign":
        posts = Post.objects.on(day).with_role(Examiner.code).filter(agency=report.case.agency_id)
        return shapes.AssignForm(data, initial=initial, posts=list(posts.select_related("user")))
    if deed == "publish":
        return shapes.PublishForm(data, initial=initial | {"text": report.answer})
    plain = {
        "merge": shapes.MergeForm,
        "give_back": shapes.GiveBackForm,
        "send_back": shapes.GiveBackForm,
        "answer": shapes.AnswerForm,
    }
    form = plain[deed](data, initial=initial)
    if deed == "send_back":
        form.fields["reason"].label = _("Cần làm rõ điều gì")
    return form


def _routed(report: Report, now: datetime) -> dict[str, Any]:
    """What the routes of the day propose."""
    agency = proposed_agency(report.category.code, report.commune, on=now.date())
    if report.reopens is not None and report.reopens.case.agency.exists_on(now.date()):
        agency = report.reopens.case.agency  # whoever answered before answers again
    return {
        "category": report.category.code,
        "agency": agency.code if agency else "",
        "commune": report.commune.code if report.commune else "",
        "lat": report.lat,
        "lon": report.lon,
        "shown_text": report.shown_text,
        "publish": report.visibility != Report.Visibility.HIDDEN and not report.flags,
    }


@dataclass(frozen=True)
class ReportView:
    """What this officer may read of a report: the desk the words as written, others the moderated ones."""

    text: str
    address: str
    answers: list[tuple[str, str]]
    flags: list[str]


def seen_by(report: Report, actor: Actor) -> ReportView:
    is_triager = is_triage(report.case, actor)
    return ReportView(
        text=report.description if is_triager else report.shown_text,
        address=report.address if is_triager else report.shown_address,
        answers=answers_in_words(
            report.category, report.attributes if is_triager else report.shown_attributes
        ),
        flags=flag_words(report.flags) if is_triager else [],
    )


def page_context(
    report: Report, actor: Actor, now: datetime, *, forms: dict[str, Form] | None = None
) -> dict[str, Any]:
    case, given = report.case, forms or {}
    open_now, words = deeds_open(case, actor), labels()
    triage, entries = is_triage(case, actor), history(case, for_citizen=False)
    deeds = [
        (deed, words[deed], given.get(deed) or form_for(deed, report, now), deed in given)
        for deed in open_now
    ]
    return {
        "report": report,
        "case": case,
        "where": where_is(case),
        "seen": seen_by(report, actor),
        "deeds": deeds,
        "triage": triage,
        "reach": reach_of(report) if triage else None,
        "near": near_of(report) if triage and "merge" in open_now else [],
        "photos": list(report.photos.select_related("file")),
        "history": entries,
        "entries": visible_entries(report, entries.entries),
        "hide_form": shapes.HideForm(
            initial={"ver": case.ver}, reasons=rule("citizen.refusals", on=now.date())
        )
        if triage
        else None,
        "agencies": Agency.objects.on(now.date()).exclude(kind=Agency.Kind.DESK).order_by("level", "sort_key")
        if "route" in open_now
        else [],
        "communes": commune_options(now.date()) if "route" in open_now else [],
        "now": now,
    } | _map(report, picking="route" in open_now, on=now.date())


def _map(report: Report, *, picking: bool, on: date) -> dict[str, Any]:
    """Who routes it may correct its place on the picker; for everybody else the place lies on the same ground."""
    return picker_words(on) if picking else {"map": place_map(report, on=on)}


def near_of(report: Report) -> list[Near]:
    """Other open reports that may tell of the same. One query; none without a place on the map."""
    if report.lat is None or report.lon is None:
        return []
    every = Report.objects.open().exclude(pk=report.pk)
    return nearby(every, report.lat, report.lon, category=report.category.code)
