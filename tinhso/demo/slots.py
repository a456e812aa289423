"""Who can be become on the sign-in page of a demo, and what its banner offers."""

from django.utils.translation import gettext_lazy as _

from tinhso.demo.cast import members
from tinhso.kernel.site.operation import Empty
from tinhso.kernel.site.slots import MenuItem

CAST = members()
MENU = [MenuItem("demo", _("Đổi ngày"), "shift_clock", order=20)]
EMPTY = [
    Empty("Export", why="the demo has no table"),
    Empty("Metric", why="a demo is looked at"),
    Empty("Setting", why="what a demo is told comes by the words of its command"),
    Empty("Probe", why="a demo is tried by being looked at"),
    Empty("MyData", why="the demo has no table"),
    Empty("AccountEnd", why="the demo has no table"),
    Empty("Retention", why="the demo is thrown away as a whole"),
]
