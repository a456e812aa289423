"""What press can count."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.declare import Measure
from tinhso.press.models import Article


def published() -> "QuerySet[Article]":
    """Articles by the day on which they went live first, also those withdrawn since: what was published was published."""
    return Article.objects.filter(published_at__isnull=False)


MEASURES = [
    Measure(
        code="press.articles",
        name=_("Tin, bài đã đăng trên cổng"),
        unit=_("bài"),
        rows=published,
        counts_on="published_at",
        agency="agency",
        dims=(("category", "category__code"),),
        row_label="code",
        row_url=("article", "slug"),
        of_people=False,
        source=_("Cổng tin tức của tỉnh"),
    )
]
