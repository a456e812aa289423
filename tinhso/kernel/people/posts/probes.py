"""Whether there are enough administrators."""

from collections.abc import Iterator

from tinhso.kernel.people.posts.lists import FEWEST, administrators
from tinhso.kernel.site import clock
from tinhso.kernel.site.operation import Finding


def two_administrators() -> Iterator[Finding]:
    """What one administrator asks for another one confirms."""
    number = administrators(clock.today())
    if number < FEWEST:
        sentence = f"{number} người: cần ít nhất {FEWEST} để người này xác nhận việc người kia đề nghị; tinhso appoint"
        yield Finding("quản trị", "note", sentence)
    else:
        yield Finding("quản trị", "good", f"{number} người")
