"""CKAN's datastore actions that write: the rows as a program wants them become a file that waits for a person, as any other.

Calls before that person has decided go on from what waits, so that a client may send its rows in pieces.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import connection

from tinhso.lib.messages.plain_json import BadJson, read_json
from tinhso.lib.tables.shape import column_names
from tinhso.opendata.ckan.ckan import Shape, Url
from tinhso.opendata.ckan.parameters import ActionRefused, Parameters, decoded, needed, text
from tinhso.opendata.ckan.writer import Writer, own_dataset, own_table
from tinhso.opendata.ckan.writing_resources import received
from tinhso.opendata.dataset import store
from tinhso.opendata.engine import engine
from tinhso.opendata.engine.expressions import NUMBER, Ask
from tinhso.opendata.intakes.actions.steer_intake import cancel_intake
from tinhso.opendata.models import Dataset, DataTable, Intake
from tinhso.opendata.publishing.actions.add_table import add_table
from tinhso.opendata.publishing.actions.declare_schema import SchemaRefused, declare_schema

NAME = "datastore.json"  # what these actions send; a file of a person has a name of its own
MOST_ROWS, MOST_RECORDS, MOST_COLUMNS = 200_000, 32_000, 500
MOST_WAITING = 300_000_000  # bytes of what waits and is gone on from
ENDED = ("failed", "cancelled")
METHODS = ("upsert", "insert", "update")
UNPUBLISHED = ("waiting", "reading", "ready", "held")
LOCK = "select pg_advisory_xact_lock(hashtextextended(%s, 21))"
Files = dict[str, UploadedFile]
Row = dict[str, Any]


@dataclass
class Table:
    """The rows under their headings; `names` gives the heading of each name that programs use."""

    names: dict[str, str] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)

    def heading(self, name: str) -> str:
        """Of a name, or of a heading itself. ActionRefused for a column that there is not."""
        if name in self.names:
            return self.names[name]
        if name not in self.names.values():
            raise ActionRefused("Validation Error", f"Bảng không có cột {name[:60]}", "records")
        return name

    def widen(self, headings: list[str]) -> None:
        """Further columns behind those that are there; empty in the rows of before."""
        whole = list(dict.fromkeys([*self.names.values(), *headings]))
        if len(whole) > MOST_COLUMNS:
            raise ActionRefused("Validation Error", f"Quá {MOST_COLUMNS} cột", "fields")
        self.names = dict(zip(column_names(whole, len(whole)), whole, strict=True))


def datastore_create(given: Parameters, files: Files, writer: Writer, url: Url) -> Shape:
    """`fields` and `records` for `resource_id` or for `resource.package_id`; `primary_key` for later writing by key."""
    held = _locked_table(given, writer)
    table = _base(held)
    table.widen([_field_heading(one) for one in decoded(given, "fields", list, [])])
    records = _records(given)
    table.widen([name for one in records for name in one if name not in table.names and name != NUMBER])
    if "primary_key" in given:
        _declare(held, table, given, writer)
    held.refresh_from_db(fields=["schema"])
    _merge(table, records, _key(held, table), "upsert" if _key(held, table) else "insert")
    return _sent(held, table, given, writer, url)


def datastore_upsert(given: Parameters, files: Files, writer: Writer, url: Url) -> Shape:
    """`records` by the primary key: `method` upsert (the usual), insert or update."""
    held = _locked_table(given, writer)
    method = text(given, "method") or "upsert"
    if method not in METHODS:
        raise ActionRefused("Validation Error", f"Phải là một trong {', '.join(METHODS)}", "method")
    table = _base(held)
    key = _key(held, table)
    if not key and method != "insert":
        words = (
            "Bảng chưa khai khóa: gọi datastore_create với primary_key, hoặc khai primaryKey trong lược đồ"
        )
        raise ActionRefused("Validation Error", words, "primary_key")
    _merge(table, _records(given), key, method)
    return _sent(held, table, given, writer, url)


def datastore_delete(given: Parameters, files: Files, writer: Writer, url: Url) -> Shape:
    """The rows that meet `filters`, all but these stay; a whole table goes with its dataset only."""
    held = _locked_table(given, writer)
    filters = decoded(given, "filters", dict, {})
    if not filters:
        raise ActionRefused("Validation Error", "Cần điều kiện; không xóa cả bảng", "filters")
    table = _base(held)
    table.rows = [row for place, row in enumerate(table.rows, 1) if not _meets(table, row, place, filters)]
    return _sent(held, table, given, writer, url)


def _locked_table(given: Parameters, writer: Writer) -> DataTable:
    """The table of `resource_id`, or of `resource`: its `package_id` and, for a further table, its `name`.

    Locked, for two calls at once would go on from the same rows. ActionRefused, also for a table that a system fills.
    """
    resource = decoded(given, "resource", dict, {})
    slug = text(resource, "package_id")
    dataset = (
        own_dataset(slug, writer) if slug else own_table(needed(given, "resource_id", "id"), writer).dataset
    )
    if dataset.table is not None:
        raise ActionRefused("Authorization Error", "Bảng này do hệ thống tự cập nhật")
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [f"datastore {dataset.pk}"])
    if not slug:
        return own_table(needed(given, "resource_id", "id"), writer)
    return _named(dataset, resource, writer)


def _named(dataset: Dataset, resource: Parameters, writer: Writer) -> DataTable:
    """The first table, or where `name` is that of no first one the further table of that name, made where there is none."""
    first, title = DataTable.objects.first_of(dataset), " ".join(text(resource, "name").split())[:200]
    begun = first.current_id is not None or first.intakes.exclude(state__in=ENDED).exists()
    if not title or not begun or title.lower() == first.shown_title.lower():
        return first
    shown = dataset.tables.exclude(state=DataTable.State.WITHDRAWN).select_related("current")
    found = shown.filter(title__iexact=title).first()
    words = {"title": title, "description": text(resource, "description")}
    return found or add_table(dataset=dataset, **words, by=writer.by, now=writer.now)


def _waiting(held: DataTable) -> Intake | None:
    """What these actions sent last and nobody has decided on."""
    return held.intakes.filter(name=NAME, state__in=UNPUBLISHED).order_by("-made_at", "-pk").first()


def _base(held: DataTable) -> Table:
    """The rows to go on from: what waits, else what is published, else none. ActionRefused for too many."""
    table = Table()
    if waiting := _waiting(held):
        table.rows = _waiting_rows(waiting)
        table.widen(list(dict.fromkeys(name for one in table.rows for name in one)))
        return table
    version = held.current
    if version is None:
        return table
    if version.rows > MOST_ROWS:
        raise ActionRefused("Validation Error", f"Bảng quá {MOST_ROWS} dòng: hãy gửi cả tệp", "records")
    table.names = {name: heading or name for name, heading, _kind in version.columns}
    answer, _total = engine.page_of(version, Ask(limit=MOST_ROWS))
    headings = list(table.names.values())
    table.rows = [dict(zip(headings, row, strict=True)) for row in answer.rows]
    return table


def _waiting_rows(waiting: Intake) -> list[Row]:
    """ActionRefused for a file of a person that goes by the same name, and for one that lies on another machine."""
    try:
        small = waiting.size <= MOST_WAITING
        whole = read_json((store.intake_of(waiting.pk) / "original").read_bytes()) if small else None
    except (BadJson, OSError):
        whole = None
    if not isinstance(whole, list) or not all(isinstance(one, dict) for one in whole):
        words = "Tệp đang chờ không đọc tiếp được; hãy chờ quyết định hoặc hủy tệp đó rồi gửi lại"
        raise ActionRefused("Validation Error", words, "resource_id")
    return whole


def _records(given: Parameters) -> list[Row]:
    records = decoded(given, "records", list, [])
    if len(records) > MOST_RECORDS:
        raise ActionRefused("Validation Error", f"Mỗi lần gửi không quá {MOST_RECORDS} dòng", "records")
    for one in records:
        if not isinstance(one, dict) or any(isinstance(value, list | dict) for value in one.values()):
            raise ActionRefused("Validation Error", "Mỗi dòng là một đối tượng tên cột: giá trị", "records")
    return [{str(name)[:300]: value for name, value in one.items()} for one in records]


def _field_heading(one: Any) -> str:
    """The label of a field, else its id. ActionRefused."""
    if not isinstance(one, dict) or not text(one, "id").strip():
        raise ActionRefused("Validation Error", "Mỗi cột phải có id", "fields")
    info = one.get("info")
    label = text(info, "label") if isinstance(info, dict) else ""
    same = column_names([label], 1)[0] == text(one, "id") if label else False
    return (label if same else text(one, "id")).strip()[:300]


def _declare(held: DataTable, table: Table, given: Parameters, writer: Writer) -> None:
    """The key into the declared schema, which later files are checked against too. ActionRefused."""
    key = given["primary_key"]
    names = [str(one) for one in (key if isinstance(key, list) else str(key).split(",")) if str(one).strip()]
    fields = (held.schema or {}).get("fields") or [
        {"name": heading, "type": "any"} for heading in table.names.values()
    ]
    schema = {"fields": fields, "primaryKey": [table.heading(name.strip()) for name in names]}
    try:
        words = json.dumps(schema, ensure_ascii=False)
        declare_schema(table=held, text=words, by=writer.by, now=writer.now)
    except SchemaRefused as error:
        raise ActionRefused("Validation Error", str(error), "primary_key") from error


def _key(held: DataTable, table: Table) -> list[str]:
    """The headings of the declared key, as the table has them."""
    key = (held.schema or {}).get("primaryKey") or []
    known = set(table.names.values())
    headings = [table.names.get(one, one) for one in ([key] if isinstance(key, str) else key)]
    return headings if headings and set(headings) <= known else []


def _merge(table: Table, records: list[Row], key: list[str], method: str) -> None:
    """Put the records in; the last one of a key counts. ActionRefused names the first that cannot be."""
    places = {tuple(str(row.get(name)) for name in key): n for n, row in enumerate(table.rows)} if key else {}
    headings = {name: table.heading(name) for one in records for name in one if name != NUMBER}
    for number, one in enumerate(records, 1):
        row = {headings[name]: value for name, value in one.items() if name != NUMBER}
        if any(row.get(name) in (None, "") for name in key):
            raise ActionRefused("Validation Error", f"Dòng {number}: thiếu khóa", "records")
        mark = tuple(str(row.get(name)) for name in key)
        place = places.get(mark) if key else None
        if place is None and method == "update":
            raise ActionRefused(
                "Validation Error", f"Dòng {number}: không có dòng nào mang khóa này", "records"
            )
        if place is not None and method == "insert":
            raise ActionRefused("Validation Error", f"Dòng {number}: khóa này đã có", "records")
        if place is not None:
            table.rows[place] = table.rows[place] | row
        else:
            places[mark] = len(table.rows)
            table.rows.append(row)
    if len(table.rows) > MOST_ROWS:
        raise ActionRefused("Validation Error", f"Bảng quá {MOST_ROWS} dòng: hãy gửi cả tệp", "records")


def _meets(table: Table, row: Row, place: int, filters: Row) -> bool:
    for name, wanted in filters.items():
        value = place if name == NUMBER else row.get(table.heading(str(name)))
        if str(value) not in {str(one) for one in (wanted if isinstance(wanted, list) else [wanted])}:
            return False
    return True


def _sent(held: DataTable, table: Table, given: Parameters, writer: Writer, url: Url) -> Shape:
    """The whole table as a file on its way; what waited before is given up. ActionRefused for no row."""
    if not table.rows:
        raise ActionRefused("Validation Error", "Bảng phải còn ít nhất một dòng", "records")
    headings = list(table.names.values())
    whole = [{name: row.get(name) for name in headings} for row in table.rows]
    content = json.dumps(whole, ensure_ascii=False, default=str).encode()
    if waiting := _waiting(held):
        cancel_intake(intake=waiting, by=writer.by, now=writer.now)
    upload = SimpleUploadedFile(NAME, content, "application/json")
    made = received(held, {}, {"upload": upload}, writer, url)
    return {
        "resource_id": made["id"],
        "method": text(given, "method") or "upsert",
        "total": len(whole),
        "intake": made["intake"],
        "tinh_trang": made["tinh_trang"],
    }


TABLE_WRITES: tuple[Callable[[Parameters, Files, Writer, Url], Shape], ...] = (
    datastore_create,
    datastore_upsert,
    datastore_delete,
)
