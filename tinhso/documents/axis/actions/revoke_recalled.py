from django.db import transaction

from tinhso.documents.models import OutgoingDocument
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.papers.public import Paper, revoke_paper


@transaction.atomic
def revoke_recalled(*, most: int) -> int:
    """Documents that were recalled before a recall revoked the paper: their papers say so too, from the moment of the recall.

    How many there were, at most `most`; the others come with the next call.
    """
    rows = OutgoingDocument.objects.filter(recalled_at__isnull=False, paper__state=Paper.State.ISSUED)
    found = list(rows.select_related("paper").select_for_update(of=("self",)).order_by("pk")[:most])
    for one in found:
        if one.paper is not None and one.recalled_at is not None:
            revoke_paper(paper=one.paper, by=SYSTEM, now=one.recalled_at)
    return len(found)
