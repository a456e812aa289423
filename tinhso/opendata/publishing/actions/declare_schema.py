import json
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor, record
from tinhso.lib.messages.plain_json import BadJson, read_json
from tinhso.lib.tables.table_schema import BadSchema, check_schema
from tinhso.opendata.dataset.permissions import check_can_write
from tinhso.opendata.models import Dataset, DataTable
from tinhso.opendata.publishing.events import SchemaDeclared


class SchemaRefused(ValueError):
    """It is no Table Schema that we can check; a Vietnamese sentence."""


@transaction.atomic
def declare_schema(*, table: DataTable, text: str | None, by: Actor, now: datetime) -> None:
    """Data of the table that come from now on are checked against this schema; an empty text removes it, None is one too long.

    Raises: OpenDataForbidden, SchemaRefused.
    """
    dataset = table.dataset
    check_can_write(dataset.publisher_id, by)
    if text is None:
        raise SchemaRefused(_("Lược đồ dài quá 200.000 ký tự."))
    try:
        found = check_schema(read_json(text.encode())) if text.strip() else None
    except BadJson as error:
        raise SchemaRefused(_("Lược đồ không phải là JSON đúng cú pháp.")) from error
    except BadSchema as error:
        raise SchemaRefused(str(error)) from error
    DataTable.objects.filter(pk=table.pk).update(schema=found)
    Dataset.objects.filter(pk=dataset.pk).update(changed_at=now)
    fields = len(json.loads(text)["fields"]) if found else 0
    record(SchemaDeclared(dataset=dataset.slug, fields=fields), by=by, at=now)
