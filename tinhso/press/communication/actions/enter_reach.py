from datetime import date, datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.files.public import StoredFile, claim_files
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.press.channels.permissions import check_runs
from tinhso.press.communication.events import ReachEntered
from tinhso.press.communication.words import checked_link, first_of_month
from tinhso.press.models import Channel, ReachFigure

MOST = 10**12


@transaction.atomic
def enter_reach(
    *,
    channel: Channel,
    month: date,
    kind: str,
    value: int,
    evidence: StoredFile | None,
    evidence_url: str,
    reason: str,
    by: Actor,
    now: datetime,
) -> ReachFigure:
    """A number of all together of a month that is over, with a picture or a link that shows it. Another number or evidence in its place
    needs a reason; the same one again is the one that is there.

    Raises: PressForbidden, EntryRefused.
    """
    user_id = check_runs(channel, by)
    row = Channel.objects.select_for_update().get(pk=channel.pk)
    first = first_of_month(month)
    _check(row, first, kind, value, now)
    link = checked_link("evidence_url", evidence_url)
    if link.startswith("/") or (not link and evidence is None):
        raise EntryRefused("evidence_url", "Cần minh chứng: ảnh chụp màn hình, hoặc đường dẫn https://.")
    earlier = ReachFigure.objects.filter(channel=row, month=first, kind=kind, replaced_at=None).first()
    if earlier is not None and earlier.value == value and _same_evidence(earlier, evidence, link):
        return earlier
    if earlier is not None:
        _replace(earlier, reason, now)
    if evidence is not None:
        claim_files([evidence.pk], by=by, now=now)
    words = {"evidence": evidence, "evidence_url": link, "reason": reason.strip()[:300] if earlier else ""}
    made = ReachFigure.objects.create(
        channel=row, month=first, kind=kind, value=value, by_id=user_id, at=now, **words
    )
    event = ReachEntered(
        reach_id=made.pk,
        channel_id=row.pk,
        month=first,
        kind=Code(kind),
        value=value,
        replaced=earlier is not None,
    )
    record(event, by=by, at=now)
    return made


def _same_evidence(earlier: ReachFigure, evidence: StoredFile | None, link: str) -> bool:
    digests = [file and file.sha256 for file in (earlier.evidence, evidence)]
    return earlier.evidence_url == link and digests[0] == digests[1]


def _replace(earlier: ReachFigure, reason: str, now: datetime) -> None:
    if not 5 <= len(reason.strip()) <= 300:
        raise EntryRefused(
            "reason", "Tháng này đã có số hoặc minh chứng khác: ghi lý do sửa, từ 5 đến 300 ký tự."
        )
    ReachFigure.objects.filter(pk=earlier.pk).update(replaced_at=now)


def _check(channel: Channel, first: date, kind: str, value: int, now: datetime) -> None:
    if not channel.is_page:
        raise EntryRefused("", "Chỉ trang trên mạng của cơ quan có số tiếp cận.")
    if kind not in ReachFigure.Kind.values:
        raise EntryRefused("kind", "Chọn loại số trong danh sách.")
    if first >= first_of_month(local(now).date()) or first < first_of_month(channel.starts):
        raise EntryRefused("month", "Tháng phải đã qua, từ khi trang hoạt động.")
    if not 0 <= value <= MOST:
        raise EntryRefused("value", "Số từ 0 đến một nghìn tỷ.")
