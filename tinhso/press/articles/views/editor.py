"""Where articles are written: every button sends the whole form, and what was sent is stored before anything else."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.kernel.files.public import DOCUMENTS, MEGABYTE, Kind, UploadRules, files_sent
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import PressEditor, PressWriter
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import EntryRefused, attempt, form_page
from tinhso.press.articles import forms
from tinhso.press.articles.actions.attach_file import attach_file
from tinhso.press.articles.actions.move_article import move_article
from tinhso.press.articles.actions.save_draft import save_draft
from tinhso.press.articles.actions.save_revision import save_revision
from tinhso.press.articles.actions.set_times import set_times
from tinhso.press.articles.actions.start_article import start_article
from tinhso.press.articles.blocks import KINDS, BlocksRefused
from tinhso.press.articles.checks import problems_of
from tinhso.press.articles.editing import Typed, block_forms
from tinhso.press.articles.moving import ArticleChanged
from tinhso.press.articles.permissions import PressForbidden, can_change
from tinhso.press.articles.views.deeds import changed_page
from tinhso.press.articles.views.desk import by_position
from tinhso.press.articles.views.finding import WAYS, article_of
from tinhso.press.models import Article, Category

SOUNDS = frozenset({Kind.MP3, Kind.OGG, Kind.M4A})
FILES = UploadRules(DOCUMENTS | SOUNDS, 20 * MEGABYTE, max_files=200, clean_pictures=True, most_side=2400)


@require_http_methods(WAYS)
@role_required(PressWriter, PressEditor)
def new_article(request: HttpRequest) -> HttpResponse:
    by, now = actor_for(request), clock.now()
    categories = Category.objects.on(clock.today())
    form = forms.NewArticleForm(request.POST if request.method == "POST" else None, categories=categories)
    if request.method == "POST" and (
        article := attempt(form, lambda given: start_article(by=by, now=now, **given))
    ):
        return redirect("edit_article", article.code)
    back = (reverse("articles"), _("Tin bài"))
    return form_page(request, form, title=_("Viết bài"), back=back, go=_("Bắt đầu viết"))


@require_http_methods(WAYS)
@role_required(PressWriter, PressEditor)
def edit_article(request: HttpRequest, code: str) -> HttpResponse:
    """The editor. `deed` says which button was pressed; without one (Enter in a field) the text is saved."""
    article, by = article_of(request, code), actor_for(request)
    if request.method == "POST":
        return _sent(request, article)
    draft = article.drafts.filter(by=by.user_id).first()
    if draft is None and not can_change(article, by):
        raise PressForbidden
    typed = Typed.of(article, draft)
    assert article.head is not None
    fresh = typed.base == article.head.number and typed.blocks == article.head.blocks
    problems = by_position(problems_of(article.head, clock.now())) if fresh else {}
    return _page(request, article, typed, problems=problems)


def _sent(request: HttpRequest, article: Article) -> HttpResponse:
    typed, deed = Typed.sent(request.POST), request.POST.get("deed", "save")
    if "keep" in request.POST:  # the script, while somebody types
        _store(request, article, typed)
        return HttpResponse(status=204)
    if deed == "files":
        _store(request, article, typed)
        return redirect("add_article_file", article.code)
    if deed != "save":
        typed, place = typed.changed(deed)
        _store(request, article, typed)
        return redirect(f"{reverse('edit_article', args=[article.code])}{f'#khoi-{place}' if place else ''}")
    try:
        saved = save_revision(
            article=article,
            base=typed.base,
            title=typed.title,
            lead=typed.lead,
            blocks=typed.blocks,
            by=actor_for(request),
            now=clock.now(),
        )
    except EntryRefused as refused:
        _store(request, article, typed)
        return _refused(request, article, typed, refused)
    if saved.aside:
        words = _(
            "Bài đã được người khác sửa trong lúc ông/bà viết. Bản của ông/bà được giữ riêng, số %(n)s; bài chưa đổi."
        )
        messages.warning(request, words % {"n": saved.number})
    else:
        messages.success(request, _("Đã lưu bản %(n)s.") % {"n": saved.number})
    return redirect("article_desk", article.code)


def _store(request: HttpRequest, article: Article, typed: Typed) -> None:
    save_draft(
        article=article,
        base=typed.base,
        title=typed.title,
        lead=typed.lead,
        blocks=typed.blocks,
        by=actor_for(request),
        now=clock.now(),
    )


def _refused(request: HttpRequest, article: Article, typed: Typed, refused: EntryRefused) -> HttpResponse:
    position = refused.position if isinstance(refused, BlocksRefused) else 0
    problems = {position: [str(refused)]} if position else {}
    return _page(request, article, typed, problems=problems, refused=refused)


def _page(
    request: HttpRequest,
    article: Article,
    typed: Typed,
    *,
    problems: Mapping[int, Sequence[str]],
    refused: EntryRefused | None = None,
) -> HttpResponse:
    values = {"base": typed.base, "title": typed.title, "lead": typed.lead}
    head = forms.HeadForm(values) if refused else forms.HeadForm(initial=values)
    if refused and not getattr(refused, "position", 0):
        head.add_error(refused.field if refused.field in head.fields else None, str(refused))
    by, now = actor_for(request), clock.now()
    context: dict[str, Any] = {
        "article": article,
        "head": head,
        "blocks": block_forms(article, typed, problems=problems, bound=refused is not None),
        "kinds": KINDS.items(),
        "locked": article.locked_by if article.locked_for(by.user_id, now) else None,
        "went_on": not can_change(article, by),
        "behind": article.head is not None and typed.base != article.head.number,
        "problem": str(refused) if refused else "",
        "draft": article.drafts.filter(by=by.user_id).first(),
    }
    return render(request, "press/articles/editor.html", context, status=422 if refused else 200)


@require_http_methods(WAYS)
@role_required(PressWriter, PressEditor)
def add_file(request: HttpRequest, code: str) -> HttpResponse:
    """A picture (written anew, without place and device) or a file, to be chosen by blocks."""
    article, by = article_of(request, code), actor_for(request)
    if request.method != "POST" and not can_change(article, by):
        raise PressForbidden
    sent, now = request.method == "POST", clock.now()
    form = forms.ArticleFileForm(*((request.POST, request.FILES) if sent else ()))
    if sent:
        stored = files_sent(form, "file", request.FILES, by=by, now=now, rules=FILES)

        def deed(given: dict[str, Any]) -> object:
            return attach_file(article=article, file=stored[-1], name=given["name"], by=by, now=now)

        if attempt(form, deed):
            messages.success(request, _("Đã thêm tệp; chọn trong khối ảnh hoặc khối tệp."))
            return redirect("edit_article", code)
    return form_page(request, form, title=_("Thêm ảnh, tệp"), back=_back(article), go=_("Tải lên"))


def _back(article: Article) -> tuple[str, str]:
    return reverse("article_desk", args=[article.code]), article.head.title if article.head else article.code


@require_http_methods(WAYS)
@role_required(PressWriter, PressEditor)
def edit_times(request: HttpRequest, code: str) -> HttpResponse:
    article, by = article_of(request, code), actor_for(request)
    if request.method != "POST" and not can_change(article, by):
        raise PressForbidden
    form = forms.TimesForm(
        request.POST if request.method == "POST" else None, initial=forms.TimesForm.initial_of(article)
    )
    waits = article.state in (Article.State.APPROVAL, Article.State.APPROVED)
    done = _("Đã ghi giờ. Bài phải duyệt lại.") if waits else _("Đã ghi giờ.")
    try:
        if request.method == "POST" and attempt(
            form, lambda given: set_times(article=article, by=by, now=clock.now(), **given)
        ):
            messages.success(request, done)
            return redirect("article_desk", code)
    except ArticleChanged as changed:
        return changed_page(request, changed)
    return form_page(request, form, title=_("Hẹn giờ"), back=_back(article), go=_("Ghi giờ"))


@require_http_methods(WAYS)
@role_required(PressWriter, PressEditor)
def edit_address(request: HttpRequest, code: str) -> HttpResponse:
    article, by = article_of(request, code), actor_for(request)
    if request.method != "POST" and not can_change(article, by):
        raise PressForbidden
    initial = {"ver": article.ver, "slug": article.slug}
    form = forms.AddressForm(request.POST if request.method == "POST" else None, initial=initial)
    try:
        if request.method == "POST" and attempt(
            form, lambda given: move_article(article=article, by=by, now=clock.now(), **given)
        ):
            messages.success(request, _("Đã đổi địa chỉ; địa chỉ cũ vẫn dẫn tới bài."))
            return redirect("article_desk", code)
    except ArticleChanged as changed:
        return changed_page(request, changed)
    return form_page(request, form, title=_("Đổi địa chỉ"), back=_back(article), go=_("Đổi"))
