from datetime import date, datetime, timedelta

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.press.models import NewsClip, NewsCluster
from tinhso.press.monitoring.events import NewsClipChosen, NewsClipDropped
from tinhso.press.monitoring.permissions import check_can_steer_news
from tinhso.press.monitoring.topics import check_topic

MOST_A_DAY = 100
LONGEST = 1000
BACK = timedelta(days=31)


@transaction.atomic
def choose_clip(
    *, cluster: NewsCluster, day: date, topic: str, comment: str, by: Actor, now: datetime
) -> NewsClip:
    """A story for the morning's list of a day, with its topic; chosen a second time, topic and comment are written anew.

    Raises: PressForbidden, EntryRefused.
    """
    today = local(now).date()
    user_id, agency_id = check_can_steer_news(by, today)
    check_topic(topic, today)
    if len(comment) > LONGEST:
        raise EntryRefused("comment", f"Ghi nhiều nhất {LONGEST} ký tự.")
    if not today - BACK <= day <= today + timedelta(days=1):
        raise EntryRefused("day", "Ngày điểm báo: trong 31 ngày qua, hôm nay hoặc ngày mai.")
    rows = NewsClip.objects.filter(agency_id=agency_id, day=day)
    if rows.exclude(cluster=cluster).count() >= MOST_A_DAY:
        raise EntryRefused("day", f"Một ngày có nhiều nhất {MOST_A_DAY} mục.")
    words = {"topic": topic, "comment": comment.strip(), "by_id": user_id, "at": now}
    clip, _first = NewsClip.objects.update_or_create(
        agency_id=agency_id, day=day, cluster=cluster, defaults=words
    )
    NewsCluster.objects.filter(pk=cluster.pk).update(topic=topic)
    record(NewsClipChosen(cluster_id=cluster.pk, day=day), by=by, at=now)
    return clip


@transaction.atomic
def drop_clip(*, clip: NewsClip, by: Actor, now: datetime) -> None:
    """Out of the list of its day; a second time does nothing. Raises: PressForbidden."""
    _user, agency_id = check_can_steer_news(by, local(now).date())
    deleted, _rows = NewsClip.objects.filter(pk=clip.pk, agency_id=agency_id).delete()
    if deleted:
        record(NewsClipDropped(cluster_id=clip.cluster_id, day=clip.day), by=by, at=now)
