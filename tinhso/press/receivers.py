"""What press hears of."""

from tinhso.kernel.events.public import SYSTEM, EventRow, listen
from tinhso.kernel.people.events import PackLoaded
from tinhso.press.articles.actions.load_categories import load_categories


@listen(PackLoaded)
def bring_categories(row: EventRow) -> None:
    """With a pack the categories of the portal are brought up to date."""
    load_categories(by=SYSTEM, now=row.at)
