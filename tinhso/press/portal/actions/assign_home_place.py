from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local, vn_datetime
from tinhso.press.models import Article, HomePlace
from tinhso.press.portal.events import HomePlaceAssigned, HomePlaceDropped
from tinhso.press.portal.permissions import check_can_place

LONGEST = timedelta(days=31)
FARTHEST = timedelta(days=366)


@transaction.atomic
def assign_home_place(
    *, slug: str, place: str, starts_at: datetime, ends_at: datetime, by: Actor, now: datetime
) -> HomePlace:
    """An article that was published stands on a place of the first page; one at a time, the same twice is one.

    Raises: PressForbidden, EntryRefused.
    """
    user_id = check_can_place(by, local(now).date())
    if place not in HomePlace.Place.values:
        raise EntryRefused("place", "Chọn vị trí trong danh sách.")
    article = _article(slug, now)
    if not starts_at < ends_at <= starts_at + LONGEST:
        raise EntryRefused("ends_at", "Giờ hết phải sau giờ bắt đầu, nhiều nhất 31 ngày.")
    if ends_at <= now or starts_at > now + FARTHEST:
        raise EntryRefused("starts_at", "Khoảng giờ này đã qua hoặc quá xa.")
    during = DateTimeTZRange(starts_at, ends_at)
    if (other := _standing(place, during)) is not None:
        if other.article_id == article.pk and other.during == during:
            return other
        until = vn_datetime(other.during.upper)
        raise EntryRefused(
            "starts_at", f"Vị trí này đã xếp tin khác đến {until}; bỏ tin đó hoặc chọn giờ khác."
        )
    try:
        with transaction.atomic():
            made = HomePlace.objects.create(
                place=place, article=article, during=during, by_id=user_id, at=now
            )
    except IntegrityError as error:  # somebody else was as quick
        raise EntryRefused("starts_at", "Vị trí này vừa được xếp tin khác; tải lại trang.") from error
    event = HomePlaceAssigned(
        place_id=made.pk, article_id=article.pk, place=Code(place), starts_at=starts_at, ends_at=ends_at
    )
    record(event, by=by, at=now)
    return made


def _standing(place: str, during: DateTimeTZRange) -> HomePlace | None:
    rows = HomePlace.objects.filter(place=place, dropped_at=None, during__overlap=during)
    return rows.select_for_update().first()


def _article(slug: str, now: datetime) -> Article:
    """By its address, or the last part of it: what readers of the first page can see. Raises: EntryRefused."""
    wanted = slug.strip().rstrip("/").rpartition("/")[2]
    found = Article.objects.public(now).in_language("vi").filter(slug=wanted).first()
    if found is None:
        raise EntryRefused("slug", "Không có bài tiếng Việt đang đăng ở địa chỉ này.")
    return found


@transaction.atomic
def drop_home_place(*, home_place: HomePlace, by: Actor, now: datetime) -> None:
    """The place is filled by date again. A second time does nothing. Raises: PressForbidden."""
    check_can_place(by, local(now).date())
    if HomePlace.objects.filter(pk=home_place.pk, dropped_at=None).update(dropped_at=now):
        record(HomePlaceDropped(place_id=home_place.pk, article_id=home_place.article_id), by=by, at=now)
