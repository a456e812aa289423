"""What the registers of this package can count."""

from typing import Any

from django.db.models import Case as Choice
from django.db.models import (
    DateField,
    DateTimeField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import OPEN, Case, only_followed, went_past_due
from tinhso.indicators.economy.supports import supports_seen
from tinhso.indicators.infrastructure import measured
from tinhso.indicators.models import (
    CriteriaSet,
    ExternalRank,
    FirmSupport,
    GoodModel,
    GoodModelCopy,
    ItemKind,
    PeriodicReportSending,
    Recognition,
    TaskReport,
)
from tinhso.indicators.periodic_reports.process import RECEIVE
from tinhso.indicators.plans.process import CONFIRM
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site import clock
from tinhso.kernel.site.declare import Measure


def ranks() -> "QuerySet[ExternalRank]":
    """A published rank counts in the year that was assessed, on its first day."""
    first_day = Func(F("assessed_year"), Value(1), Value(1), function="make_date", output_field=DateField())
    return ExternalRank.objects.standing().annotate(assessed_on=first_day)


def recognitions() -> "QuerySet[Recognition]":
    """Decisions about communes, each as it is told today."""
    return Recognition.objects.standing().filter(criteria__subject=CriteriaSet.Subject.COMMUNE)


def tasks() -> "QuerySet[Case]":
    return Case.objects.filter(plan_task__isnull=False)


def late_tasks() -> "QuerySet[Case]":
    """Those that went past their day, from then on until they were reported as done, also where that is not confirmed."""
    finished = (
        TaskReport.objects.filter(task=OuterRef("pk"), finished=True).order_by("-at", "-pk").values("at")
    )
    reported = Choice(When(step=CONFIRM, then=Subquery(finished[:1])), output_field=DateTimeField())
    return went_past_due(tasks().annotate(reported_at=reported), ready="reported_at")


def tasks_seen(rows: "QuerySet[Case]", actor: Actor) -> "QuerySet[Case]":
    return only_followed(rows, "pk", actor, clock.today())


TASKS: dict[str, Any] = {
    "unit": _("nhiệm vụ"),
    "agency": "agency",
    "place": "place",
    "row_label": "title",
    "row_url": ("plan_task", "code"),
    "case": "code",
    "visible": tasks_seen,
    "of_people": False,
    "source": _("Nhiệm vụ của kế hoạch được giao trên hệ thống này"),
}


def owed_reports() -> "QuerySet[Case]":
    return Case.objects.filter(periodic_report__isnull=False)


def late_reports() -> "QuerySet[Case]":
    """Those that went past their day, from then on until they were sent, also where nobody has accepted them yet."""
    sent = PeriodicReportSending.objects.filter(report=OuterRef("pk")).order_by("-at", "-pk").values("at")
    waiting = Choice(When(step=RECEIVE, then=Subquery(sent[:1])), output_field=DateTimeField())
    return went_past_due(owed_reports().annotate(sent_at=waiting), ready="sent_at")


OF_REPORTS: dict[str, Any] = {
    "unit": _("báo cáo"),
    "agency": "agency",
    "place": "place",
    "row_label": "title",
    "row_url": ("periodic_report", "code"),
    "case": "code",
    "visible": tasks_seen,
    "of_people": False,
    "source": _("Báo cáo định kỳ mở theo lịch trên hệ thống này"),
}
MODELS: dict[str, Any] = {
    "agency": "agency",
    "of_people": False,
    "source": _("Sổ mô hình hay trên hệ thống này"),
}


def firms_first() -> "QuerySet[FirmSupport]":
    """Of each firm its first support, so that it counts once."""
    earlier = FirmSupport.objects.standing().filter(firm=OuterRef("firm"))
    before = Q(given_on__lt=OuterRef("given_on")) | Q(given_on=OuterRef("given_on"), pk__lt=OuterRef("pk"))
    return FirmSupport.objects.standing().exclude(Exists(earlier.filter(before)))


SUPPORTS: dict[str, Any] = {
    "counts_on": "given_on",
    "agency": "programme__agency",
    "place": "firm__place",
    "dims": (("kind", "kind"),),
    "row_label": "firm__name",
    "visible": supports_seen,
    "of_people": False,
    "source": _("Lượt hỗ trợ do cơ quan chủ trì chương trình nhập"),
}
RANKED: dict[str, Any] = {
    "unit": _("thứ hạng"),
    "counts_on": "assessed_on",
    "dims": (("index", "index"),),
    "row_label": "source",
    "of_people": False,
    "source": _("Thứ hạng do bộ, ngành công bố"),
}
ITEMS: dict[str, Any] = {
    "counts_on": "since",
    "ends_on": "until",
    "agency": "agency",
    "place": "place",
    "dims": (("operator", "operator__code"),),
    "row_label": "code",
    "row_url": ("infrastructure_item", "pk"),
    "visible": measured.items_seen,
    "of_people": False,
    "source": _("Sổ hạ tầng số trên hệ thống này: cán bộ nhập và bảng của doanh nghiệp"),
}
VILLAGES: dict[str, Any] = {
    "unit": _("thôn"),
    "agency": "agency",
    "place": "place",
    "row_label": "title",
    "row_url": ("signal_village", "code"),
    "case": "code",
    "visible": measured.villages_seen,
    "of_people": False,
    "source": _("Danh sách thôn chưa có sóng trên hệ thống này"),
}
INFRASTRUCTURE = [
    Measure(
        code="indicators.stations",
        name=_("Trạm BTS đang dùng"),
        unit=_("trạm"),
        rows=lambda: measured.items(ItemKind.STATION),
        **ITEMS,
    ),
    Measure(
        code="indicators.stations_4g",
        name=_("Trạm BTS có 4G đang dùng"),
        unit=_("trạm"),
        rows=lambda: measured.stations_with("4G"),
        **ITEMS,
    ),
    Measure(
        code="indicators.stations_5g",
        name=_("Trạm BTS có 5G đang dùng"),
        unit=_("trạm"),
        rows=lambda: measured.stations_with("5G"),
        **ITEMS,
    ),
    Measure(
        code="indicators.post_points_online",
        name=_("Điểm bưu điện có Internet"),
        unit=_("điểm"),
        rows=lambda: measured.items(ItemKind.POST).filter(internet=True),
        **ITEMS,
    ),
    Measure(
        code="indicators.wifi_points",
        name=_("Điểm Wi-Fi công cộng"),
        unit=_("điểm"),
        rows=lambda: measured.items(ItemKind.WIFI),
        **ITEMS,
    ),
    Measure(
        code="indicators.agencies_on_network",
        name=_("Cơ quan nối mạng truyền số liệu chuyên dùng"),
        unit=_("cơ quan"),
        rows=measured.agencies_on_network,
        **ITEMS | {"ends_on": "network_until", "dims": (("level", "user_agency__level"),)},
    ),
    Measure(
        code="indicators.communes_with_fibre",
        name=_("Xã, phường có cáp quang"),
        unit=_("xã"),
        rows=measured.communes_with_fibre,
        **ITEMS | {"ends_on": "fibre_until", "dims": ()},
    ),
    Measure(
        code="indicators.communes",
        name=_("Xã, phường, thị trấn"),
        unit=_("xã"),
        rows=measured.communes,
        counts_on="begins_on",
        ends_on="ended_on",
        place="pk",
        row_label="name",
        of_people=False,
        source=_("Danh mục đơn vị hành chính của gói dữ liệu tỉnh"),
    ),
    Measure(
        code="indicators.villages_without_signal",
        name=_("Thôn chưa có sóng"),
        rows=measured.villages,
        counts_on="accepted_at",
        ends_on="settled_at",
        standing=Q(settled_at__isnull=True),
        **VILLAGES,
    ),
    Measure(
        code="indicators.villages_covered",
        name=_("Thôn được phủ sóng"),
        rows=measured.covered_villages,
        counts_on="settled_at",
        **VILLAGES,
    ),
]
MEASURES = [
    Measure(
        code="indicators.firms_supported",
        name=_("Doanh nghiệp được hỗ trợ lần đầu"),
        unit=_("doanh nghiệp"),
        rows=firms_first,
        **SUPPORTS,
    ),
    Measure(
        code="indicators.firm_supports",
        name=_("Lượt hỗ trợ doanh nghiệp"),
        unit=_("lượt"),
        rows=FirmSupport.objects.standing,
        **SUPPORTS,
    ),
    Measure(
        code="indicators.support_money",
        name=_("Kinh phí hỗ trợ doanh nghiệp"),
        unit=_("đồng"),
        rows=FirmSupport.objects.standing,
        value="amount",
        **SUPPORTS,
    ),
    Measure(
        code="indicators.good_models",
        name=_("Mô hình hay được xác nhận"),
        unit=_("mô hình"),
        rows=GoodModel.objects.confirmed,
        counts_on="confirmed_at",
        place="place",
        row_label="title",
        row_url=("good_model", "pk"),
        **MODELS,
    ),
    Measure(
        code="indicators.model_copies",
        name=_("Lượt áp dụng mô hình hay của nơi khác"),
        unit=_("lượt"),
        rows=GoodModelCopy.objects.all,
        counts_on="since",
        place="agency__unit",
        row_label="agency__name",
        row_url=("good_model", "model_id"),
        **MODELS,
    ),
    Measure(
        code="indicators.tasks_done",
        name=_("Nhiệm vụ kế hoạch đã hoàn thành"),
        rows=lambda: tasks().filter(settled_at__isnull=False),
        counts_on="settled_at",
        dims=(("timeliness", "timeliness"),),
        **TASKS,
    ),
    Measure(
        code="indicators.tasks_late",
        name=_("Nhiệm vụ kế hoạch đang quá hạn"),
        rows=late_tasks,
        counts_on="due_at",
        ends_on="ended_at",
        standing=OPEN & Q(ended_at__isnull=True),
        version=2,
        **TASKS,
    ),
    Measure(
        code="indicators.reports_owed",
        name=_("Báo cáo định kỳ đến hạn"),
        rows=lambda: owed_reports().filter(due_at__isnull=False),
        counts_on="due_at",
        **OF_REPORTS,
    ),
    Measure(
        code="indicators.reports_accepted",
        name=_("Báo cáo định kỳ đã gửi và được nhận"),
        rows=lambda: owed_reports().filter(settled_at__isnull=False),
        counts_on="settled_at",
        dims=(("timeliness", "timeliness"),),
        **OF_REPORTS,
    ),
    Measure(
        code="indicators.reports_late",
        name=_("Báo cáo định kỳ đang quá hạn"),
        rows=late_reports,
        counts_on="due_at",
        ends_on="ended_at",
        standing=OPEN & Q(ended_at__isnull=True),
        **OF_REPORTS,
    ),
    Measure(code="indicators.rank", name=_("Thứ hạng được công bố"), rows=ranks, value="rank", **RANKED),
    Measure(
        code="indicators.rank_of",
        name=_("Số tỉnh, thành phố được xếp hạng"),
        rows=lambda: ranks().filter(n__isnull=False),
        value="n",
        **RANKED,
    ),
    Measure(
        code="indicators.recognised_communes",
        name=_("Xã được công nhận chuyển đổi số cấp xã"),
        unit=_("xã"),
        rows=recognitions,
        counts_on="decided_on",
        ends_on="ended_on",
        agency="agency",
        place="agency__unit",
        row_label="agency__name",
        row_url=("criteria_set", "criteria__code"),
        of_people=False,
        source=_("Quyết định công nhận xã chuyển đổi số"),
    ),
    Measure(
        code="indicators.communes_recognised",
        name=_("Xã được công nhận chuyển đổi số cấp xã trong kỳ"),
        unit=_("xã"),
        rows=recognitions,
        counts_on="decided_on",
        agency="agency",
        place="agency__unit",
        row_label="agency__name",
        row_url=("criteria_set", "criteria__code"),
        of_people=False,
        source=_("Quyết định công nhận xã chuyển đổi số"),
    ),
]
