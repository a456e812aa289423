"""The lines of a report: each is a queryset of the measures (or of findings' history), the day on which a row counts, and a sentence
that says how it is counted. All of a province and of an agency come out of the same line."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import DateField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tinhso.security.measures import (
    contacts,
    malware,
    monitored,
    resolved_cyber,
    resolved_support,
    scanned,
    sightings,
    vulnerabilities,
)
from tinhso.security.models import (
    AdvisoryTask,
    FindingChange,
    FindingDecision,
    FindingYear,
    InformationSystem,
    LevelApproval,
    Machine,
    SecurityFinding,
    SupportIncident,
)
from tinhso.security.reporting.periods import Span

State = SecurityFinding.State
MACHINE = _("máy")
FINDING = _("điểm yếu")
SYSTEM = _("hệ thống")
INCIDENT = _("sự cố")
ADVISORY = _("cảnh báo")


@dataclass(frozen=True)
class Line:
    """`agency` is the path from a row to whose it is. A row counts in a span where `starts` lies in it; with `ends`, where it lasts
    on the last day of the span; with `months`, where one of these months of a `year` lies in it and none of those in
    `without`. `whole` is the line of which this one is a part."""

    code: str
    label: str | Promise
    unit: str | Promise
    words: str | Promise
    rows: Callable[[], "QuerySet[Any]"]
    agency: str
    starts: str
    ends: str = ""
    months: str = ""
    without: str = ""
    whole: str = ""
    fewer_is_better: bool = False

    def within(self, span: Span) -> Q:
        if self.months:
            during = Q(**{"year": span.first.year, f"{self.months}__overlap": span.months})
            return during & ~Q(**{f"{self.without}__overlap": span.months}) if self.without else during
        days = self.code in OF_DAYS
        first, end = (span.first, span.end) if days else (span.since, span.until)
        if not self.ends:
            return Q(**{f"{self.starts}__gte": first, f"{self.starts}__lt": end})
        lasts = Q(**{f"{self.ends}__isnull": True}) | Q(**{f"{self.ends}__gte": end})
        return lasts & Q(**{f"{self.starts}__lt": end})


OF_DAYS = {"machines", "systems", "approved_systems", "approvals", "advisories_due", "advisories_in_time"}
"""Lines whose rows begin on a day, not at a moment."""


def without_alarms(states: tuple[str, ...]) -> "QuerySet[FindingChange]":
    """Changes of findings of registered machines into one of the states, not while a decision held them for a false alarm."""
    alarm = FindingDecision.objects.filter(
        Q(settled_at__isnull=True) | Q(settled_at__gt=OuterRef("effective_at")),
        finding=OuterRef("finding"),
        kind=FindingDecision.Kind.FALSE_POSITIVE,
        at__lte=OuterRef("effective_at"),
    )
    return FindingChange.objects.filter(~Exists(alarm), state__in=states, finding__machine__isnull=False)


def unclear() -> "QuerySet[FindingYear]":
    """Open in these months before each year was written down, and nothing says whether a report showed it then."""
    return FindingYear.objects.without_alarms().exclude(unclear_months=[])


def opened() -> "QuerySet[FindingChange]":
    """Not what is open anew because a decision over it ended: no report showed it then."""
    return without_alarms((State.OPEN, State.REOPENED)).filter(scan_import__isnull=False)


def mended() -> "QuerySet[FindingChange]":
    """An older scan that comes in late moves the moment of a mending and writes it anew: it is one mending still."""
    same = Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), pk__gt=OuterRef("pk"))
    later = FindingChange.objects.filter(same, finding=OuterRef("finding")).order_by("at", "pk")
    rows = without_alarms((State.MENDED,)).annotate(next_state=Subquery(later.values("state")[:1]))
    return rows.filter(Q(next_state__isnull=True) | ~Q(next_state=State.MENDED))


def mended_in_time() -> "QuerySet[FindingChange]":
    return mended().filter(Q(due_at__isnull=True) | Q(effective_at__lte=F("due_at")))


def machines() -> "QuerySet[Machine]":
    starts = Coalesce("valid__startswith", date(2000, 1, 1), output_field=DateField())
    return Machine.objects.annotate(counts_from=starts, counts_until=F("valid__endswith"))


def systems() -> "QuerySet[InformationSystem]":
    return InformationSystem.objects.annotate(at_agency=Coalesce("operator_id", "owner_id"))


def approved() -> "QuerySet[LevelApproval]":
    return LevelApproval.objects.with_end().annotate(
        at_agency=Coalesce("system__operator_id", "system__owner_id")
    )


def approvals() -> "QuerySet[LevelApproval]":
    return LevelApproval.objects.annotate(at_agency=Coalesce("system__operator_id", "system__owner_id"))


def reported_support() -> "QuerySet[SupportIncident]":
    return SupportIncident.objects.filter(case__opened_at__isnull=False)


def advisories() -> "QuerySet[AdvisoryTask]":
    return AdvisoryTask.objects.filter(advisory__withdrawn_at__isnull=True)


def answered_in_time() -> "QuerySet[AdvisoryTask]":
    answers = advisories().filter(answered_at__isnull=False)
    return answers.filter(answered_at__date__lte=F("advisory__due_on"))


LINES = [
    Line("found", _("Điểm yếu được thấy"), FINDING, _("Điểm yếu của máy trong sổ được báo cáo quét, nhật ký mạng thấy ít nhất một lần trong kỳ, kể cả điểm yếu còn mở từ kỳ trước; mỗi điểm yếu một lần, không kể báo nhầm."), sightings, "finding__agency", "first_seen", months="months", fewer_is_better=True),
    Line("unclear", _("Điểm yếu không rõ có được thấy"), FINDING, _("Điểm yếu còn mở trong kỳ, trước khi hệ thống ghi từng năm điểm yếu được thấy, mà không còn dữ liệu nào cho biết khi ấy có báo cáo thấy hay không; không tính vào số được thấy."), unclear, "finding__agency", "first_seen", months="unclear_months", without="months", fewer_is_better=True),
    Line("opened", _("Điểm yếu mới hoặc xuất hiện lại"), FINDING, _("Số lần một điểm yếu của máy trong sổ được ghi nhận lần đầu, hoặc thấy lại sau khi đã khắc phục, tính vào ngày nạp báo cáo; không kể báo nhầm."), opened, "finding__agency", "effective_at", fewer_is_better=True),
    Line("mended", _("Điểm yếu đã khắc phục"), FINDING, _("Số lần một điểm yếu không còn thấy ở lần quét sau trong phạm vi, hoặc đơn vị chuyên trách xác nhận, trong kỳ; không kể báo nhầm."), mended, "finding__agency", "effective_at"),
    Line("mended_in_time", _("Trong đó khắc phục đúng hạn"), FINDING, _("Khắc phục không muộn hơn hạn đã định khi mở; điểm yếu không có hạn tính là đúng hạn."), mended_in_time, "finding__agency", "effective_at", whole="mended"),
    Line("malware", _("Máy có mã độc đã phát hiện và khắc phục"), MACHINE, _("Mỗi máy một lần trong năm, vào lần khắc phục đầu tiên; cùng cách đếm với số liệu của tỉnh."), malware, "finding__agency", "effective_at"),
    Line("contacts", _("Máy kết nối tới địa chỉ độc hại đã phát hiện và khắc phục"), MACHINE, _("Mỗi máy một lần trong năm, vào lần khắc phục đầu tiên; cùng cách đếm với số liệu của tỉnh."), contacts, "finding__agency", "effective_at"),
    Line("vulnerable", _("Máy có lỗ hổng đã phát hiện và khắc phục"), MACHINE, _("Mỗi máy một lần trong năm, vào lần khắc phục đầu tiên. Một máy có thể nằm trong cả ba số: không cộng ba số."), vulnerabilities, "finding__agency", "effective_at"),
    Line("machines", _("Máy trong sổ"), MACHINE, _("Máy có trong sổ của cơ quan vào ngày cuối kỳ."), machines, "agency", "counts_from", "counts_until"),
    Line("scanned", _("Máy đã được quét từ đầu năm"), MACHINE, _("Máy còn trong sổ vào ngày cuối kỳ mà từ đầu năm có ít nhất một lần quét xem hết."), scanned, "machine__agency", "observed_at", "counted_until", whole="machines"),
    Line("monitored", _("Máy đã được giám sát từ đầu năm"), MACHINE, _("Máy còn trong sổ vào ngày cuối kỳ mà từ đầu năm có nhật ký mạng đủ một ngày trở lên."), monitored, "machine__agency", "observed_at", "counted_until", whole="machines"),
    Line("systems", _("Hệ thống thông tin trong sổ"), SYSTEM, _("Hệ thống đang sử dụng vào ngày cuối kỳ, tính ở cơ quan vận hành; doanh nghiệp vận hành thì tính ở chủ quản."), systems, "at_agency", "starts", "retired_on"),
    Line("approved_systems", _("Hệ thống được phê duyệt cấp độ"), SYSTEM, _("Hệ thống có quyết định phê duyệt hồ sơ cấp độ còn hiệu lực vào ngày cuối kỳ."), approved, "at_agency", "decided_on", "counted_until", whole="systems"),
    Line("approvals", _("Quyết định phê duyệt cấp độ trong kỳ"), _("quyết định"), _("Quyết định phê duyệt hồ sơ đề xuất cấp độ có ngày ký trong kỳ."), approvals, "at_agency", "decided_on"),
    Line("support_reported", _("Sự cố phần mềm dùng chung đã báo"), INCIDENT, _("Sự cố do cán bộ của cơ quan báo trong kỳ, kể cả trùng và không tiếp nhận."), reported_support, "agency", "case__opened_at", fewer_is_better=True),
    Line("support_resolved", _("Sự cố phần mềm dùng chung đã khắc phục"), INCIDENT, _("Sự cố đã khắc phục, người báo xác nhận hoặc không có ý kiến trong thời hạn; không kể sự cố trùng, không tiếp nhận, đã rút."), resolved_support, "support_incident__agency", "settled_at"),
    Line("support_cyber", _("Trong đó là sự cố an toàn thông tin mạng"), INCIDENT, _("Sự cố phần mềm dùng chung mà bộ phận hỗ trợ kết luận là sự cố an toàn thông tin mạng."), resolved_cyber, "support_incident__agency", "settled_at", whole="support_resolved", fewer_is_better=True),
    Line("advisories_due", _("Cảnh báo phải trả lời trong kỳ"), ADVISORY, _("Cảnh báo, khuyến cáo gửi tới cơ quan có hạn trả lời trong kỳ; không kể cảnh báo đã rút."), advisories, "agency", "advisory__due_on"),
    Line("advisories_in_time", _("Trong đó trả lời đúng hạn"), ADVISORY, _("Trả lời không muộn hơn ngày hạn."), answered_in_time, "agency", "advisory__due_on", whole="advisories_due"),
]  # fmt: skip
BY_CODE = {one.code: one for one in LINES}
