"""CKAN's writing actions about resources: a table goes on its way as a file does on our pages, anything else waits for review."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile

from tinhso.kernel.files.public import store_upload
from tinhso.lib.files.names import extension_of
from tinhso.opendata.ckan import ckan
from tinhso.opendata.ckan.ckan import Shape, Url
from tinhso.opendata.ckan.parameters import ActionRefused, Parameters, listed, missing, needed, text
from tinhso.opendata.ckan.writer import Writer, own_dataset, own_table
from tinhso.opendata.dataset.table_names import page_of_table, resource_id
from tinhso.opendata.intakes import limits as intake_limits
from tinhso.opendata.intakes.actions.begin_intake import add_piece, begin_link, begin_upload, finish_upload
from tinhso.opendata.models import Dataset, DataTable, Distribution, Intake
from tinhso.opendata.models.distribution import TABULAR
from tinhso.opendata.publishing.actions.add_table import MOST_TABLES, add_table
from tinhso.opendata.publishing.actions.withdraw_table import withdraw_table
from tinhso.opendata.resources.actions.order_resources import order_resources
from tinhso.opendata.resources.actions.propose_resource import Proposal, propose_resource
from tinhso.opendata.resources.actions.withdraw_resource import drop_resource, withdraw_resource
from tinhso.opendata.resources.forms import FILES
from tinhso.opendata.resources.queries import shown_resources

SERVICES = {"api", "wms", "wfs", "wmts", "wcs", "csw", "sparql", "rest"}
State = Distribution.State
Files = dict[str, UploadedFile]


def resource_create(given: Parameters, files: Files, writer: Writer, url: Url) -> Shape:
    """A file (`upload`) or an address (`url`) of `package_id`: what is tabular is read as a table of the dataset, a further one
    under `name`; all else, and a table beyond the most that a dataset has, is a resource."""
    dataset = own_dataset(needed(given, "package_id"), writer)
    if not _is_table(given, files):
        return _proposed(dataset, given, files, writer, url, None)
    table = _new_table(dataset, given, files, writer)
    if table is None:
        return _proposed(dataset, given, files, writer, url, None)
    return received(table, given, files, writer, url)


def _new_table(dataset: Dataset, given: Parameters, files: Files, writer: Writer) -> DataTable | None:
    """The first table where none is there or on its way; else a further one by its name, or the draft of that name.

    None for a dataset that a system fills or that has as many as it may.
    """
    if not _has_table(dataset):
        return DataTable.objects.first_of(dataset)
    upload, where = files.get("upload"), text(given, "url")
    name = text(given, "name") or (upload.name if upload else "") or where.rpartition("/")[2] or where
    title = " ".join(name.split())[:200]
    full = dataset.tables.exclude(state=DataTable.State.WITHDRAWN).count() >= MOST_TABLES
    draft = dataset.tables.filter(state=DataTable.State.DRAFT, title__iexact=title).first()
    if draft is not None:
        return draft
    if full or dataset.table is not None:
        return None
    words = {"title": title, "description": text(given, "description")}
    return add_table(dataset=dataset, **words, by=writer.by, now=writer.now)


def resource_update(given: Parameters, files: Files, writer: Writer, url: Url) -> Shape:
    """What `id` names anew: a new file for the table, or what shall take a resource's place once it is approved."""
    held = _own_resource(given, writer)
    if isinstance(held, DataTable):
        return received(held, given, files, writer, url)
    return _renewed(held, given, files, writer, url)


def resource_patch(given: Parameters, files: Files, writer: Writer, url: Url) -> Shape:
    """As resource_update; what is not named stays."""
    held = _own_resource(given, writer)
    if isinstance(held, DataTable):
        return received(held, given, files, writer, url)
    before = {"name": held.title, "description": held.description, "url": held.url, "format": held.format}
    return _renewed(held, before | given, files, writer, url)


def resource_delete(given: Parameters, files: Files, writer: Writer, url: Url) -> Shape:
    """What waits is given up; what is shown is withdrawn, where the key's maker is the data officer. A table goes by its own id, not
    by that of one of its formats. ActionRefused."""
    held = _own_resource(given, writer)
    if isinstance(held, DataTable):
        table_id = resource_id(held.dataset.slug, held.number)
        if needed(given, "id") != table_id:
            words = f"Đây là một dạng tải về của bảng; muốn thôi công bố cả bảng, hãy gửi {table_id}."
            raise ActionRefused("Validation Error", words, "id")
        withdraw_table(table=held, ver=held.ver, by=writer.by, now=writer.now)
        return {}
    end = drop_resource if held.state == State.WAITING else withdraw_resource
    end(resource=held, ver=held.ver, by=writer.by, now=writer.now)
    return {}


def package_resource_reorder(given: Parameters, files: Files, writer: Writer, url: Url) -> Shape:
    """`order` is a list of ids: those of resources beside the table stand in it as named, the rest behind them."""
    dataset = own_dataset(needed(given, "id"), writer)
    shown = [str(one.uid) for one in shown_resources(dataset)]
    first = [one for one in dict.fromkeys(listed(given, "order")) if one in shown]
    order = [UUID(one) for one in [*first, *(one for one in shown if one not in first)]]
    order_resources(dataset=dataset, uids=order, by=writer.by, now=writer.now)
    return {"id": dataset.slug, "order": [str(one) for one in order]}


def write_listed(dataset: Dataset, resources: list[Any], writer: Writer, url: Url) -> list[str]:
    """The `resources` of a package: the first table elsewhere is fetched, other addresses are proposed; the names of those
    that a program cannot write here (a second place for one waiting, a file without its bytes)."""
    known = {str(one.uid): one for one in dataset.distributions.filter(state=State.PUBLISHED)}
    by_url = {
        one.url: one for one in dataset.distributions.filter(state__in=(State.PUBLISHED, State.WAITING))
    }
    fetched = False
    skipped = []
    for one in resources:
        if not isinstance(one, dict):
            raise ActionRefused("Validation Error", "Mỗi mục phải là một đối tượng", "resources")
        where = text(one, "url")
        if not where.startswith(("http://", "https://")) or where.startswith(url("/")):
            skipped += _not_written(known.get(str(one.get("id"))), one, where)
            continue
        if not fetched and _is_table(one, {}) and str(one.get("id")) not in known and where not in by_url:
            begin_link(dataset=dataset, url=where, by=writer.by, now=writer.now)
            fetched = True
            continue
        held = known.get(str(one.get("id"))) or by_url.get(where)
        if held is None or _differs(held, one):
            skipped += _written_or_skipped(dataset, one, writer, url, held)
    return skipped


def _written_or_skipped(
    dataset: Dataset, one: Parameters, writer: Writer, url: Url, held: Distribution | None
) -> list[str]:
    waits = held is not None and (
        held.state == State.WAITING or held.successors.filter(state=State.WAITING).exists()
    )
    if waits or (held is not None and held.is_harvested):
        return [text(one, "name")[:300]]
    _proposed(dataset, one, {}, writer, url, held)
    return []


def _not_written(held: Distribution | None, one: Parameters, where: str) -> list[str]:
    """The name of one without bytes or address that could be fetched, unless it says of what we hold nothing new."""
    is_new = not where if held is None else _differs(held, {**one, "url": held.url})
    return [text(one, "name")[:300]] if is_new else []


def left_out(dataset: Dataset, resources: list[Any]) -> list[str]:
    """The names of what is shown and a list of all resources does not have."""
    words = {str(one.get(name)) for one in resources if isinstance(one, dict) for name in ("id", "url")}
    return [
        one.title for one in shown_resources(dataset) if not words & {str(one.uid), one.url or str(one.uid)}
    ]


def _differs(held: Distribution, one: Parameters) -> bool:
    named = {"name": held.title, "description": held.description, "url": held.url}
    return any(text(one, name, value).strip() != value for name, value in named.items() if one.get(name))


def _is_table(given: Parameters, files: Files) -> bool:
    if upload := files.get("upload"):
        return extension_of(upload.name or "") in TABULAR
    kind = str(given.get("format") or "").lower().lstrip(".")
    return (kind or extension_of(text(given, "url"))) in TABULAR


def _has_table(dataset: Dataset) -> bool:
    """Whether the dataset's table is there or on its way; a further one is a resource beside it."""
    ended = (Intake.State.FAILED, Intake.State.CANCELLED)
    return dataset.current_id is not None or dataset.intakes.exclude(state__in=ended).exists()


def _own_resource(given: Parameters, writer: Writer) -> DataTable | Distribution:
    """The table, where `id` is that of one of its formats; else what is shown or waits under that id. ActionRefused."""
    asked = needed(given, "id")
    try:
        uid = UUID(asked)
    except ValueError:
        return own_table(asked, writer)
    found = Distribution.objects.select_related("dataset", "dataset__publisher", "file")
    mine = found.filter(uid=uid, dataset__publisher_id=writer.agency.pk)
    held = mine.filter(state__in=(State.PUBLISHED, State.WAITING)).first()
    if held is None:
        raise missing()
    return held


def _renewed(held: Distribution, given: Parameters, files: Files, writer: Writer, url: Url) -> Shape:
    """One that waits is given up for the new one; one that is shown stays until the new one is approved."""
    replaced = held
    if held.state == State.WAITING:
        drop_resource(resource=held, ver=held.ver, by=writer.by, now=writer.now)
        return _proposed(held.dataset, given, files, writer, url, held.replaces)
    return _proposed(held.dataset, given, files, writer, url, replaced)


def _proposed(
    dataset: Dataset,
    given: Parameters,
    files: Files,
    writer: Writer,
    url: Url,
    replaces: Distribution | None,
) -> Shape:
    upload, where = files.get("upload"), text(given, "url")
    name = text(given, "name") or (upload.name if upload else "") or where.rpartition("/")[2] or where
    kind, file_id = Distribution.Kind.LINK.value, None
    if upload is not None:
        kind = Distribution.Kind.FILE.value
        file_id = store_upload(upload, by=writer.by, now=writer.now, rules=FILES).pk
    elif not where or where.startswith(url("/")):
        raise ActionRefused("Validation Error", "Cần một tệp (upload) hoặc một địa chỉ (url)", "upload")
    elif text(given, "format").lower() in SERVICES:
        kind = Distribution.Kind.SERVICE.value
    proposal = Proposal(
        kind=kind,
        title=name[:300],
        description=text(given, "description")[:3000],
        url=where,
        file_id=file_id,
        format=text(given, "format"),
        media_type=text(given, "mimetype"),
    )
    made = propose_resource(
        dataset=dataset, proposal=proposal, replaces=replaces, by=writer.by, now=writer.now
    )
    return ckan.linked(dataset, made, made.position, url)


def received(table: DataTable, given: Parameters, files: Files, writer: Writer, url: Url) -> Shape:
    """A file or an address for a table; a person publishes what was read. ActionRefused."""
    dataset, upload, link = table.dataset, files.get("upload"), text(given, "url")
    if upload is not None:
        intake = _uploaded(table, upload, writer)
    elif link and not link.startswith(url("/")):
        intake = begin_link(dataset=dataset, url=link, by=writer.by, now=writer.now, table=table)
    else:
        raise ActionRefused("Validation Error", "Cần một tệp (upload) hoặc một địa chỉ (url)", "upload")
    return {
        "id": resource_id(dataset.slug, table.number),
        "package_id": dataset.slug,
        "name": table.title or intake.name,
        "url": url(page_of_table(dataset, table.number)),
        "url_type": "upload" if upload else None,
        "state": "draft",
        "datastore_active": False,
        "intake": str(intake.pk),
        "tinh_trang": intake.get_state_display(),
    }


def _uploaded(table: DataTable, upload: UploadedFile, writer: Writer) -> Intake:
    size = upload.size or 0
    name = upload.name or "tep"
    intake = begin_upload(
        dataset=table.dataset, name=name, size=size, by=writer.by, now=writer.now, table=table
    )
    offset = 0
    for piece in upload.chunks(intake_limits.PIECE):
        offset = add_piece(intake=intake, offset=offset, data=piece, by=writer.by)
    finish_upload(intake=intake, by=writer.by, now=writer.now)
    intake.refresh_from_db()
    return intake


RESOURCE_WRITES: tuple[Callable[[Parameters, Files, Writer, Url], Shape], ...] = (
    resource_create,
    resource_update,
    resource_patch,
    resource_delete,
    package_resource_reorder,
)
