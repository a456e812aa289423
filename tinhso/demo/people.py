"""Invented people of the demo: names put together from common parts, numbers of ranges that nobody has."""

from datetime import date, datetime, timedelta
from random import Random

from tinhso.demo.wording import address
from tinhso.kernel.events.public import SYSTEM, copy_events
from tinhso.kernel.people.public import Person, User, identified
from tinhso.kernel.places.public import AdminUnit
from tinhso.kernel.site.public import copy_rows, reserve_ids

HAVE_ACCOUNT = 0.66
FIRST_BIRTH, BIRTH_DAYS = date(1955, 1, 1), 49 * 365

FAMILIES = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Vũ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
    "Trịnh",
    "Mai",
    "Lương",
    "Cao",
    "Hà",
    "Quách",
    "Lò",
]
MIDDLES = {"Thị": ["Hoa", "Lan", "Mai", "Hương", "Thảo", "Yến", "Ngân", "Quỳnh", "Tuyết", "Nga", "Loan", "Thu", "Hằng", "Oanh", "Dung"],
           "Văn": ["Minh", "Sơn", "Hùng", "Dũng", "Tuấn", "Quang", "Thắng", "Hải", "Nam", "Tùng", "Phúc", "Đức", "Kiên", "Lâm", "Thành"]}  # fmt: skip
# Of the 600 names officers would take 240: no citizen bears one of theirs, so that whoever looks for citizens on a page finds them.
OFFICERS_MIDDLES = {"Ngọc": MIDDLES["Thị"], "Xuân": MIDDLES["Văn"]}


def name(rng: Random, middles: dict[str, list[str]] = MIDDLES) -> str:
    """A Vietnamese full name."""
    middle = rng.choice(list(middles))
    return f"{rng.choice(FAMILIES)} {middle} {rng.choice(middles[middle])}"


def create_people(
    count: int, units: list[AdminUnit], rng: Random, *, now: datetime
) -> tuple[list[Person], set[int]]:
    """So many citizens of these communes by COPY, in the caller's transaction; two of three have an account.

    Identity numbers and phones are of no real range, and no account has a password. Returns the citizens, and the keys
    of those with an account.
    """
    people = []
    for order, key in enumerate(reserve_ids(Person, count)):
        unit = rng.choice(units)
        person = Person(
            pk=key,
            kind=Person.Kind.CITIZEN,
            full_name=name(rng),
            id_number=f"038{900_000_000 + order:09}",
            birth_date=FIRST_BIRTH + timedelta(days=rng.randrange(BIRTH_DAYS)),
            phone=f"0900{order % 1_000_000:06}",
            address=address(unit.name, rng),
            unit=unit,
            salt=rng.randbytes(16),
        )
        people.append(person)
    copy_rows(people)
    known = [person for person in people if rng.random() < HAVE_ACCOUNT]
    create_accounts(known, now=now)
    return people, {person.pk for person in known}


def create_accounts(people: list[Person], *, now: datetime) -> None:
    """Accounts whose identity was proved, as the national account proves it."""
    keys = reserve_ids(User, len(people))
    users = [
        User(
            pk=key,
            username=f"nguoi-dan-{order:06}",
            password="!",  # noqa: S106 - a password that none is
            full_name=person.full_name,
            phone=person.phone,
            person=person,
            identity_level=2,
        )
        for order, (key, person) in enumerate(zip(keys, people, strict=True))
    ]
    copy_rows(users)
    copy_events((event, SYSTEM, now) for event in identified(users))
