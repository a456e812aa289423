"""Where the search of the whole portal is found, what it throws away, and what it has not."""

from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.operation import Empty, Export, Retention
from tinhso.kernel.site.slots import MenuItem

RETENTION = [
    Retention(
        "search.misses",
        _("Lời tìm không ra, theo ngày, không kèm người tìm: xóa sau một năm"),
        ("search.SearchMiss",),
        job="tinhso.kernel.search.tasks.recount",
    )
]
EXPORTS = [
    Export(
        "search",
        "Từ đồng nghĩa và những lần tìm không thấy",
        stays={
            "search.SearchEntry": "copies of what other tables hold",
            "search.SearchWord": "counted from the copies",
        },
        order=9,
    )
]
MENU = [MenuItem("footer", _("Tìm trên toàn cổng"), "search:everywhere", order=6)]
EMPTY = [
    Empty("Metric", why="the index is written in the deed itself and lags behind nothing"),
    Empty("Setting", why="words and synonyms are rows, and the index lies in the database"),
    Empty("Probe", why="the index lies in the database and needs nothing outside"),
    Empty(
        "MyData", why="no entry and no search is about an account; the system that is found tells of its own"
    ),
    Empty("AccountEnd", why="no entry and no search is about an account"),
]
