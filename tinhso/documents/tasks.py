"""Jobs of official documents: what the axis has to be given, what it has for us, consultations whose time is over."""

import logging
import tempfile

from django.utils import timezone
from procrastinate.contrib.django import app

from tinhso.documents.archiving.actions.build_package import build_package
from tinhso.documents.axis.actions.poll_messages import poll_agency, polling_agencies
from tinhso.documents.axis.actions.revoke_recalled import revoke_recalled
from tinhso.documents.axis.actions.send_recipient import send_recipient
from tinhso.documents.axis.actions.send_replies import send_replies
from tinhso.documents.axis.client import AxisAway, axis_client
from tinhso.documents.axis.epochs import current_epoch
from tinhso.documents.models import ArchivePackage, AxisMessage, AxisReply, Scan, ScanPart
from tinhso.documents.normative.notices import notify_of_issue
from tinhso.documents.rulemaking.actions.close_consultation import close_due
from tinhso.documents.rulemaking.notices import notify_commenters
from tinhso.documents.scanning.reading import read_stored_part, split_stored_scan
from tinhso.documents.work_files.due import remind_holders
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.outbox.public import take_up
from tinhso.kernel.site import clock

log = logging.getLogger(__name__)
MOST = 500
SCAN_PATIENCE = 10  # seconds, while a file is being scanned for viruses


@app.task(name="documents.send_recipient", queue="fast", pass_context=False)
def send_to_recipient(recipient_id: int) -> None:
    """Send what waits for one recipient; if the axis is away, defer the next try."""
    axis = axis_client()
    if axis is None:
        return
    retry_at = send_recipient(recipient_id, axis=axis, at=timezone.now(), now=clock.now())
    if retry_at is not None:
        send_to_recipient.configure(schedule_at=retry_at).defer(recipient_id=recipient_id)


@app.task(name="documents.send_replies", queue="fast", pass_context=False)
def send_to_sender(document_id: int) -> None:
    """Tell the sender of a document what became of it; if the axis is away, defer the next try."""
    axis = axis_client()
    if axis is None:
        return
    retry_at = send_replies(document_id, axis=axis, at=timezone.now(), now=clock.now())
    if retry_at is not None:
        send_to_sender.configure(schedule_at=retry_at).defer(document_id=document_id)


@app.periodic(cron="* * * * *")
@app.task(name="documents.mend_axis", queue="fast", queueing_lock="documents.mend_axis", pass_context=False)
def mend_axis(timestamp: int) -> None:
    """Take up again what a dead worker left; what waits since a restore stays until somebody releases it."""
    if axis_client() is None:
        return
    at, epoch = timezone.now(), current_epoch()
    waiting = set(take_up(AxisMessage, "recipient", at, MOST))
    held = AxisMessage.objects.filter(recipient__in=waiting, state="waiting").exclude(epoch=epoch)
    for recipient_id in sorted(waiting - set(held.values_list("recipient", flat=True))):
        send_to_recipient.defer(recipient_id=recipient_id)
    replies = set(take_up(AxisReply, "document", at, MOST))
    unreleased = AxisReply.objects.filter(document__in=replies, state="waiting").exclude(epoch=epoch)
    for document_id in sorted(replies - set(unreleased.values_list("document", flat=True))):
        send_to_sender.defer(document_id=document_id)


@app.periodic(cron="20 23 * * *")  # 06:20 in Hà Nội
@app.task(name="documents.files_due", queue="slow", queueing_lock="documents.files_due", pass_context=False)
def remind_of_files(timestamp: int) -> None:
    """Each morning: whose files must soon be handed over to the archive."""
    remind_holders(clock.now(), most=MOST)


@app.periodic(cron="40 18 * * *")  # 01:40 in Hà Nội
@app.task(
    name="documents.revoke_recalled",
    queue="slow",
    queueing_lock="documents.revoke_recalled",
    pass_context=False,
)
def revoke_recalled_papers(timestamp: int) -> None:
    """Each night: papers of documents that were recalled before recalling revoked them, until none is left."""
    revoke_recalled(most=MOST)


@app.periodic(cron="*/5 * * * *")
@app.task(name="documents.poll_axis", queue="slow", queueing_lock="documents.poll_axis", pass_context=False)
def poll_axis(timestamp: int) -> None:
    """Fetch what waits for each agency: documents, and what recipients tell."""
    axis = axis_client()
    if axis is None:
        return
    for agency in polling_agencies(clock.today()):
        try:
            poll_agency(agency, axis=axis, day=timezone.localdate(), now=clock.now())
        except AxisAway as away:
            log.warning("axis: %s", str(away)[:100])
            return


@app.periodic(cron="2 * * * *")
@app.task(
    name="documents.close_consultations",
    queue="slow",
    queueing_lock="documents.close_consultations",
    pass_context=False,
)
def close_consultations(timestamp: int) -> None:
    """Close the consultations whose last day is over by the legal clock."""
    close_due(now=clock.now())


@app.task(name="documents.notify_commenters", queue="slow", pass_context=False)
def notify_all_commenters(consultation_id: int) -> None:
    """Tell who commented with an account that the answers are published."""
    notify_commenters(consultation_id, now=clock.now())


@app.task(name="documents.notify_of_issue", queue="slow", pass_context=False)
def notify_all_of_issue(document_id: int) -> None:
    """Tell who commented on its draft with an account that the rule was issued."""
    notify_of_issue(document_id, now=clock.now())


@app.task(name="documents.build_package", queue="slow", pass_context=False)
def build_archive_package(package_id: int) -> None:
    """Build the package of a file for the historical archive."""
    with tempfile.TemporaryFile() as out:
        build_package(package=ArchivePackage.objects.get(pk=package_id), out=out, now=clock.now())


@app.task(name="documents.split_scan", queue="slow", pass_context=False)
def split_arrived_scan(scan_id: int) -> None:
    """Split one scan, once it is known to be harmless."""
    scan = Scan.objects.select_related("file").get(pk=scan_id)
    if scan.file.state == StoredFile.State.QUARANTINE:
        split_arrived_scan.configure(schedule_in={"seconds": SCAN_PATIENCE}).defer(scan_id=scan_id)
        return
    split_stored_scan(scan, now=clock.now())


@app.task(name="documents.read_scan", queue="slow", pass_context=False)
def read_scan_part(part_id: int) -> None:
    """Read the text of one document of a scan."""
    read_stored_part(ScanPart.objects.select_related("file", "scan").get(pk=part_id), now=clock.now())
