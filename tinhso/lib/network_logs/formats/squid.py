"""Squid, its native log. Of the address only the host is read, the user never."""

import re

from tinhso.lib.network_logs.rows import LogLimits, LogRow, NotUnderstood, RowKind
from tinhso.lib.network_logs.values import address, address_or_empty, epoch, host_of, read_bytes, read_seconds

SQUID = re.compile(
    r"\s*(?P<at>\d{9,11}\.\d{1,6}) +(?P<took>-?\d{1,12}) (?P<client>[0-9a-fA-F.:%]{2,60}) (?P<result>[A-Z_]{3,60})/(?P<status>\d{3}) (?P<bytes>\d{1,16}) "
    r"(?P<method>[A-Za-z_-]{1,30}) (?P<address>\S{1,20000}) \S{1,500} (?P<way>[A-Z_]{3,60})/(?P<peer>\S{1,300})(?: .*)?"
)


def squid_row(text: str, limits: LogLimits) -> LogRow:
    found = SQUID.fullmatch(text)
    if not found:
        raise NotUnderstood("dòng không có dạng của Squid")
    name, port = host_of(found["address"])
    took = read_seconds(found["took"])
    return LogRow(
        RowKind.WEB,
        epoch(found["at"], limits),
        address(found["client"]),
        name=name,
        type=found["method"].upper(),
        rcode=found["status"],
        destination=address_or_empty(found["peer"]),
        port=port,
        protocol="tcp",
        received=read_bytes(found["bytes"]),
        duration=None if took is None else took / 1000,
    )
