from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.onestop.models import PaperShowing
from tinhso.onestop.store.actions.open_showing import ShowingOver
from tinhso.onestop.store.actions.reuse_paper import NotInStore
from tinhso.onestop.store.events import PaperShowingStopped


@transaction.atomic
def stop_showing(*, showing_id: int, by: Actor, now: datetime, real_now: datetime) -> None:
    """The owner ends a showing at once. Raises: NotInStore for another's, ShowingOver if it was over already."""
    showing = PaperShowing.objects.of(by).filter(pk=showing_id).first()
    if showing is None:
        raise NotInStore(showing_id)
    if not PaperShowing.objects.open_at(real_now).filter(pk=showing.pk).update(stopped_at=real_now):
        raise ShowingOver(showing.pk)
    record(PaperShowingStopped(showing_id=showing.pk), by=by, at=now)
