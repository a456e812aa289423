"""Whether the signatures hold, and how far what is known from outside reaches. Keys of the database are never believed."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from tinhso.kernel.events.logs import LOGS, SealedLog
from tinhso.kernel.events.models import Seal, SealKey, SealSignature
from tinhso.kernel.events.signatures.check_stamps import check_stamps
from tinhso.kernel.events.signatures.noted_heads import noted_heads
from tinhso.kernel.events.signatures.seal_key import fingerprint, held_key, signed_by
from tinhso.kernel.events.signatures.statements import key_statement, statement_of

MOST_LINES = 50

MISSING_HEADS_SQL = """
select s.id from kernel_seal_signature s
left join kernel_seal k on k.log = s.log and k.number = s.number and k.hash = s.hash
where k.id is null order by s.id limit %s
"""
LATE = """
select count(*) from {table} r where (r.epoch, r.xid, r.id) > (%s, %s::text::xid8, %s) and r.recorded_at < %s
"""


@dataclass
class Signed:
    """`lines` are wrong, `proven` is proven, `unproven` is what this check cannot show; Vietnamese all of them."""

    lines: list[str] = field(default_factory=list)
    proven: list[str] = field(default_factory=list)
    unproven: list[str] = field(default_factory=list)


def check_signatures(*, keys: Collection[str] = (), stamps: bool = True) -> Signed:
    """`keys` are fingerprints (SHA-256, hexadecimal) that somebody outside knows; changes nothing.

    Without one the key that this machine holds is compared with, which its superuser of the database cannot read; what
    that does not prove is said. What the tables call a key counts only where a known one vouched for it.
    """
    found, own_keys = Signed(), _own_fingerprints()
    known = {one.lower() for one in keys} or own_keys
    trusted = _trusted(known)
    for one in sorted(known if keys else ()):
        if one not in {fingerprint(public) for public in trusted}:
            found.lines.append(_("Không có chữ ký nào của khóa có vân tay %(key)s") % {"key": one})
    found.lines += [*_signatures_without_heads(trusted), *_noted_and_gone()]
    for log in LOGS.values() if known else ():
        _check_log(log, trusted, found, demanded=bool(keys))
    found.unproven += _unproven(bool(keys), bool(own_keys))
    if trusted and stamps:
        check_stamps(trusted, found.lines, found.proven)
    return found


def _own_fingerprints() -> set[str]:
    key = held_key()
    return {fingerprint(key.public)} if key and (noted_heads() or SealKey.objects.exists()) else set()


def _trusted(known: Collection[str]) -> set[str]:
    """The public keys with these fingerprints, and each later one that such a key vouched for."""
    publics = set(SealSignature.objects.order_by().values_list("public", flat=True).distinct())
    rows = list(SealKey.objects.order_by("pk"))
    trusted = {one for one in publics | {row.public for row in rows} if fingerprint(one) in known}
    for row in rows:
        if row.previous in trusted and signed_by(
            row.previous, key_statement(row.previous, row.public), row.vouched
        ):
            trusted.add(row.public)
    return trusted


def _signatures_without_heads(trusted: set[str]) -> Iterator[str]:
    """Signatures over heads that the chain no longer has: history was written anew, or its end cut off."""
    with connection.cursor() as cursor:
        cursor.execute(MISSING_HEADS_SQL, [MOST_LINES])
        ids = [row[0] for row in cursor.fetchall()]
    for row in SealSignature.objects.filter(pk__in=ids).order_by("pk"):
        values = {"log": Seal.Log(row.log).label, "n": row.number, "at": _moment(row.signed_at)}
        if row.public in trusted and signed_by(row.public, statement_of(row), row.signature):
            yield (
                _(
                    "%(log)s: niêm phong số %(n)s đã ký lúc %(at)s không còn trong chuỗi: lịch sử đã bị viết lại hoặc cắt bớt"
                )
                % values
            )
        else:
            yield _("%(log)s: chữ ký lúc %(at)s nói về niêm phong số %(n)s không có trong chuỗi") % values


def _noted_and_gone() -> Iterator[str]:
    """What this machine remembers to have signed, in a file beside the database."""
    for log, head in noted_heads().items():
        if not Seal.objects.filter(log=log, number=head.number, hash=head.hash).exists():
            yield (
                _(
                    "%(log)s: niêm phong số %(n)s mà máy này đã ký không còn trong chuỗi: lịch sử đã bị viết lại hoặc cắt bớt"
                )
                % {"log": Seal.Log(log).label, "n": head.number}
            )


def _check_log(log: SealedLog, trusted: set[str], found: Signed, *, demanded: bool) -> None:
    """The newest signature of a trusted key vouches for all before it; what comes after may only be young.

    Where nobody outside knows a key (`demanded`), a chain that is all young may wait for its first signature.
    """
    head = Seal.objects.filter(log=log.key).order_by("-number").only("number").first()
    if head is None:
        return
    last = _last_valid(log, trusted, found)
    if last is None and not demanded and not _late(log, None):
        return
    if last is None:
        found.lines.append(
            _("%(log)s: không có chữ ký nào của khóa đã biết trên chuỗi này") % {"log": log.key.label}
        )
        return
    values = {"log": log.key.label, "n": last.number, "at": _moment(last.signed_at), "hash": last.hash}
    found.proven.append(_("%(log)s: đã ký tới niêm phong số %(n)s, lúc %(at)s, %(hash)s") % values)
    if late := _late(log, last):
        found.lines.append(
            _("%(log)s: %(late)s dòng sau niêm phong số %(n)s đã quá hạn mà chưa được ký")
            % {**values, "late": late}
        )


def _last_valid(log: SealedLog, trusted: set[str], found: Signed) -> SealSignature | None:
    rows = SealSignature.objects.filter(log=log.key, public__in=trusted).order_by("-number", "-pk")
    for row in rows.iterator(chunk_size=100):
        if not signed_by(row.public, statement_of(row), row.signature):
            if len(found.lines) < MOST_LINES:
                values = {"log": log.key.label, "n": row.number}
                found.lines.append(_("%(log)s: chữ ký của niêm phong số %(n)s không đúng") % values)
        elif Seal.objects.filter(log=log.key, number=row.number, hash=row.hash).exists():
            return row
    return None


def _late(log: SealedLog, last: SealSignature | None) -> int:
    """Rows after that signature that should have been signed by now."""
    reach = (0, 0, 0)
    if last:
        columns = ("last_epoch", "last_xid", "last_id")
        reach = Seal.objects.filter(log=log.key, number=last.number).values_list(*columns).get()
    with connection.cursor() as cursor:
        cursor.execute(LATE.format(table=log.table), [*reach, timezone.now() - log.patience])
        return int(cursor.fetchone()[0])


def _moment(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%d/%m/%Y %H:%M}"


def _unproven(given: bool, is_own_key: bool) -> Iterator[str]:
    if given:
        yield _(
            "Phần cuối chuỗi sau chữ ký gần nhất bị cắt thì chỉ đầu chuỗi đã ghi ở nơi khác mới cho thấy: --head hoặc --posted."
        )
        return
    yield _(
        "Chưa đưa vân tay khóa từ bên ngoài (--key, --posted), nên không chứng minh được rằng người có toàn quyền với cơ sở dữ liệu chưa viết lại sự kiện và tính lại cả chuỗi."
    )
    if is_own_key:
        yield _(
            "Chữ ký chỉ mới được so với khóa của chính máy này: ai vào được máy này với toàn quyền thì thay được cả khóa."
        )
