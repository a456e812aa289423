from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.files.public import StoredFile, claim_files, open_stream
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.files.audio import audio_seconds
from tinhso.press.articles.events import ArticleFileAttached
from tinhso.press.articles.moving import locked
from tinhso.press.articles.permissions import check_can_change
from tinhso.press.models import Article, ArticleFile

MOST = 40
LONGEST_SOUND = 2 * 3600


@transaction.atomic
def attach_file(*, article: Article, file: StoredFile, name: str, by: Actor, now: datetime) -> ArticleFile:
    """Lay a picture or file beside the article, for its blocks to show.

    Raises: PressForbidden, EntryRefused.
    """
    row = locked(article)
    check_can_change(row, by)
    if row.files.count() >= MOST:
        raise EntryRefused("file", f"Một bài có nhiều nhất {MOST} tệp.")
    if file.content_type.startswith("audio/"):
        _check_length(file)
    claim_files([file.pk], by=by, now=now)
    found = ArticleFile.objects.create(
        article=row,
        file=file,
        name=name.strip()[:200] or file.name[:200],
        picture=file.content_type.startswith("image/"),
        at=now,
    )
    record(ArticleFileAttached(article_id=row.pk, file_id=found.pk), by=by, at=now)
    return found


def _check_length(file: StoredFile) -> None:
    """Raises: EntryRefused."""
    with open_stream(file) as stream:
        seconds = audio_seconds(stream)
    if not 1 <= seconds <= LONGEST_SOUND:
        raise EntryRefused(
            "file", "Bản ghi âm dài từ một giây đến hai giờ, và phải là tệp âm thanh đọc được."
        )
