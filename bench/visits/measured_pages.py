"""Which pages are measured: who asks for what, each time for another dossier, another word."""

import csv
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from random import Random

import psycopg

from visits.visitor import Answer, Visitor

FIGURE = re.compile(r'href="(/so-lieu/[a-z0-9-]+/)["?]')
NO_FIGURES = {f"/so-lieu/{name}/" for name in ("bao-cao", "chi-so-766", "ke-hoach", "mo-hinh", "danh-gia")}
DOSSIERS = """
select c.code, right(p.phone, 4) from unnest(%s::bigint[]) lot cross join lateral (
    select code, person_id from casework_case
    where id >= lot and kind = 'dossier' and submitted_at is not null and code !~ '^nhap' order by id limit 1
) c join people_person p on p.id = c.person_id
"""
OF_A_SEAT = """
select c.code from unnest(%s::bigint[]) lot cross join lateral (
    select case_id from casework_participant t
    where agency_id = %s and role = %s and case_id >= lot order by case_id limit 1
) t join casework_case c on c.id = t.case_id and c.kind = 'dossier' and c.submitted_at is not null
"""
SEAT = """
select agency_id from people_post post join people_user u on u.id = post.user_id
where u.username = %s and post.valid @> (select (now() + clock_offset)::date from site_instance)
"""
IN_FORCE = """
select p.code from onestop_procedure p join onestop_procedureversion v on v.procedure_id = p.id
join site_instance i on v.published_at is not null and v.valid @> (now() + i.clock_offset)::date
  and p.valid @> (now() + i.clock_offset)::date
order by md5(p.code) limit 100
"""
OWN_DOSSIERS = """
select c.code from casework_participant t join casework_case c on c.id = t.case_id
join people_user u on u.person_id = t.person_id
where u.username = %s and c.kind = 'dossier' and c.submitted_at is not null
"""


@dataclass(frozen=True)
class Page:
    """One line of the table, and the status that it should answer."""

    name: str
    ask: Callable[[], Answer]
    status: int = 200


@dataclass
class Asking:
    """The visitors of one portal, and what they look for."""

    port: int
    found: "Facts"
    visitors: dict[str, Visitor] = field(default_factory=dict)

    def by(self, username: str) -> Visitor:
        """A member of the cast, signed in once; "" is a passer-by."""
        if username not in self.visitors:
            visitor = Visitor(self.port)
            self.visitors[username] = visitor.become(username) if username else visitor
        return self.visitors[username]

    def get(self, name: str, username: str, *paths: str, status: int = 200) -> Page:
        ways = cycle(paths)
        return Page(name, lambda: self.by(username).ask(next(ways)), status)

    def pages(self) -> Iterator[Page]:
        yield from self.public()
        yield from self.officers()
        yield from self.figures()

    def public(self) -> Iterator[Page]:
        found, get = self.found, self.get
        yield get("home /", "", "/")
        yield get("home, signed in", "an", "/")
        yield get("catalogue /thu-tuc/", "", "/thu-tuc/", "/thu-tuc/?cap=commune", "/thu-tuc/?muc-do=full")
        yield get("search /thu-tuc/?q=", "", *[f"/thu-tuc/?q={word}" for word in found.words])
        yield get("a procedure", "", *[f"/thu-tuc/{code}/" for code in found.procedures])
        yield Page("tracking /tra-cuu/ by code", self.track(proof=False))
        yield Page("tracking with four digits", self.track(proof=True))
        yield get("my dossiers /ho-so/", "an", "/ho-so/")
        yield get("my dossier", "an", *[f"/ho-so/{code}/" for code in found.personal])

    def officers(self) -> Iterator[Page]:
        found, get = self.found, self.get
        yield get("worklist, desk", "binh", "/can-bo/")
        yield get("worklist, examiner", "emi", "/can-bo/", "/can-bo/?viec=late", "/can-bo/?trang=2")
        yield get("worklist, head", "chi", "/can-bo/")
        yield get("worklist, chairman", "long", "/can-bo/")
        yield get("worklist, commune's desk", "nga", "/can-bo/")
        yield get(
            "search by code /can-bo/mo/", "binh", *[f"/can-bo/mo/?ma={c}" for c in found.desk], status=302
        )
        yield get("search at the counter", "binh", *[f"/can-bo/tiep-nhan-moi/?q={w}" for w in found.words])
        yield get("a dossier, desk", "binh", *[f"/can-bo/ho-so/{code}/" for code in found.desk])
        yield get("a dossier, examiner", "emi", *[f"/can-bo/ho-so/{code}/" for code in found.examined])
        yield get("results to hand over", "binh", "/can-bo/tra-ket-qua/")
        yield get("book /can-bo/so-theo-doi/", "binh", "/can-bo/so-theo-doi/")
        yield get("radar, department", "chi", "/can-bo/theo-doi/")
        yield get("radar, district", "long", "/can-bo/theo-doi/")
        yield get("radar, province", "sau", "/can-bo/theo-doi/")

    def figures(self) -> Iterator[Page]:
        get, listed = self.get, self.by("").ask("/so-lieu/").text
        traced = [way for way in dict.fromkeys(FIGURE.findall(listed)) if way not in NO_FIGURES]
        yield get("executive, department", "chi", "/dieu-hanh/")
        yield get("executive, chairman", "long", "/dieu-hanh/")
        yield get("executive, province", "sau", "/dieu-hanh/", "/dieu-hanh/?nam=2023")
        yield get("figures /so-lieu/", "", "/so-lieu/")
        yield get("index QĐ 766", "", "/so-lieu/chi-so-766/", "/so-lieu/chi-so-766/?ky=2023")
        yield get("a trace, its rows recounted", "", *[f"{path}?ky=202402" for path in traced[:4]])
        yield get("a trace of a year", "", *[f"{path}?ky=2023" for path in traced[:4]])

    def track(self, *, proof: bool) -> Callable[[], Answer]:
        """From another address every ten times: a door for strangers, which counts."""
        visitor, codes, asked = Visitor(self.port), cycle(self.found.tracked), iter(range(10**6))

        def ask() -> Answer:
            number, (code, digits) = next(asked), next(codes)
            if number % 10 == 0:
                visitor.come_from(
                    f"127.{2 if proof else 1}.{number // 2500 % 250 + 1}.{number // 10 % 250 + 1}"
                )
                visitor.ask("/healthz")
            if not proof:
                return visitor.ask(f"/tra-cuu/?ma={code}")
            return visitor.send("/tra-cuu/", code=code, proof=digits)

        if proof:
            visitor.ask("/tra-cuu/")
        return ask


@dataclass(frozen=True)
class Facts:
    """What is there to be asked for, drawn by a seed."""

    dossiers: int
    megabytes: int
    tracked: list[tuple[str, str]]
    desk: list[str]
    examined: list[str]
    personal: list[str]
    procedures: list[str]
    words: list[str]


def facts(most: int = 200) -> Facts:
    """Read from the opened database, over its indexes."""
    with psycopg.connect(os.environ["DATABASE_URL"]) as line:

        def column(sql: str, *params: object) -> list[str]:
            return [row[0] for row in line.execute(sql, params or None).fetchall()]

        first, last = line.execute("select min(id), max(id) from casework_case").fetchone() or (0, 0)
        rng = Random(38)  # noqa: S311
        lots = [rng.randint(first, last) for _ in range(most)]
        desk, post = column(SEAT, "binh")[0], column(SEAT, "emi")[0]
        return Facts(
            dossiers=int(column("select count(*) from onestop_dossier")[0]),
            megabytes=int(column("select pg_database_size(current_database()) / 1000000")[0]),
            tracked=line.execute(DOSSIERS, [lots]).fetchall(),
            desk=column(OF_A_SEAT, lots, desk, "desk"),
            examined=column(OF_A_SEAT, lots, post, "examiner"),
            personal=column(OWN_DOSSIERS, "an"),
            procedures=column(IN_FORCE),
            words=words(),
        )


def words() -> list[str]:
    from urllib.parse import quote

    with (Path(__file__).parents[1] / "search_queries.csv").open(encoding="utf-8") as file:
        return [quote(row["query"]) for row in csv.DictReader(file)]
