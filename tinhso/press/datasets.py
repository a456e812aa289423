"""What press publishes as open data: the list of published articles."""

from typing import Any

from django.db.models import QuerySet

from tinhso.kernel.site import clock
from tinhso.kernel.site.declare import OpenTable
from tinhso.press.models import Article


def articles() -> "QuerySet[Any, Any]":
    return Article.objects.public(clock.now()).order_by("published_at", "pk")


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
    )
]
