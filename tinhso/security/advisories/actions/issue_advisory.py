import re
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.lib.language.vietnamese import fold
from tinhso.lib.scan_reports.secrets import strike_out
from tinhso.security.advisories.audience import Matches, addressable, matches_by_agency
from tinhso.security.advisories.entry import AdvisoryEntry
from tinhso.security.advisories.events import AdvisoryIssued
from tinhso.security.duties.permissions import check_can_coordinate
from tinhso.security.models import AdvisoryTask, SecurityAdvisory
from tinhso.security.pages.codes import code_of, lock_code

CVE = re.compile(r"CVE-\d{4}-\d{4,7}")
MOST_CVES = 20
LONGEST = timedelta(days=366)
Audience = SecurityAdvisory.Audience


@transaction.atomic
def issue_advisory(*, entry: AdvisoryEntry, client_key: UUID, by: Actor, now: datetime) -> SecurityAdvisory:
    """Write an advisory and address it: to every agency, to those with machines or open findings that match, or to chosen ones. The
    same form sent twice is one.

    Raises: SecurityForbidden, EntryRefused.
    """
    today = local(now).date()
    check_can_coordinate(by, on=today)
    code = code_of(client_key, by.user_id, "advisory")
    lock_code(code)
    if before := SecurityAdvisory.objects.filter(code=code).first():
        return before
    cves = _checked(entry, today)
    matches = matches_by_agency(cves, entry.product, today)
    agencies = _agencies(entry, matches, today)
    made = _write(entry, cves, code, by, now)
    AdvisoryTask.objects.bulk_create(
        AdvisoryTask(advisory=made, agency_id=pk, machines=one.machines, findings=one.findings)
        for pk in agencies
        for one in [matches.get(pk, Matches())]
    )
    event = AdvisoryIssued(
        advisory_id=made.pk,
        kind=Code(made.kind),
        severity=made.severity,
        audience=Code(made.audience),
        agencies=len(agencies),
        due_on=made.due_on,
    )
    record(event, by=by, at=now)
    return made


def _checked(entry: AdvisoryEntry, today: date) -> list[str]:
    """The CVEs in capitals, each once. EntryRefused."""
    for field, words in (
        ("title", "Ghi tiêu đề."),
        ("text", "Ghi nội dung cảnh báo."),
        ("to_do", "Ghi việc cần làm."),
    ):
        if not getattr(entry, field).strip():
            raise EntryRefused(field, words)
    if not today <= entry.due_on <= today + LONGEST:
        raise EntryRefused("due_on", "Hạn trả lời từ hôm nay, không quá một năm.")
    cves = list(dict.fromkeys(one.strip().upper() for one in entry.cves if one.strip()))
    wrong = [one for one in cves if not CVE.fullmatch(one)]
    if wrong:
        raise EntryRefused("cves", f"“{wrong[0][:40]}” không phải mã CVE, ví dụ CVE-2024-21412.")
    if len(cves) > MOST_CVES:
        raise EntryRefused("cves", f"Tối đa {MOST_CVES} mã CVE; ông/bà ghi thành nhiều cảnh báo.")
    if entry.source_url and not re.match(r"https?://[^/]", entry.source_url):
        raise EntryRefused("source_url", "Ghi địa chỉ bắt đầu bằng https://.")
    return cves


def _agencies(entry: AdvisoryEntry, matches: dict[int, Matches], today: date) -> list[int]:
    """EntryRefused where nobody would receive it."""
    if entry.audience == Audience.CHOSEN:
        if not entry.agencies:
            raise EntryRefused("agencies", "Chọn ít nhất một cơ quan nhận.")
        return sorted({one.pk for one in entry.agencies})
    every: list[int] = list(addressable(today).order_by("pk").values_list("pk", flat=True))
    if entry.audience == Audience.EVERY:
        return every
    found = [pk for pk in every if pk in matches]
    if not found:
        raise EntryRefused(
            "audience",
            "Không cơ quan nào có máy hoặc điểm yếu chưa khắc phục khớp với mã CVE, sản phẩm đã ghi. "
            "Ông/bà ghi thêm mã CVE, tên sản phẩm, hoặc chọn cơ quan nhận.",
        )
    return found


def _write(entry: AdvisoryEntry, cves: list[str], code: str, by: Actor, now: datetime) -> SecurityAdvisory:
    title, product = strike_out(entry.title.strip())[:200], entry.product.strip()[:100]
    return SecurityAdvisory.objects.create(
        code=code,
        agency=Agency.objects.get(pk=by.agency_id or 0),
        kind=entry.kind,
        severity=entry.severity,
        title=title,
        number=entry.number.strip()[:60],
        product=product,
        cves=cves,
        text=strike_out(entry.text.strip())[:4000],
        to_do=strike_out(entry.to_do.strip())[:4000],
        source_url=entry.source_url[:500],
        audience=entry.audience,
        due_on=entry.due_on,
        folded=fold(" ".join([title, entry.number, product, *cves])),
        by_id=by.user_id,
        at=now,
    )
