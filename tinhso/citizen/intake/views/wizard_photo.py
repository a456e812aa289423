"""Covering faces and number plates of one picture without JavaScript: cells are ticked, the server covers them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.citizen.intake.actions.cover_draft_photo import NothingToCover, cover_draft_photo
from tinhso.citizen.intake.drafts import draft_of
from tinhso.citizen.intake.photo_grid import PhotoGrid
from tinhso.citizen.models import DraftPhoto
from tinhso.kernel.files.public import NotAPicture, StoreAway, open_stream
from tinhso.kernel.people.public import actor_for, public_page
from tinhso.kernel.site import clock
from tinhso.kernel.site.rate_limit import limited
from tinhso.kernel.site.views.errors import not_found, too_many

MOST_PAGES = 60
"""Pictures that one address covers in ten minutes; each is written anew."""


@require_http_methods(["GET", "HEAD", "POST"])
@public_page
def cover_photo(request: HttpRequest, key: UUID, photo: int) -> HttpResponse:
    """The picture under a grid; the cells that are ticked are covered in the file itself."""
    draft = draft_of(request, key, actor_for(request))
    found = draft.photos.select_related("file").filter(pk=photo).first() if draft else None
    if found is None:
        return not_found(request)
    if request.method == "POST" and limited(request, "cover_photo", most=MOST_PAGES):
        return too_many(request, retry_after=600)
    refused = ""
    if request.method == "POST":
        refused = _cover(request, found)
        if not refused:
            messages.success(request, _("Đã che. Xem lại ảnh: còn chỗ nào cần che thì đánh dấu tiếp."))
            return redirect("cover_draft_photo", key, photo)
    try:
        with open_stream(found.file) as stream:
            grid = PhotoGrid.of(stream)
    except (NotAPicture, FileNotFoundError, StoreAway):
        return not_found(request)
    context = {"key": key, "photo": found, "number": found.order + 1, "grid": grid, "refused": refused}
    return render(request, "citizen/intake/cover_photo.html", context, status=422 if refused else 200)


def _cover(request: HttpRequest, photo: DraftPhoto) -> str:
    """Why nothing was covered; "" if it was."""
    ticked = {
        int(cell) for cell in request.POST.getlist("o") if cell.isascii() and cell.isdigit() and len(cell) < 4
    }
    try:
        cover_draft_photo(photo=photo, cells=ticked, now=clock.now())
    except NothingToCover:
        return _(
            "Chưa đánh dấu ô nào. Chạm vào những ô có mặt người, biển số xe rồi bấm “Che các ô đã đánh dấu”."
        )
    return ""
