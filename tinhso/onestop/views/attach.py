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
from tinhso.kernel.people.public import actor_for, citizen_required
from tinhso.kernel.site import clock
from tinhso.onestop.actions.attach_file import MOST_FILES, TooManyFiles, UnknownPaper, attach_file
from tinhso.onestop.actions.detach_file import detach_file
from tinhso.onestop.actions.reuse_paper import NotInStore, WorthNothing, reuse_paper
from tinhso.onestop.models import Dossier, Standing
from tinhso.onestop.papers import paper_states
from tinhso.onestop.permissions import can_edit
from tinhso.onestop.store import offered
from tinhso.onestop.views.fill import asked_steps, stepper
from tinhso.onestop.views.finding import own_dossier

FULL = f"Một hồ sơ nhận nhiều nhất {MOST_FILES} tệp. Ông/bà gộp giấy tờ vào một tệp PDF hoặc bỏ bớt tệp."
WORTHLESS = {
    Standing.EXPIRED: "Giấy tờ “%(title)s” trong kho đã hết hiệu lực nên không dùng được. Gửi giấy tờ còn hiệu lực.",
    Standing.REVOKED: "Giấy tờ “%(title)s” trong kho đã bị thu hồi nên không dùng được. Gửi giấy tờ khác.",
}


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def attach(request: HttpRequest, code: str) -> HttpResponse:
    """The papers, one by one: each sent file is kept at once, a refused one says why and takes nothing with it."""
    dossier = own_dossier(request, code)
    if not can_edit(dossier, actor_for(request)):
        raise Http404
    refused = received(request, dossier) if request.method == "POST" else ""
    if request.method == "POST" and not refused:
        return redirect("attach", code)
    papers = paper_states(dossier)
    context = {
        "dossier": dossier,
        "papers": papers,
        "stored": offered(dossier, [p.paper for p in papers], by=actor_for(request), on=clock.today()),
        "refused": refused,
        "refused_paper": request.POST.get("paper", ""),
        "ticket": upload_ticket(rules(dossier), by=actor_for(request)),
        "steps": stepper(dossier, "attach"),
        "back": asked_steps(dossier)[-1],
    }
    return render(request, "onestop/attach.html", context, status=422 if refused else 200)


def rules(dossier: Dossier) -> UploadRules:
    return UploadRules(scope=f"dossier:{dossier.pk}", max_files=MOST_FILES)


def received(request: HttpRequest, dossier: Dossier) -> str:
    """What came for a paper: files, or the choice of a stored one; why not, empty if it was taken."""
    if "entry" not in request.POST:
        return take(request, dossier)
    return use(request, dossier, request.POST.get("paper", ""), request.POST["entry"])


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


def take(request: HttpRequest, dossier: Dossier) -> str:
    """Keep what was sent for a paper, file by file; the sentence of the first refusal, empty if all is well."""
    paper = request.POST.get("paper", "")
    given = arrived(request)
    refused = [said for one in given if (said := keep(request, dossier, paper, one))]
    if refused:
        return refused[0]
    return "" if given else "Chọn một tệp trước khi gửi."


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


def arrived(request: HttpRequest) -> list[UploadedFile | StoredFile]:
    """Files that came with the form, and those that the browser has already sent in pieces."""
    ids = [uuid.UUID(text) for text in request.POST.getlist("file_tep") if is_uuid(text)]
    pieces = StoredFile.objects.filter(pk__in=ids, uploaded_by_id=actor_for(request).user_id)
    return [*request.FILES.getlist("file"), *pieces]


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
