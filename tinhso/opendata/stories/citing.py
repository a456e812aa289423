"""How a reader cites a story, and what search engines read of it."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.kernel.site.public import data_note, instance
from tinhso.lib.dates import local
from tinhso.opendata.dataset_page.using import SPECIAL
from tinhso.opendata.models import Story, StoryText
from tinhso.opendata.stories.sources import Source


def citation_of(story: Story, text: StoryText, base: str) -> str:
    """One sentence with the address at which this text stays."""
    words = _("%(agency)s (%(year)s). %(title)s, bản %(n)s [câu chuyện dữ liệu]. %(site)s. %(url)s")
    cited = words % {**_parts(story, text, base), "agency": story.agency.name, "title": text.title}
    note = data_note()
    return f"{note}. {cited}" if note else cited


def bibtex_of(story: Story, text: StoryText, base: str) -> str:
    """The same for programs that keep references."""
    parts = _parts(story, text, base)
    lines = {
        "author": f"{{{_plain(story.agency.name)}}}",
        "title": f"{{{_plain(text.title)}}}",
        "year": parts["year"],
        "edition": parts["n"],
        "publisher": f"{{{_plain(parts['site'])}}}",
        "url": parts["url"],
        "note": _plain(data_note()),
    }
    written = ",\n".join(f"  {name} = {{{value}}}" for name, value in lines.items() if value)
    return f"@misc{{{story.slug}-{text.number},\n{written}\n}}"


def _parts(story: Story, text: StoryText, base: str) -> dict[str, str]:
    at = text.decided_at or story.published_at
    return {
        "year": str(local(at).year) if at else "",
        "n": str(text.number),
        "site": instance().name,
        "url": f"{base}{reverse('data_story', args=[story.slug])}?ban={text.number}",
    }


def _plain(text: str) -> str:
    return text.translate(SPECIAL)


def article_of(
    story: Story, text: StoryText, history: Sequence[StoryText], sources: Sequence[Source], base: str
) -> dict[str, Any]:
    """schema.org's Article with the datasets, at the version shown, that it is based on; a correction with its reason."""
    organisation = {"@type": "GovernmentOrganization", "name": story.agency.name}
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Article",
        "mainEntityOfPage": base + reverse("data_story", args=[story.slug]),
        "headline": text.title,
        "description": text.lead,
        "inLanguage": "vi",
        "isAccessibleForFree": True,
        "datePublished": story.published_at.isoformat() if story.published_at else "",
        "dateModified": text.decided_at.isoformat() if text.decided_at else "",
        "author": organisation,
        "publisher": organisation,
        "version": str(text.number),
        "isBasedOn": [
            {
                "@type": "Dataset",
                "name": one.dataset.title,
                "description": one.dataset.public_description,
                "url": base + reverse("dataset", args=[one.dataset.slug]),
                "version": str(one.version.number),
                "license": one.dataset.licence.url,
            }
            for one in sources
        ],
    }
    if note := data_note():
        found["creditText"] = note
    changes = [one for one in history if one.reason and one.decided_at]
    if changes:
        found["correction"] = [
            {"@type": "CorrectionComment", "text": one.reason, "datePublished": one.decided_at.isoformat()}
            for one in changes
            if one.decided_at
        ]
    return found
