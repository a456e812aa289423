"""Invented figures of the digital economy, programmes for enterprises with invented firms, and good models."""

import csv
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from uuid import UUID

from tinhso.demo.cast import SINCE
from tinhso.demo.indicators.post_numbers import Numbers, PostReport, report
from tinhso.demo.onestop.teams import Teams
from tinhso.indicators.public import (
    GoodModel,
    SupportProgramme,
    confirm_model,
    copy_model,
    enter_programme,
    enter_support,
    save_model,
    submit_model,
)
from tinhso.kernel.people.public import Actor, Agency, User
from tinhso.kernel.people.roles import Examiner, Head
from tinhso.kernel.site.clock import HANOI
from tinhso.lib.periods import Period

ECONOMY, SELLING = "kinh-te-so-nam", "thuong-mai-dien-tu-nam"
REFORM = "gia-dinh-cai-cach-nam"
# Of each year: digital economy, GRDP (tỷ đồng), people at work; e-commerce, retail (tỷ đồng), sellers of two kinds.
NUMBERS = {
    2022: (20_180, 229_600, 1_905_300, 8_420, 132_500, 1_310, 5_240),
    2023: (24_560, 246_900, 1_912_800, 10_930, 148_700, 1_620, 6_870),
}
SUCCESSORS = {"so-tttt": "so-khcn", "so-khdt": "so-tc", "ubnd-huyen-392": "ubnd-xa-15271"}
MADE = "Chương trình mô phỏng của bản trình diễn"
FIRMS = ("Sông Mã", "Hàm Rồng", "Lam Kinh", "Pù Luông", "Sầm Sơn", "Bến En", "Cửa Đạt", "Nga Sơn")
KINDS = (("training", 0), ("advice", 12_000_000), ("platform", 20_000_000), ("selling", 6_000_000))
SUPPORTS = 24
MODELS = Path(__file__).parents[1] / "data" / "good_models.csv"
COSTS = (Decimal(18_500_000), Decimal(0), Decimal(42_000_000), Decimal(7_200_000))
COPIES = (
    ("so-yt", "Áp dụng ở quầy thu viện phí (mô phỏng)."),
    ("ubnd-huyen-393", "Áp dụng tại hai chợ trung tâm (mô phỏng)."),
)


def create_economy(*, now: datetime) -> None:
    """After the dossiers: officers that these made are found again, others are made."""
    teams = Teams(now.date(), SINCE, Random(8032024), now)  # noqa: S311 - invents names
    _report_years(teams, now)
    _assumptions(teams, now)
    _programmes(teams, now)
    _models(teams, now)


def _agency(code: str, day: date) -> Agency:
    """That agency, or on a later day the one that has its duties."""
    known = [code, SUCCESSORS.get(code, "ubnd-xa-15274" if code.startswith("ubnd-huyen") else code)]
    found = Agency.objects.on(day).filter(code__in=known)
    return sorted(found, key=lambda agency: agency.code != code)[0]


def _report_years(teams: Teams, now: datetime) -> None:
    trade = Agency.objects.on(now.date()).get(code="so-ct")
    for role in (Examiner, Head):
        teams.actor(trade, role)
    officers = ("mp-so-ct-examiner", "mp-so-ct-head")
    for year, (digital, grdp, workers, sales, retail, firms, households) in NUMBERS.items():
        values: dict[str, int] = {"digital_value": digital, "grdp": grdp, "workers": workers}
        numbers: Numbers = {(f"economy.{name}", ()): Decimal(n) for name, n in values.items()}
        period = Period.parse(str(year))
        report(PostReport(ECONOMY, period, numbers), now, agency="so-tttt", officers=("emi", "chi"))
        goods: Numbers = {("ecommerce.sales", ()): Decimal(sales), ("ecommerce.retail", ()): Decimal(retail)}
        kinds = {"firm": firms, "household": households}
        sellers: Numbers = {("ecommerce.sellers", (kind,)): Decimal(n) for kind, n in kinds.items()}
        told_of = PostReport(SELLING, period, goods | sellers)
        report(told_of, now, agency="so-ct", officers=officers, posts_on=now.date())


def _assumptions(teams: Teams, now: datetime) -> None:
    """Illustrations of what a trip costs, from 2022 on; the second year another value for the hours."""
    agency = Agency.objects.on(now.date()).get(code="so-nv")
    officers = [
        User.objects.get(pk=teams.actor(agency, role).user_id or 0).username for role in (Examiner, Head)
    ]
    for year, hours in ((2022, "3"), (2023, "2.5")):
        numbers: Numbers = {
            ("reform.trips_on_paper", ()): Decimal(2),
            ("reform.hours_a_trip", ()): Decimal(hours),
            ("reform.money_a_trip", ()): Decimal(60_000),
        }
        assumed = PostReport(REFORM, Period.parse(str(year)), numbers)
        report(assumed, now, agency="so-nv", officers=(officers[0], officers[1]), posts_on=now.date())


def _programmes(teams: Teams, now: datetime) -> None:
    for code, name in (
        ("so-tttt", "Hỗ trợ doanh nghiệp nhỏ và vừa sử dụng nền tảng số"),
        ("so-khdt", "Tư vấn chuyển đổi số cho doanh nghiệp khởi nghiệp"),
    ):
        agency = _agency(code, now.date())
        begins = date(now.year - 1, 1, 1)
        programme = enter_programme(
            name=name,
            begins=begins,
            ends=None,
            by=teams.actor(agency, Head),
            now=now,
            legal_basis=MADE,
            synthetic=True,
        )
        _support(programme, teams.actor(agency, Examiner), now)


def _support(programme: SupportProgramme, officer: Actor, now: datetime) -> None:
    """One every fortnight until now; firms come again."""
    for n in range(SUPPORTS):
        day = date(now.year - 1, 2, 10) + timedelta(days=15 * n)
        if day >= now.date():
            return
        kind, amount = KINDS[n % len(KINDS)]
        firm = (n * 5 + programme.pk) % len(FIRMS)
        enter_support(
            programme=programme,
            tax_code=f"99{firm:08}",
            name=f"Công ty TNHH {FIRMS[firm]} (mô phỏng)",
            kind=kind,
            given_on=day,
            amount=amount,
            note="",
            client_key=UUID(int=programme.pk * 1000 + n),
            by=officer,
            now=now,
            synthetic=True,
        )


def _models(teams: Teams, now: datetime) -> None:
    """All but the last confirmed; the first was copied twice."""
    confirms = teams.actor(_agency("so-tttt", now.date()), Head)
    with MODELS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    made: list[GoodModel] = []
    for n, row in enumerate(rows):
        officer = teams.actor(_agency(row["agency"], now.date()), Examiner)
        day = now.date() - timedelta(days=100 + 20 * (len(rows) - n))
        words = {name: row[name] for name in ("title", "doer", "what", "result", "spot")}
        words["evidence"] = "Báo cáo của cơ quan (mô phỏng)"
        words |= {"cost": COSTS[n % len(COSTS)], "paid_by": "Nguồn của cơ quan và xã hội hóa (mô phỏng)"}
        entered_at = min(now, datetime.combine(day + timedelta(days=60), time(9), HANOI))
        model = save_model(model=None, words=words, since=day, by=officer, now=entered_at, synthetic=True)
        submit_model(model=model, ver=1, by=officer, now=entered_at)
        if n < len(rows) - 1:
            confirm_model(model=model, ver=2, by=confirms, now=min(now, entered_at + timedelta(days=3)))
            made.append(model)
    for n, (code, note) in enumerate(COPIES):
        copier = teams.actor(_agency(code, now.date()), Examiner)
        since = now.date() - timedelta(days=10 + 20 * n)
        copy_model(model=made[0], since=since, note=note, by=copier, now=now)
