"""What open data hear of."""

from tinhso.kernel.events.public import SYSTEM, EventRow, job, listen
from tinhso.kernel.people.events import PackLoaded
from tinhso.opendata.actions.follow_dataset import tell_followers
from tinhso.opendata.actions.load_open_data import load_open_data
from tinhso.opendata.comparing import WAITING
from tinhso.opendata.events import DataVersionPublished
from tinhso.opendata.models import DataVersion, Intake


@listen(PackLoaded)
def offer_tables(row: EventRow) -> None:
    """With the pack comes the publisher: now the tables of the systems can be drafts."""
    load_open_data(by=SYSTEM, now=row.at)


@listen(DataVersionPublished)
def reckon_profile(row: EventRow) -> None:
    """The columns of the new version are described by a job of their own."""
    job("opendata.profile_missing").defer()


@listen(DataVersionPublished)
def count_again_what_waits(row: EventRow) -> None:
    """Files of the dataset that wait for publication were compared with the former version."""
    if Intake.objects.filter(dataset__slug=row.payload["dataset"], state__in=WAITING).exists():
        job("opendata.compare_again").defer(slug=row.payload["dataset"])


@listen(DataVersionPublished)
def tell_of_version(row: EventRow) -> None:
    """Whoever follows the dataset is told; a version that is gone meanwhile tells nobody."""
    named = {"dataset__slug": row.payload["dataset"], "number": row.payload["number"]}
    version = DataVersion.objects.filter(**named).select_related("dataset").first()
    if version is not None:
        tell_followers(version=version, now=row.at)
