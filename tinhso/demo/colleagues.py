"""Who else works where the cast sits, and who is on leave: two to five people a post, deputies who sign for the head.

They are appointed before the cast, so that the cast comes first wherever one of several is taken.
"""

import csv
from datetime import datetime, timedelta
from pathlib import Path

from tinhso.demo.officers import (
    COMMUNE,
    COMMUNE_DESK,
    HA_TRUNG,
    HA_TRUNG_DESK,
    POST_OFFICE,
    SINCE,
    SO_DESK,
    Officer,
    Seat,
)
from tinhso.kernel.people.public import SYSTEM, Post, User, actor_of, delegate, state_absence
from tinhso.kernel.people.roles import Clerk, DataOfficer, DeskOfficer, Examiner, Head, Supervisor

DATA = Path(__file__).parent / "data" / "colleagues.csv"
SEATS = {
    "province": Seat("ubnd-tinh"),
    "post_office": POST_OFFICE,
    "so_desk": SO_DESK,
    "ha_trung": HA_TRUNG,
    "ha_trung_desk": HA_TRUNG_DESK,
    "commune": COMMUNE,
    "commune_desk": COMMUNE_DESK,
    "justice": Seat("so-tp"),
}
ROLES = {
    "clerk": Clerk,
    "data": DataOfficer,
    "desk": DeskOfficer,
    "examiner": Examiner,
    "head": Head,
    "supervisor": Supervisor,
}
DEPUTIES = (
    ("tho", ("khoi", "hien"), "QĐ phân công Chủ tịch, các Phó Chủ tịch UBND tỉnh (mô phỏng)"),
    ("hai", ("tue",), "QĐ phân công Ban Giám đốc (mô phỏng)"),
    ("long", ("bao", "diep"), "QĐ phân công Chủ tịch, các Phó Chủ tịch UBND (mô phỏng)"),
    ("loc", ("sang",), "QĐ phân công Chủ tịch, Phó Chủ tịch UBND xã (mô phỏng)"),
)
ON_LEAVE = (("nhi", "binh"), ("yen", "emi"), ("doan", "khanh"))
"""Who is away this week, and which colleague has their turns meanwhile."""
LEAVE = (timedelta(days=1), timedelta(days=6))  # it began so long ago and lasts so long from today


def colleagues() -> list[Officer]:
    with DATA.open(encoding="utf-8", newline="") as file:
        return [
            Officer(
                row["username"],
                row["name"],
                row["title"],
                tuple(ROLES[one] for one in row["roles"].split()),
                SEATS[row["seat"]],
                row["tries"],
            )
            for row in csv.DictReader(file)
        ]


def let_deputies_sign(*, now: datetime) -> None:
    """Each deputy signs KT., before and after the reforms, as long as both hold those posts."""
    for head, deputies, paper in DEPUTIES:
        for deputy in deputies:
            for post in Post.objects.filter(user__username=deputy).order_by("valid"):
                starts, ends = post.valid.lower, post.valid.upper
                giver = Post.objects.on(starts).get(user__username=head)
                words = {"capacity": "KT.", "starts": starts, "ends": ends, "source": paper}
                delegate(giver, post, **words, by=SYSTEM, now=now)


def send_on_leave(*, now: datetime) -> None:
    """They told so themselves, the day before it began."""
    for username, stand_in in ON_LEAVE:
        officer, other = (User.objects.get(username=name) for name in (username, stand_in))
        day = now.date() - LEAVE[0]
        post = Post.objects.on(day).get(user=officer)
        other_post = Post.objects.on(day).filter(user=other, agency=post.agency).exists()
        noted_at = now - LEAVE[0] - timedelta(days=1)
        if other_post and day > SINCE:
            state_absence(
                officer=officer,
                agency=post.agency,
                stand_in=other,
                first=day,
                last=now.date() + LEAVE[1],
                by=actor_of(officer, on=noted_at.date()),
                now=noted_at,
            )
