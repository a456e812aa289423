"""Which VEX statement counts for a finding.

Of several that reach it the narrowest does: that of a system of its agency before one about all systems, that of its version before one of every version, then the
newest.
"""

from datetime import date

from django.db import connection

from tinhso.security.models import SecurityFinding, VexStatement

REACHING = """select distinct on (finding.id) finding.id, statement.id, statement.status
from security_vexstatement statement join security_securityfinding finding
  on finding.package = statement.package and finding.package <> ''
  and (statement.version = '' or statement.version = finding.package_version)
  and (statement.reach_id is null or statement.reach_id = finding.agency_id)
  and statement.names::text[] && array_append(finding.cves::text[], upper(finding.rule)::text)
where statement.ended_at is null and statement.starts <= %(day)s and statement.expires_on > %(day)s
  and (%(finding)s::bigint is null or finding.id = %(finding)s)
order by finding.id, statement.reach_id is null, statement.version = '', statement.at desc, statement.id desc"""


def statement_over(finding: SecurityFinding, on: date) -> VexStatement | None:
    """The one that counts for this finding today. Two queries at most."""
    if not finding.package:
        return None
    with connection.cursor() as cursor:
        cursor.execute(REACHING, {"day": on, "finding": finding.pk})
        row = cursor.fetchone()
    return VexStatement.objects.select_related("by", "system").get(pk=row[1]) if row else None
