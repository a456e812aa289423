"""A file, link or service for a dataset, new or in the place of another; it waits for the data officer."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.files.public import NotYourFile, StoredFile, claim_files, open_stream
from tinhso.lib.drawing import geojson
from tinhso.lib.files.kinds import FACTS, Kind
from tinhso.lib.files.names import extension_of
from tinhso.lib.language.personal_data import find_personal_data
from tinhso.lib.messages.public_addresses import NotAnAddress, parts_of
from tinhso.opendata.dataset.permissions import check_can_write
from tinhso.opendata.models import Dataset, Distribution
from tinhso.opendata.resources.events import ResourceProposed
from tinhso.opendata.resources.readable_text import readable_text

MOST_RESOURCES = 100
GEOJSON = FACTS[Kind.GEOJSON].content_type
OPEN = (Distribution.State.WAITING, Distribution.State.PUBLISHED)


class ResourceRefused(ValueError):
    """The resource cannot be so; `field` names what has to be mended."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Proposal:
    """What a writer says of a resource: of a file its `file_id`, of a link or service its `url`."""

    kind: str
    title: str
    description: str = ""
    url: str = ""
    file_id: UUID | None = None
    format: str = ""
    media_type: str = ""


@transaction.atomic
def propose_resource(
    *, dataset: Dataset, proposal: Proposal, replaces: Distribution | None = None, by: Actor, now: datetime
) -> Distribution:
    """It is shown once the data officer has approved it; what it replaces is shown until then.

    Raises: OpenDataForbidden, ResourceRefused (no title, no web address, no file of the writer's own, broken GeoJSON, too many, a
    withdrawn dataset, one already waits for the same place, what a harvest made).
    """
    check_can_write(dataset.publisher_id, by)
    held = Dataset.objects.select_for_update(no_key=True).get(pk=dataset.pk)
    _check_room(held, replaces)
    if not proposal.title.strip():
        raise ResourceRefused("title", _("Hãy ghi tên tệp, liên kết."))
    file = _file_of(proposal, replaces, by, now)
    _check_geojson(file)
    url = "" if file else _address_of(proposal)
    made = Distribution.objects.create(
        dataset=held,
        uid=(uid := uuid4()),
        key=f"own:{uid}",
        kind=proposal.kind,
        state=Distribution.State.WAITING,
        position=replaces.position if replaces else _last_position(held),
        title=proposal.title.strip()[:300],
        description=proposal.description.strip()[:3000],
        url=url,
        file=file,
        format=_format_of(proposal, file),
        media_type=file.content_type if file else proposal.media_type[:100],
        octets=file.size if file else None,
        findings=_findings(proposal, file),
        replaces=replaces,
        made_by_id=by.user_id,
        made_at=now,
        changed_at=now,
    )
    event = ResourceProposed(
        dataset=held.slug, resource=made.uid, kind=Code(proposal.kind), replaces=bool(replaces)
    )
    record(event, by=by, at=now)
    return made


def _check_room(dataset: Dataset, replaces: Distribution | None) -> None:
    if dataset.state == Dataset.State.WITHDRAWN:
        raise ResourceRefused("title", _("Bộ dữ liệu này đã thôi mở."))
    if replaces is None:
        if dataset.distributions.filter(state__in=OPEN).count() >= MOST_RESOURCES:
            raise ResourceRefused("title", _("Bộ dữ liệu đã có nhiều tệp, liên kết; hãy bỏ bớt trước."))
        return
    if replaces.dataset_id != dataset.pk or replaces.state != Distribution.State.PUBLISHED:
        raise ResourceRefused("title", _("Chỉ thay được tệp, liên kết đang công bố."))
    if replaces.is_harvested:
        raise ResourceRefused("title", _("Mục này do đợt thu thập tự cập nhật, không sửa tay."))
    if replaces.successors.filter(state=Distribution.State.WAITING).exists():
        raise ResourceRefused("title", _("Đã có một bản thay mục này đang chờ duyệt."))


def _file_of(
    proposal: Proposal, replaces: Distribution | None, by: Actor, now: datetime
) -> StoredFile | None:
    """The file of the writer's own that was sent for it. ResourceRefused."""
    if proposal.kind != Distribution.Kind.FILE:
        return None
    if proposal.file_id is None:
        raise ResourceRefused("file", _("Hãy chọn tệp."))
    try:
        return claim_files([proposal.file_id], by=by, now=now)[0]
    except NotYourFile as error:
        raise ResourceRefused(
            "file", _("Tệp này không còn hoặc đã dùng ở chỗ khác; hãy chọn lại.")
        ) from error


def _address_of(proposal: Proposal) -> str:
    url = proposal.url.strip()
    try:
        parts_of(url, local=True)
        if not url.isprintable():  # urlsplit looks past line breaks
            raise NotAnAddress("Địa chỉ không đúng cách viết.")
    except NotAnAddress as error:
        raise ResourceRefused("url", str(error)) from error
    if len(url) > 2000 or not url.lower().startswith(("http://", "https://")):
        raise ResourceRefused("url", _("Địa chỉ phải bắt đầu bằng http:// hoặc https://."))
    scheme, rest = url.split("://", 1)
    return f"{scheme.lower()}://{rest}"


def _last_position(dataset: Dataset) -> int:
    last = dataset.distributions.aggregate(last=Max("position"))["last"]
    return 0 if last is None else min(last + 1, 32_000)


def _format_of(proposal: Proposal, file: StoredFile | None) -> str:
    return (extension_of(file.name) if file else proposal.format.strip().lstrip(".")).lower()[:40]


def _check_geojson(file: StoredFile | None) -> None:
    """ResourceRefused for one that no page could show; what is too large for that is taken unseen."""
    if file is None or file.content_type != GEOJSON or file.size > geojson.MOST_BYTES:
        return
    try:
        with open_stream(file) as stream:
            geojson.read_geojson(stream.read())
    except geojson.BadGeoJson as error:
        raise ResourceRefused("file", str(error)) from error


def _findings(proposal: Proposal, file: StoredFile | None) -> list[str] | None:
    """The kinds of personal data in the words and in the file, each once; None where the file can be read by nobody here."""
    words = f"{proposal.title}. {proposal.description}"
    text = readable_text(file) if file else ""
    found = find_personal_data(f"{words}\n{text or ''}")
    kinds = sorted({str(one.kind) for one in found})
    return None if text is None and not kinds else kinds
