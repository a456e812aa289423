from tinhso.kernel.site.operation import Empty

EMPTY = [
    Empty("AccountEnd", why="what waits for a moderator is a row of the system that took it"),
    Empty("Export", why="no table: words that wait go with the system that holds them"),
    Empty("Metric", why="how many wait is shown to the desk; nothing here runs by itself"),
    Empty("MyData", why="no table: what somebody wrote is told by the system that holds it"),
    Empty("Probe", why="the checks are words of this program and need nothing outside"),
    Empty("Retention", why="no table: counts of a limit are thrown away by site"),
    Empty("Setting", why="limits are rules with dates in the pack of the province"),
]
