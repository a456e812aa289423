from datetime import date, datetime

from django.db import transaction

from tinhso.casework.public import Conflict, advance_case, check_can_act
from tinhso.indicators.infrastructure.events import SignalChecked
from tinhso.indicators.infrastructure.village_process import FOLLOW
from tinhso.indicators.models import NetworkOperator, Signal, SignalCheck, SignalVillage
from tinhso.indicators.rights.officers import user_of
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.files.public import StoredFile, claim_files
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local


@transaction.atomic
def check_signal(
    *,
    village: SignalVillage,
    ver: int,
    signal: str,
    checked_on: date,
    operator: NetworkOperator,
    text: str,
    file: StoredFile | None,
    by: Actor,
    now: datetime,
) -> SignalCheck:
    """Note what the signal was on a day and who is asked from now on; covered, it goes to the head to confirm.

    Raises:
        NotYourTurn, Stale: somebody else's turn, or somebody was there before.
        Conflict: it waits to be confirmed.
        EntryRefused: no words, a day to come or before the village was found, signal without a file.
        NotYourFile: the file is somebody else's.
    """
    check_can_act(village.case, by)
    if village.case.step != FOLLOW:
        raise Conflict(village.case_id)
    if not text.strip():
        raise EntryRefused("text", "Ghi kết quả đo, làm việc với doanh nghiệp.")
    if checked_on > local(now).date():
        raise EntryRefused("checked_on", "Ngày kiểm tra chưa tới.")
    if checked_on < village.found_on:
        raise EntryRefused("checked_on", "Ngày kiểm tra ở trước ngày ghi nhận thôn.")
    if signal == Signal.COVERED and file is None:
        raise EntryRefused("file", "Báo đã có sóng phải kèm tệp minh chứng (biên bản, kết quả đo).")
    if file is not None:
        claim_files([file.pk], by=by, now=now)
    words = {"signal": signal, "checked_on": checked_on, "operator": operator, "text": text.strip()}
    found = SignalCheck.objects.create(village=village, file=file, by=user_of(by), at=now, **words)
    if signal == Signal.COVERED:
        advance_case(case=village.case, ver=ver, by=by, now=now)
    else:
        village.case.move(ver=ver)
        SignalVillage.objects.filter(pk=village.pk).update(signal=signal, operator=operator)
    event = SignalChecked(case_id=village.case_id, check_id=found.pk, signal=signal, operator_id=operator.pk)
    record(event, by=by, at=now)
    return found
