"""CKAN's writing actions: they make drafts and send files as the editor's own deeds do; publishing needs a person."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from tinhso.kernel.files.public import FileRefused
from tinhso.opendata.ckan import ckan
from tinhso.opendata.ckan.ckan import Shape, Url
from tinhso.opendata.ckan.package import content_from
from tinhso.opendata.ckan.parameters import ActionRefused, Parameters, needed, text
from tinhso.opendata.ckan.writer import Writer, own_dataset
from tinhso.opendata.ckan.writing_resources import RESOURCE_WRITES, left_out, write_listed
from tinhso.opendata.ckan.writing_tables import TABLE_WRITES
from tinhso.opendata.intakes.actions.begin_intake import IntakeRefused
from tinhso.opendata.models import Dataset, Edition
from tinhso.opendata.open_list.actions.open_dataset import ChangedMeanwhile
from tinhso.opendata.open_list.actions.withdraw_dataset import withdraw_dataset
from tinhso.opendata.publishing.actions.add_table import TableRefused
from tinhso.opendata.publishing.actions.discard_draft import discard_draft
from tinhso.opendata.publishing.actions.draft_dataset import EditionRefused, draft_dataset
from tinhso.opendata.publishing.actions.save_edition import save_edition
from tinhso.opendata.publishing.actions.send_edition import recall_edition, send_edition
from tinhso.opendata.publishing.editing import content_of, lay_content
from tinhso.opendata.resources.actions.propose_resource import ResourceRefused


def package_create(given: Parameters, files: dict[str, UploadedFile], writer: Writer, url: Url) -> Shape:
    """A dataset as a draft that waits for the data officer; its first table is fetched from its address."""
    _check_owner(given, writer)
    content = content_from(given, None)
    dataset = draft_dataset(agency=writer.agency, content=content, by=writer.by, now=writer.now)
    return _after(dataset, given, writer, url)


def package_update(given: Parameters, files: dict[str, UploadedFile], writer: Writer, url: Url) -> Shape:
    """The whole description anew; what is left out takes its usual value. A resource that is left out stays and is named in `bo_qua`: to
    withdraw it is the data officer's deed (`resource_delete`)."""
    return _written(given, writer, url, keep=False)


def package_patch(given: Parameters, files: dict[str, UploadedFile], writer: Writer, url: Url) -> Shape:
    """The named parts of the description; the rest stays."""
    return _written(given, writer, url, keep=True)


def _written(given: Parameters, writer: Writer, url: Url, *, keep: bool) -> Shape:
    dataset = own_dataset(needed(given, "id", "name"), writer)
    _check_owner(given, writer)
    edition = dataset.editions.filter(state__in=Edition.OPEN).first()
    before = {**content_of(dataset), **(edition.content if edition else {})}
    ours = {name: before[name] for name in WITHOUT_WORD}
    content = {**before, **content_from(given, before if keep else ours)}
    if content != before:
        if edition and edition.state in Edition.SENT:  # what waits is written anew and waits again
            recall_edition(edition=edition, ver=edition.ver, by=writer.by, now=writer.now)
            edition.refresh_from_db()
        ver = edition.ver if edition else 0
        save_edition(dataset=dataset, ver=ver, content=content, by=writer.by, now=writer.now)
    return _after(dataset, given, writer, url, whole=not keep and "resources" in given)


def _after(dataset: Dataset, given: Parameters, writer: Writer, url: Url, *, whole: bool = False) -> Shape:
    """Send what is not said to be a draft; begin to fetch the first table that lies elsewhere."""
    edition = dataset.editions.filter(state__in=Edition.EDITABLE).first()
    if edition and text(given, "state") != "draft":
        send_edition(edition=edition, ver=edition.ver, by=writer.by, now=writer.now)
    resources = given.get("resources") or []
    if not isinstance(resources, list):
        raise ActionRefused("Validation Error", "Phải là danh sách", "resources")
    skipped = write_listed(dataset, resources, writer, url)
    skipped += left_out(dataset, resources) if whole else []
    return show_own(dataset, url) | {"bo_qua": skipped}


def package_delete(given: Parameters, files: dict[str, UploadedFile], writer: Writer, url: Url) -> Shape:
    """A draft is given up; an open dataset is the keeper's to withdraw, so that a key of another is refused."""
    dataset = own_dataset(needed(given, "id", "name"), writer)
    deed = discard_draft if dataset.opened_at is None else withdraw_dataset
    deed(dataset=dataset, ver=dataset.ver, by=writer.by, now=writer.now)
    return {}


def show_own(dataset: Dataset, url: Url) -> Shape:
    """The package as its agency sees it: an unpublished one is a private draft, as last written, with what waits beside its table."""
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
        package_delete,
        *RESOURCE_WRITES,
        *TABLE_WRITES,
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
    except ResourceRefused as error:
        raise ActionRefused(
            "Validation Error", str(error), RESOURCE_FIELD.get(error.field, error.field)
        ) from error
    except FileRefused as error:
        raise ActionRefused("Validation Error", str(error), "upload") from error
    except TableRefused as error:
        field = "id" if action == "resource_delete" else "name"
        raise ActionRefused("Validation Error", str(error), field) from error
    except (ChangedMeanwhile, IntakeRefused) as error:
        raise ActionRefused("Validation Error", str(error), "state") from error
    except PermissionDenied as error:
        raise ActionRefused("Authorization Error", str(error)) from error


WITHOUT_WORD = ("slug", "series", "series_order", "months", "landing_page", "contact_phone")
"""Of a description what CKAN's clients cannot name, and so cannot mean to empty."""
CKAN_FIELD = {"slug": "name", "description": "notes"}
RESOURCE_FIELD = {"title": "name", "file": "upload", "reason": "id"}
