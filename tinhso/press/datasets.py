"""What press publishes as open data: published articles, spokespersons, answers, channels, verified pages, corrections, offices of
outlets, licences of the field."""

from typing import Any

from django.db.models import Case as Choice
from django.db.models import CharField, F, QuerySet, TextChoices, Value, When

from tinhso.kernel.site import clock
from tinhso.kernel.site.declare import OpenTable
from tinhso.press.models import (
    Article,
    Channel,
    Clarification,
    FieldLicence,
    OutletOffice,
    PressIssue,
    Spokesperson,
)
from tinhso.press.models.channel import ChannelQuerySet


def articles() -> "QuerySet[Any, Any]":
    return Article.objects.public(clock.now()).order_by("published_at", "pk")


def spokespersons() -> "QuerySet[Any, Any]":
    return Spokesperson.objects.on(clock.today()).order_by("agency__name", "pk")


def answered_issues() -> "QuerySet[Any, Any]":
    return PressIssue.objects.published().order_by("published_at", "pk")


def _of_today() -> ChannelQuerySet:
    """With the kind in words."""
    rows = Channel.objects.on(clock.today()).annotate(kind_words=_words(Channel.Kind))
    return rows.order_by("agency__name", "pk")


def channels() -> "QuerySet[Any, Any]":
    return _of_today().loud()


def verified_pages() -> "QuerySet[Any, Any]":
    return _of_today().pages().filter(verified_at__isnull=False)


def clarifications() -> "QuerySet[Any, Any]":
    return Clarification.objects.standing().order_by("published_at", "pk")


def outlet_offices() -> "QuerySet[Any, Any]":
    """Of today: the outlet and its office. Of a resident reporter neither name nor card nor where somebody lives."""
    place = Choice(When(kind="office", then=F("address")), default=Value(""), output_field=CharField())
    rows = OutletOffice.objects.on(clock.today()).annotate(kind_words=_words(OutletOffice.Kind), place=place)
    return rows.order_by("outlet", "kind", "pk")


def field_licences() -> "QuerySet[Any, Any]":
    """Those in force today: not one that ended or was revoked."""
    today = clock.today()
    rows = FieldLicence.objects.in_force(today).annotate(kind_words=_words(FieldLicence.Kind))
    return rows.order_by("kind", "starts", "pk")


def _words(kind: "type[TextChoices]") -> Choice:
    """The kind in words."""
    whens = [When(kind=code, then=Value(str(label))) for code, label in kind.choices]
    return Choice(*whens, default=F("kind"), output_field=CharField())


TABLES = [
    OpenTable(
        code="press.articles",
        title="Tin, bài đã đăng trên cổng tin tức của tỉnh",
        description="Mỗi dòng là một tin, bài đang đăng: mã, địa chỉ, tiêu đề, chuyên mục, cơ quan, ngày giờ đăng lần đầu, số bản đã đăng.",
        columns=(
            ("code", "Mã bài"),
            ("slug", "Địa chỉ"),
            ("live__revision__title", "Tiêu đề"),
            ("category__name", "Chuyên mục"),
            ("agency__name", "Cơ quan"),
            ("published_at", "Đăng lần đầu lúc"),
            ("live__number", "Số bản đã đăng"),
        ),
        rows=articles,
        keywords=("tin tức", "báo chí", "truyền thông"),
    ),
    OpenTable(
        code="press.spokespersons",
        title="Đầu mối phát ngôn của các cơ quan",
        description="Mỗi dòng là một đầu mối phát ngôn: cơ quan, chức vụ, điện thoại và thư điện tử công khai, từ ngày. Họ tên xem ở trang người phát ngôn.",
        columns=(
            ("agency__name", "Cơ quan"),
            ("position", "Chức vụ"),
            ("mandate", "Tư cách"),
            ("phone", "Điện thoại công khai"),
            ("email", "Thư điện tử công khai"),
            ("starts", "Từ ngày"),
        ),
        rows=spokespersons,
        keywords=("người phát ngôn", "báo chí"),
    ),
    OpenTable(
        code="press.answered_issues",
        title="Nội dung báo chí hỏi, nêu đã trả lời và đăng",
        description="Mỗi dòng là một nội dung đã đăng trả lời: mã, vấn đề, cơ quan, ngày tiếp nhận, ngày trả lời, đúng hạn hay chậm.",
        columns=(
            ("case__code", "Mã"),
            ("published_subject", "Vấn đề"),
            ("case__agency__name", "Cơ quan"),
            ("case__accepted_at", "Tiếp nhận lúc"),
            ("answered_at", "Trả lời lúc"),
            ("case__timeliness", "So với hạn"),
        ),
        rows=answered_issues,
        keywords=("báo chí", "trả lời"),
    ),
    OpenTable(
        code="press.channels",
        title="Đài truyền thanh cấp xã, bảng tin điện tử công cộng và hệ thống thông tin nguồn",
        description="Mỗi dòng là một kênh đang hoạt động: cơ quan vận hành, địa bàn, loại kênh, tên, số cụm loa hoặc bảng, từ ngày.",
        columns=(
            ("agency__name", "Cơ quan vận hành"),
            ("unit__code", "Mã đơn vị hành chính"),
            ("kind_words", "Loại kênh"),
            ("name", "Tên kênh"),
            ("points", "Số cụm loa, bảng"),
            ("starts", "Từ ngày"),
        ),
        rows=channels,
        keywords=("truyền thanh", "bảng tin điện tử", "thông tin cơ sở"),
    ),
    OpenTable(
        code="press.verified_pages",
        title="Trang, kênh trên mạng của cơ quan nhà nước đã được xác minh",
        description="Mỗi dòng là một trang đã xác minh: cơ quan, loại, tên, địa chỉ, ngày xác minh.",
        columns=(
            ("agency__name", "Cơ quan"),
            ("kind_words", "Loại kênh"),
            ("name", "Tên trang"),
            ("address", "Địa chỉ"),
            ("verified_at", "Xác minh lúc"),
        ),
        rows=verified_pages,
        keywords=("trang chính thức", "mạng xã hội", "xác minh"),
    ),
    OpenTable(
        code="press.clarifications",
        title="Thông tin đính chính",
        description="Mỗi dòng là một tin đang đăng: mã, điều loan truyền không đúng, sự thật, căn cứ, cơ quan, lúc đăng. Không có tên, tài khoản của ai.",
        columns=(
            ("code", "Mã"),
            ("claim", "Điều loan truyền"),
            ("fact", "Sự thật"),
            ("evidence", "Căn cứ"),
            ("agency__name", "Cơ quan"),
            ("published_at", "Đăng lúc"),
        ),
        rows=clarifications,
        keywords=("đính chính", "tin giả", "báo chí"),
    ),
    OpenTable(
        code="press.outlet_offices",
        title="Văn phòng đại diện, phóng viên thường trú của cơ quan báo chí tại tỉnh",
        description="Mỗi dòng là một văn phòng đại diện hoặc một phóng viên thường trú đang hoạt động: cơ quan báo chí, loại, tên và địa chỉ văn phòng, từ ngày. Không có tên người, số thẻ nhà báo, nơi ở của phóng viên.",
        columns=(
            ("outlet", "Cơ quan báo chí"),
            ("kind_words", "Loại"),
            ("name", "Tên văn phòng"),
            ("place", "Địa chỉ văn phòng"),
            ("starts", "Từ ngày"),
        ),
        rows=outlet_offices,
        keywords=("cơ quan báo chí", "văn phòng đại diện", "phóng viên thường trú"),
    ),
    OpenTable(
        code="press.field_licences",
        title="Giấy phép bản tin, trang thông tin điện tử tổng hợp, mạng xã hội đang có hiệu lực",
        description="Mỗi dòng là một giấy phép đang có hiệu lực: loại, số, tổ chức được cấp, tên, địa chỉ trên mạng, ngày cấp, ngày hết hạn. Giấy phép hết hạn, bị thu hồi không còn trong bảng; quá trình xem ở trang giấy phép báo chí.",
        columns=(
            ("kind_words", "Loại giấy phép"),
            ("number", "Số giấy phép"),
            ("holder", "Tổ chức được cấp"),
            ("title", "Tên bản tin, trang, mạng"),
            ("address", "Địa chỉ trên mạng"),
            ("starts", "Từ ngày"),
            ("ends", "Hết hạn ngày"),
        ),
        rows=field_licences,
        keywords=("giấy phép", "bản tin", "trang thông tin điện tử tổng hợp", "mạng xã hội"),
    ),
]
