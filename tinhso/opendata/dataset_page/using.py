"""How a reader cites a version of a dataset and reads its newest rows in other programs."""

import json
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.kernel.site.public import data_note, instance
from tinhso.lib.dates import local
from tinhso.opendata.dataset.table_names import file_of_table
from tinhso.opendata.models import Dataset, DataVersion

MOST_NAMED = 12  # columns of text; of more all columns are read as text
SPECIAL = str.maketrans({char: f"\\{char}" for char in "&%$#_{}"} | {"\\": "", "~": " ", "^": ""})


@dataclass(frozen=True)
class Snippet:
    """Some lines for a program; `name` is its name."""

    name: str
    lines: str


def citation_of(dataset: Dataset, version: DataVersion, base: str) -> str:
    """One sentence that names publisher, year, title, version and the address at which this version stays."""
    words = _("%(publisher)s (%(year)s). %(title)s, phiên bản %(n)s [bộ dữ liệu]. %(site)s. %(url)s")
    cited = words % {**_named(dataset, version, base), "title": _title(dataset, version)}
    note = _note(dataset)
    return f"{note}. {cited}" if note else cited


def bibtex_of(dataset: Dataset, version: DataVersion, base: str) -> str:
    """The same for programs that keep references."""
    named = _named(dataset, version, base)
    parts = {
        "author": f"{{{_plain(named['publisher'])}}}",
        "title": f"{{{_plain(_title(dataset, version))}}}",
        "year": named["year"],
        "version": named["n"],
        "publisher": f"{{{_plain(named['site'])}}}",
        "url": named["url"],
        "note": _plain(_note(dataset)),
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in parts.items() if value)
    return f"@misc{{{dataset.slug}-{version.number},\n{lines}\n}}"


def snippets_of(dataset: Dataset, version: DataVersion, base: str) -> list[Snippet]:
    """Lines for Python, R and Excel that read the newest version; codes keep their zeros."""
    url = base + file_of_table(dataset, version.table.number, "csv")
    texts = [name for name, _heading, kind in version.columns if kind == "text"]
    if len(texts) > MOST_NAMED:
        typed, classes = "str", '"character"'
    else:
        typed = json.dumps(dict.fromkeys(texts, "str"))
        classes = "c({})".format(", ".join(f'{name} = "character"' for name in texts))
    more, of_r = (f", dtype={typed}", f", colClasses = {classes}") if texts else ("", "")
    return [
        Snippet(
            "Python (pandas)",
            f'import pandas as pd\n\ndu_lieu = pd.read_csv("{url}"{more})\nprint(du_lieu.head())',
        ),
        Snippet("R", f'du_lieu <- read.csv("{url}", fileEncoding = "UTF-8"{of_r})\nhead(du_lieu)'),
        Snippet(
            "Excel (Power Query)",
            f'= Table.PromoteHeaders(Csv.Document(Web.Contents("{url}"), [Delimiter = ",", Encoding = 65001]))',
        ),
    ]


def _named(dataset: Dataset, version: DataVersion, base: str) -> dict[str, str]:
    return {
        "publisher": dataset.publisher.name,
        "year": str(local(version.published_at).year),
        "n": str(version.number),
        "site": instance().name,
        "url": f"{base}{reverse('dataset', args=[dataset.slug])}?phien-ban={version.number}",  # names the table too
    }


def _note(dataset: Dataset) -> str:
    return data_note() or (_("DỮ LIỆU MÔ PHỎNG") if dataset.synthetic else "")


def _plain(text: str) -> str:
    return text.translate(SPECIAL)


def _title(dataset: Dataset, version: DataVersion) -> str:
    return dataset.title if version.table.is_first else f"{dataset.title}: {version.table.title}"
