"""What open data hear of."""

from tinhso.kernel.events.public import SYSTEM, EventRow, listen
from tinhso.kernel.people.events import PackLoaded
from tinhso.opendata.actions.load_open_data import load_open_data
from tinhso.opendata.events import DataVersionPublished
from tinhso.opendata.tasks import profile_missing


@listen(PackLoaded)
def offer_tables(row: EventRow) -> None:
    """With the pack comes the publisher: now the tables of the systems can be drafts."""
    load_open_data(by=SYSTEM, now=row.at)


@listen(DataVersionPublished)
def reckon_profile(row: EventRow) -> None:
    """The columns of the new version are described by a job of their own."""
    profile_missing.defer()
