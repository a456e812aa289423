"""What the jobs do: an error that nobody foresaw is told on the page of the copy, and the job counts as failed."""

from datetime import datetime

from tinhso.kernel.events.public import Actor
from tinhso.onestop.data.national.edition import NotACopy
from tinhso.onestop.models import NationalApproval, NationalImport
from tinhso.onestop.national_import.actions.apply_national_changes import apply_national_changes
from tinhso.onestop.national_import.actions.check_national_copy import NoDay, compare_received_copy

BROKEN = "Máy dừng giữa chừng ({kind}). Phần đã làm được giữ nguyên; bấm chạy tiếp, nếu vẫn dừng thì báo quản trị hệ thống."


def carry_out_comparison(import_id: int, *, now: datetime) -> None:
    """Compare what was received, or write down why not."""
    try:
        compare_received_copy(import_id=import_id, now=now)
    except (NotACopy, NoDay) as error:
        _note_import(import_id, str(error))
    except BaseException as error:
        _note_import(import_id, BROKEN.format(kind=type(error).__name__))
        raise


def carry_out_approval(approval_id: int, *, by: Actor, now: datetime) -> None:
    """Write what was approved, or write down that it stopped; the pieces before stand."""
    try:
        apply_national_changes(approval_id=approval_id, by=by, now=now)
    except BaseException as error:
        fault = BROKEN.format(kind=type(error).__name__)
        NationalApproval.objects.filter(pk=approval_id, finished_at__isnull=True).update(fault=fault)
        raise


def _note_import(import_id: int, fault: str) -> None:
    NationalImport.objects.filter(pk=import_id, checked_at__isnull=True).update(fault=fault[:300])
