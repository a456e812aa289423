from base64 import b32encode
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.press.articles.addresses import free_slug
from tinhso.press.articles.blocks import digest_of
from tinhso.press.articles.events import TranslationStarted
from tinhso.press.articles.moving import locked, note
from tinhso.press.articles.permissions import check_works_for
from tinhso.press.models import Article, ArticleRevision


@transaction.atomic
def start_translation(
    *, article: Article, language: str, title: str, client_key: UUID, by: Actor, now: datetime
) -> Article:
    """Begin a translation of what is live: an article of its own, which goes the same steps; its first text is the original's,
    and so is the hour when it expires. The same form sent twice is one.

    Raises: PressForbidden, EntryRefused.
    """
    original = locked(article)
    user_id = check_works_for(original, by)
    code = b32encode(sha256(f"{client_key.hex} {user_id}".encode()).digest()).decode()[:12].lower()
    if before := Article.objects.filter(code=code).first():
        return before
    live = original.live
    is_public = Article.objects.public(now).filter(pk=original.pk).exists()
    if original.original_id is not None or live is None or not is_public:
        raise EntryRefused("", "Chỉ dịch bài gốc đang đăng.")
    if language not in Article.Language.values or language == original.language:
        raise EntryRefused("language", "Chọn thứ tiếng khác tiếng của bài gốc.")
    if original.translations.filter(language=language).exists():
        raise EntryRefused("language", "Bài đã có bản dịch thứ tiếng này; mở bản dịch đó để sửa.")
    words = title.strip()
    if not 3 <= len(words) <= 200:
        raise EntryRefused("title", "Tiêu đề dài từ 3 đến 200 ký tự.")
    made = Article.objects.create(
        code=code,
        slug=free_slug(words),
        category=original.category,
        agency_id=original.agency_id,
        language=language,
        original=original,
        original_version=live.number,
        expires_at=live.expires_at,
        started_at=now,
        locked_by_id=user_id,
        locked_at=now,
    )
    _first_text(made, live.revision, words, user_id, now)
    note(made, "started", by=by, now=now)
    event = TranslationStarted(
        article_id=made.pk, original_id=original.pk, version=live.number, language=Code(language)
    )
    record(event, by=by, at=now)
    return made


def _first_text(made: Article, text: ArticleRevision, title: str, user_id: int, now: datetime) -> None:
    """The first text: the original's words and figures to be translated. Files stay with the original and are laid beside anew."""
    blocks = [block for block in text.blocks if not block.get("file")]
    made.head = ArticleRevision.objects.create(
        article=made,
        number=1,
        title=title,
        lead=text.lead,
        blocks=blocks,
        sha256=digest_of(title, text.lead, blocks),
        by_id=user_id,
        at=now,
    )
    made.save(update_fields=["head"])
