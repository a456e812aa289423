"""Invented people of the demo: names put together from common parts, numbers of ranges that nobody has."""

from random import Random

from tinhso.kernel.people.public import Person
from tinhso.kernel.site.public import copy_rows, reserve_ids

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


def name(rng: Random) -> str:
    """A Vietnamese full name."""
    middle = rng.choice(list(MIDDLES))
    return f"{rng.choice(FAMILIES)} {middle} {rng.choice(MIDDLES[middle])}"


def create_people(count: int, rng: Random) -> list[Person]:
    """So many citizens by COPY, in the caller's transaction; identity numbers and phones are of no real range."""
    people = [
        Person(
            pk=key,
            kind=Person.Kind.CITIZEN,
            full_name=name(rng),
            id_number=f"038{900_000_000 + order:09}",
            phone=f"0900{order % 1_000_000:06}",
            address="Địa chỉ mô phỏng",
            salt=rng.randbytes(16),
        )
        for order, key in enumerate(reserve_ids(Person, count))
    ]
    copy_rows(people)
    return people
