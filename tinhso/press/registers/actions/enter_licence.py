import re
from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.press.models import FieldLicence, LicenceNote
from tinhso.press.registers.events import FieldLicenceEntered, FieldLicenceNoted
from tinhso.press.registers.permissions import check_can_enter_registers

WEB = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.-]*\.[A-Za-z]{2,}(?::\d{2,5})?(/[^\\\s<>\"']*)?")
DOSSIER = re.compile(r"[A-Za-z0-9._-]{0,40}")
LONGEST_TERM = 36600


@transaction.atomic
def enter_licence(
    *,
    kind: str,
    number: str,
    holder: str,
    title: str,
    address: str,
    dossier: str,
    starts: date,
    ends: date,
    by: Actor,
    now: datetime,
) -> FieldLicence:
    """What was licensed, to whom, from when until when; `dossier` is the code of the finished procedure. The same form twice is one.

    Raises: PressForbidden, EntryRefused.
    """
    user_id = check_can_enter_registers(by, local(now).date())
    if kind not in FieldLicence.Kind.values:
        raise EntryRefused("kind", "Chọn loại giấy phép trong danh sách.")
    given = {"number": number.strip(), "holder": holder.strip(), "title": title.strip()}
    for field, most in (("number", 60), ("holder", 200), ("title", 200)):
        if not 2 <= len(given[field]) <= most:
            raise EntryRefused(field, f"Ghi từ 2 đến {most} ký tự.")
    place = address.strip()
    _check_address(place)
    if not DOSSIER.fullmatch(dossier.strip()):
        raise EntryRefused("dossier", "Mã hồ sơ gồm chữ không dấu, chữ số, dấu chấm, gạch.")
    if not starts < ends or (ends - starts).days > LONGEST_TERM:
        raise EntryRefused("ends", "Ngày hết hạn phải sau ngày bắt đầu, nhiều nhất 100 năm.")
    terms = {"address": place, "dossier": dossier.strip(), "starts": starts, "ends": ends}
    row, first = FieldLicence.objects.get_or_create(
        kind=kind, number=given["number"], defaults=given | terms | {"by_id": user_id, "at": now}
    )
    if not first and not _same(row, given | terms):
        raise EntryRefused(
            "number", "Số này đã có trong sổ với nội dung khác; gia hạn, thu hồi ghi ở dòng của số ấy."
        )
    if first:
        event = FieldLicenceEntered(licence_id=row.pk, kind=Code(kind), starts=starts, ends=ends)
        record(event, by=by, at=now)
    return row


def _same(row: FieldLicence, given: dict[str, object]) -> bool:
    """The same form once more; a note may have changed the line since."""
    changed = {name for before in row.notes.values_list("before", flat=True) for name in before}
    changed |= {"ends"} if row.notes.filter(kind=LicenceNote.Kind.RENEWAL).exists() else set()
    return all(getattr(row, name) == value for name, value in given.items() if name not in changed)


@transaction.atomic
def note_licence(
    *,
    licence: FieldLicence,
    kind: str,
    on: date,
    number: str,
    result: str,
    until: date | None,
    by: Actor,
    now: datetime,
    holder: str = "",
    title: str = "",
    address: str = "",
    without_address: bool = False,
) -> LicenceNote:
    """It was renewed until a day, amended, inspected, revoked, or a renewal or amendment of it reversed, by a paper with a number. What is
    "" stays as it is; the address goes `without_address`. Nothing follows a revocation.

    Raises: PressForbidden, EntryRefused.
    """
    user_id = check_can_enter_registers(by, local(now).date())
    row = FieldLicence.objects.select_for_update().get(pk=licence.pk)
    _check_words(kind, number.strip(), result.strip())
    if before := row.notes.filter(kind=kind, number=number.strip()).first():
        return before
    if row.revoked_on is not None:
        raise EntryRefused("", "Giấy phép đã bị thu hồi.")
    if not row.starts <= on <= local(now).date():
        raise EntryRefused("on", "Ngày của văn bản từ ngày cấp đến hôm nay.")
    _check_until(row, kind, until)
    if without_address and address.strip():
        raise EntryRefused("without_address", "Hoặc ghi địa chỉ, hoặc chọn bỏ địa chỉ.")
    changes = _changes(row, {"holder": holder, "title": title, "address": address}, until)
    if without_address and row.address:
        changes["address"] = ""
    _check_changes(kind, changes)
    former = {name: _plain(getattr(row, name)) for name in changes}
    for name, value in changes.items():
        setattr(row, name, value)
    row.revoked_on = on if kind == LicenceNote.Kind.REVOCATION else None
    row.save()
    words = {"number": number.strip(), "result": result.strip(), "until": until, "before": former}
    made = LicenceNote.objects.create(licence=row, kind=kind, on=on, by_id=user_id, at=now, **words)
    record(FieldLicenceNoted(licence_id=row.pk, kind=Code(kind), on=on), by=by, at=now)
    return made


def _check_until(row: FieldLicence, kind: str, until: date | None) -> None:
    """Raises: EntryRefused."""
    if kind == LicenceNote.Kind.REVERSAL:
        if until is not None and not row.starts < until < row.ends:
            raise EntryRefused("until", "Hạn trước khi gia hạn phải sau ngày cấp và trước hạn đang ghi.")
        return
    renewal = kind == LicenceNote.Kind.RENEWAL
    if renewal != (until is not None) or (until and until <= row.ends):
        raise EntryRefused("until", "Gia hạn đến một ngày sau hạn cũ; việc khác bỏ trống ô này.")
    if until and (until - row.starts).days > LONGEST_TERM:
        raise EntryRefused("until", "Ngày hết hạn phải sau ngày bắt đầu, nhiều nhất 100 năm.")


def _changes(row: FieldLicence, typed: Mapping[str, str], until: date | None) -> dict[str, str | date]:
    """What the note changes of the line. Raises: EntryRefused."""
    changes: dict[str, str | date] = {"ends": until} if until else {}
    words = {name: value.strip() for name, value in typed.items() if value.strip()}
    changes |= {name: value for name, value in words.items() if value != getattr(row, name)}
    for name in ("holder", "title"):
        if name in changes and not 2 <= len(words[name]) <= 200:
            raise EntryRefused(name, "Ghi từ 2 đến 200 ký tự.")
    if "address" in changes:
        _check_address(words["address"])
    return changes


def _check_changes(kind: str, changes: Mapping[str, str | date]) -> None:
    """Raises: EntryRefused."""
    changing = kind in (LicenceNote.Kind.AMENDMENT, LicenceNote.Kind.REVERSAL)
    if not changing and changes.keys() - {"ends"}:
        raise EntryRefused("kind", "Chỉ sửa đổi, bổ sung mới đổi tên, tổ chức, địa chỉ.")
    if changing and not changes:
        raise EntryRefused("title", "Ghi ít nhất một điều khác với dòng đang có trong sổ.")


def _plain(value: str | date) -> str:
    return value.isoformat() if isinstance(value, date) else value


def _check_address(place: str) -> None:
    """Raises: EntryRefused."""
    if len(place) > 300 or (place and not WEB.fullmatch(place)):
        raise EntryRefused("address", "Địa chỉ trên mạng bắt đầu bằng https:// hoặc http://.")


def _check_words(kind: str, number: str, result: str) -> None:
    """Raises: EntryRefused."""
    if kind not in LicenceNote.Kind.values:
        raise EntryRefused("kind", "Chọn việc trong danh sách.")
    if not 2 <= len(number) <= 60:
        raise EntryRefused("number", "Ghi số văn bản từ 2 đến 60 ký tự.")
    if not 5 <= len(result) <= 500:
        raise EntryRefused("result", "Ghi nội dung, kết quả từ 5 đến 500 ký tự.")
