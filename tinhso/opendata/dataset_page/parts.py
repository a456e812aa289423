"""A file in the parts that a program asks for (HTTP ranges), so that Parquet is read from its address column by column."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)

ONE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
BLOCK = 1 << 18


def part_of_file(request: HttpRequest, path: Path, content_type: str) -> HttpResponseBase:
    """The whole file, or the one range asked for (206), or 416 for a range outside it. Http404.

    Several ranges at once are answered with the whole, as RFC 9110 allows. A published file never changes, so its
    folder's name is its mark.
    """
    if not path.is_file():
        raise Http404
    size, mark = path.stat().st_size, f'"{path.parent.name}"'
    asked = ONE.fullmatch(request.headers.get("Range", ""))
    fresh = request.headers.get("If-Range", mark) == mark
    if asked and fresh and (asked[1] or asked[2]):
        answer = _part(path, size, asked[1], asked[2], content_type)
    elif request.method == "HEAD":
        answer = HttpResponse(content_type=content_type, headers={"Content-Length": str(size)})
    else:
        answer = FileResponse(path.open("rb"), content_type=content_type)
        answer["Content-Length"] = str(size)
    answer["Accept-Ranges"] = "bytes"
    answer["ETag"] = mark
    return answer


def _part(path: Path, size: int, first: str, last: str, content_type: str) -> HttpResponseBase:
    begin = int(first) if first else max(0, size - int(last))
    end = min(int(last), size - 1) if first and last else size - 1
    if begin > end:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    answer = StreamingHttpResponse(_read(path, begin, end - begin + 1), status=206, content_type=content_type)
    answer["Content-Length"] = str(end - begin + 1)
    answer["Content-Range"] = f"bytes {begin}-{end}/{size}"
    return answer


def _read(path: Path, begin: int, length: int) -> Iterator[bytes]:
    with path.open("rb") as stream:
        stream.seek(begin)
        while length and (block := stream.read(min(BLOCK, length))):
            length -= len(block)
            yield block
