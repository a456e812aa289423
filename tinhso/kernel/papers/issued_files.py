"""The file of an issued paper held against the digest that the log told of it when it was issued."""

from collections.abc import Callable

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.kernel.events.public import Comparison, ComparisonResult, name_of
from tinhso.kernel.files.public import KnownDigest, StoredFile
from tinhso.kernel.papers.events import PaperIssued

MOST_LINES = 200
ISSUED_SQL = """
select e.payload->>'sha256' from papers_paper p join kernel_event e on e.name = %(name)s
  and (e.case_id = p.case_id or p.case_id is null and e.at = p.issued_at) and (e.payload->>'paper_id')::bigint = p.id
where p.file_id = %(file)s and p.state in ('issued', 'revoked') order by e.id desc limit 1
"""
ISSUED = """
with said as (
  select distinct on (paper) (payload->>'paper_id')::bigint as paper, payload->>'sha256' as digest
  from kernel_event where name = %(name)s order by paper, id desc
), held as (
  select p.id as paper, f.sha256 as digest from papers_paper p join files_storedfile f on f.id = p.file_id
  where p.state in ('issued', 'revoked')
)
"""
ISSUED_COUNT_SQL = ISSUED + "select count(*), count(*) filter (where digest is null) from said"  # noqa: S608 - no value in it
DIFFERING = (
    ISSUED
    + """
select coalesce(s.paper, h.paper), s.paper is null, h.paper is null
from said s full join held h on h.paper = s.paper
where s.paper is null or h.paper is null or s.digest <> h.digest order by 1
"""
)


def digest_at_issue(file: StoredFile) -> str | None:
    """What the log says of the paper that this file is; None for other files and for papers issued before it said so.

    One query.
    """
    with connection.cursor() as cursor:
        cursor.execute(ISSUED_SQL, {"name": name_of(PaperIssued), "file": file.pk})
        row = cursor.fetchone()
    return row[0] if row else None


def is_as_issued(file: StoredFile) -> bool:
    """False only where the log knows another digest."""
    return digest_at_issue(file) in (None, file.sha256)


def compare_issued(progress: Callable[[int], None]) -> ComparisonResult:
    """Every issued paper, also where only what changed is asked: two statements. The bytes are read by another walk."""
    name = {"name": name_of(PaperIssued)}
    with connection.cursor() as cursor:
        cursor.execute(ISSUED_COUNT_SQL, name)
        issued, unknown = cursor.fetchone()
        cursor.execute(DIFFERING, name)
        lines = [_line(*row) for row in cursor.fetchmany(MOST_LINES)]
        differing = cursor.rowcount
    progress(issued)
    return ComparisonResult(lines, issued, unknown, differing)


def _line(paper_id: int, untold: bool, is_erased: bool) -> str:
    if untold:
        words = _("Giấy tờ số %(id)s: ghi là đã phát hành nhưng nhật ký không có sự kiện phát hành")
    elif is_erased:
        words = _("Giấy tờ số %(id)s: đã phát hành theo nhật ký nhưng không còn trong cơ sở dữ liệu")
    else:
        words = _("Giấy tờ số %(id)s: tệp không phải là tệp đã phát hành (mã băm khác)")
    return words % {"id": paper_id}


PAPERS = Comparison(
    gettext_lazy("giấy tờ đã phát hành"), compare_issued, compare_issued, code="papers", order=18
)
ISSUED_DIGEST = KnownDigest(digest_at_issue)
