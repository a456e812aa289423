import hashlib
from dataclasses import replace
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.db.models import Sum

from tinhso.kernel.events.public import job, record
from tinhso.kernel.files.contents.store import lock_content, store
from tinhso.kernel.files.events import FileStored
from tinhso.kernel.files.holder import Holder, Owner, columns_of, teller
from tinhso.kernel.files.models import StoredFile
from tinhso.kernel.files.pictures import clean_picture
from tinhso.kernel.files.refusal import FileRefused, Limit
from tinhso.kernel.files.rules import UploadRules
from tinhso.lib.files.kinds import FACTS, PICTURES, Kind, KindRefused, check_kind
from tinhso.lib.files.names import clean_name

MEMORY = 1 << 20


def store_upload(
    uploaded_file: UploadedFile, *, by: Owner, now: datetime, rules: UploadRules | None = None
) -> StoredFile:
    """Take a file from a plain form. It waits in quarantine for its scan.

    Raises: FileRefused says why not.
    """
    rules = rules_for(rules or UploadRules(), by)
    with SpooledTemporaryFile(max_size=MEMORY) as spool:
        stream = cast(BinaryIO, spool)
        size = 0
        for block in uploaded_file.chunks():
            size += len(block)
            if size > rules.max_size:
                raise FileRefused(Limit.TOO_BIG, clean_name(uploaded_file.name or ""), rules)
            stream.write(block)
        declared = uploaded_file.content_type or ""
        return take_stream(
            stream, name=uploaded_file.name or "", declared=declared, by=by, now=now, rules=rules
        )


def rules_for(rules: UploadRules, by: Owner) -> UploadRules:
    """A holder's files are counted in the scope of the ticket."""
    return replace(rules, scope=by.scope) if isinstance(by, Holder) else rules


@transaction.atomic
def take_stream(
    stream: BinaryIO, *, name: str, declared: str, by: Owner, now: datetime, rules: UploadRules
) -> StoredFile:
    """Check, keep and record what has arrived whole; the bytes are safe before the row is. Raises: FileRefused."""
    name = clean_name(name)
    stream, kind = checked_content(stream, name=name, declared=declared, rules=rules)
    size = stream.seek(0, 2)
    check_room(rules, name=name, size=size)
    return _keep(stream, name=name, size=size, kind=kind, by=by, now=now, scope=rules.scope)


def checked_content(
    stream: BinaryIO, *, name: str, declared: str, rules: UploadRules
) -> tuple[BinaryIO, Kind]:
    """What would be kept of it and its kind; nothing is written, so a dry run asks it too. Raises: FileRefused."""
    try:
        kind = check_kind(stream, name=name, declared=declared, allow=rules.allow)
        if rules.clean_pictures and kind in PICTURES:
            stream = clean_picture(stream, kind, most_side=rules.most_side)
    except KindRefused as refused:
        raise FileRefused(refused.reason, name, rules) from refused
    return stream, kind


def check_room(rules: UploadRules, *, name: str, size: int) -> None:
    """Hold the scope for the transaction. Raises: FileRefused if the file is too big, or one too many for its scope."""
    if size > rules.max_size:
        raise FileRefused(Limit.TOO_BIG, name, rules)
    if not rules.scope:
        return
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 6))", [rules.scope])
    files = StoredFile.objects.in_scope(rules.scope)
    if files.count() >= rules.max_files:
        raise FileRefused(Limit.TOO_MANY, name, rules)
    if (files.aggregate(total=Sum("size"))["total"] or 0) + size > rules.max_total:
        raise FileRefused(Limit.TOO_MUCH, name, rules)


def digest_of(stream: BinaryIO) -> str:
    stream.seek(0)
    return hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]


def _keep(
    stream: BinaryIO, *, name: str, size: int, kind: Kind, by: Owner, now: datetime, scope: str
) -> StoredFile:
    sha256 = digest_of(stream)
    lock_content(sha256)
    store().put(sha256, stream)
    file = StoredFile.objects.create(
        sha256=sha256,
        size=size,
        name=name,
        content_type=FACTS[kind].content_type,
        **{"scope": scope} | columns_of(by),
    )
    record(FileStored(file_id=file.pk, kind=kind, size=size, made_here=False), by=teller(by), at=now)
    job("files.scan").defer(file_id=str(file.pk))
    return file
