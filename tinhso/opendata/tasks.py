"""Jobs of open data, in the slow queue: tables are refreshed every night, and at once when a dataset is opened."""

import logging
import shutil
import time
from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.site import clock
from tinhso.lib.tables.reader_pool import TooBusy, Unanswered
from tinhso.opendata.dataset import store
from tinhso.opendata.dataset.actions.refresh_dataset import refresh_dataset
from tinhso.opendata.dataset.publication import index_dataset
from tinhso.opendata.engine.profiles import keep_profile
from tinhso.opendata.harvest.actions.harvest_source import harvest_source
from tinhso.opendata.intakes import comparing
from tinhso.opendata.intakes.actions.steer_intake import forget_files
from tinhso.opendata.intakes.worker import run_intake, wake_silent
from tinhso.opendata.models import Dataset, DataVersion, Edition, HarvestSource
from tinhso.opendata.national_portal.actions.deliver_national import queue_changed, send_due
from tinhso.opendata.national_portal.client import national_portal
from tinhso.opendata.open_list.actions.open_dataset import NotListed
from tinhso.opendata.publishing.actions.decide_edition import give_back_edition, publish_edition
from tinhso.opendata.publishing.actions.draft_dataset import EditionRefused
from tinhso.opendata.publishing.actions.erase_withdrawn_tables import erase_withdrawn_tables
from tinhso.opendata.resources.actions.erase_ended_resources import erase_ended_resources
from tinhso.opendata.stories.actions.erase_ended_stories import erase_ended_stories
from tinhso.opendata.upkeep.actions.keep_upkeep import open_reminders

logger = logging.getLogger(__name__)
A_DAY = 86_400


@app.task(name="opendata.refresh_one", queue="slow")
def refresh_one(dataset_id: int) -> None:
    """Publish the rows of one dataset anew where they have changed."""
    refresh_dataset(dataset=Dataset.objects.get(pk=dataset_id), by=SYSTEM, now=clock.now())


@app.periodic(cron="0 19 * * *")  # 02:00 in Hà Nội: schedules count in UTC
@app.task(name="opendata.refresh_all", queue="slow", queueing_lock="opendata.refresh_all")
def refresh_all(timestamp: int) -> None:
    for dataset_id in Dataset.objects.filter(state=Dataset.State.OPEN).values_list("pk", flat=True):
        refresh_one.defer(dataset_id=dataset_id)


@app.task(name="opendata.take_in", queue="slow")
def take_in(intake_id: str) -> None:
    """Read a file that was sent, named, or that lies beside the tables. A second job for the same one finds it taken."""
    run_intake(UUID(intake_id), now=clock.now())


@app.task(name="opendata.compare_again", queue="slow")
def compare_again(slug: str) -> None:
    """Count anew what the files that wait for publication would change, now that another version came."""
    comparing.compare_again(Dataset.objects.get(slug=slug))


@app.periodic(cron="* * * * *")
@app.task(name="opendata.wake_silent", queue="fast", queueing_lock="opendata.wake_silent")
def wake_silent_intakes(timestamp: int) -> None:
    """A worker that was killed leaves a silent intake: another reads it again, or it fails in words."""
    for intake_id in wake_silent(now=clock.now(), real_now=timezone.now()):
        take_in.defer(intake_id=str(intake_id))


@app.periodic(cron="*/5 * * * *")
@app.task(name="opendata.publish_due", queue="fast", queueing_lock="opendata.publish_due")
def publish_due(timestamp: int) -> None:
    """Put the approved descriptions in place whose moment has come; one that no longer can goes back with the reason."""
    now = clock.now()
    for edition in Edition.objects.filter(state=Edition.State.APPROVED, publish_at__lte=now):
        try:
            publish_edition(edition=edition, by=SYSTEM, now=now)
        except (NotListed, EditionRefused) as error:
            give_back_edition(edition=edition, why=str(error), by=SYSTEM, now=now)
            logger.warning("an approved description of open data cannot take effect: %s", edition.pk)


@app.task(name="opendata.harvest_one", queue="slow")
def harvest_one(source_id: int) -> None:
    """Take over what one catalogue elsewhere holds."""
    harvest_source(source=HarvestSource.objects.get(pk=source_id), by=SYSTEM, now=clock.now())


@app.periodic(cron="20 18 * * *")
@app.task(name="opendata.harvest_due", queue="slow", queueing_lock="opendata.harvest_due")
def harvest_due(timestamp: int) -> None:
    """Run the sources whose days are over, one after the other."""
    now = clock.now()
    for source in HarvestSource.objects.filter(active=True):
        if source.ran_at is None or source.ran_at + timedelta(days=source.days) <= now:
            harvest_source(source=source, by=SYSTEM, now=now)


@app.periodic(cron="10 18 * * *")
@app.task(name="opendata.remind", queue="slow", queueing_lock="opendata.remind")
def remind(timestamp: int) -> None:
    """Open the reminders of the two clocks that end within fourteen days; queue what changed for data.gov.vn."""
    open_reminders(by=SYSTEM, now=clock.now())
    queue_changed(by=SYSTEM, now=clock.now())


@app.periodic(cron="*/2 * * * *")
@app.task(name="opendata.send_national", queue="fast", queueing_lock="opendata.send_national")
def send_national(timestamp: int) -> None:
    """Send what waits for data.gov.vn, where the operator has named it."""
    portal = national_portal()
    if portal is not None:
        send_due(portal=portal, now=clock.now())


@app.periodic(cron="40 19 * * *")
@app.task(name="opendata.sweep", queue="slow", queueing_lock="opendata.sweep")
def sweep_folders(timestamp: int) -> None:
    """Remove the folders of a day ago that no version names: a refresh that was killed left them."""
    known = {one.hex for one in DataVersion.objects.filter(erased_at=None).values_list("folder", flat=True)}
    for folder in store.root().glob("[0-9a-f]*"):
        if folder.name not in known and folder.stat().st_mtime < time.time() - A_DAY:
            shutil.rmtree(folder)
            logger.info("removed a folder of open data that no version names")
    forget_files(now=clock.now())
    erase_ended_resources(now=clock.now())
    erase_withdrawn_tables(now=clock.now())
    erase_ended_stories(now=clock.now())


@app.periodic(cron="20 19 * * *")
@app.task(name="opendata.profile_missing", queue="slow")
def profile_missing(timestamp: int = 0) -> None:
    """Describe the columns of the current versions that nobody has described yet; the search finds them by values then."""
    waiting = DataVersion.objects.filter(profile__isnull=True, current_of__isnull=False)
    for version in waiting.order_by("pk"):
        try:
            keep_profile(version, now=clock.now())
            index_dataset(Dataset.objects.select_related("current__profile").get(pk=version.dataset_id))
        except (Unanswered, TooBusy) as error:
            logger.warning("no profile of version %s: %s", version.pk, error)
