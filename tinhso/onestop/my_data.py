"""What the one-stop shop holds about a person: answers, slips, attachments and results of the own dossiers."""

from collections.abc import Iterator

from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import StoredFile, my_file
from tinhso.kernel.papers.public import Paper
from tinhso.kernel.people.public import MOST_ROWS, MyFile, MyTable
from tinhso.onestop.models import Attachment, Decision, Dossier, Slip
from tinhso.onestop.models.dossier import DossierQuerySet


def own(actor: Actor) -> DossierQuerySet:
    """The dossiers that the person of this account handed in or drafts; nobody's for an account without one."""
    return Dossier.objects.visible_to(actor).filter(case__person=actor.person_id or 0)


def tables(actor: Actor) -> Iterator[MyTable]:
    """Dossiers with their answers, and the slips given for them; two queries."""
    dossiers = own(actor).select_related("case", "version__procedure").order_by("-case__opened_at", "-pk")
    yield MyTable("ho-so", [about(dossier) for dossier in dossiers[:MOST_ROWS]])
    slips = Slip.objects.filter(dossier__in=own(actor)).select_related("dossier__case").order_by("-pk")
    given = [
        {"ma": s.dossier.case.code, "mau": s.get_form_display(), "so": s.number, "lap_luc": s.made_at}
        for s in slips[:MOST_ROWS]
    ]
    yield MyTable("phieu", given)


def about(dossier: Dossier) -> dict[str, object]:
    return {
        "ma": dossier.case.code,
        "thu_tuc": dossier.version.procedure.name,
        "nguoi_nop": dossier.applicant_name,
        "so_dinh_danh": dossier.applicant_id_number,
        "dien_thoai": dossier.phone,
        "thu_dien_tu": dossier.email,
        "dia_chi": dossier.address,
        "cach_nhan_ket_qua": dossier.get_result_by_display(),
        "noi_dung_da_khai": dossier.answers,
        "thong_tin_theo_mau_cu": [former["answers"] for former in dossier.former_answers],
    }


def files(actor: Actor) -> Iterator[MyFile]:
    """Attachments that their scan has passed, then issued results."""
    clean = StoredFile.State.CLEAN
    attached = Attachment.objects.filter(dossier__in=own(actor), file__state=clean)
    for one in attached.select_related("file", "dossier__case")[:MOST_ROWS]:
        yield my_file(f"{one.dossier.case.code}/giay-to/{one.pk}-{one.file.name}", one.file)
    decided = Decision.objects.filter(dossier__in=own(actor)).exclude(paper_id=None)
    rows = decided.values_list("paper_id", "dossier__case__code")[:MOST_ROWS]
    codes = {pk: code for pk, code in rows if pk}
    for paper in Paper.objects.issued().filter(pk__in=list(codes)).select_related("file").order_by("pk"):
        yield my_file(f"{codes[paper.pk]}/ket-qua/{paper.file.name}", paper.file)
