"""What of the rows of outgoing documents and of the registers follows from their events."""

from collections.abc import Callable

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.casework.public import Derived, from_event, moment
from tinhso.documents.registers.events import (
    DocumentNumberGiven,
    DocumentNumberReleased,
    DocumentNumberReserved,
)
from tinhso.kernel.events.public import Comparison, ComparisonResult, name_of

MOST_LINES = 200
LOGGED = """
with told as (
  select (payload->>'number_id')::bigint as number, name, id, (payload->>'agency_id')::bigint as agency,
    (payload->>'year')::int as year, payload->>'type_code' as type, (payload->>'number')::int as ordinal,
    payload
  from kernel_event where name in (%(given)s, %(reserved)s, %(released)s)
), first as (
  select distinct on (number) number, agency, year, type, ordinal from told where name <> %(released)s order by number, id
), last as (
  select distinct on (number) number,
    payload->>'dated' as dated, case name when %(given)s then 'used' when %(reserved)s then 'reserved' else 'unused' end as state
  from told order by number, id desc
)
"""
COUNT = LOGGED + "select count(*) from first"  # noqa: S608 - no value in it
DIFFERING = (
    LOGGED
    + """
select coalesce(f.number, h.id), f.number is null, h.id is null
from first f join last l using (number) full join documents_registernumber h on h.id = f.number
where f.number is null or h.id is null or l.state <> h.state
  or l.dated is not null and l.dated <> h.dated::text
  or (f.agency, f.year, f.type, f.ordinal) is distinct from (h.agency_id, h.year::int, h.type_code::text, h.number::int)
order by 1
"""
)


def compare_numbers(progress: Callable[[int], None]) -> ComparisonResult:
    """Every number of every register: agency, year, type, ordinal and state. Two statements."""
    names = {
        "given": name_of(DocumentNumberGiven),
        "reserved": name_of(DocumentNumberReserved),
        "released": name_of(DocumentNumberReleased),
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNT, names)
        [count] = cursor.fetchone()
        cursor.execute(DIFFERING, names)
        lines = [_line(*row) for row in cursor.fetchmany(MOST_LINES)]
        differing = cursor.rowcount
    progress(count)
    return ComparisonResult(lines, count, 0, differing)


def _line(number_id: int, has_no_event: bool, has_no_row: bool) -> str:
    if has_no_event:
        words = _("Số văn bản %(id)s: có trong sổ nhưng nhật ký không ghi việc cấp, giữ")
    elif has_no_row:
        words = _("Số văn bản %(id)s: đã cấp, giữ theo nhật ký nhưng không còn trong sổ")
    else:
        words = _("Số văn bản %(id)s: cơ quan, năm, loại, số hoặc trạng thái khác nhật ký")
    return words % {"id": number_id}


NUMBERS = Comparison(
    gettext_lazy("số trong sổ đăng ký văn bản đi"),
    compare_numbers,
    compare_numbers,
    code="document_numbers",
    columns=tuple(
        ("documents_registernumber", column)
        for column in ("agency_id", "year", "type_code", "number", "state", "dated")
    ),
    order=19,
)

DOCUMENTS = Derived(
    model="documents.OutgoingDocument",
    label=gettext_lazy("văn bản đi"),
    case="case_id",
    columns={"type_code": "type_code", "issued_at": "issued_at"},
    begins={"documents.DocumentDrafted": ""},
    sets={
        "documents.DocumentDrafted": {"type_code": from_event("type_code")},
        "documents.DocumentIssued": {"issued_at": moment},
    },
    new={"issued_at": None},
    may_lack=lambda held: False,
)
