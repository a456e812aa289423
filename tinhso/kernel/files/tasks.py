"""Jobs of files, all in the slow queue."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from tinhso.kernel.files.actions.check_files import check_files
from tinhso.kernel.files.actions.make_public_picture import make_public_picture
from tinhso.kernel.files.actions.purge_unclaimed import purge_unclaimed
from tinhso.kernel.files.actions.scan_file import scan_file
from tinhso.kernel.files.actions.sweep_pictures import sweep_pictures
from tinhso.kernel.files.models import StoredFile
from tinhso.kernel.site import clock
from tinhso.lib.files.clamav import ScannerUnavailable

FORGOTTEN_AFTER = timedelta(minutes=10)


@app.task(
    name="files.scan",
    aliases=["tinhso.kernel.files.tasks.scan"],  # how jobs are called that an older version deferred
    queue="slow",
    pass_context=False,
    retry=RetryStrategy(max_attempts=4, exponential_wait=5, retry_exceptions={ScannerUnavailable}),
)
def scan(file_id: str) -> None:
    """Scan one file that was just stored."""
    scan_file(UUID(file_id), now=clock.now())
    make_public_picture(UUID(file_id), now=clock.now())


@app.task(name="files.public_picture", queue="slow", pass_context=False)
def public_picture(file_id: str) -> None:
    """Make the copies of one picture that a deed has just shown to everybody."""
    make_public_picture(UUID(file_id), now=clock.now())


@app.periodic(cron="*/5 * * * *")
@app.task(queue="slow", queueing_lock="files.sweep_pictures", pass_context=False)
def sweep(timestamp: int) -> None:
    """Make copies that are missing, remove those that may not be shown any more."""
    sweep_pictures(now=clock.now())


@app.periodic(cron="*/10 * * * *")
@app.task(queue="slow", queueing_lock="files.rescan", pass_context=False)
def rescan_pending(timestamp: int) -> None:
    """Defer again what is still in quarantine: the scanner was away, or the job got lost."""
    late = StoredFile.objects.pending().filter(created_at__lt=timezone.now() - FORGOTTEN_AFTER)
    for file_id in late.order_by("created_at").values_list("pk", flat=True)[:500]:
        scan.defer(file_id=str(file_id))


@app.periodic(cron="20 2 * * *")
@app.task(queue="slow", queueing_lock="files.purge", pass_context=False)
def purge(timestamp: int) -> None:
    """Every night: remove uploads that were attached to nothing within two days."""
    purge_unclaimed(real_now=timezone.now(), now=clock.now())


@app.periodic(cron="10 19 * * *")  # 02:10 in Hà Nội
@app.task(queue="slow", queueing_lock="files.check", pass_context=False)
def check(timestamp: int) -> None:
    """Every night: read every file and hold it against its digest; what is broken stands on the page of auditors."""
    check_files(now=clock.now())
