from datetime import date

from tinhso.kernel.search.public import Entry, Results, replace_kind, search

DAY = date(2024, 3, 8)
TITLES = {
    "1.001193": "Đăng ký khai sinh",
    "1.004884": "Đăng ký lại khai sinh",
    "1.000894": "Đăng ký kết hôn",
    "1.003659": "Cấp giấy phép bưu chính (cấp tỉnh)",
    "1.004222": "Đăng ký thường trú vào chỗ ở hợp pháp do thuê, mượn, ở nhờ",
    "cxm-dat": "Đăng ký đất đai, cấp Giấy chứng nhận quyền sử dụng đất lần đầu",
}


def catalogue(**changes: object) -> None:
    """A small catalogue of procedures in the index."""
    entries = [
        Entry(kind="procedure", ref=ref, title=title, url=f"/thu-tuc/{ref}/", **changes)  # type: ignore[arg-type]
        for ref, title in TITLES.items()
    ]
    replace_kind("procedure", entries)


def found(query: str, **options: object) -> list[str]:
    return [hit.ref for hit in results(query, **options).hits]


def results(query: str, **options: object) -> Results:
    return search(query, on=options.pop("on", DAY), **options)  # type: ignore[arg-type]
