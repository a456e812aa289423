"""What the one-stop shop puts on pages of others."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import Case, CaseFinder, CaseWords, RowDetails, WorklistRow, WorklistSide
from tinhso.exchange.public import CaseCalls, CaseGrounds
from tinhso.kernel.events.public import Actor
from tinhso.kernel.notices.public import NeutralCases, Topic
from tinhso.kernel.people.public import AccountEnd, Agency, MyData, SigningFields, signed_in
from tinhso.kernel.people.roles import Administrator, Auditor, Clerk, DeskOfficer, Examiner, Head, Supervisor
from tinhso.kernel.site import clock
from tinhso.kernel.site.context import desk_name
from tinhso.kernel.site.declare import FigureList, ProcedureResults
from tinhso.kernel.site.operation import Empty, Export, Metric
from tinhso.kernel.site.own_contact import OwnContacts
from tinhso.kernel.site.public import page_answer
from tinhso.kernel.site.slots import (
    BoxAnswer,
    CaseKind,
    ExecutiveTile,
    HomeEvents,
    HomeTask,
    MenuItem,
    MyItems,
    MyTasks,
    OfficeNotes,
    PublicPages,
    SearchKind,
)
from tinhso.kernel.site.trial import Trial
from tinhso.lib.numbers import phone_masked, vn_number
from tinhso.onestop import my_data, my_items
from tinhso.onestop.catalogue.exchange_services import CATALOGUE
from tinhso.onestop.catalogue.online_services import services_on
from tinhso.onestop.catalogue.search import public_paths
from tinhso.onestop.catalogue.sensitive import is_sensitive
from tinhso.onestop.companies.account_end import filed_for_company, way_out
from tinhso.onestop.derived import DERIVED
from tinhso.onestop.dossier.event_topics import TOPICS_OF_EVENTS
from tinhso.onestop.dossier.exchange_services import DOSSIER_STATUS
from tinhso.onestop.dossier.finding import find_by_person
from tinhso.onestop.dossier.use_grounds import asked_calls, grounds
from tinhso.onestop.dossier.visit_wishes import VisitWishes, wish_words
from tinhso.onestop.exchange.metrics import messages
from tinhso.onestop.guides.box import AFTER_HOURS, guide_address
from tinhso.onestop.intake import account_end
from tinhso.onestop.linked_services.page import waiting_words
from tinhso.onestop.messages.trials import ask_portal
from tinhso.onestop.models import Attachment, Dossier, ProcedureField
from tinhso.onestop.money.own_contact import accounts_own
from tinhso.onestop.money.trials import ask_bank
from tinhso.onestop.offers.my_offers import my_offers
from tinhso.onestop.results.result_data import result_data
from tinhso.onestop.retention.declared import RETENTION

__all__ = [
    "ACCOUNT_ENDS",
    "EMPTY",
    "EXCHANGE_SERVICES",
    "EXPORTS",
    "FINDERS",
    "FIELDS",
    "DERIVED",
    "KINDS",
    "MENU",
    "METRICS",
    "MINE",
    "MY_DATA",
    "NEUTRAL",
    "NOTES",
    "RESULTS",
    "RETENTION",
    "ROWS",
    "SIDES",
    "TASKS",
    "TOPICS",
    "TOPICS_OF_EVENTS",
    "TILES",
    "WORDS",
]


def rows(case_ids: Sequence[int]) -> dict[int, RowDetails]:
    """Who applies, the phone with its middle hidden, what they ask for (priority, a visit at home), and whether another system has it;
    two queries."""
    columns = ("case_id", "applicant_name", "phone", "priority", "home_visit")
    waits, found = waiting_words(case_ids), dict[int, RowDetails]()
    for pk, name, phone, first, visit in Dossier.objects.filter(case__in=case_ids).values_list(*columns):
        hint = "; ".join(filter(None, (waits.get(pk, ""), wish_words(VisitWishes(first, visit)))))
        found[pk] = RowDetails(who=name, phone=phone_masked(phone) if phone else "", hint=hint)
    return found


def field_names() -> dict[str, str]:
    """Every field of the catalogue by its code, for the paper that lets somebody sign in one; one query."""
    return dict(ProcedureField.objects.values_list("code", "name"))


def booked_at() -> str:
    """Where a time is booked, as the tile of the home page tells it, by the name of the day."""
    return gettext("Chọn giờ đến %(desk)s, đỡ phải chờ") % {"desk": desk_name(clock.today())}


def offered() -> str:
    """How many services there are, as the tile of the home page tells it."""
    n = services_on(clock.today())
    words = gettext("%(n)s dịch vụ công trực tuyến, xếp theo nhóm sự kiện (sinh con, kết hôn, làm nhà…)")
    return words % {"n": vn_number(n)} if n else gettext("Tìm thủ tục theo tên, theo nhóm sự kiện")


def unsigned_scans(actor: Actor) -> int:
    """How many scans of this desk wait for the receiving officer's signature; one query."""
    return Attachment.objects.unsigned_scans().at_desk(actor.agency_id).count()


def words(case: Case) -> dict[str, str]:
    """Who applies, for answer templates; one query."""
    name = Dossier.objects.filter(case=case).values_list("applicant_name", flat=True).first()
    return {"người nộp": name or ""}


def numbers(case_id: int) -> list[str]:
    """The telephone and the identity number given with the dossier; one query."""
    columns = Dossier.objects.filter(case=case_id).values_list("phone", "applicant_id_number")
    return [number for row in columns for number in row]


WORDS = [CaseWords("dossier", words)]
KINDS = [
    CaseKind(
        "dossier",
        _("Hồ sơ thủ tục hành chính"),
        "desk_dossier",
        citizen_url_name="dossier",
        numbers=numbers,
    )
]
RESULTS = [ProcedureResults("dossier", result_data)]
TILES = [
    ExecutiveTile(
        "onestop.on_time_rate",
        _("Hồ sơ giải quyết trước và đúng hạn"),
        beside=(("onestop.first_on_time_rate", _("tính chặt, theo giờ hẹn đầu tiên:")),),
        overdue=("onestop.overdue", _("hồ sơ quá hạn")),
        agencies=True,
        order=10,
    ),
    ExecutiveTile("onestop.overdue", _("Hồ sơ đang quá hạn"), order=11),
    ExecutiveTile(
        "onestop.services_wholly",
        _("Dịch vụ công trực tuyến toàn trình"),
        beside=(("onestop.services_national", _("tích hợp Cổng quốc gia")),),
        order=12,
    ),
    ExecutiveTile("onestop.services_partly", _("Dịch vụ công trực tuyến một phần"), order=13),
    ExecutiveTile("onestop.settled", _("Hồ sơ đã giải quyết"), order=31),
    ExecutiveTile("onestop.trips_a_dossier", _("Số lần đi lại một hồ sơ"), order=33),
]
LISTS = [
    FigureList(
        "onestop.first_on_time_rate",
        _("Đồng hồ chạy lại sau giờ hẹn"),
        "late_clocks",
        roles=(Head.code, Supervisor.code, Auditor.code),
        query="loai=dossier",
    )
]
TOPICS = [
    Topic("onestop.dossier", _("Hồ sơ của tôi"), channels=("email", "sms"), order=10),
    Topic("onestop.retention", _("Hồ sơ hết thời hạn lưu giữ"), channels=(), for_officers=True, order=25),
    Topic("onestop.appointment", _("Lịch hẹn tại quầy"), channels=("email", "sms"), order=12),
    Topic("onestop.offers", _("Lời mời việc tiếp theo"), channels=(), order=13),
    Topic("onestop.company", _("Doanh nghiệp tôi đại diện, thay mặt"), channels=("email", "sms"), order=14),
    Topic("onestop.consent", _("Mã xác nhận đồng ý nộp hộ"), channels=("email", "sms"), order=11),
]
NEUTRAL = [NeutralCases(is_sensitive)]
EXCHANGE_SERVICES = [DOSSIER_STATUS, CATALOGUE]
FIELDS = [SigningFields(field_names)]
MY_DATA = [
    MyData(
        "ho-so",
        _("Hồ sơ thủ tục hành chính"),
        _(
            "Nội dung đã khai, phiếu của nơi tiếp nhận, giấy tờ đã gửi, lần đi lại, khoản đã nộp, trả kết quả, kết quả đã phát hành"
        ),
        my_data.tables,
        my_data.files,
        order=30,
    )
]
MINE = [
    MyItems(_("Hồ sơ của tôi"), my_items.dossiers, order=10),
    MyItems(_("Lịch hẹn tại quầy"), my_items.appointments, order=20),
    MyItems(_("Giấy tờ trong kho của tôi"), my_items.papers, order=30),
    MyTasks(my_items.tasks, order=10),
    MyTasks(my_offers, order=40),
    HomeEvents(my_items.moments),
    PublicPages("thu-tuc", public_paths),
    BoxAnswer(guide_address, order=20),
    page_answer("after_hours", *AFTER_HOURS),
    MenuItem("footer", _("Hướng dẫn từng việc"), "guides", order=8),
]
ACCOUNT_ENDS = [
    AccountEnd("onestop", way_out=way_out, keeps=filed_for_company, erase=account_end.end_of_account)
]
METRICS = [Metric("tinhso_messages", "messages to other systems that wait or are stuck", messages)]
EXPORTS = [
    Export(
        "onestop",
        "Thủ tục, hồ sơ, giấy tờ, lệ phí, kết quả, lịch hẹn, thư với hệ thống khác",
        without={"onestop.Consent": ("code_digest",), "onestop.PaperShowing": ("code_digest",)},
        order=20,
    )
]
USE_GROUNDS = [CaseGrounds("dossier", grounds)]
ASKED_CALLS = [CaseCalls("dossier", asked_calls)]
TRIALS = [
    Trial("bank", "Ngân hàng", "TINHSO_BANK_URL", ask_bank, order=40),
    Trial("portal", "Cổng Dịch vụ công quốc gia", "TINHSO_NATIONAL_PORTAL", ask_portal, order=41),
]
SEARCHED = [
    SearchKind("procedure", _("Thủ tục hành chính"), order=10, list_url_name="procedures", has_most=True)
]
EMPTY = [
    Empty("Probe", why="what another system did not take stands on the page of messages, and is tried again")
]
NOTES = [OfficeNotes(my_items.desk_notes, order=10)]
ROWS = [WorklistRow("dossier", rows, many=True)]
FINDERS = [CaseFinder("dossier", find_by_person)]
SIDES = [WorklistSide(_("Chưa ký số hoá"), "scans", unsigned_scans, roles=(DeskOfficer.code,))]


def at_desk(request: HttpRequest) -> bool:
    """A one-stop desk's menu at a one-stop desk only: other agencies have desk officers too. Without a query."""
    signed = signed_in(request)
    return bool(signed and signed.post and signed.post.agency.kind == Agency.Kind.DESK)


def for_citizens(request: HttpRequest) -> bool:
    """An officer's account has no dossiers of its own; a visitor is asked to sign in."""
    signed = signed_in(request)
    return signed is None or signed.actor.person_id is not None


def is_citizen(request: HttpRequest) -> bool:
    """Whoever has signed in as a citizen finds the own dossiers; everybody else follows one by its code."""
    signed = signed_in(request)
    return signed is not None and signed.actor.person_id is not None


def is_not_citizen(request: HttpRequest) -> bool:
    return not is_citizen(request)


MENU = [
    MenuItem("public", _("Thủ tục"), "procedures", order=10),
    MenuItem("public", _("Hồ sơ của tôi"), "my_dossiers", order=30, shown=for_citizens),
    MenuItem("bar", _("Thủ tục"), "procedures", order=10, icon="paper"),
    MenuItem("bar", _("Hồ sơ"), "my_dossiers", order=30, shown=is_citizen, icon="folder"),
    MenuItem("bar", _("Hồ sơ"), "track", order=30, shown=is_not_citizen, icon="folder"),
    MenuItem(
        "officer",
        _("Tiếp nhận mới"),
        "counter",
        group="dossiers",
        order=15,
        roles=(DeskOfficer.code,),
        shown=at_desk,
    ),
    MenuItem(
        "officer",
        _("Lịch hẹn"),
        "desk_appointments",
        group="dossiers",
        order=16,
        roles=(DeskOfficer.code,),
        shown=at_desk,
    ),
    MenuItem("account", _("Doanh nghiệp của tôi"), "my_companies", order=7, shown=for_citizens),
    MenuItem(
        "officer",
        _("Người đại diện doanh nghiệp"),
        "desk_companies",
        group="dossiers",
        order=18,
        roles=(DeskOfficer.code,),
        shown=at_desk,
    ),
    MenuItem(
        "officer",
        _("Trả kết quả"),
        "hand_over",
        group="dossiers",
        order=17,
        roles=(DeskOfficer.code,),
        shown=at_desk,
    ),
    MenuItem(
        *("officer", _("Chờ ký"), "signing"),
        group="signing",
        order=30,
        roles=(Head.code,),
        counts=("all:sign",),
    ),
    MenuItem(
        *("officer", _("Chờ đóng dấu"), "sealing"),
        group="signing",
        order=31,
        roles=(Clerk.code,),
        counts=("all:issue",),
    ),
    MenuItem(
        "officer",
        _("Thủ tục"),
        "keep_catalogue",
        group="administration",
        order=82,
        roles=(Administrator.code,),
    ),
    MenuItem(
        "officer", _("Thu phí"), "fees", group="dossiers", order=35, roles=(DeskOfficer.code, Head.code)
    ),
    MenuItem(
        "officer",
        _("Sổ theo dõi hồ sơ"),
        "dossier_book",
        group="dossiers",
        order=36,
        roles=(DeskOfficer.code, Head.code, Clerk.code, Examiner.code),
    ),
    MenuItem(
        "officer",
        _("Liên thông"),
        "exchange",
        group="dossiers",
        order=81,
        roles=(DeskOfficer.code, Administrator.code),
    ),
]
TASKS = [
    HomeTask(_("Nộp hồ sơ"), offered, "procedures", "paper", order=10),
    HomeTask(_("Đặt lịch hẹn"), booked_at, "appointments", "clock", order=25),
    HomeTask(_("Theo dõi hồ sơ"), _("Nhập mã hoặc quét mã QR trên giấy hẹn"), "track", "clock", order=20),
]
OWN_CONTACTS = [OwnContacts(accounts_own, order=40)]
