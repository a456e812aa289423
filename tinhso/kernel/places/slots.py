"""What places declare: nothing of their own."""

from tinhso.kernel.site.operation import Empty

EMPTY = [
    Empty("Setting", why="units lie in the pack of the province, whose place the program declares"),
    Empty("Probe", why="units need nothing outside"),
    Empty("Retention", why="a unit that is no more still says where things happened"),
]
