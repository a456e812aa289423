"""What the one-stop shop counts for the public: results in time this year, and services offered online."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.casework.public import SMALLEST, Case, Part, PublicFigure, Reading
from tinhso.lib.numbers import vn_number, vn_percent
from tinhso.onestop.actions.start_dossier import KIND
from tinhso.onestop.models import OnlineService, ProcedureCompetence, Trip


def on_time(now: datetime) -> Reading:
    """Dossiers with a result since 1 January, by competent agency. Two queries."""
    since = now.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    settled = Case.objects.filter(kind=KIND, settled_at__gte=since, settled_at__lte=now).exclude(
        timeliness=""
    )
    rows = (
        settled.values("agency__name")
        .annotate(n=Count("pk"), good=Count("pk", filter=~Q(timeliness=Case.Timeliness.LATE)))
        .order_by("agency__sort_key")
    )
    parts = [Part(row["agency__name"], row["n"], row["good"]) for row in rows]
    late = Case.objects.open().filter(kind=KIND, settled_at__isnull=True, due_at__lt=now).count()
    value, compared = _rate(parts, now)
    return Reading(value, [*compared, _("đang quá hạn %(n)s") % {"n": vn_number(late)}], parts)


def _rate(parts: list[Part], now: datetime) -> tuple[str, list[str]]:
    counted, met = sum(part.counted for part in parts), sum(part.met or 0 for part in parts)
    if not counted:
        return _("chưa có"), [_("chưa có hồ sơ nào có kết quả trong năm %(year)s") % {"year": now.year}]
    words = {"met": vn_number(met), "counted": vn_number(counted), "day": f"{now:%d/%m/%Y}"}
    return vn_percent(100 * met / counted), [_("%(met)s/%(counted)s hồ sơ, đến ngày %(day)s") % words]


def trips(now: datetime) -> Reading:
    """Times that people came to a desk for the dossiers finished since 1 January, by competent agency. Two queries."""
    since = now.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    done = Q(kind=KIND, finished_at__gte=since, finished_at__lte=now, accepted_at__isnull=False)
    came = Trip.objects.filter(dossier__case__in=Case.objects.filter(done))
    per_agency = dict(came.values_list("dossier__case__agency__name").annotate(n=Count("pk")).order_by())
    rows = (
        Case.objects.filter(done)
        .values("agency__name")
        .annotate(
            n=Count("pk", distinct=True),
            none=Count("pk", distinct=True, filter=Q(dossier__trips__isnull=True)),
        )
    )
    parts = [
        Part(_trip_label(name, per_agency.get(name, 0), n), n, none)
        for name, n, none in rows.order_by("agency__sort_key").values_list("agency__name", "n", "none")
    ]
    counted, total = sum(part.counted for part in parts), sum(per_agency.values())
    if not counted:
        return Reading(
            _("chưa có"),
            [_("chưa có hồ sơ nào trả kết quả trong năm %(year)s") % {"year": now.year}],
            parts,
        )
    words = {"trips": vn_number(total), "counted": vn_number(counted), "day": f"{now:%d/%m/%Y}"}
    compared = [_("%(trips)s lần/%(counted)s hồ sơ, đến ngày %(day)s") % words]
    return Reading(_("%(n)s lần") % {"n": vn_number(total / counted, 2)}, compared, parts)


def _trip_label(agency: str, came: int, counted: int) -> str:
    """The agency with its own average; a small count shows none, since it may point at a person."""
    if counted < SMALLEST:
        return agency
    return _("%(agency)s: %(n)s lần/hồ sơ") % {"agency": agency, "n": vn_number(came / counted, 2)}


def services(kind: OnlineService.Kind) -> Callable[[datetime], Reading]:
    """How many services of that kind are offered on the day, by level. One query."""

    def read(now: datetime) -> Reading:
        found = OnlineService.objects.on(now.date()).filter(kind=kind)
        counted = dict(found.values_list("level").annotate(n=Count("pk")).order_by())
        levels = ProcedureCompetence.Level
        parts = [Part(str(level.label), counted[level.value]) for level in levels if level.value in counted]
        total = sum(part.counted for part in parts)
        return Reading(vn_number(total), [_("đến ngày %(day)s") % {"day": f"{now:%d/%m/%Y}"}], parts)

    return read


FIGURES = [
    PublicFigure(
        code="dung-han",
        title=gettext_lazy("Giải quyết trước và đúng hạn"),
        definition=gettext_lazy(
            "Hồ sơ thủ tục hành chính có kết quả từ ngày 01/01 của năm, kể cả hồ sơ bị từ chối; không tính hồ sơ "
            "người dân tự rút. Thời gian chờ bổ sung được tính theo quy định đang áp dụng."
        ),
        formula=gettext_lazy(
            "Số hồ sơ có kết quả trước hoặc đúng hạn chia cho số hồ sơ có kết quả. Đang quá hạn là hồ sơ chưa có "
            "kết quả và đã qua ngày hẹn trả."
        ),
        source=gettext_lazy("NĐ 61/2018/NĐ-CP; đếm từ các hồ sơ trên hệ thống này"),
        parts_of=gettext_lazy("Cơ quan giải quyết"),
        counted=gettext_lazy("Có kết quả"),
        met=gettext_lazy("Trước và đúng hạn"),
        read=on_time,
        order=10,
    ),
    PublicFigure(
        code="so-lan-di-lai",
        title=gettext_lazy("Số lần đi lại trung bình một hồ sơ"),
        definition=gettext_lazy(
            "Số lần người dân, tổ chức đến Bộ phận Một cửa để nộp, bổ sung hoặc nhận kết quả của hồ sơ đã kết thúc "
            "từ ngày 01/01 của năm. Nộp trực tuyến và qua bưu chính không tính là lần đi lại."
        ),
        formula=gettext_lazy("Số lần đến Bộ phận Một cửa chia cho số hồ sơ đã kết thúc."),
        source=gettext_lazy("Đếm từ các hồ sơ trên hệ thống này"),
        parts_of=gettext_lazy("Cơ quan giải quyết"),
        counted=gettext_lazy("Hồ sơ đã kết thúc"),
        met=gettext_lazy("Không phải đến lần nào"),
        read=trips,
        order=15,
    ),
    *(
        PublicFigure(
            code=code,
            title=title,
            definition=gettext_lazy(
                "Dịch vụ công là một thủ tục ở một cấp giải quyết, được cung cấp trực tuyến trong ngày xem."
            ),
            formula=gettext_lazy("Đếm số dịch vụ đang có hiệu lực trong danh mục."),
            source=gettext_lazy("NĐ 42/2022/NĐ-CP; danh mục dịch vụ công trực tuyến của tỉnh"),
            parts_of=gettext_lazy("Cấp giải quyết"),
            counted=gettext_lazy("Số dịch vụ"),
            of_people=False,
            read=services(kind),
            order=order,
        )
        for code, title, kind, order in (
            (
                "dich-vu-toan-trinh",
                gettext_lazy("Dịch vụ công trực tuyến toàn trình"),
                OnlineService.Kind.WHOLLY,
                20,
            ),
            (
                "dich-vu-mot-phan",
                gettext_lazy("Dịch vụ công trực tuyến một phần"),
                OnlineService.Kind.PARTLY,
                30,
            ),
        )
    ),
]
