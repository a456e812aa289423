from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.press.communication.events import PlanTopicAdded
from tinhso.press.communication.permissions import check_plans_for
from tinhso.press.communication.words import checked_words, first_of_month
from tinhso.press.models import Channel, CommunicationPlan, PlanTopic

MOST = 200


@transaction.atomic
def add_topic(
    *,
    plan: CommunicationPlan,
    month: date,
    name: str,
    messages: str,
    audience: str,
    channels: Sequence[str],
    by: Actor,
    now: datetime,
) -> PlanTopic:
    """Nội dung trọng tâm of a month of the plan, also later; the same twice is one.

    Raises: PressForbidden, EntryRefused.
    """
    user_id = check_plans_for(plan.agency_id, by)
    first = first_of_month(month)
    row = CommunicationPlan.objects.select_for_update().get(pk=plan.pk)
    if not first_of_month(row.starts) <= first <= row.ends:
        raise EntryRefused("month", "Tháng nằm ngoài thời gian của kế hoạch.")
    kinds = [kind for kind in Channel.Kind.values if kind in channels]
    if not kinds or set(channels) - set(kinds):
        raise EntryRefused("channels", "Chọn ít nhất một loại kênh trong danh sách.")
    if row.topics.count() >= MOST:
        raise EntryRefused("", f"Một kế hoạch có nhiều nhất {MOST} nội dung trọng tâm.")
    given: dict[str, Any] = {
        "messages": checked_words("messages", messages, least=5, most=2000),
        "audience": checked_words("audience", audience, least=2, most=200),
        "channels": kinds,
    }
    topic, new = PlanTopic.objects.get_or_create(
        plan=row,
        month=first,
        name=checked_words("name", name, least=3, most=200),
        defaults=given | {"by_id": user_id, "at": now},
    )
    if any(getattr(topic, field) != value for field, value in given.items()):
        raise EntryRefused("name", "Tháng này đã có nội dung cùng tên với lời khác; đặt tên khác.")
    if new:
        record(PlanTopicAdded(topic_id=topic.pk, plan_id=row.pk, month=first), by=by, at=now)
    return topic
