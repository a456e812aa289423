"""Do the clients that people have go on working? Each tried against a running portal: `bin/demo`.

    python -m venv TOOLS && TOOLS/bin/pip install ckanapi pandas pyarrow duckdb openpyxl feedparser mlcroissant
    TOOLS/bin/python bench/opendata_clients.py http://127.0.0.1:8000 [dataset …]

ckanapi dump, search and its Python object (the whole catalogue), what ckanext-harvest asks (all ids, then `package_search` by
`metadata_modified` in pages, then `package_show`), the lines that a dataset's page offers: for pandas and R (`Rscript`, where
installed) run as they stand, for Excel read as its Power Query would (encoding, delimiter, heading); pandas over CSV and XLSX, DuckDB over the Parquet address by HTTP ranges (where its
extension httpfs can be had, else over the file), openpyxl and LibreOffice (`soffice`, where installed) over the XLSX, feedparser
over both feeds, mlcroissant over the Croissant record of every dataset. Values are compared between the formats cell by cell.
"""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen


def main(base: str, *slugs: str) -> int:
    """How many clients failed."""
    names = slugs or tuple(some_slugs(base))
    tried: list[tuple[str, Callable[[], str]]] = [
        ("ckanapi dump", lambda: dump(base)),
        ("ckanapi search", lambda: search(base)),
        ("ckanapi object", lambda: remote_ckan(base)),
        ("ckanext-harvest", lambda: harvested(base)),
        ("feeds", lambda: feeds(base)),
        ("mlcroissant", lambda: croissant(base)),
    ]
    tried += [(f"formats of {name}", lambda name=name: formats(base, name)) for name in names]  # type: ignore[misc]
    tried += [(f"lines of {name}", lambda name=name: lines_of_page(base, name)) for name in names]  # type: ignore[misc]
    failed = [name for name, client in tried if not check_answers(name, client)]
    print(
        f"{len(tried) - len(failed)} of {len(tried)} clients are content"
        + (f"; not: {failed}" if failed else "")
    )
    return len(failed)


def check_answers(name: str, client: Callable[[], str]) -> bool:
    try:
        print(f"  ok    {name}: {client()}", flush=True)
    except (AssertionError, ValueError, OSError, subprocess.CalledProcessError) as error:
        print(f"  WRONG {name}: {str(error)[:1500]}", flush=True)
        return False
    return True


def action(base: str, name: str) -> Any:
    return json.loads(read(f"{base}/api/3/action/{name}"))["result"]


def some_slugs(base: str) -> list[str]:
    """A few datasets of the catalogue, spread over it."""
    found = action(base, "package_list")
    return list(found[:: max(1, len(found) // 6)])


def dump(base: str) -> str:
    program = str(Path(sys.executable).with_name("ckanapi"))
    words = [program, "dump", "datasets", "--all", "-r", base, "-d", "-q"]
    beside = os.environ | {"PATH": f"{Path(program).parent}:{os.environ['PATH']}"}  # it starts itself again
    done = subprocess.run(words, capture_output=True, check=True, env=beside)
    packages = [json.loads(line) for line in done.stdout.splitlines()]
    fields = [one for p in packages for one in p["resources"] if one.get("datastore_fields")]
    assert len(packages) == len(action(base, "package_list")), "not every package was dumped"
    return f"{len(packages)} packages, fields of {len(fields)} tables"


def search(base: str) -> str:
    program = str(Path(sys.executable).with_name("ckanapi"))
    done = subprocess.run(
        [program, "search", "datasets", "q=xã", "-r", base], capture_output=True, check=True
    )
    count = len(done.stdout.splitlines())
    assert count == action(base, "package_search?q=x%C3%A3&rows=0")["count"], "another number of hits"
    return f"{count} hits for “xã”"


def remote_ckan(base: str) -> str:
    """What scripts do with ckanapi: walk organisations and groups, look a resource up, page through a table."""
    from ckanapi import NotFound, RemoteCKAN

    portal = RemoteCKAN(base, user_agent="bench")
    names = portal.action.package_list()
    package = portal.action.package_show(id=names[0])
    table = next(one for one in package["resources"] if one.get("datastore_active"))
    first = portal.action.datastore_search(resource_id=table["id"], limit=2)
    second = portal.action.datastore_search(resource_id=table["id"], limit=2, offset=2)
    ids = [one["_id"] for one in (*first["records"], *second["records"])]
    assert ids == sorted(set(ids)), f"pages of a table overlap: {ids}"
    assert portal.action.resource_show(id=table["id"])["package_id"] == package["id"]
    assert portal.action.organization_list() and portal.action.group_list() is not None
    assert portal.action.tag_list() and portal.action.license_list() and portal.action.status_show()
    try:
        portal.action.package_show(id="khong-co-bo-nao")
    except NotFound:
        return f"{len(names)} packages, pages of {table['id']}, NotFound where there is none"
    raise AssertionError("a package that is not there was found")


def harvested(base: str) -> str:
    """The calls of ckanext-harvest's CKAN harvester: a whole run, then one of what changed since the newest day."""
    whole = packages_of(base, "")
    assert len(whole) == len(action(base, "package_list")), "not every package is in the pages"
    newest = sorted(one["metadata_modified"] for one in whole)[-20]
    some = packages_of(base, f"metadata_modified:[{newest}Z TO *]")
    expected = {one["id"] for one in whole if one["metadata_modified"] >= newest}
    assert {one["id"] for one in some} == expected, f"{len(some)} changed, {len(expected)} expected"
    for one in some[:20]:
        shown = action(base, f"package_show?id={one['id']}")
        assert shown["name"] == one["name"] and shown["organization"], one["id"]
        assert action(base, f"organization_show?id={shown['organization']['id']}")["name"]
    return f"{len(whole)} packages; {len(some)} changed since {newest}"


def packages_of(base: str, filter_query: str) -> list[Any]:
    """`package_search` in pages of 100, oldest id first, until one is empty, as the harvester asks it."""
    found: list[Any] = []
    while True:
        words = {"rows": "100", "start": str(len(found)), "sort": "id asc", "fq": filter_query}
        page = action(base, f"package_search?{urlencode(words)}")["results"]
        if not page:
            break
        found += page
        assert len(found) < 20_000, "the pages have no end"
    ids = [one["id"] for one in found]
    assert len(ids) == len(set(ids)), "a package stands on two pages"
    return found


def lines_of_page(base: str, slug: str) -> str:
    """The lines that the page offers under “Dùng trong R, Python, Excel”, taken from the page and run."""
    page = read(f"{base}/du-lieu/{slug}/").decode()
    part = page[page.index('id="dung-trong"') :]
    offered = [unescape(one) for one in re.findall(r"<pre>(.*?)</pre>", part, re.DOTALL)[:3]]
    python, r, excel = offered
    rows = action(base, f"datastore_search?resource_id={slug}-bang&limit=1")["total"]
    shape = subprocess.run(
        [sys.executable, "-c", f"{python}\nprint('ROWS', len(du_lieu))"], capture_output=True, check=True
    )
    assert f"ROWS {rows}" in shape.stdout.decode(), f"pandas has other rows than {rows}"
    note = "pandas"
    if script := shutil.which("Rscript"):
        done = subprocess.run(
            [script, "-e", f'{r}\ncat("ROWS", nrow(du_lieu))'], capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
        assert f"ROWS {rows}" in done.stdout.decode(), f"R: {done.stdout.decode()[-300:]}"
        note += ", R"
    address = re.search(r'Web\.Contents\("([^"]+)"\)', excel)
    assert address and "Encoding = 65001" in excel and 'Delimiter = ","' in excel, excel
    heading, *lines = csv.reader(io.StringIO(read(address[1]).decode("utf-8")))
    assert len(lines) == rows and all(len(line) == len(heading) for line in lines), (
        "Excel would see torn rows"
    )
    return f"{rows} rows in {note}, Power Query's address"


def feeds(base: str) -> str:
    import feedparser

    entries = []
    for kind in ("atom", "rss"):
        feed = feedparser.parse(read(f"{base}/du-lieu/moi.{kind}"))
        assert not feed.bozo, feed.get("bozo_exception")
        assert feed.entries and all(e.get("title") and e.get("link") and e.get("id") for e in feed.entries)
        entries.append(f"{kind} {len(feed.entries)} entries")
    return ", ".join(entries)


def croissant(base: str) -> str:
    import mlcroissant

    slugs = action(base, "package_list")
    for slug in slugs:
        record = json.loads(read(f"{base}/du-lieu/{slug}/croissant.json"))
        issues = mlcroissant.Dataset(jsonld=record).metadata.ctx.issues
        assert not issues.errors, f"{slug}: {issues.report()}"
    return f"{len(slugs)} records are valid"


def formats(base: str, slug: str) -> str:
    """CSV, XLSX and Parquet of one dataset hold the same cells."""
    import pandas

    address = f"{base}/du-lieu/{slug}/tai-ve"
    plain = pandas.read_csv(f"{address}/csv/", dtype=str, keep_default_na=False)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        parquet, note = over_parquet(f"{address}/parquet/", folder)
        assert len(parquet) == len(plain), f"{len(parquet)} rows of Parquet, {len(plain)} of CSV"
        texts = [column for column in plain if parquet[column].dtype in (object, "str", "string")]
        for column in texts:
            whole = parquet[column].fillna("").astype(str)
            assert [one.lstrip("'") for one in plain[column]] == [one.lstrip("'") for one in whole], column
        book = folder / "tep.xlsx"
        book.write_bytes(read(f"{address}/xlsx/"))
        note += ", " + over_sheet(book, plain, texts)
    return f"{len(plain)} rows, {len(texts)} columns of text; {note}"


def over_parquet(address: str, folder: Path) -> tuple[Any, str]:
    import duckdb

    with duckdb.connect() as connection:
        try:
            connection.execute("install httpfs; load httpfs")
            return connection.execute(f"from '{address}'").df(), "DuckDB by HTTP ranges"
        except duckdb.Error:
            file = folder / "tep.parquet"
            file.write_bytes(read(address))
            return connection.execute(f"from '{file}'").df(), "DuckDB over the file (no httpfs here)"


def over_sheet(book: Path, plain: Any, texts: list[str]) -> str:
    import openpyxl

    sheet = openpyxl.load_workbook(book, read_only=True).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))[1:]
    for column in texts:
        place = list(plain).index(column)
        cells = ["" if row[place] is None else str(row[place]) for row in rows]
        assert [one.lstrip("'") for one in cells] == [one.lstrip("'") for one in plain[column]], column
    if not (office := shutil.which("soffice")):
        return "openpyxl"
    words = [office, "--headless", f"-env:UserInstallation=file://{book.parent}/office", "--convert-to"]
    words += ["csv:Text - txt - csv (StarCalc):44,34,76,1", "--outdir", str(book.parent), str(book)]
    subprocess.run(words, capture_output=True, check=True, timeout=300)
    with next(book.parent.glob("tep*.csv")).open(encoding="utf-8", newline="") as stream:
        lines = list(csv.reader(stream))[1:]
    for column in texts:
        place = list(plain).index(column)
        assert [line[place].lstrip("'") for line in lines] == [one.lstrip("'") for one in plain[column]], (
            f"LibreOffice: {column}"
        )
    return "openpyxl, LibreOffice"


def read(address: str) -> bytes:
    with urlopen(address, timeout=300) as answer:  # noqa: S310 (the address is the caller's own)
        content: bytes = answer.read()
    return content


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
