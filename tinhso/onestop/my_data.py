"""What the one-stop shop holds about a person: answers, slips, attachments and results of the own dossiers."""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO

from django.db.models import Q

from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import StoredFile, my_file
from tinhso.kernel.papers.public import Paper
from tinhso.kernel.people.public import MOST_ROWS, MyFile, MyTable, Person
from tinhso.kernel.site import clock
from tinhso.onestop.catalogue.paper_name import paper_name
from tinhso.onestop.companies.standing import offers_to
from tinhso.onestop.dossier.unpaid import held_among
from tinhso.onestop.models import (
    Appointment,
    Attachment,
    CompanyDelegation,
    CompanyRepresentative,
    Decision,
    Dossier,
    HandOver,
    LinkedPart,
    PaperHandedIn,
    Payment,
    PortalFee,
    ProactiveOffer,
    Slip,
    StoreEntry,
    Trip,
)
from tinhso.onestop.models.dossier.dossier import DossierQuerySet
from tinhso.onestop.results.results import redrawn_result


def own_dossiers(actor: Actor) -> DossierQuerySet:
    """The dossiers that the person of this account handed in or drafts; nobody's for an account without one."""
    return Dossier.objects.visible_to(actor).filter(case__person=actor.person_id or 0)


def tables(actor: Actor) -> Iterator[MyTable]:
    """Dossiers with their answers, what was given for them, brought, paid and handed over; thirteen queries."""
    dossiers = (
        own_dossiers(actor)
        .select_related("case__submitter", "version__procedure", "consent")
        .order_by("-case__opened_at", "-pk")
    )
    yield MyTable("ho-so", [about(dossier) for dossier in dossiers[:MOST_ROWS]])
    slips = (
        Slip.objects.filter(dossier__in=own_dossiers(actor)).select_related("dossier__case").order_by("-pk")
    )
    given = [
        {"ma": s.dossier.case.code, "mau": s.get_form_display(), "so": s.number, "lap_luc": s.made_at}
        for s in slips[:MOST_ROWS]
    ]
    yield MyTable("phieu", given)
    yield MyTable("giay-to-ban-giay", handed_in(actor))
    yield MyTable("lan-di-lai", trips(actor))
    yield MyTable("khoan-da-nop", payments(actor))
    yield MyTable("khoan-da-nop-tai-cong-dvc", portal_fees(actor))
    yield MyTable("tra-ket-qua", hand_overs(actor))
    yield MyTable("phan-viec-noi-khac", linked_parts(actor))
    yield MyTable("kho-du-lieu", stored(actor))
    yield MyTable("lich-hen", visits(actor))
    yield MyTable("loi-moi", offers(actor))
    yield MyTable("dai-dien-doanh-nghiep", represented(actor))
    yield MyTable("uy-quyen-doanh-nghiep", delegated(actor))


def represented(actor: Actor) -> list[dict[str, object]]:
    """The companies that the person said they represent; one query."""
    rows = CompanyRepresentative.objects.filter(person=actor.person_id or 0).select_related("company")
    return [
        {
            "ma_so_doanh_nghiep": one.number,
            "ten_doanh_nghiep": one.company.full_name,
            "chuc_danh": one.title,
            "giay_to": one.paper,
            "tu_ngay": one.starts_on,
            "den_ngay": one.ends_on,
            "tinh_trang": one.get_state_display(),
            "vi_sao_ket_thuc": one.get_ended_because_display(),
        }
        for one in rows.order_by("-claimed_at", "-pk")[:MOST_ROWS]
    ]


def delegated(actor: Actor) -> list[dict[str, object]]:
    """What they let others do for a company, and what a company let them do; three queries."""
    me = Person.objects.filter(pk=actor.person_id or 0).first()
    offered = [one.pk for one in offers_to(me)] if me else []
    mine = Q(employee=me) | Q(representative__person=me) | Q(pk__in=offered)
    rows = CompanyDelegation.objects.whole().filter(mine)
    return [
        {
            "ma_so_doanh_nghiep": one.representative.company.id_number,
            "nguoi_uy_quyen": one.representative.person.full_name,
            "nguoi_duoc_uy_quyen": one.employee.full_name,
            "thu_tuc": ", ".join(one.procedures),
            "tu_ngay": one.starts_on,
            "den_ngay": one.ends_on,
            "tinh_trang": one.get_state_display(),
            "vi_sao_ket_thuc": one.get_ended_because_display(),
        }
        for one in rows.order_by("-offered_at", "-pk")[:MOST_ROWS]
    ]


def offers(actor: Actor) -> list[dict[str, object]]:
    rows = ProactiveOffer.objects.filter(person=actor.person_id or 0).select_related("dossier__case")
    return [
        {
            "sau_ho_so": one.dossier.case.code,
            "loi_moi": one.code,
            "moi_luc": one.made_at,
            "den_ngay": one.until,
            "bo_qua_luc": one.declined_at,
            "lam_theo_luc": one.taken_at,
        }
        for one in rows.order_by("-made_at", "-pk")[:MOST_ROWS]
    ]


def visits(actor: Actor) -> list[dict[str, object]]:
    rows = Appointment.objects.of(actor).select_related("desk", "procedure").order_by("-starts_at")
    return [
        {
            "noi_hen": v.desk.name,
            "gio_hen": v.starts_at,
            "thu_tuc": v.procedure.name if v.procedure else "",
            "tinh_trang": v.get_state_display(),
            "so_thu_tu": v.number,
            "can_uu_tien": v.priority,
            "de_nghi_den_nha": v.home_visit,
            "dat_luc": v.booked_at,
        }
        for v in rows[:MOST_ROWS]
    ]


def handed_in(actor: Actor) -> list[dict[str, object]]:
    rows = PaperHandedIn.objects.filter(dossier__in=own_dossiers(actor)).select_related(
        "dossier__case", "dossier__version"
    )
    return [
        {
            "ma": r.dossier.case.code,
            "giay_to": paper_name(r.dossier.version, r.paper),
            "cach_nhan": r.get_how_display(),
            "nhan_luc": r.noted_at,
        }
        for r in rows.order_by("-pk")[:MOST_ROWS]
    ]


def trips(actor: Actor) -> list[dict[str, object]]:
    rows = (
        Trip.objects.filter(dossier__in=own_dossiers(actor)).select_related("dossier__case").order_by("-pk")
    )
    return [
        {"ma": t.dossier.case.code, "viec": t.get_why_display(), "luc": t.made_at} for t in rows[:MOST_ROWS]
    ]


def payments(actor: Actor) -> list[dict[str, object]]:
    rows = Payment.objects.filter(charge__dossier__in=own_dossiers(actor)).select_related(
        "charge__dossier__case"
    )
    return [
        {
            "ma": p.charge.dossier.case.code if p.charge else "",
            "so_tien": p.amount,
            "cach_nop": p.get_channel_display(),
            "tinh_trang": p.get_state_display(),
            "so_bien_lai": p.receipt,
            "noi_dung": p.memo,
            "luc": p.paid_at,
        }
        for p in rows.order_by("-pk")[:MOST_ROWS]
    ]


def portal_fees(actor: Actor) -> list[dict[str, object]]:
    rows = PortalFee.objects.filter(portal_dossier__dossier__in=own_dossiers(actor))
    return [
        {
            "ma": f.portal_dossier.dossier.case.code,
            "ten": f.name,
            "so_tien": f.amount,
            "so_giao_dich": f.reference,
            "luc": f.paid_at,
        }
        for f in rows.select_related("portal_dossier__dossier__case").order_by("-pk")[:MOST_ROWS]
    ]


def hand_overs(actor: Actor) -> list[dict[str, object]]:
    rows = (
        HandOver.objects.filter(dossier__in=own_dossiers(actor))
        .select_related("dossier__case")
        .order_by("-pk")
    )
    return [
        {
            "ma": h.dossier.case.code,
            "cach_tra": h.get_how_display(),
            "nguoi_nhan": h.collected_by,
            "so_dinh_danh": h.id_number,
            "nguoi_nhan_la": h.get_collector_display(),
            "giay_uy_quyen": h.authority,
            "so_buu_gui": h.post_number,
            "tra_luc": h.handed_at,
            "phat_luc": h.delivered_at,
        }
        for h in rows[:MOST_ROWS]
    ]


def linked_parts(actor: Actor) -> list[dict[str, object]]:
    rows = (
        LinkedPart.objects.filter(dossier__in=own_dossiers(actor))
        .select_related("dossier__case")
        .order_by("-pk")
    )
    return [
        {
            "ma": p.dossier.case.code,
            "phan_viec": p.get_kind_display(),
            "tinh_trang": p.get_state_display(),
            "so": p.number,
            "chi_tiet": p.details,
            "ly_do": p.reason,
            "gui_luc": p.asked_at,
            "tra_loi_luc": p.answered_at,
        }
        for p in rows[:MOST_ROWS]
    ]


def stored(actor: Actor) -> list[dict[str, object]]:
    return [
        {
            "giay_to": e.title,
            "nguon": e.get_origin_display(),
            "so": e.number,
            "ngay": e.dated,
            "noi_cap": e.issuer,
            "co_gia_tri_den": e.valid_until,
            "ma": e.dossier.case.code,
            "vao_kho_luc": e.kept_at,
        }
        for e in StoreEntry.objects.of(actor).select_related("dossier__case")[:MOST_ROWS]
    ]


def about(dossier: Dossier) -> dict[str, object]:
    return {
        "ma": dossier.case.code,
        "thu_tuc": dossier.version.procedure.name,
        "nguoi_nop": dossier.applicant_name,
        "so_dinh_danh": dossier.applicant_id_number,
        "dien_thoai": dossier.phone,
        "thu_dien_tu": dossier.email,
        "dia_chi": dossier.address,
        "can_uu_tien": dossier.priority,
        "de_nghi_den_nha": dossier.home_visit,
        "cach_nhan_ket_qua": dossier.get_result_by_display(),
        "noi_dung_da_khai": dossier.answers,
        "thong_nhat_nguoi_nop": dossier.settled_identity,
        "thong_tin_theo_mau_cu": [former["answers"] for former in dossier.former_answers],
        "da_nhap_chua_doc_duoc": dossier.unread,
        "so_buu_gui": dossier.post_number,
        "buu_gui_den_ngay": dossier.post_received_on,
    } | submitted_for(dossier)


def submitted_for(dossier: Dossier) -> dict[str, object]:
    """Who filed for the owner and by what right; nothing where nobody did."""
    submitter, consent = dossier.case.submitter, getattr(dossier, "consent", None)
    if submitter is None or consent is None:
        return {}
    return {
        "nguoi_nop_ho": submitter.full_name,
        "tu_cach_nop_ho": consent.get_capacity_display(),
        "can_cu_nop_ho": consent.get_basis_display(),
        "giay_uy_quyen": consent.words,
        "dong_y_luc": consent.given_at,
    }


def files(actor: Actor) -> Iterator[MyFile]:
    """Attachments that their scan has passed, copies from other systems, then issued results."""
    clean = StoredFile.State.CLEAN
    attached = Attachment.objects.filter(dossier__in=own_dossiers(actor), file__state=clean)
    for one in attached.select_related("file", "dossier__case")[:MOST_ROWS]:
        yield my_file(f"{one.dossier.case.code}/giay-to/{one.pk}-{one.file.name}", one.file)
    for part in LinkedPart.objects.filter(dossier__in=own_dossiers(actor), file__isnull=False).select_related(
        "file", "dossier__case"
    )[:MOST_ROWS]:
        if part.file:
            yield my_file(f"{part.dossier.case.code}/ban-sao/{part.file.name}", part.file)
    yield from results(actor)


def results(actor: Actor) -> Iterator[MyFile]:
    """The issued results as their pages hand them out: the signed file, or what is stored drawn up anew; none that waits for its fee."""
    decided = Decision.objects.filter(dossier__in=own_dossiers(actor)).exclude(paper_id=None)
    decided = decided.exclude(dossier__in=held_among(own_dossiers(actor), clock.now()))
    papers = dict(decided.values_list("paper_id", "dossier_id")[:MOST_ROWS])
    dossiers = Dossier.objects.whole().select_related("erasure").in_bulk(list(papers.values()))
    for paper in Paper.objects.issued().filter(pk__in=list(papers)).select_related("file").order_by("pk"):
        dossier = dossiers[papers[paper.pk]]
        path = f"{dossier.case.code}/ket-qua/{paper.file.name}"
        pdf = redrawn_result(dossier, paper, now=clock.now())
        yield drawn_file(path, pdf, paper.file.created_at) if pdf is not None else my_file(path, paper.file)


def drawn_file(path: str, content: bytes, at: datetime) -> MyFile:
    return MyFile(path, len(content), at, lambda: BytesIO(content))
