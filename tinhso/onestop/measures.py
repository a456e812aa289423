"""What the one-stop shop can count: dossiers by what became of them, and services online."""

from typing import Any

from django.db.models import Case as Choice
from django.db.models import F, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import OPEN, Case, only_followed, went_past_due
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site import clock
from tinhso.kernel.site.declare import Measure
from tinhso.onestop.index_766 import handling_time
from tinhso.onestop.index_766 import measured_rows as counted
from tinhso.onestop.index_766 import on_time as handled
from tinhso.onestop.models import OnlineService, Trip
from tinhso.onestop.publications import publication_rows as published

BY = (("timeliness", "timeliness"), ("level", "dossier__level"), ("source", "source"))


def dossiers() -> "QuerySet[Case]":
    return Case.objects.filter(dossier__isnull=False)


def settled() -> "QuerySet[Case]":
    """Accepted and with a result, refusals after that included.

    What the desk turned down was never received, so it is no settled dossier; what a citizen withdrew has no result.
    """
    return dossiers().filter(accepted_at__isnull=False, settled_at__isnull=False).exclude(timeliness="")


def settled_beside_first() -> "QuerySet[Case]":
    """Each with `first_met`: whether the result came by the moment that was appointed first, whatever moved it since."""
    met = Choice(When(settled_at__lte=F("first_due_at"), then=Value("in_time")), default=Value("late"))
    return settled().annotate(first_met=met)


def late() -> "QuerySet[Case]":
    """Those that went past the promised hour, from that hour on until their result or until they were withdrawn."""
    return went_past_due(dossiers())


def finished() -> "QuerySet[Case]":
    """Accepted once and closed since, whatever the result."""
    return dossiers().filter(accepted_at__isnull=False, finished_at__isnull=False)


def trips() -> "QuerySet[Trip]":
    """Times that people came to a desk for a dossier that is finished by now."""
    return Trip.objects.filter(
        dossier__case__accepted_at__isnull=False, dossier__case__finished_at__isnull=False
    )


def trips_seen_by(rows: "QuerySet[Any]", actor: Actor) -> "QuerySet[Any]":
    return only_followed(rows, "dossier__case", actor, clock.today())


def seen_by(rows: "QuerySet[Any]", actor: Actor) -> "QuerySet[Any]":
    """Auditors follow a figure to every row, leaders to those of their agencies, others to the cases of their own."""
    return only_followed(rows, "pk", actor, clock.today())


SOURCE = _("Hồ sơ trên hệ thống một cửa điện tử của tỉnh")
PROCEDURE = ("procedure", "dossier__version__procedure__code")


def of_publications(code: str, name: Any, rows: Any, counts_on: str, *dims: tuple[str, str]) -> Measure:
    """A measure over procedures in decisions of publication, by the agency that decided."""
    return Measure(
        code=code,
        name=name,
        unit=_("thủ tục"),
        rows=rows,
        counts_on=counts_on,
        agency="publication__agency",
        dims=(("procedure", "procedure__code"), *dims, ("verdict", "verdict")),
        row_label="procedure__name",
        row_url=("procedure", "procedure__code"),
        of_people=False,
        source=_("Sổ quyết định công bố thủ tục hành chính của tỉnh"),
    )


def of_dossiers(
    code: str, name: Any, rows: Any, counts_on: str, *dims: tuple[str, str], **more: Any
) -> Measure:
    """A measure over cases of dossiers, by agency and place, that opens each row."""
    return Measure(
        code=code,
        name=name,
        unit=_("hồ sơ"),
        rows=rows,
        counts_on=counts_on,
        agency="agency",
        place="place",
        dims=dims,
        row_label="code",
        row_url=("desk_dossier", "code"),
        case="code",
        visible=seen_by,
        source=SOURCE,
        **more,
    )


MEASURES = [
    of_dossiers(
        "onestop.received",
        _("Hồ sơ tiếp nhận"),
        lambda: dossiers().filter(accepted_at__isnull=False),
        "accepted_at",
        *BY[1:],
    ),
    of_dossiers(
        "onestop.settled",
        _("Hồ sơ đã có kết quả"),
        settled_beside_first,
        "settled_at",
        *BY,
        ("first", "first_met"),
        version=3,
    ),
    of_dossiers(
        "onestop.overdue",
        _("Hồ sơ đang quá hạn"),
        late,
        "due_at",
        *BY[1:],
        ends_on="ended_at",
        standing=OPEN,
        version=2,
    ),
    of_dossiers("onestop.finished", _("Hồ sơ đã kết thúc"), finished, "finished_at", *BY[1:]),
    Measure(
        code="onestop.trips",
        name=_("Lần đi lại"),
        unit=_("lần"),
        rows=trips,
        counts_on="dossier__case__finished_at",
        agency="dossier__case__agency",
        place="dossier__case__place",
        dims=(("why", "why"), ("level", "dossier__level"), ("source", "dossier__case__source")),
        row_label="dossier__case__code",
        row_url=("desk_dossier", "dossier__case__code"),
        case="dossier__case__code",
        visible=trips_seen_by,
        source=SOURCE,
    ),
    Measure(
        code="onestop.services",
        name=_("Dịch vụ công trực tuyến"),
        unit=_("dịch vụ"),
        rows=OnlineService.objects.all,
        counts_on="valid__startswith",
        ends_on="valid__endswith",
        dims=(("kind", "kind"), ("level", "level"), ("procedure", "procedure__code")),
        version=2,
        row_label="procedure__name",
        row_url=("procedure", "procedure__code"),
        of_people=False,
        source=_("Danh mục dịch vụ công trực tuyến của tỉnh"),
    ),
    Measure(
        code="onestop.services_national",
        name=_("Dịch vụ công trực tuyến tích hợp lên Cổng Dịch vụ công quốc gia"),
        unit=_("dịch vụ"),
        rows=counted.services_national,
        counts_on="integrated_on",
        ends_on="valid__endswith",
        dims=(("kind", "kind"), ("level", "level")),
        row_label="procedure__name",
        row_url=("procedure", "procedure__code"),
        of_people=False,
        source=_("Danh mục dịch vụ công trực tuyến của tỉnh"),
    ),
]


INDEX = [
    of_dossiers(
        "onestop.ended",
        _("Hồ sơ đã kết thúc xử lý (cách tính của QĐ 766)"),
        handled.ended,
        "index_end",
        PROCEDURE,
        ("verdict", "index_verdict"),
    ),
    of_dossiers(
        "onestop.running",
        _("Hồ sơ đang xử lý (cách tính của QĐ 766)"),
        handled.on_time,
        "accepted_at",
        PROCEDURE,
        ends_on="index_end",
    ),
    of_dossiers(
        "onestop.running_late",
        _("Hồ sơ đang xử lý đã quá hạn (cách tính của QĐ 766)"),
        handled.running_late,
        "index_deadline",
        PROCEDURE,
        ends_on="index_end",
        standing=OPEN & Q(index_end__isnull=True),
        version=2,
    ),
    of_dossiers(
        "onestop.outcomes",
        _("Hồ sơ đã có kết quả, theo thủ tục"),
        lambda: counted.with_opinion(settled()),
        "settled_at",
        PROCEDURE,
        ("timeliness", "timeliness"),
        ("opinion", "opinion"),
        version=2,
    ),
    of_dossiers(
        "onestop.intake",
        _("Hồ sơ tiếp nhận, theo thủ tục"),
        lambda: counted.with_channel(dossiers().filter(accepted_at__isnull=False)),
        "accepted_at",
        PROCEDURE,
        ("channel", "channel"),
        ("identity", "identity"),
    ),
    of_dossiers(
        "onestop.synchronised",
        _("Hồ sơ đã đồng bộ lên Cổng Dịch vụ công quốc gia"),
        counted.synchronised,
        "accepted_at",
        PROCEDURE,
    ),
    of_dossiers(
        "onestop.handling_days",
        _("Ngày giải quyết của hồ sơ đã có kết quả"),
        handling_time.timed_cases,
        "accepted_at",
        PROCEDURE,
        ("counted_in", "counted_in"),
        value="spent",
    ),
    of_dossiers(
        "onestop.handled",
        _("Hồ sơ đã có kết quả, tiếp nhận trong kỳ"),
        handling_time.timed_cases,
        "accepted_at",
        PROCEDURE,
        ("counted_in", "counted_in"),
    ),
    Measure(
        code="onestop.first_online",
        name=_("Dịch vụ có hồ sơ nộp trực tuyến"),
        unit=_("dịch vụ"),
        rows=counted.first_online,
        counts_on="accepted_at",
        dims=(PROCEDURE, ("first", "first")),
        row_label="code",
        row_url=("desk_dossier", "code"),
        case="code",
        visible=seen_by,
        of_people=False,
        source=SOURCE,
    ),
    Measure(
        code="onestop.procedures_with_fee",
        name=_("Thủ tục hành chính có phí, lệ phí"),
        unit=_("thủ tục"),
        rows=counted.fees,
        counts_on="begins",
        ends_on="ends",
        dims=(("procedure", "procedure__code"), ("paid", "paid")),
        row_label="procedure__name",
        row_url=("procedure", "procedure__code"),
        of_people=False,
        source=_("Danh mục thủ tục hành chính của tỉnh"),
    ),
    of_dossiers(
        "onestop.results",
        _("Hồ sơ của thủ tục có trả giấy tờ, đã có kết quả"),
        lambda: counted.with_files(settled()),
        "settled_at",
        PROCEDURE,
        ("result", "result"),
        ("papers", "papers"),
        version=2,
    ),
    of_dossiers(
        "onestop.components",
        _("Hồ sơ tiếp nhận, theo giấy tờ lấy lại từ Kho quản lý dữ liệu điện tử"),
        lambda: counted.with_components(dossiers().filter(accepted_at__isnull=False)),
        "accepted_at",
        PROCEDURE,
        ("reuse", "reuse"),
        ("shared", "shared"),
    ),
    of_dossiers(
        "onestop.charged",
        _("Hồ sơ tiếp nhận có phí, lệ phí phải nộp"),
        lambda: counted.with_payment(dossiers().filter(accepted_at__isnull=False)),
        "accepted_at",
        PROCEDURE,
        ("paid", "paid"),
    ),
    Measure(
        code="onestop.procedures",
        name=_("Thủ tục hành chính của tỉnh"),
        unit=_("thủ tục"),
        rows=counted.procedures,
        counts_on="begins",
        ends_on="ends",
        dims=(("level", "competence"), ("parts", "parts")),
        row_label="procedure__name",
        row_url=("procedure", "procedure__code"),
        of_people=False,
        source=_("Danh mục thủ tục hành chính của tỉnh"),
    ),
    Measure(
        code="onestop.procedures_online",
        name=_("Thủ tục hành chính có dịch vụ công trực tuyến"),
        unit=_("thủ tục"),
        rows=counted.procedures_online,
        counts_on="valid__startswith",
        ends_on="valid__endswith",
        dims=(("kind", "kind"),),
        row_label="procedure__name",
        row_url=("procedure", "procedure__code"),
        of_people=False,
        source=_("Danh mục dịch vụ công trực tuyến của tỉnh"),
    ),
    of_publications(
        "onestop.decided",
        _("Thủ tục hành chính được công bố"),
        published.decided,
        "publication__issued_on",
        ("first", "first"),
    ),
    of_publications(
        "onestop.made_public",
        _("Lần công khai thủ tục hành chính theo quyết định công bố"),
        published.made_public,
        "counts_on",
    ),
]
