"""Jobs of open data, in the slow queue: tables are refreshed every night, and at once when a dataset is opened."""

import logging
import shutil
import time

from django.db.models import F
from procrastinate.contrib.django import app

from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.site import clock
from tinhso.lib.tables.reader_pool import TooBusy, Unanswered
from tinhso.opendata import store
from tinhso.opendata.models import Dataset, DataVersion

logger = logging.getLogger(__name__)
A_DAY = 86_400


@app.task(name="opendata.refresh_one", queue="slow")
def refresh_one(dataset_id: int) -> None:
    """Publish the rows of one dataset anew where they have changed."""
    from tinhso.opendata.actions.refresh_dataset import refresh_dataset

    refresh_dataset(dataset=Dataset.objects.get(pk=dataset_id), by=SYSTEM, now=clock.now())


@app.periodic(cron="0 19 * * *")  # 02:00 in Hà Nội: schedules count in UTC
@app.task(name="opendata.refresh_all", queue="slow", queueing_lock="opendata.refresh_all")
def refresh_all(timestamp: int) -> None:
    for dataset_id in Dataset.objects.filter(state=Dataset.State.OPEN).values_list("pk", flat=True):
        refresh_one.defer(dataset_id=dataset_id)


@app.periodic(cron="40 19 * * *")
@app.task(name="opendata.sweep", queue="slow", queueing_lock="opendata.sweep")
def sweep_folders(timestamp: int) -> None:
    """Remove the folders of a day ago that no version names: a refresh that was killed left them."""
    known = {folder.hex for folder in DataVersion.objects.values_list("folder", flat=True)}
    for folder in store.root().glob("*"):
        if folder.name not in known and folder.stat().st_mtime < time.time() - A_DAY:
            shutil.rmtree(folder)
            logger.info("removed a folder of open data that no version names")


@app.periodic(cron="20 19 * * *")
@app.task(name="opendata.profile_missing", queue="slow")
def profile_missing(timestamp: int = 0) -> None:
    """Describe the columns of the current versions that nobody has described yet."""
    from tinhso.opendata.profiles import keep_profile

    waiting = DataVersion.objects.filter(profile__isnull=True, dataset__current=F("pk"))
    for version in waiting.order_by("pk"):
        try:
            keep_profile(version, now=clock.now())
        except (Unanswered, TooBusy) as error:
            logger.warning("no profile of version %s: %s", version.pk, error)
