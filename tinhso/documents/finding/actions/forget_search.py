from tinhso.documents.models import SavedSearch
from tinhso.documents.pages.refusals import DocumentsForbidden
from tinhso.kernel.events.public import Actor


def forget_search(*, search: SavedSearch, by: Actor) -> None:
    """Drop a search of one's own; nobody else's.

    Raises: DocumentsForbidden.
    """
    if search.user_id != by.user_id:
        raise DocumentsForbidden("Phép tìm này của người khác.")
    search.delete()
