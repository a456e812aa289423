"""What people do at a published report, and what its sender may do at their own."""

from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tinhso.casework.public import AlreadySettled, NotFinished, withdraw_case
from tinhso.citizen.models import Report
from tinhso.citizen.public_pages.actions.follow_report import NotShown, follow_report, unfollow_report
from tinhso.citizen.public_pages.actions.write_comment import CommentRefused, write_comment
from tinhso.citizen.public_pages.views.reports import readable
from tinhso.citizen.reports.content import ContentRefused
from tinhso.citizen.reports.photos import PhotoRefused, holder_of, take_photo
from tinhso.citizen.reports.report_limits import COMMENT_LIMITS, REPORT_LIMITS
from tinhso.citizen.sender.actions.forget_reporter import forget_reporter
from tinhso.citizen.sender.actions.hide_name import hide_name
from tinhso.citizen.sender.actions.rate_report import RatingRefused, rate_report
from tinhso.citizen.sender.actions.reopen_report import CannotReopen, reopen_report
from tinhso.citizen.sender.browser_notes import keep_link, remember_sent
from tinhso.citizen.sender.secret_link import link_needed, link_path
from tinhso.citizen.sender.sender_identity import is_own, sender_of
from tinhso.kernel.moderation.public import Flooded, check_flood
from tinhso.kernel.people.public import actor_for, citizen_required, public_page
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import not_done
from tinhso.kernel.site.rate_limit import client_address
from tinhso.kernel.site.views.errors import too_many


def typed(request: HttpRequest) -> str:
    """The field `text`, without what a database cannot keep."""
    return request.POST.get("text", "").replace("\x00", "").strip()


@require_POST
@citizen_required
def follow(request: HttpRequest, code: str) -> HttpResponse:
    """Follow a report; with `confirm` "tôi cũng gặp"; with `stop` no longer."""
    report, actor = readable(request, code), actor_for(request)
    if "stop" in request.POST:
        unfollow_report(report=report, by=actor)
        messages.success(request, _("Đã thôi theo dõi."))
        return redirect("report", code)
    confirm = "confirm" in request.POST
    try:
        follow_report(report=report, confirm=confirm, by=actor, now=clock.now())
    except NotShown:
        raise Http404 from None
    messages.success(request, _("Đã ghi: ông/bà cũng gặp việc này.") if confirm else _("Đang theo dõi."))
    return redirect("report", code)


@require_POST
@citizen_required
def comment(request: HttpRequest, code: str) -> HttpResponse:
    """A comment, shown once the desk lets it through."""
    report, actor = readable(request, code), actor_for(request)
    try:
        check_flood(COMMENT_LIMITS, account=actor.user_id, on=clock.today())
        write_comment(report=report, text=typed(request), by=actor, now=clock.now())
    except Flooded as flooded:
        return too_many(request, retry_after=flooded.retry_after)
    except NotShown:
        raise Http404 from None
    except CommentRefused as refused:
        return not_done(request, str(refused), url=reverse("report", args=[code]))
    messages.success(request, _("Đã gửi bình luận; bình luận hiện sau khi được duyệt."))
    return redirect("report", code)


def own_report(request: HttpRequest, code: str) -> Report:
    """The report if whoever asks sent it; else 404."""
    report = readable(request, code)
    if not is_own(request, report):
        raise Http404
    return report


@require_POST
@public_page
def rate(request: HttpRequest, code: str) -> HttpResponse:
    """How good the answer is, by whoever reported."""
    report = own_report(request, code)
    stars, back = request.POST.get("stars", ""), reverse("report", args=[code])
    if stars not in {"1", "2", "3", "4", "5"}:
        return not_done(request, _("Chọn từ 1 đến 5 sao."), url=back)
    try:
        rate_report(
            report=report,
            ver=report.case.ver,
            stars=int(stars),
            text=typed(request),
            by=sender_of(report),
            now=clock.now(),
        )
    except NotFinished:
        return not_done(request, _("Phản ánh chưa có kết quả nên chưa đánh giá được."), url=back)
    except RatingRefused as refused:
        return not_done(request, str(refused), url=back)
    messages.success(request, _("Cảm ơn ông/bà đã đánh giá. Lời góp ý hiện sau khi được duyệt."))
    return redirect("report", code)


@require_POST
@public_page
def reopen(request: HttpRequest, code: str) -> HttpResponse:
    """It is not mended: once, within the days that the rule gives."""
    report, actor, now = own_report(request, code), actor_for(request), clock.now()
    back = reverse("report", args=[code])
    try:
        check_flood(REPORT_LIMITS, address=client_address(request), account=actor.user_id, on=now.date())
        key = UUID(request.POST.get("key", ""))
        sent = [file for file in request.FILES.getlist("photo") if isinstance(file, UploadedFile)]
        files = [take_photo(file, holder=holder_of(key), now=now) for file in sent]
        reopened = reopen_report(
            report=report,
            client_key=key,
            text=typed(request),
            photos=[file.pk for file in files],
            by=sender_of(report),
            now=now,
        )
    except ValueError:
        raise Http404 from None
    except CannotReopen as refused:
        return not_done(request, reasons()[refused.why], url=back)
    except ContentRefused as wrong:
        return not_done(request, " ".join(words for _name, words in wrong.problems), url=back)
    except (PhotoRefused, Flooded) as error:
        return not_done(request, str(error), url=back)
    remember_sent(request, reopened.case.code)
    messages.success(request, _("Đã mở lại phản ánh; mã mới là %(code)s.") % {"code": reopened.case.code})
    if link_needed(reopened):  # another report, another link
        keep_link(request, reopened.case.code, request.build_absolute_uri(link_path(key)))
        return redirect("report_sent", reopened.case.code)
    return redirect("report", reopened.case.code)


def reasons() -> dict[str, str]:
    return {
        "open": _("Phản ánh chưa được trả lời nên chưa mở lại được."),
        "already_reopened": _("Mỗi phản ánh chỉ được mở lại một lần."),
        "late": _("Đã quá thời hạn mở lại; ông/bà gửi phản ánh mới."),
    }


@require_POST
@public_page
def hide_own_name(request: HttpRequest, code: str) -> HttpResponse:
    """The name no longer stands beside the report."""
    report = own_report(request, code)
    hide_name(report=report, by=sender_of(report), now=clock.now())
    messages.success(request, _("Tên của ông/bà không còn hiện cùng phản ánh."))
    return redirect("report", code)


@require_POST
@public_page
def forget_contact(request: HttpRequest, code: str) -> HttpResponse:
    """Name, phone and e-mail of the sender are erased; the report goes on without them."""
    report = own_report(request, code)
    forget_reporter(report=report, by=sender_of(report), now=clock.now())
    messages.success(request, _("Đã xoá họ tên, số điện thoại, thư điện tử của ông/bà khỏi phản ánh này."))
    return redirect("report", code)


@require_POST
@public_page
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """The sender takes the report back before it is answered."""
    report = own_report(request, code)
    try:
        withdraw_case(case=report.case, ver=report.case.ver, text="", by=sender_of(report), now=clock.now())
    except AlreadySettled:
        messages.error(request, _("Phản ánh đã có kết quả nên không rút được."))
    else:
        messages.success(request, _("Đã rút phản ánh."))
    return redirect("report", code)
