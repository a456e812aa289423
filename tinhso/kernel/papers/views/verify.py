from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.kernel.papers.forms import PhotoForm, TokenForm, UploadForm
from tinhso.kernel.papers.photographed import NoCode, OtherCode, token_in
from tinhso.kernel.papers.queries import verify_upload
from tinhso.kernel.papers.wordings import UNREADABLE, addition_words, headline, line_of
from tinhso.kernel.people.public import public_page
from tinhso.kernel.site.rate_limit import limited
from tinhso.kernel.site.views.errors import too_many
from tinhso.lib.signed_pdf.opened_pdf import PdfUnreadable

LONGEST_NUMBER = 60
MOST_UPLOADS = 20  # from one address in ten minutes; each costs some tenths of a second


@require_http_methods(["GET", "POST"])
@public_page
def verify(request: HttpRequest) -> HttpResponse:
    """/xac-minh/: by the code of a paper, or by a PDF that somebody brings. Nothing of the file is kept."""
    if request.method == "POST":
        return _photo(request) if "anh" in request.FILES or "quet" in request.POST else _upload(request)
    form = TokenForm(request.GET) if "ma" in request.GET else TokenForm()
    if form.is_bound and form.is_valid():
        return redirect("verify_paper", token=form.cleaned_data["ma"])
    return _page(request, token_form=form, status=400 if form.is_bound else 200)


def _upload(request: HttpRequest) -> HttpResponse:
    if limited(request, "verify-upload", most=MOST_UPLOADS):
        return too_many(request, retry_after=600)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, upload_form=form, status=400)
    try:
        proof = verify_upload(form.cleaned_data["tep"].read())
    except PdfUnreadable as error:
        form.add_error("tep", str(UNREADABLE[error.reason]))
        return _page(request, upload_form=form, status=400)
    lines = [line_of(one, proof) for one in proof.signatures]
    tone, words = headline(proof)
    context = {"proof": proof, "lines": lines, "tone": tone, "headline": words}
    if proof.added:
        context["addition"] = addition_words(proof.added)
    return render(request, "papers/upload_result.html", context)


def _photo(request: HttpRequest) -> HttpResponse:
    """The code is read from the picture and leads where scanning it would have led."""
    if limited(request, "verify-upload", most=MOST_UPLOADS):
        return too_many(request, retry_after=600)
    form = PhotoForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, photo_form=form, status=400)
    try:
        return redirect("verify_paper", token=token_in(form.cleaned_data["anh"].read()))
    except NoCode:
        form.add_error("anh", _("Không thấy mã QR trong ảnh. Chụp gần hơn, đủ sáng, cả bốn góc mã."))
    except OtherCode:
        form.add_error(
            "anh",
            _(
                "Mã QR này không phải của giấy tờ do hệ thống phát hành. Đừng mở địa chỉ trong mã nếu chưa rõ nơi đưa."
            ),
        )
    return _page(request, photo_form=form, status=400)


def _page(
    request: HttpRequest,
    *,
    token_form: TokenForm | None = None,
    upload_form: UploadForm | None = None,
    photo_form: PhotoForm | None = None,
    status: int,
) -> HttpResponse:
    forms = {
        "token_form": token_form or TokenForm(),
        "upload_form": upload_form or UploadForm(),
        "photo_form": photo_form or PhotoForm(),
    }
    number = request.GET.get("so", "")[:LONGEST_NUMBER].replace("\x00", "")
    wrong = next((form for form in forms.values() if form.is_bound), None)
    return render(
        request, "papers/verify.html", forms | {"wrong": wrong, "asked_number": number}, status=status
    )
