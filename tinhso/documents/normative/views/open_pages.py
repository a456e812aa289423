"""Issued normative documents for everybody: the list, its feed, one with its text and its whole way from the draft."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.documents.models import IssuedRule, RuleTextChange
from tinhso.documents.normative.rule_page import facts_of, relations_of, relations_to, rule_state, way_of
from tinhso.documents.outgoing.versions import newest
from tinhso.documents.pages.listing import LONGEST, page_of
from tinhso.documents.pages.words import MOST_WORDS
from tinhso.documents.rulemaking.paragraphs import paragraphs_of
from tinhso.kernel.people.public import public_page
from tinhso.kernel.site import clock
from tinhso.lib.dates import vn_date
from tinhso.lib.language.vietnamese import fold

MOST_FEED = 50


@require_safe
@public_page
def show_rules(request: HttpRequest) -> HttpResponse:
    """The newest first; `?q=` words of number, title or text, `?hieu-luc=1` those in force today."""
    day = clock.today()
    is_in_force = request.GET.get("hieu-luc") == "1"
    rows = IssuedRule.objects.whole().order_by("-document__issued_at", "-pk")
    if is_in_force:
        rows = rows.filter(pk__in=IssuedRule.objects.in_force(day).values("pk"))
    words = request.GET.get("q", "")[:LONGEST].replace("\x00", "")
    for word in fold(words).split()[:MOST_WORDS]:
        rows = rows.filter(document__folded__contains=word) | rows.filter(
            document__number__folded__contains=word
        )
    page = page_of(request, rows.prefetch_related("undergoes__rule"), words)
    context = {
        "rules": [(one, *rule_state(one, list(one.undergoes.all()), day)) for one in page.rows],
        "page": page,
        "is_in_force": is_in_force,
    }
    return render(request, "documents/normative/rules.html", context)


@require_safe
@public_page
def show_feed(request: HttpRequest) -> HttpResponse:
    """RSS of the rules that were issued, the newest first."""
    site = request.build_absolute_uri("/").rstrip("/")
    rss = Rss201rev2Feed(
        title=_("Văn bản quy phạm pháp luật mới ban hành"),
        link=f"{site}{reverse('issued_rules')}",
        description=_("Văn bản quy phạm pháp luật của tỉnh, của xã"),
        language="vi",
        feed_url=request.build_absolute_uri(),
    )
    for one in IssuedRule.objects.whole().order_by("-document__issued_at", "-pk")[:MOST_FEED]:
        document = one.document
        name = f"{document.number} {document.subject}"
        force = (
            _("Có hiệu lực từ ngày %(day)s.") % {"day": vn_date(one.effective_on)} if one.effective_on else ""
        )
        rss.add_item(
            title=_("[Đã thu hồi] %(name)s") % {"name": name} if document.recalled_at else name,
            link=f"{site}{reverse('issued_rule', args=[document.case.code])}",
            description=f"{document.case.agency.name}. {force}",
            unique_id=document.case.code,
            unique_id_is_permalink=False,
            pubdate=document.issued_at,
        )
    return HttpResponse(rss.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8")


@require_safe
@public_page
def show_rule(request: HttpRequest, code: str) -> HttpResponse:
    """One rule: 404 for what was not issued as such."""
    rule = get_object_or_404(IssuedRule.objects.whole(), document__case__code=code)
    undergone = relations_to(rule)
    words, tone = rule_state(rule, undergone, clock.today())
    context = {
        "rule": rule,
        "document": rule.document,
        "words": words,
        "tone": tone,
        "facts": facts_of(rule),
        "relations": relations_of(rule, undergone),
        "way": way_of(rule.document),
        "paragraphs": paragraphs_of(newest(rule.document)),
        "changed": bool(undergone)
        and RuleTextChange.objects.standing().filter(relation__earlier=rule).exists(),
    }
    return render(request, "documents/normative/rule.html", context)
