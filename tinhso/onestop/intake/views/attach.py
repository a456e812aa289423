import uuid

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from tinhso.kernel.files.public import (
    FileRefused,
    NotYourFile,
    StoredFile,
    UploadRules,
    store_upload,
    upload_ticket,
)
from tinhso.kernel.people.public import FILES_LOST, actor_for, citizen_required
from tinhso.kernel.site import clock
from tinhso.onestop.catalogue.papers import paper_states
from tinhso.onestop.dossier.actions.attach_file import MOST_FILES, TooManyFiles, UnknownPaper, attach_file
from tinhso.onestop.dossier.permissions import can_edit
from tinhso.onestop.dossier.views.finding import own_dossier
from tinhso.onestop.intake.actions.detach_file import detach_file
from tinhso.onestop.intake.actions.remember_step import remember_step
from tinhso.onestop.intake.progress import progress_of
from tinhso.onestop.intake.views.fill import ATTACH, REVIEW, address_of, asked_steps, stepper
from tinhso.onestop.models import Dossier, Standing
from tinhso.onestop.once_only.ask_and_keep import sources_for, with_sources
from tinhso.onestop.store.actions.reuse_paper import NotInStore, WorthNothing, reuse_paper
from tinhso.onestop.store.reusable_papers import offered

FULL = f"Một hồ sơ nhận nhiều nhất {MOST_FILES} tệp. Ông/bà gộp giấy tờ vào một tệp PDF hoặc bỏ bớt tệp."
LEAVING = {"onward", "back", "later"}  # buttons that lead to another page
LOST = "Các tệp chọn trước khi phiên đăng nhập hết chưa tới nơi. Ông/bà chọn lại các tệp đó rồi bấm Tiếp tục."
WORTHLESS = {
    Standing.EXPIRED: "Giấy tờ “%(title)s” trong kho đã hết hiệu lực nên không dùng được. Gửi giấy tờ còn hiệu lực.",
    Standing.REVOKED: "Giấy tờ “%(title)s” trong kho đã bị thu hồi nên không dùng được. Gửi giấy tờ khác.",
}


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def attach(request: HttpRequest, code: str) -> HttpResponse:
    """The papers, in one form: whatever was chosen anywhere on the page is kept, also by "Tiếp tục".

    A refused file says why beside its paper and takes nothing with it.
    """
    dossier = own_dossier(request, code)
    if not can_edit(dossier, actor_for(request)):
        raise Http404
    refusals = received(request, dossier) if request.method == "POST" else {}
    if request.method == "POST" and not refusals:
        return leave(request, dossier)
    papers = with_sources(
        dossier, paper_states(dossier), sources_for(dossier, actor_for(request), clock.now())
    )
    lacking = [state.paper for state in papers if state.wants_upload]
    context = {
        "lacking": lacking,
        "dossier": dossier,
        "papers": [(state, refusals.get(state.paper.id, "")) for state in papers],
        "elsewhere": refusals.get("", ""),
        "stored": offered(dossier, [p.paper for p in papers], by=actor_for(request), on=clock.today()),
        "ticket": upload_ticket(rules(dossier), by=actor_for(request)),
        "progress": progress_of(stepper(dossier, ATTACH)),
    }
    return render(request, "onestop/intake/attach.html", context, status=422 if refusals else 200)


def leave(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """Where the pressed button leads, the place remembered; the page itself after "Gửi tệp"."""
    pressed = LEAVING & request.POST.keys()
    if "later" in pressed:
        remember_step(dossier=dossier, step=ATTACH, by=actor_for(request))
        messages.success(request, "Đã lưu bản nháp. Ông/bà điền tiếp lúc nào cũng được.")
        return redirect("my_dossiers")
    step = asked_steps(dossier)[-1] if "back" in pressed else REVIEW if pressed else ATTACH
    remember_step(dossier=dossier, step=step, by=actor_for(request))
    return redirect(address_of(dossier, step))


def rules(dossier: Dossier) -> UploadRules:
    return UploadRules(scope=f"dossier:{dossier.pk}", max_files=MOST_FILES)


def received(request: HttpRequest, dossier: Dossier) -> dict[str, str]:
    """What came: files for any of the papers, or the choice of a stored one. Why not, by paper; empty if all was taken.

    What belongs to no paper of the page stands under "".
    """
    if "entry" in request.POST:
        paper = named(request, dossier)
        problem = use(request, dossier, request.POST.get("paper", ""), request.POST["entry"])
        return {paper: problem} if problem else {}
    return take(request, dossier)


def named(request: HttpRequest, dossier: Dossier) -> str:
    """The paper whose button was pressed; "" for none that this page shows."""
    paper = request.POST.get("paper", "")
    return paper if paper in {p.paper.id for p in paper_states(dossier)} else ""


def use(request: HttpRequest, dossier: Dossier, paper: str, entry: str) -> str:
    """Use a stored paper instead of an upload; empty if it was taken, else why not."""
    entry_id = int(entry) if entry.isdecimal() and len(entry) < 18 else 0
    try:
        reuse_paper(dossier=dossier, paper=paper, entry_id=entry_id, by=actor_for(request), now=clock.now())
    except WorthNothing as error:
        return WORTHLESS[error.standing] % {"title": error.entry.title}
    except TooManyFiles:
        return FULL
    except NotInStore:
        return "Không tìm thấy giấy tờ này trong kho. Tải lại trang rồi chọn lại."
    except UnknownPaper:
        return "Giấy tờ này không đúng loại được yêu cầu ở đây. Chọn giấy tờ khác hoặc gửi tệp."
    return ""


def take(request: HttpRequest, dossier: Dossier) -> dict[str, str]:
    """Keep what was sent for each paper, file by file; the first refusal of each."""
    refusals, given = {}, 0
    for paper in (state.paper.id for state in paper_states(dossier) if not state.paper.made):
        files = arrived(request, paper)
        given += len(files)
        if refused := [problem for one in files if (problem := keep(request, dossier, paper, one))]:
            refusals[paper] = refused[0]
    if FILES_LOST in request.POST:
        return {"": LOST} | refusals
    if given or LEAVING & request.POST.keys():
        return refusals
    return {named(request, dossier): "Chọn một tệp trước khi gửi."}


def keep(request: HttpRequest, dossier: Dossier, paper: str, one: UploadedFile | StoredFile) -> str:
    """Store and attach one file together or not at all; empty if it was taken, else why not."""
    actor, now = actor_for(request), clock.now()
    try:
        with transaction.atomic():
            file = (
                store_upload(one, by=actor, now=now, rules=rules(dossier))
                if isinstance(one, UploadedFile)
                else one
            )
            attach_file(dossier=dossier, paper=paper, file=file, by=actor, now=now)
    except FileRefused as error:
        return str(error)
    except TooManyFiles:
        return FULL
    except (UnknownPaper, NotYourFile):
        return "Không nhận được tệp này. Ông/bà tải lại trang rồi gửi lại."
    return ""


def arrived(request: HttpRequest, paper: str) -> list[UploadedFile | StoredFile]:
    """Files for this paper that came with the form, and those that the browser has already sent in pieces."""
    field = f"file_{paper}"
    ids = [uuid.UUID(text) for text in request.POST.getlist(f"{field}_tep") if is_uuid(text)]
    pieces = StoredFile.objects.filter(pk__in=ids, uploaded_by_id=actor_for(request).user_id) if ids else ()
    return [*request.FILES.getlist(field), *pieces]


def is_uuid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


@require_POST
@citizen_required
def detach(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    dossier = own_dossier(request, code)
    attachment = get_object_or_404(dossier.attachments.select_related("dossier__case"), pk=pk)
    if not can_edit(dossier, actor_for(request)):
        raise Http404
    detach_file(attachment=attachment, by=actor_for(request), now=clock.now())
    messages.success(request, "Đã bỏ tệp.")
    return redirect("attach", code)
