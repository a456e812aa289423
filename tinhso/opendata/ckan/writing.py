"""CKAN's writing actions: they make drafts and send files as the editor's own deeds do; publishing needs a person."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from tinhso.kernel.people.public import Actor, Agency, actor_of
from tinhso.kernel.site import clock
from tinhso.opendata.ckan import ckan
from tinhso.opendata.ckan.ckan import Shape, Url
from tinhso.opendata.ckan.package import content_from
from tinhso.opendata.ckan.parameters import ActionRefused, Parameters, missing, needed, text
from tinhso.opendata.dataset.permissions import can_write
from tinhso.opendata.engine import engine
from tinhso.opendata.intakes import limits as intake_limits
from tinhso.opendata.intakes.actions.begin_intake import (
    IntakeRefused,
    add_piece,
    begin_link,
    begin_upload,
    finish_upload,
)
from tinhso.opendata.models import ApiToken, Dataset, Edition, Intake
from tinhso.opendata.open_list.actions.open_dataset import ChangedMeanwhile
from tinhso.opendata.publishing.actions.draft_dataset import EditionRefused, draft_dataset
from tinhso.opendata.publishing.actions.save_edition import save_edition
from tinhso.opendata.publishing.actions.send_edition import recall_edition, send_edition
from tinhso.opendata.publishing.editing import content_of, lay_content

TABLES = {"csv", "tsv", "xlsx", "ods", "json", "geojson", "parquet", "zip", "gz"}


@dataclass(frozen=True)
class Writer:
    """Who a key acts as, for which agency, and when."""

    by: Actor
    agency: Agency
    now: datetime


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


def package_create(given: Parameters, files: dict[str, UploadedFile], writer: Writer, url: Url) -> Shape:
    """A dataset as a draft that waits for the data officer; its first table is fetched from its address."""
    _check_owner(given, writer)
    content = content_from(given, None)
    dataset = draft_dataset(agency=writer.agency, content=content, by=writer.by, now=writer.now)
    return _after(dataset, given, writer, url)


def package_update(given: Parameters, files: dict[str, UploadedFile], writer: Writer, url: Url) -> Shape:
    """The whole description anew; what is left out takes its usual value."""
    return _written(given, writer, url, keep=False)


def package_patch(given: Parameters, files: dict[str, UploadedFile], writer: Writer, url: Url) -> Shape:
    """The named parts of the description; the rest stays."""
    return _written(given, writer, url, keep=True)


def _written(given: Parameters, writer: Writer, url: Url, *, keep: bool) -> Shape:
    dataset = own_dataset(needed(given, "id", "name"), writer)
    _check_owner(given, writer)
    edition = dataset.editions.filter(state__in=Edition.OPEN).first()
    before = {**content_of(dataset), **(edition.content if edition else {})}
    content = {**before, **content_from(given, before if keep else {"slug": before["slug"]})}
    if content != before:
        if edition and edition.state in Edition.SENT:  # what waits is written anew and waits again
            recall_edition(edition=edition, ver=edition.ver, by=writer.by, now=writer.now)
            edition.refresh_from_db()
        ver = edition.ver if edition else 0
        save_edition(dataset=dataset, ver=ver, content=content, by=writer.by, now=writer.now)
    return _after(dataset, given, writer, url)


def _after(dataset: Dataset, given: Parameters, writer: Writer, url: Url) -> Shape:
    """Send what is not said to be a draft; begin to fetch the first table that lies elsewhere."""
    edition = dataset.editions.filter(state__in=Edition.EDITABLE).first()
    if edition and text(given, "state") != "draft":
        send_edition(edition=edition, ver=edition.ver, by=writer.by, now=writer.now)
    resources = given.get("resources") or []
    if not isinstance(resources, list):
        raise ActionRefused("Validation Error", "Phải là danh sách", "resources")
    links = [one for one in resources if isinstance(one, dict) and _is_elsewhere(one, url)]
    for one in links[:1]:
        begin_link(dataset=dataset, url=str(one["url"]), by=writer.by, now=writer.now)
    return show_own(dataset, url) | {"bo_qua": [str(one.get("name", ""))[:300] for one in links[1:]]}


def _is_elsewhere(resource: dict[str, Any], url: Url) -> bool:
    where, kind = str(resource.get("url") or ""), str(resource.get("format") or "").lower().lstrip(".")
    kind = kind or where.rpartition(".")[2].lower()
    return where.startswith(("http://", "https://")) and not where.startswith(url("/")) and kind in TABLES


def resource_create(given: Parameters, files: dict[str, UploadedFile], writer: Writer, url: Url) -> Shape:
    """A file (`upload`) or an address (`url`) for the table of `package_id`; a person publishes what was read."""
    return _received(own_dataset(needed(given, "package_id"), writer), given, files, writer, url)


def resource_update(given: Parameters, files: dict[str, UploadedFile], writer: Writer, url: Url) -> Shape:
    """A new file for the table that `id` names."""
    slug = needed(given, "id").rpartition("-")[0]
    return _received(own_dataset(slug, writer), given, files, writer, url)


def resource_patch(given: Parameters, files: dict[str, UploadedFile], writer: Writer, url: Url) -> Shape:
    """As resource_update; the table has no description of its own to patch."""
    return resource_update(given, files, writer, url)


def _received(
    dataset: Dataset, given: Parameters, files: dict[str, UploadedFile], writer: Writer, url: Url
) -> Shape:
    upload, link = files.get("upload"), text(given, "url")
    if upload is not None:
        intake = _uploaded(dataset, upload, writer)
    elif link and not link.startswith(url("/")):
        intake = begin_link(dataset=dataset, url=link, by=writer.by, now=writer.now)
    else:
        raise ActionRefused("Validation Error", "Cần một tệp (upload) hoặc một địa chỉ (url)", "upload")
    return {
        "id": engine.resource_id(dataset),
        "package_id": dataset.slug,
        "name": intake.name,
        "url": url(f"/du-lieu/{dataset.slug}/"),
        "url_type": "upload" if upload else None,
        "state": "draft",
        "datastore_active": False,
        "intake": str(intake.pk),
        "tinh_trang": intake.get_state_display(),
    }


def _uploaded(dataset: Dataset, upload: UploadedFile, writer: Writer) -> Intake:
    size = upload.size or 0
    name = upload.name or "tep"
    intake = begin_upload(dataset=dataset, name=name, size=size, by=writer.by, now=writer.now)
    offset = 0
    for piece in upload.chunks(intake_limits.PIECE):
        offset = add_piece(intake=intake, offset=offset, data=piece, by=writer.by)
    finish_upload(intake=intake, by=writer.by, now=writer.now)
    intake.refresh_from_db()
    return intake


def own_dataset(name: str, writer: Writer) -> Dataset:
    """One of the writer's agency, draft or open. ActionRefused: whose it is otherwise is nobody's business."""
    found = (
        Dataset.objects.select_related("publisher", "theme", "licence", "current").filter(slug=name).first()
    )
    if found is None or found.publisher_id != writer.agency.pk or found.state == Dataset.State.WITHDRAWN:
        raise missing()
    return found


def show_own(dataset: Dataset, url: Url) -> Shape:
    """The package as its agency sees it: an unpublished one is a private draft without resources, as last written."""
    if dataset.state == Dataset.State.OPEN and dataset.current is not None:
        return ckan.package(dataset, url)
    if edition := dataset.editions.filter(state__in=Edition.OPEN).first():
        lay_content(dataset, edition.content)
    return ckan.draft(dataset, url)


def _check_owner(given: Parameters, writer: Writer) -> None:
    owner = given.get("owner_org") or writer.agency.code
    if owner != writer.agency.code:
        raise ActionRefused("Authorization Error", "Khóa này chỉ ghi được bộ dữ liệu của cơ quan mình")


Write = Callable[[Parameters, dict[str, UploadedFile], Writer, Url], Shape]
WRITES: dict[str, Write] = {
    write.__name__: write
    for write in (
        package_create,
        package_update,
        package_patch,
        resource_create,
        resource_update,
        resource_patch,
    )
}


def written(
    action: str, given: Parameters, files: dict[str, UploadedFile], writer: Writer, url: Url
) -> Shape:
    """The deed of an action, its refusals in the standard's shape. ActionRefused."""
    try:
        with transaction.atomic():
            return WRITES[action](given, files, writer, url)
    except EditionRefused as error:
        raise ActionRefused(
            "Validation Error", str(error), CKAN_FIELD.get(error.field, error.field)
        ) from error
    except (ChangedMeanwhile, IntakeRefused) as error:
        raise ActionRefused("Validation Error", str(error), "state") from error
    except PermissionDenied as error:
        raise ActionRefused("Authorization Error", str(error)) from error


CKAN_FIELD = {"slug": "name", "description": "notes"}
