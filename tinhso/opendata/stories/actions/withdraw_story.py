from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.files.public import hide_pictures
from tinhso.kernel.site.public import EntryRefused
from tinhso.opendata.dataset.permissions import check_can_answer
from tinhso.opendata.models import Story, StoryText
from tinhso.opendata.stories.events import StoryWithdrawn
from tinhso.opendata.stories.found import forget_story
from tinhso.opendata.stories.problems import personal_words


@transaction.atomic
def withdraw_story(*, story: Story, reason: str, by: Actor, now: datetime) -> None:
    """Take a story from the public; its address says when and why, a text that is being written is given up.

    Raises: OpenDataForbidden, EntryRefused without a reason, with personal data in it, and for a story that is not public.
    """
    check_can_answer(story.agency_id, by, maker=None)
    if not reason.strip():
        raise EntryRefused("reason", _("Hãy ghi lý do; người đọc sẽ thấy câu này."))
    if personal := personal_words(reason):
        raise EntryRefused("reason", personal)
    held = Story.objects.public().select_for_update(no_key=True, of=("self",)).filter(pk=story.pk).first()
    if held is None or held.live is None:
        raise EntryRefused("reason", _("Câu chuyện này không còn công bố."))
    held.withdrawn_at, held.withdrawal_reason = now, reason.strip()[:1000]
    held.save(update_fields=["withdrawn_at", "withdrawal_reason"])
    held.texts.filter(state__in=StoryText.OPEN).update(
        state=StoryText.State.DROPPED, decided_at=now, ver=F("ver") + 1
    )
    hide_pictures(list(held.pictures.filter(public=True).values_list("file", flat=True)))
    held.pictures.update(public=False)
    forget_story(held)
    record(StoryWithdrawn(story=held.slug), by=by, at=now)
