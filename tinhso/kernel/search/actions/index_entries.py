from collections.abc import Iterable

from django.db import connection, transaction

from tinhso.kernel.search.entry import MOST_DETAILS, MOST_TEXT, PHRASES_END, Entry
from tinhso.kernel.search.models import SearchEntry
from tinhso.kernel.site.public import copy_new_rows
from tinhso.lib.language.vietnamese import fold

BATCH = 1000
CHANGED = [
    "title", "text", "url", "audience", "weight", "valid", "folded_title", "folded_text", "folded_details",
]  # fmt: skip
COUNT_WORDS = """
    insert into search_searchword (word, entries, in_details)
    select word, coalesce(said.ndoc, anywhere.ndoc), anywhere.ndoc
      from ts_stat('select tsv || details_tsv from search_searchentry') as anywhere
      left join ts_stat('select tsv from search_searchentry') as said using (word)
     where length(word) <= 80
    union all select '', count(*), count(*) from search_searchentry
"""
COUNT_PAIRS = """
    insert into search_searchword (word, entries, in_details)
    select pair, count(distinct id), 0
      from (select entry.id, word || ' ' || lead(word) over (partition by entry.id, phrase order by place) as pair
              from search_searchentry as entry,
                   unnest(string_to_array(entry.folded_title || ' ; ' || entry.folded_text, ' ; '))
                       with ordinality as phrases (said, phrase),
                   unnest(string_to_array(said, ' ')) with ordinality as words (word, place)) as pairs
     where length(pair) <= 80
     group by pair
"""
KNOW_SYNONYMS = """
    insert into search_searchword (word, entries, in_details)
    select distinct word, 0, 0 from search_searchsynonym, unnest(string_to_array(folded, ' ')) as word
    on conflict do nothing
"""


@transaction.atomic
def index(entries: Iterable[Entry]) -> int:
    """Put entries in, or renew them by (kind, ref), in the caller's transaction; how many there were.

    Word counts follow with the nightly job, or at once with `count_words`.
    """
    rows = [_row(entry) for entry in entries]
    SearchEntry.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["kind", "ref"],
        update_fields=CHANGED,
    )
    return len(rows)


@transaction.atomic
def replace_kind(kind: str, entries: Iterable[Entry]) -> int:
    """The whole content of one kind: what is not in `entries` is forgotten. Counts the words anew."""
    all_entries = list(entries)
    if SearchEntry.objects.filter(kind=kind).exists():
        index(all_entries)
        SearchEntry.objects.filter(kind=kind).exclude(ref__in=[entry.ref for entry in all_entries]).delete()
    else:
        copy_new_rows(_row(entry) for entry in all_entries)
    count_words()
    return len(all_entries)


def indexed(kind: str, refs: Iterable[str]) -> set[str]:
    """Those of the refs that the index has an entry of. One query."""
    rows = SearchEntry.objects.filter(kind=kind, ref__in=list(refs))
    return set(rows.values_list("ref", flat=True))


@transaction.atomic
def forget(kind: str, refs: Iterable[str]) -> None:
    """Take entries out of the search."""
    SearchEntry.objects.filter(kind=kind, ref__in=list(refs)).delete()


@transaction.atomic
def forget_others(kind: str, refs: Iterable[str]) -> int:
    """Take all entries of a kind out of the search that none of the refs names; how many there were."""
    return SearchEntry.objects.filter(kind=kind).exclude(ref__in=list(refs)).delete()[0]


@transaction.atomic
def count_words() -> None:
    """In how many entries each word and each pair of neighbours stands: what is rare decides, and slips are mended
    towards known words.

    The words of synonyms are known too, in no entry.
    """
    with connection.cursor() as cursor:
        cursor.execute("delete from search_searchword")
        cursor.execute(COUNT_WORDS)
        cursor.execute(COUNT_PAIRS)
        cursor.execute(KNOW_SYNONYMS)


def _row(entry: Entry) -> SearchEntry:
    text = entry.text[:MOST_TEXT]
    return SearchEntry(
        kind=entry.kind,
        ref=entry.ref,
        title=entry.title,
        text=text,
        url=entry.url,
        audience=entry.audience,
        weight=entry.weight,
        valid=entry.valid,
        folded_title=fold(entry.title),
        folded_details=_each_word_once(entry.details),
        folded_text=PHRASES_END.join(fold(phrase) for phrase in text.split(";")),
    )


def _each_word_once(text: str) -> str:
    return " ".join(list(dict.fromkeys(fold(text).split()))[:MOST_DETAILS])
