"""What open data hear of."""

from tinhso.kernel.events.public import SYSTEM, EventRow, listen
from tinhso.kernel.people.events import PackLoaded
from tinhso.opendata.actions.load_open_data import load_open_data


@listen(PackLoaded)
def offer_tables(row: EventRow) -> None:
    """With the pack comes the publisher: now the tables of the systems can be drafts."""
    load_open_data(by=SYSTEM, now=row.at)
