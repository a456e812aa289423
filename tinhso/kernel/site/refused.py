"""Pages for what went wrong: each says in a sentence what happened and what to do next.

`conflict`, `not_done`, `too_large`, `too_many` and `csrf_failed` are for views of others (by `public`); Django calls the others
through `views/errors.py`, which `config/urls.py` names.
"""

import errno
import sys
from collections.abc import Sequence
from datetime import datetime

import psycopg
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _

from tinhso.kernel.site.context import SIGN_IN, url_of
from tinhso.kernel.site.typed_texts import typed_texts

RETRY_SECONDS = 10
FULL = (errno.ENOSPC, errno.EDQUOT)
AWAY = ("08", "53", "57P", "25006")  # lost, no room, shutting down or starting, a standby that may not write
TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def _page(
    request: HttpRequest,
    status: int,
    title: str,
    text: str,
    *,
    url: str = "/",
    label: str = "",
    typed: Sequence[str] = (),
) -> HttpResponse:
    values = {"title": title, "text": text, "url": url, "label": label or _("Về trang chủ"), "status": status}
    values["typed"] = typed
    return render(request, "site/error.html", values, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request cannot be read; 413 where it was only too much of it."""
    if isinstance(exception, TOO_MUCH):
        return too_large(request)
    return _page(
        request,
        400,
        _("Yêu cầu không đọc được"),
        _("Địa chỉ hoặc dữ liệu gửi lên bị sai. Ông/bà quay lại trang trước và thử lại."),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: a visitor is shown the way in; someone signed in learns that this is not theirs."""
    user = getattr(request, "user", None)
    sign_in = url_of(*SIGN_IN)
    if (user is None or not user.is_authenticated) and sign_in:
        return _page(
            request,
            403,
            _("Cần đăng nhập"),
            _("Trang này dành cho người đã đăng nhập. Ông/bà đăng nhập rồi mở lại trang."),
            url=sign_in,
            label=_("Đăng nhập"),
        )
    return _page(
        request,
        403,
        _("Ông/bà không có quyền xem trang này"),
        _(
            "Nội dung này chỉ dành cho người được giao việc. Nếu cần xem, hãy liên hệ cơ quan đang giải quyết."
        ),
    )


def only_a_deed(request: HttpRequest) -> HttpResponse:
    """405 of an address that only takes what a page sends: somebody opened it anew or kept it as a bookmark."""
    desk = url_of("worklist") if request.path.startswith("/can-bo/") else ""
    return _page(
        request,
        405,
        _("Địa chỉ này không mở trực tiếp được"),
        _(
            "Địa chỉ này chỉ nhận việc gửi đi từ một trang. Chưa có gì thay đổi; ông/bà mở lại trang đó rồi làm tiếp."
        ),
        url=desk or "/",
        label=_("Về việc của tôi") if desk else "",
    )


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form whose token is too old or missing: nothing was done, and the typed words are one step back."""
    return _page(
        request,
        403,
        _("Biểu mẫu đã mở quá lâu"),
        _(
            "Để an toàn, biểu mẫu này không gửi được nữa và chưa có gì thay đổi. "
            "Ông/bà bấm nút quay lại của trình duyệt, tải lại trang rồi gửi lại; trình duyệt cần cho phép cookie."
        ),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: also for what a stranger must not know of."""
    return _page(
        request,
        404,
        _("Không tìm thấy trang"),
        _(
            "Địa chỉ có thể bị gõ sai, hoặc trang đã được chuyển đi. Ông/bà kiểm tra lại địa chỉ hoặc tìm từ trang chủ."
        ),
    )


def conflict(
    request: HttpRequest, *, who: str, deed: str, at: datetime | None = None, url: str = "/"
) -> HttpResponse:
    """409: somebody else was first. `deed` completes the sentence: "đã tiếp nhận hồ sơ này". What was typed is shown."""
    values = {"who": who, "deed": deed, "at": at, "url": url, "typed": typed_texts(request)}
    return render(request, "site/conflict.html", values, status=409)


def not_done(request: HttpRequest, words: str, *, url: str) -> HttpResponse:
    """422: what a short form asked was refused, and why. What was typed is shown, to be sent again from `url`."""
    title, label = _("Chưa ghi được"), _("Quay lại")
    return _page(request, 422, title, words, url=url, label=label, typed=typed_texts(request))


def too_large(request: HttpRequest, *, limit: str = "") -> HttpResponse:
    """413: more was sent than is taken; `limit` tells how much is, for example "20 MB"."""
    text = _(
        "Dữ liệu gửi lên quá lớn nên chưa được nhận. Những gì đã lưu trước đó vẫn còn. "
        "Ông/bà viết gọn lại, gửi từng tệp một, hoặc giảm cỡ ảnh rồi gửi lại."
    )
    if limit:
        text += " " + _("Mỗi lần gửi tối đa %(limit)s.") % {"limit": limit}
    return _page(request, 413, _("Dữ liệu quá lớn"), text)


def too_many(request: HttpRequest, *, retry_after: int) -> HttpResponse:
    """429: too often; `retry_after` in seconds."""
    minutes = max(1, -(-retry_after // 60))
    response = _page(
        request,
        429,
        _("Ông/bà đã thử quá nhiều lần"),
        _("Để bảo vệ dữ liệu, việc này tạm dừng. Ông/bà thử lại sau %(minutes)s phút.")
        % {"minutes": minutes},
        typed=typed_texts(request),
    )
    response["Retry-After"] = str(retry_after)
    return response


def no_site_address(request: HttpRequest) -> HttpResponse:
    """503 where something would have carried the site's address and nobody has set it: nothing was issued."""
    return _page(
        request,
        503,
        _("Chưa phát hành được"),
        _(
            "Hệ thống chưa được khai địa chỉ của cổng, nên chưa phát hành giấy tờ, mã QR hay đường dẫn nào. "
            "Chưa có gì thay đổi; ông/bà báo người quản trị hệ thống rồi làm lại sau."
        ),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 while the database is away or the disk is full: fixed pages that ask neither database nor session.

    Django calls it while it handles the error.
    """
    away = away_of(sys.exc_info()[1])
    if not away:
        return HttpResponse(loader.get_template("site/500.html").render(), status=500)
    page = loader.get_template("site/503.html").render({"full": away == "disk"})
    return HttpResponse(page, status=503, headers={"Retry-After": str(RETRY_SECONDS)})


def away_of(error: BaseException | None) -> str:
    """ "database" or "disk" where the error says that they fail us for now; "" for an error of our own."""
    while error is not None:
        state = getattr(error, "sqlstate", None) or ""
        if state.startswith("53100") or (isinstance(error, OSError) and error.errno in FULL):
            return "disk"
        lost = isinstance(error, psycopg.OperationalError) and not state
        if lost or (isinstance(error, psycopg.Error) and state.startswith(AWAY)):
            return "database"
        if isinstance(error, InterfaceError):  # the connection was closed under us
            return "database"
        error = error.__cause__ or error.__context__
    return ""
