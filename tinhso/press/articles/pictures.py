"""Which pictures of articles everybody may see: those that a live version shows."""

from typing import Any

from django.db.models import F, QuerySet

from tinhso.kernel.site import clock
from tinhso.press.models import Article, PublishedFile


def published_pictures() -> "QuerySet[Any, Any]":
    """Ids of their files (the slot `PublicPictures`)."""
    public = Article.objects.public(clock.now())
    live = PublishedFile.objects.filter(publication__article__in=public.values("pk"))
    return live.filter(publication=F("publication__article__live")).values("file_id")
