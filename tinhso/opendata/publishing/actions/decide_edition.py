"""The data officer's decision on a description: it takes effect now, on a later day, or goes back with a remark."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor, record
from tinhso.opendata.dataset.permissions import check_can_answer, check_is_system
from tinhso.opendata.dataset.publication import index_dataset, line_on
from tinhso.opendata.models import Dataset, Edition
from tinhso.opendata.open_list.actions.open_dataset import ChangedMeanwhile, NotListed
from tinhso.opendata.open_list.events import DatasetOpened
from tinhso.opendata.publishing.actions.draft_dataset import EditionRefused
from tinhso.opendata.publishing.editing import is_taken, put_content, two_of_one_title
from tinhso.opendata.publishing.events import EditionApproved, EditionPublished, EditionReturned


@transaction.atomic
def approve_edition(
    *, edition: Edition, ver: int, publish_at: datetime | None, by: Actor, now: datetime
) -> None:
    """Approve; without `publish_at` it takes effect at once. A draft opens with it, by its line in the list.

    Raises: OpenDataForbidden (also for whoever wrote it), NotListed, ChangedMeanwhile, EditionRefused (also
    for a moment that is over).
    """
    check_can_answer(edition.dataset.publisher_id, by, maker=edition.made_by_id)
    when = publish_at or now
    if when < now:
        raise EditionRefused("publish_at", _("Thời điểm này đã qua. Để trống nếu muốn công bố ngay."))
    _check_listed(edition.dataset, when)
    waiting = Edition.objects.filter(pk=edition.pk, ver=ver, state=Edition.State.WAITING)
    if not waiting.update(
        state=Edition.State.APPROVED,
        decided_by_id=by.user_id,
        decided_at=now,
        publish_at=when,
        ver=F("ver") + 1,
    ):
        raise ChangedMeanwhile(_("Mô tả vừa được người khác thay đổi."))
    slug, number = edition.dataset.slug, edition.number
    record(EditionApproved(dataset=slug, number=number, publish_at=when), by=by, at=now)
    if when == now:
        _publish(edition, by, now)


@transaction.atomic
def publish_edition(*, edition: Edition, by: Actor, now: datetime) -> None:
    """Put an approved edition in place whose moment has come; by the system only.

    Raises: NotListed, EditionRefused.
    """
    check_is_system(by)
    held = Edition.objects.select_for_update().filter(pk=edition.pk, state=Edition.State.APPROVED).first()
    if held and held.publish_at and held.publish_at <= now:
        _check_listed(held.dataset, now)
        _publish(held, by, now)


@transaction.atomic
def return_edition(*, edition: Edition, ver: int, remark: str, by: Actor, now: datetime) -> None:
    """Send it back to be mended.

    Raises: OpenDataForbidden, ChangedMeanwhile, EditionRefused without a remark.
    """
    check_can_answer(edition.dataset.publisher_id, by, maker=None)
    if not remark.strip():
        raise EditionRefused("remark", _("Hãy ghi điều cần sửa."))
    waiting = Edition.objects.filter(pk=edition.pk, ver=ver, state=Edition.State.WAITING)
    if not _given_back(edition, waiting, remark.strip(), by, now):
        raise ChangedMeanwhile(_("Mô tả vừa được người khác thay đổi."))


@transaction.atomic
def give_back_edition(*, edition: Edition, why: str, by: Actor, now: datetime) -> None:
    """An approved one that cannot take effect though its hour has come goes back with the reason; by the system only."""
    check_is_system(by)
    _given_back(edition, Edition.objects.filter(pk=edition.pk, state=Edition.State.APPROVED), why, by, now)


def _given_back(edition: Edition, held: QuerySet[Edition], remark: str, by: Actor, now: datetime) -> bool:
    done = held.update(
        state=Edition.State.RETURNED, remark=remark[:1000], decided_by=None, decided_at=now, ver=F("ver") + 1
    )
    if done:
        record(EditionReturned(dataset=edition.dataset.slug, number=edition.number), by=by, at=now)
    return bool(done)


def _check_listed(dataset: Dataset, when: datetime) -> None:
    if dataset.state == Dataset.State.DRAFT and line_on(dataset, when.date()) is None:
        raise NotListed(
            _("Chưa có dòng nào trong danh mục dữ liệu mở có hiệu lực vào ngày đó cho bộ dữ liệu này.")
        )


def _publish(edition: Edition, by: Actor, now: datetime) -> None:
    dataset = Dataset.objects.select_for_update(no_key=True).get(pk=edition.dataset_id)
    if is_taken(edition.content["slug"], by=dataset):
        raise EditionRefused("slug", _("Địa chỉ này đã hoặc từng thuộc về bộ dữ liệu khác."))
    if two_of_one_title(dataset, edition.content):
        raise EditionRefused("tables", _("Bộ dữ liệu đã có một bảng mang tên này."))
    former = dataset.slug
    renamed = put_content(dataset, edition.content, now=now)
    Edition.objects.filter(pk=edition.pk).update(
        state=Edition.State.PUBLISHED, published_at=now, ver=F("ver") + 1
    )
    record(EditionPublished(dataset=dataset.slug, number=edition.number, renamed=renamed), by=by, at=now)
    line = line_on(dataset, now.date())
    if dataset.state == Dataset.State.DRAFT and line:
        Dataset.objects.filter(pk=dataset.pk).update(
            state=Dataset.State.OPEN, opened_at=now, reviewed_on=now.date()
        )
        dataset.refresh_from_db()
        record(DatasetOpened(dataset=dataset.slug, line=line.pk), by=by, at=now)
    index_dataset(dataset, former=former)
