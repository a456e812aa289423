"""Fills an empty demo: the installation, the province pack, the catalogue, the cast, their dossiers."""

from contextlib import nullcontext
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from tinhso.citizen.bulk import load_report_categories
from tinhso.demo.cast import DIRECTOR, OFFICERS, create_cast, members
from tinhso.demo.citizen.alerts import create_alerts
from tinhso.demo.citizen.feedback import create_feedback
from tinhso.demo.citizen.information import create_information
from tinhso.demo.citizen.receptions import create_receptions
from tinhso.demo.citizen.reports import create_reports
from tinhso.demo.colleagues import colleagues
from tinhso.demo.documents.axis_list import axis_agencies
from tinhso.demo.documents.documents import create_documents
from tinhso.demo.exchange.events import publish_loaded_events
from tinhso.demo.exchange.exchange import create_exchange
from tinhso.demo.exchange.national import wiring
from tinhso.demo.indicators.annual_reports import create_annual_report
from tinhso.demo.indicators.assessments import create_assessments
from tinhso.demo.indicators.economy import create_economy
from tinhso.demo.indicators.infrastructure import create_infrastructure
from tinhso.demo.indicators.periodic_reports import create_periodic_reports
from tinhso.demo.indicators.post_numbers import create_post_numbers
from tinhso.demo.indicators.programmes import create_programmes
from tinhso.demo.indicators.self_scores import assess_firms
from tinhso.demo.onestop.after_hours import open_beyond_hours
from tinhso.demo.onestop.cashier import collect_fees
from tinhso.demo.onestop.companies import create_company
from tinhso.demo.onestop.dossiers import MANY, Loaded, create_dossiers
from tinhso.demo.onestop.parts import side_by_side
from tinhso.demo.onestop.portal import portal_catalogue
from tinhso.demo.onestop.publications import create_publications
from tinhso.demo.onestop.signed import Token, sign_results
from tinhso.demo.opendata.desk import fill_desk
from tinhso.demo.opendata.open_data import open_everything
from tinhso.demo.opendata.questions import fill_asked
from tinhso.demo.press.communication import create_communication
from tinhso.demo.press.issues import create_press_issues
from tinhso.demo.press.mail import create_press_mail
from tinhso.demo.press.monitoring import create_monitoring
from tinhso.demo.press.press import create_press
from tinhso.demo.press.registers import create_press_registers
from tinhso.demo.security.advisories import create_advisories
from tinhso.demo.security.incidents import create_cyber_incidents
from tinhso.demo.security.security import create_security
from tinhso.demo.security.software import create_software
from tinhso.demo.security.support import create_support
from tinhso.demo.security.watching import watch_machines
from tinhso.demo.stages import Stages
from tinhso.indicators.public import (
    load_criteria,
    load_data_sets,
    load_indicators,
    load_report_regimes,
    refresh_cells,
)
from tinhso.kernel.events.public import seal, sign_heads
from tinhso.kernel.papers.public import seal_of
from tinhso.kernel.people.public import SYSTEM, Agency, load_pack
from tinhso.kernel.people.roles import DeskOfficer, Head
from tinhso.kernel.site import clock
from tinhso.kernel.site.models import Instance
from tinhso.kernel.site.public import count_tables
from tinhso.onestop.public import load_catalogue

__all__ = ["axis_agencies", "holders", "load", "portal_catalogue", "ways_in", "wiring"]
DATA = Path(__file__).parent / "data"
OPENS_ON = "2024-03-08T08:00:00+07:00"


def load(*, today: bool, dossiers: int = 0, token: Token | None = None) -> Loaded | None:
    """The demo opens on 08/03/2024 under the rules of 2023/24, or today under those in force.

    `token` gives the signer of a holder; without it nothing is signed. A second time nothing changes, and None
    comes back. All of it or nothing is loaded; very many dossiers, though, are committed stage by stage, each with a
    line of how long it took: whoever calls throws the database away when such a load was broken off, as `tinhso demo`
    does at its next start.
    """
    together = dossiers < MANY or connection.in_atomic_block
    with transaction.atomic() if together else nullcontext():
        return _load(Stages(telling=not together), today=today, dossiers=dossiers, token=token)


def _load(stage: Stages, *, today: bool, dossiers: int, token: Token | None) -> Loaded | None:
    shift = timedelta() if today else datetime.fromisoformat(OPENS_ON) - timezone.now()
    whole = transaction.atomic  # most stages stand or fall as one; dossiers and measures by their own parts
    _, first = Instance.objects.get_or_create(
        pk=1,
        defaults={
            "name": "Bản trình diễn Tỉnh Số",
            "owner": "Ủy ban nhân dân tỉnh (mô phỏng)",
            "province_code": "38",
            "ident_code": "H56",
            "demo": True,
            "clock_offset": shift,
        },
    )
    if not first:
        return None
    now = clock.now()
    stage("danh mục, nhân sự", lambda: load_people(now))
    loaded: Loaded = stage("hồ sơ", lambda: create_dossiers(dossiers, seats=heads_agencies(now), now=now))
    stage("thống kê bảng", count_tables)
    lanes = (
        whole(lambda: load_citizens_part(dossiers, now)),
        lambda: write_papers(dossiers, loaded, token, now),
    )
    stage("phản ánh, chương trình; văn bản, phí, ký số", lambda: side_by_side(*lanes))
    stage("dữ liệu mở", whole(lambda: load_open_data_of(now)))
    stage("số đo", lambda: refresh_cells(now=now, every=True))
    stage("báo cáo định kỳ", whole(lambda: create_periodic_reports(now=now)))
    stage("tin bài", whole(lambda: create_press(now=now)))
    stage("báo chí hỏi, nêu", whole(lambda: create_press_issues(now=now)))
    stage("theo dõi báo chí", whole(lambda: create_monitoring(now=now)))
    stage("truyền thông", whole(lambda: create_communication(now=now)))
    stage("sổ, thư báo chí", whole(lambda: create_press_registers(now=now) + create_press_mail(now=now)))
    stage("báo cáo năm", lambda: give_account(now))
    count_tables()
    if not connection.in_atomic_block:
        stage("niêm phong", seal_and_sign)
        stage("sự kiện cho bên nhận", lambda: publish_loaded_events(now=now))
    stage.end()
    return loaded


def give_account(now: datetime) -> None:
    """Summed up before it is signed, and once more for what it brought about."""
    refresh_cells(now=now)
    transaction.atomic(create_annual_report)(now=now)
    refresh_cells(now=now)


def seal_and_sign() -> None:
    """The year is one signed chain before anybody looks; without a key (tests) it is sealed alone."""
    seal()
    sign_heads(every_head=True)


def load_people(now: datetime) -> None:
    """What must be there before the first dossier: the catalogue beside people and what they are measured by."""
    whole = transaction.atomic
    whole(load_pack)(settings.PROVINCE_PACK, by=SYSTEM, now=now)
    side_by_side(whole(lambda: load_cast(now)), whole(lambda: load_the_catalogue(now)))
    whole(create_publications)(now=now)
    count_tables()


def load_the_catalogue(now: datetime) -> None:
    load_catalogue(by=SYSTEM, now=now, services=DATA)


def load_cast(now: datetime) -> None:
    """Definitions and criteria that every installation loads, then the cast and what it was judged by before."""
    load_indicators(by=SYSTEM, now=now)
    load_data_sets(settings.PROVINCE_PACK, by=SYSTEM, now=now)
    load_report_regimes(settings.PROVINCE_PACK, by=SYSTEM, now=now)
    load_criteria(by=SYSTEM, now=now)
    load_report_categories(settings.PROVINCE_PACK, by=SYSTEM, now=now)
    create_cast(now=now)
    create_post_numbers(now=now)
    create_assessments(now=now)


def load_citizens_part(dossiers: int, now: datetime) -> None:
    """What hangs on no dossier: reports of citizens, plans, programmes, feedback, alerts."""
    create_reports(dossiers, now=now)
    create_programmes(now=now)
    create_economy(now=now)
    create_infrastructure(now=now)
    assess_firms(now=now)
    create_feedback(now=now)
    create_information(now=now)
    create_receptions(now=now)
    open_beyond_hours(now=now)
    create_company(now=now)
    create_alerts(now=now)
    create_exchange(now=now)
    create_security(now=now)
    create_support(now=now)
    create_cyber_incidents(now=now)
    create_advisories(now=now)
    create_software(now=now)
    watch_machines(now=now)


def write_papers(dossiers: int, loaded: Loaded, token: Token | None, now: datetime) -> None:
    """Documents, then by real deeds what the bulk of dossiers left: money, and what waits for the cast is signed and sealed.

    Results that are signed take the next number of the registers that the year of documents fills.
    """
    create_documents(dossiers, token, now=now)
    transaction.atomic(collect_fees)(now=now)
    if token and loaded.dossiers:
        transaction.atomic(sign_results)(token, now=now)


def load_open_data_of(now: datetime) -> None:
    open_everything(now=now)
    fill_desk(now=now)
    fill_asked(now=now)


def heads_agencies(now: datetime) -> set[str]:
    """The codes of the agencies at which the heads of the cast sit on that day."""
    seats = [o.seat for o in OFFICERS if Head in o.roles]
    return {s.later if s.moves and now.date() >= s.moves else s.agency for s in seats}


def holders() -> list[dict[str, str]]:
    """Who has a token in the signing sandbox: heads and desk officers of the cast, and the agencies that issue.

    `id` and `name` are those by which the one-stop shop asks: the account's, or the agency's key and name. An agency
    whose code named another before the reform has a key of its own, so that sealing goes on after "Đổi ngày".
    """
    people = (DIRECTOR, *OFFICERS, *colleagues())
    signers = [o for o in people if Head in o.roles or DeskOfficer in o.roles]
    persons = [{"id": o.username, "name": o.name, "kind": "person"} for o in signers]
    leaders = [o for o in people if Head in o.roles]
    codes = {code for o in leaders for code in (o.seat.agency, o.seat.later) if code}
    agencies = {seal_of(one): one.name for one in Agency.objects.filter(code__in=codes).order_by("valid")}
    return persons + [{"id": code, "name": name, "kind": "agency"} for code, name in agencies.items()]


def ways_in() -> list[tuple[str, str]]:
    """The cast as `tinhso demo` prints it: who, and where one becomes them."""
    return [(f"{m.name} ({m.role})", "/dang-nhap/") for m in members()]
