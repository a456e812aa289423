from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.opendata.dataset.permissions import check_can_write
from tinhso.opendata.models import Story, StorySource, StoryText
from tinhso.opendata.stories.events import StoryCorrectionStarted
from tinhso.opendata.stories.problems import personal_words


@transaction.atomic
def correct_story(*, story: Story, reason: str, by: Actor, now: datetime) -> StoryText:
    """Begin a new text of a published story, first the same as the present one; readers will see the reason.

    Raises: OpenDataForbidden, EntryRefused without a reason or with personal data in it, for a story that is not public and while a text is open.
    """
    check_can_write(story.agency_id, by)
    if personal := personal_words(reason):
        raise EntryRefused("reason", personal)
    held = Story.objects.select_for_update(no_key=True, of=("self",)).get(pk=story.pk)
    if held.live is None or held.withdrawn_at:
        raise EntryRefused("reason", _("Chỉ đính chính được câu chuyện đang công bố."))
    if not reason.strip():
        raise EntryRefused("reason", _("Hãy ghi lý do; người đọc sẽ thấy câu này."))
    if held.texts.filter(state__in=StoryText.OPEN).exists():
        raise EntryRefused("reason", _("Đã có một bản đang viết hoặc chờ duyệt; hãy viết tiếp bản đó."))
    text = StoryText.objects.create(
        story=held,
        number=held.texts.order_by("-number").values_list("number", flat=True)[0] + 1,
        title=held.live.title,
        lead=held.live.lead,
        blocks=held.live.blocks,
        reason=reason.strip()[:1000],
        saved_at=now,
    )
    if by.user_id:
        text.writers.add(by.user_id)
    StorySource.objects.bulk_create(
        StorySource(text=text, position=one.position, dataset_id=one.dataset_id, version_id=one.version_id)
        for one in held.live.sources.all()
    )
    record(StoryCorrectionStarted(story=held.slug, number=text.number), by=by, at=now)
    return text
