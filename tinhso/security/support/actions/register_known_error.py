from datetime import datetime
from uuid import UUID

from django.db import transaction

from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.lib.language.vietnamese import fold
from tinhso.security.models import KnownError
from tinhso.security.pages.codes import code_of, lock_code
from tinhso.security.support.events import KnownErrorRegistered
from tinhso.security.support.permissions import check_can_write_known_errors
from tinhso.security.support.shared_systems import systems_on
from tinhso.security.support.writing import needed


@transaction.atomic
def register_known_error(
    *,
    system: str,
    title: str,
    cause: str,
    workaround: str,
    client_key: UUID,
    by: Actor,
    now: datetime,
) -> KnownError:
    """The desk writes down an error of a shared system: why it happens, how to work meanwhile. The same form sent twice is one.

    Raises: SecurityForbidden, EntryRefused.
    """
    today = local(now).date()
    check_can_write_known_errors(by, on=today)
    code = code_of(client_key, "known-error")
    lock_code(code)
    if earlier := KnownError.objects.filter(code=code).first():
        return earlier
    if system not in dict(systems_on(today)):
        raise EntryRefused("system", "Chọn phần mềm có lỗi.")
    words = needed("title", title, "Ghi tên lỗi.", 200)
    made = KnownError.objects.create(
        code=code,
        agency_id=by.agency_id or 0,
        system=system,
        title=words,
        cause=needed("cause", cause, "Ghi nguyên nhân."),
        workaround=needed("workaround", workaround, "Ghi cách làm tạm trong khi chờ sửa."),
        folded=fold(words),
        by_id=by.user_id,
        at=now,
    )
    record(KnownErrorRegistered(known_error_id=made.pk, system=Code(system)), by=by, at=now)
    return made
