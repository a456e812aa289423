"""The messages to the national portal in its own words (QCVN 120:2019/BTTTT: DongBoHoSoMC, CapNhatTienDoHoSoMC)."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from tinhso.casework.public import Case, ClockPause, Note
from tinhso.kernel.people.public import Person
from tinhso.kernel.site.public import site_url
from tinhso.lib.messages.portal_wire import write_moment
from tinhso.onestop.catalogue.papers import papers_of
from tinhso.onestop.messages.masking import HIDDEN
from tinhso.onestop.models import Dossier, PortalMessage
from tinhso.onestop.results.results import result_of

ONLINE = {Case.Source.OWN_PORTAL, Case.Source.NATIONAL_PORTAL, Case.Source.LINKED}


PERSONAL = ("ChuHoSo", "MaDoiTuong", "Email", "SoDienThoai", "ThongTinTra")


def body_of(message: PortalMessage) -> dict[str, Any]:
    """What leaves for the portal: the facts of the event, and the person as the dossier holds them now."""
    if message.service == PortalMessage.Service.SYNC:
        return {
            "isUpdating": "True" if message.number > 1 or hasattr(message.dossier, "cutover") else "False",
            "data": [dossier_part(message)],
            "MaThongDiep": message_key(message),
        }
    return {"data": [progress_part(message)], "MaThongDiep": message_key(message)}


def message_key(message: PortalMessage) -> str:
    """The same for every try, so that the portal knows a repetition."""
    return f"{settings.NATIONAL_PORTAL['unit']}-{message.event_id}"


def masked(body: dict[str, Any]) -> dict[str, Any]:
    """The same without what is personal, for whoever may not read the dossier."""
    data: list[dict[str, Any]] = [
        {k: HIDDEN if k in PERSONAL and v else v for k, v in row.items()} for row in body["data"]
    ]
    for row in data:
        for extra in row.get("DanhSachHoSoBoSung", []):
            extra["NoiDungBoSung"] = HIDDEN
        for extra in row.get("TaiLieuNop", []):
            extra["TenTepDinhKem"] = HIDDEN
    return body | {"data": data}


def progress_part(message: PortalMessage) -> dict[str, Any]:
    case = message.dossier.case
    part = {
        "MaHoSo": case.code,
        "NguoiXuLy": message.officer.full_name if message.officer else case.agency.name,
        "ThoiDiemXuLy": write_moment(message.at),
        "PhongBanXuLy": case.agency.name,
        "NoiDungXuLy": message.label,
        "TrangThai": str(message.portal_state),
    }
    if message.due_at:
        part["NgayKetThucTheoQuyDinh"] = write_moment(message.due_at)
    return part


def dossier_part(message: PortalMessage) -> dict[str, Any]:
    dossier = message.dossier
    case, procedure = dossier.case, dossier.version.procedure
    enterprise = case.person is not None and case.person.kind == Person.Kind.ORGANISATION
    part: dict[str, Any] = {
        "MaHoSo": case.code,
        "MaTTHC": procedure.code,
        "TenTTHC": procedure.name,
        "MaLinhVuc": procedure.field.code,
        "TenLinhVuc": procedure.field.name,
        "ChuHoSo": dossier.applicant_name,
        "LoaiDoiTuong": "2" if enterprise else "1",
        "MaDoiTuong": dossier.applicant_id_number,
        "Email": dossier.email,
        "SoDienThoai": dossier.phone,
        "TrichYeuHoSo": case.title,
        "NgayTiepNhan": write_moment(case.accepted_at or case.submitted_at or message.at),
        "NgayHenTra": write_moment(message.due_at) if message.due_at else "",
        "TrangThaiHoSo": str(message.portal_state),
        "HinhThuc": "1" if case.source in ONLINE else "0",
        "DonViXuLy": case.agency.name,
        "GhiChu": message.label,
        "TaiLieuNop": files_part(dossier),
        "DanhSachHoSoBoSung": supplements_part(dossier),
        "DanhSachGiayToKetQua": [],
    }
    if hasattr(dossier, "portal_dossier"):
        part["MaHoSoQuocGia"] = dossier.portal_dossier.national_code
    if message.portal_state in {9, 10}:
        part |= result_part(dossier)
    if message.portal_state == 10:
        part["NgayTra"] = write_moment(message.at)
        part["ThongTinTra"] = dossier.get_result_by_display()
    return part


def files_part(dossier: Dossier) -> list[dict[str, str]]:
    """Names of the papers handed in; the portal gets no bytes of them: it or the desk has them already."""
    known = {paper.id for paper in papers_of(dossier.version)}
    return [
        {
            "TepDinhKemId": str(row.pk),
            "TenTepDinhKem": row.file.name,
            "IsDeleted": "False",
            "MaThanhPhanHoSo": row.paper if row.paper in known else "",
        }
        for row in dossier.attachments.select_related("file")
    ]


def supplements_part(dossier: Dossier) -> list[dict[str, str]]:
    """Each supplement that was asked for, and when it was completed."""
    notes = dossier.case.notes.filter(kind=Note.Kind.SUPPLEMENT).select_related("author").order_by("pk")
    pauses = list(
        ClockPause.objects.filter(clock__case=dossier.case, reason="BO_SUNG").order_by("started_at")
    )
    ends = [pause.ended_at for pause in pauses]
    return [
        {
            "HoSoBoSungId": str(note.pk),
            "NguoiYeuCauBoSung": note.author.full_name if note.author else dossier.case.agency.name,
            "NoiDungBoSung": note.text,
            "NgayBoSung": write_moment(note.written_at),
            "NgayTiepNhanBoSung": write_moment(end) if end else "",
            "TrangThaiBoSung": "1" if end else "0",
        }
        for note, end in zip(notes, ends + [None] * len(notes), strict=False)
    ]


def result_part(dossier: Dossier) -> dict[str, Any]:
    """When it was settled, and the result paper with the address at which the portal may fetch it."""
    case = dossier.case
    found: dict[str, Any] = {"NgayKetThucXuLy": write_moment(case.settled_at)} if case.settled_at else {}
    if paper := result_of(dossier):
        found["DanhSachGiayToKetQua"] = [
            {
                "TenGiayTo": dossier.version.result_name or "Kết quả giải quyết",
                "MaThanhPhanHoSo": paper.kind,
                "GiayToId": paper.full_number,
                "DuongDanTepTinKetQua": site_url(reverse("portal_result", args=[case.code])),
            }
        ]
    return found
