"""A translation begins at the desk of its original."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import PressEditor, PressWriter
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page
from tinhso.press.articles import forms
from tinhso.press.articles.actions.start_translation import start_translation
from tinhso.press.articles.views.finding import WAYS, article_of


@require_http_methods(WAYS)
@role_required(PressWriter, PressEditor)
def new_translation(request: HttpRequest, code: str) -> HttpResponse:
    article, by, now = article_of(request, code), actor_for(request), clock.now()
    form = forms.TranslationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (
        made := attempt(form, lambda given: start_translation(article=article, by=by, now=now, **given))
    ):
        return redirect("edit_article", made.code)
    title = article.head.title if article.head else article.code
    back = (reverse("article_desk", args=[code]), title)
    return form_page(request, form, title=_("Dịch bài"), back=back, go=_("Bắt đầu dịch"))
