"""The account of the year 2023, retold in our own words as the first article of the portal.

No figure is typed: each is a block that names an indicator and a period. What no system of the province counts row by row
is left out; the README of press lists it.
"""

from dataclasses import dataclass

SLUG = "bai-08-03-2024"
TITLE = "Một năm chuyển đổi số của tỉnh, kể bằng những con số có gốc"
LEAD = (
    "Mỗi con số trong bài là một con số sống: bấm vào là tới nơi tính ra nó, tới từng dòng dữ liệu. Con số nào chưa có nguồn "
    "thì bài không nêu."
)
YEAR, ASSESSED, THAT_DAY = "2023", "2022", "2024-03-08"
"""Stocks are told as of the day of the account, as the annual report does."""


@dataclass(frozen=True)
class Part:
    """A heading with paragraphs, each followed by the figures that it speaks of."""

    heading: str
    paragraphs: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


PARTS = (
    Part(
        "Bưu chính, viễn thông giữ nhịp",
        (
            (
                "Doanh thu của ngành cho biết người dân và doanh nghiệp dùng mạng, gửi hàng nhiều hay ít. Con số đặt cạnh "
                "năm trước và kế hoạch của tỉnh, để thấy đạt hay chưa đạt.",
                (
                    ("post.revenue", YEAR),
                    ("post.revenue_of_last_year", YEAR),
                    ("post.revenue_of_plan", YEAR),
                ),
            ),
            (
                "[Hạ tầng số](/so-lieu/ha-tang-so/) đi trước một bước: trạm phát sóng, cáp quang tới thôn, bản, số người dùng Internet.",
                (
                    ("post.internet_per_hundred", YEAR),
                    ("post.coverage_4g", YEAR),
                    ("post.fibre_villages", YEAR),
                ),
            ),
        ),
    ),
    Part(
        "Dịch vụ công: nhiều hơn, đúng hẹn hơn",
        (
            (
                "[Danh mục thủ tục](/thu-tuc/) ghi rõ thủ tục nào làm trọn trên mạng, thủ tục nào còn phải đến một lần và vì sao.",
                (("onestop.services_wholly", THAT_DAY), ("onestop.services_partly", THAT_DAY)),
            ),
            (
                "Điều người dân cần nhất là được trả đúng hẹn. Tỷ lệ dưới đây tính trên mọi hồ sơ đã giải quyết, kể cả hồ sơ "
                "từng tạm dừng.",
                (("onestop.on_time_rate", YEAR), ("onestop.settled", YEAR)),
            ),
        ),
    ),
    Part(
        "Dữ liệu mở và chia sẻ dữ liệu",
        (
            (
                "[Cổng dữ liệu mở](/du-lieu/) cho ai cũng được tải, hỏi và dùng lại. Mỗi bộ có mặt trong danh mục mà Chủ tịch "
                "Ủy ban nhân dân tỉnh quyết định.",
                (("opendata.datasets", THAT_DAY),),
            ),
            (
                "Các cơ quan hỏi dữ liệu của nhau qua nền tảng chia sẻ thay vì hỏi lại người dân; mỗi lần hỏi đều để lại dấu vết.",
                (("exchange.agreements", YEAR), ("exchange.calls", YEAR)),
            ),
        ),
    ),
    Part(
        "Người dân phản ánh, cơ quan trả lời",
        (
            (
                "[Phản ánh hiện trường](/phan-anh/) gửi từ điện thoại được chuyển tới đúng đơn vị, có hạn trả lời và có chấm điểm.",
                (
                    ("citizen.reports", YEAR),
                    ("citizen.on_time_rate", YEAR),
                    ("citizen.satisfied_rate", YEAR),
                ),
            ),
        ),
    ),
    Part(
        "Văn bản đi trên mạng",
        (
            (
                "Văn bản ký số, vào số và gửi đi trên mạng, ai nhận cũng [xác minh được](/xac-minh/); văn bản đến được giao việc có thời hạn.",
                (("documents.issued", YEAR), ("documents.signed_rate", YEAR)),
            ),
        ),
    ),
    Part(
        "Máy của cơ quan: thấy, sửa và nói ra",
        (
            (
                "Máy của cơ quan được quét và giám sát; máy nào có mã độc, liên lạc với địa chỉ độc hại hay có lỗ hổng thì được "
                "sửa rồi quét lại. Chỉ máy đã sửa mới được đếm, báo nhầm thì không; một máy có thể nằm trong cả ba số nên không "
                "cộng ba số.",
                (
                    ("security.malware_machines", YEAR),
                    ("security.contact_machines", YEAR),
                    ("security.vulnerable_machines", YEAR),
                ),
            ),
            (
                "Hệ thống thông tin nào cũng có hồ sơ cấp độ được phê duyệt; được phê duyệt và triển khai đủ là hai việc khác nhau.",
                (("security.approved_rate", YEAR),),
            ),
            (
                "Con số trên chỉ có nghĩa khi máy được quét và được giám sát; phần đã làm, tính trên mọi máy trong sổ:",
                (("security.scanned_rate", YEAR), ("security.monitored_rate", YEAR)),
            ),
            (
                "Cơ quan có máy nhiễm mã độc và cơ quan có máy trong mạng máy tính ma ít hơn năm trước; số năm trước nằm ở trang "
                "của con số.",
                (("security.infected_agencies", YEAR), ("security.contact_agencies", YEAR)),
            ),
        ),
    ),
    Part(
        "Phần mềm dùng chung gặp sự cố thì có người lo",
        (
            (
                "Cán bộ báo sự cố, bộ phận hỗ trợ có hạn khắc phục, người báo xác nhận rồi mới tính. Sự cố phần mềm dùng chung không "
                "phải đều là sự cố an toàn thông tin mạng, nên hai con số đứng cạnh nhau.",
                (
                    ("security.support_resolved", YEAR),
                    ("security.support_cyber", YEAR),
                    ("security.support_on_time_rate", YEAR),
                ),
            ),
        ),
    ),
    Part(
        "Thứ hạng của tỉnh, kể cả điều chưa vừa ý",
        (
            (
                "Thứ hạng chỉ có nghĩa khi đi cùng số tỉnh được xếp và năm đánh giá. Chỉ số chuyển đổi số của kỳ đánh giá gần nhất:",
                (("indicators.dti_rank", ASSESSED), ("indicators.dti_rank_of", ASSESSED)),
            ),
            (
                "Chỉ số sẵn sàng ứng dụng công nghệ thông tin của cùng kỳ:",
                (("indicators.ict_rank", ASSESSED), ("indicators.ict_rank_of", ASSESSED)),
            ),
            (
                "Xã hoàn thành chuyển đổi số còn cách nhiệm vụ được giao. Danh sách từng xã nằm ở [trang số liệu](/so-lieu/).",
                (("indicators.recognised_communes", THAT_DAY),),
            ),
        ),
    ),
    Part(
        "Việc đã giao, cách làm hay, kinh tế số",
        (
            (
                "Nhiệm vụ trong [kế hoạch](/so-lieu/ke-hoach/) có người nhận và có ngày xong; làm xong đúng hạn hay không đều thấy. "
                "[Mô hình hay](/so-lieu/mo-hinh/) của nơi này được nơi khác học theo.",
                (("indicators.tasks_in_time", YEAR), ("indicators.good_models", YEAR)),
            ),
            (
                "Kinh tế số được ước theo nguồn của Cục Thống kê; nguồn và cách tính ghi ở trang của con số.",
                (("economy.digital_share", YEAR),),
            ),
        ),
    ),
)
CLOSING = "Muốn kiểm tra, hãy bắt đầu từ một con số bất kỳ, hoặc đọc [báo cáo năm](/so-lieu/bao-cao/) để xem cả điều chưa đạt."


def account_blocks(known: "set[tuple[str, str]]") -> list[dict[str, str]]:
    """The whole article; of figures those that have a value (`known`), of paragraphs those of which a figure is left."""
    found: list[dict[str, str]] = []
    for part in PARTS:
        blocks: list[dict[str, str]] = []
        for text, quotes in part.paragraphs:
            figures = [quote for quote in quotes if quote in known]
            if figures:
                blocks.append({"type": "text", "text": text})
                blocks += [
                    {"type": "figure", "indicator": code, "period": period} for code, period in figures
                ]
        if blocks:
            found += [{"type": "heading", "text": part.heading}, *blocks]
    return [*found, {"type": "text", "text": CLOSING}]


def account_quotes() -> list[tuple[str, str]]:
    return [quote for part in PARTS for _text, quotes in part.paragraphs for quote in quotes]
