"""Who a program's key acts as, and the datasets that it may write."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone

from tinhso.kernel.people.public import Actor, Agency, actor_of
from tinhso.kernel.site import clock
from tinhso.opendata.ckan.parameters import ActionRefused, missing
from tinhso.opendata.dataset.permissions import can_write
from tinhso.opendata.dataset.table_names import named_table
from tinhso.opendata.models import ApiToken, Dataset, DataTable
from tinhso.opendata.models.data_table import FIRST


@dataclass(frozen=True)
class Writer:
    """Who a key acts as, for which agency, and when."""

    by: Actor
    agency: Agency
    now: datetime


def has_key(request: HttpRequest) -> bool:
    return bool(request.headers.get("Authorization") or request.headers.get("X-CKAN-API-Key"))


def writer_of(request: HttpRequest) -> Writer:
    """Who the key of the request acts as. ActionRefused for a key that is none, is spent, or whose maker left."""
    given = request.headers.get("Authorization", "") or request.headers.get("X-CKAN-API-Key", "")
    secret, now = given.removeprefix("Bearer ").strip(), clock.now()
    moment = timezone.now()
    found = ApiToken.objects.valid(moment).select_related("agency", "made_by")
    token = found.filter(digest=ApiToken.digest_of(secret)).first() if secret.isascii() and secret else None
    if token is None:
        raise ActionRefused("Authorization Error", "Cần khóa ghi còn hiệu lực trong tiêu đề Authorization")
    if not ApiToken.objects.spend(token, moment):
        raise ActionRefused("Too Many", "Khóa này gọi quá nhiều trong một phút; xin gọi lại sau")
    by = actor_of(token.made_by, on=now.date())
    if not can_write(token.agency_id, by):
        raise ActionRefused(
            "Authorization Error", "Người tạo khóa không còn làm việc ghi dữ liệu ở cơ quan này"
        )
    return Writer(by, token.agency, now)


def own_dataset(name: str, writer: Writer) -> Dataset:
    """One of the writer's agency, draft or open. ActionRefused: whose it is otherwise is nobody's business."""
    found = (
        Dataset.objects.select_related("publisher", "theme", "licence", "current").filter(slug=name).first()
    )
    if found is None or found.publisher_id != writer.agency.pk or found.state == Dataset.State.WITHDRAWN:
        raise missing()
    return found


def own_table(resource: str, writer: Writer) -> DataTable:
    """The table that a resource id of the writer's agency means, by whichever format. ActionRefused."""
    head = resource.rpartition("-")[0]
    slug, number = named_table(resource) or named_table(head) or (head, FIRST)
    dataset = own_dataset(slug, writer)
    if number == FIRST:
        return DataTable.objects.first_of(dataset)
    shown = dataset.tables.exclude(state=DataTable.State.WITHDRAWN).select_related("current")
    found = shown.filter(number=number).first()
    if found is None:
        raise missing()
    found.dataset = dataset
    return found
