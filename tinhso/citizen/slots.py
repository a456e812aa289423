"""What the citizen's app puts on pages of others."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import CaseFinder, RowDetails, State, WorklistRow
from tinhso.citizen import information_slots, life_slots, reception_slots
from tinhso.citizen.derived import FEEDBACK, INFORMATION, REPORTS
from tinhso.citizen.desk.moderated import COMMENTS, RATINGS
from tinhso.citizen.models import Report
from tinhso.citizen.phone_app.own_contact import emergency_own
from tinhso.citizen.public_pages.commune_part import COMMUNE_REPORTS
from tinhso.citizen.reports.finding import find_by_words
from tinhso.citizen.reports.published_pictures import shown_pictures
from tinhso.citizen.reports.words import state_words
from tinhso.citizen.retention import declared
from tinhso.kernel.files.public import PublicPictures
from tinhso.kernel.law.public import rule_or
from tinhso.kernel.notices.public import Topic
from tinhso.kernel.people.public import Agency, signed_in
from tinhso.kernel.people.roles import DeskOfficer
from tinhso.kernel.site import clock
from tinhso.kernel.site.own_contact import OwnContacts
from tinhso.kernel.site.slots import CaseKind, ExecutiveTile, HomeTask, MenuItem, PageApp


def promised() -> str:
    """What the tile of the home page says, with the days that the rule gives; one query."""
    days = rule_or("citizen.answer_days", 0, on=clock.today())
    if not days:
        return gettext("Gửi ảnh và vị trí")
    return gettext("Gửi ảnh và vị trí, cơ quan trả lời trong %(n)s ngày") % {"n": days}


def rows(case_ids: Sequence[int]) -> dict[int, RowDetails]:
    """By which channel it came, and what to look at; who reported is nobody's business here. One query."""
    found = Report.objects.filter(case__in=case_ids).values_list("case_id", "channel", "flags", "reopens")
    hints = {True: gettext("mở lại"), False: ""}
    return {
        pk: RowDetails(who=str(Report.Channel(channel).label), hint=hints[bool(reopened)])
        for pk, channel, _flags, reopened in found
    }


def merged_word(case_id: int) -> str:
    """What a report that went on with another reads as: it was not turned down. One query."""
    merged = Report.objects.filter(case=case_id, merged_into__isnull=False).exists()
    return str(state_words(State.REFUSED, merged=True)[0]) if merged else ""


def at_triage(request: HttpRequest) -> bool:
    """The desk's menu at the desk's agency only; without a query, by what the sign-in has read."""
    signed = signed_in(request)
    return bool(signed and signed.post and signed.post.agency.kind != Agency.Kind.DESK)


COMMUNE_PARTS = [COMMUNE_REPORTS]
PICTURES = [PublicPictures(shown_pictures)]
KINDS = [
    CaseKind(
        "report",
        _("Phản ánh hiện trường"),
        "desk_report",
        citizen_url_name="report",
        owner_url_name="own_part",
        refused_word=merged_word,
        confirmed_at="publish",
    )
]
TILES = [
    ExecutiveTile(
        "citizen.on_time_rate",
        _("Phản ánh xử lý đúng hạn"),
        beside=(("citizen.satisfied_rate", _("hài lòng")),),
        overdue=("citizen.overdue", _("phản ánh quá hạn")),
        order=21,
    ),
    ExecutiveTile("citizen.reports", _("Phản ánh của người dân"), order=32),
]
MODERATED = [COMMENTS, RATINGS]
MENU = [
    MenuItem("public", _("Phản ánh"), "public_reports", order=25),
    MenuItem("bar", _("Phản ánh"), "public_reports", order=20, icon="camera"),
    MenuItem(
        "officer",
        _("Hộp phản ánh"),
        "report_inbox",
        group="reports",
        order=16,
        roles=(DeskOfficer.code,),
        shown=at_triage,
        counts=("all:route", "all:publish"),
    ),
    MenuItem("footer", _("Ứng dụng trên điện thoại"), "app", order=25),
]
ROWS = [WorklistRow("report", rows)]
FINDERS = [CaseFinder("report", find_by_words)]
APP = [PageApp("citizen/app/head.html", "app_worker", picture="citizen/icons/icon-512.png")]
TASKS = [
    HomeTask(
        _("Phản ánh hiện trường"),
        promised,
        "compose",
        "camera",
        order=30,
    )
]
TOPICS = [
    Topic("citizen.late", _("Phản ánh quá hạn"), channels=(), for_officers=True, order=22),
    Topic("citizen.retention", _("Hết thời hạn lưu giữ"), channels=(), for_officers=True, order=26),
    Topic("citizen.code", _("Mã xác nhận số điện thoại"), channels=("sms",), order=12),
    Topic("citizen.report", _("Phản ánh của tôi"), channels=("email", "sms"), order=13),
]
LIFE = life_slots.EVERY
INFORMATION_ACCESS = information_slots.EVERY
RECEPTIONS = reception_slots.EVERY
DERIVED = [REPORTS, FEEDBACK, INFORMATION]
RETENTION = declared.RETENTION
EXPORTS = declared.EXPORTS
EMPTY = declared.EMPTY
OWN_CONTACTS = [OwnContacts(emergency_own, order=50)]
