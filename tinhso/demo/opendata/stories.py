"""Two data stories of the demo over its invented datasets: Emi writes, Đào reviews. Each figure comes out of the data.

What the words say holds whatever numbers the invented rows have: they say what to look at, and the blocks what there is.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from tinhso.kernel.people.public import Agency, User, actor_of
from tinhso.opendata.public import (
    Dataset,
    open_story_text,
    publish_story,
    save_story,
    send_story,
    start_story,
)

WRITER, REVIEWER = "emi", "dao"
RURAL = "xa-dat-chuan-nong-thon-moi-tinh-den-nam-{year}"
RAIN = "luong-mua-ngay-tai-cac-tram-do-nam-2023"
RIVER = "muc-nuoc-song-tai-cac-tram-thuy-van-nam-2023"
YEARS = (2021, 2022, 2023)
REACHED = "cot=ket_qua&dk=khac&gt=Ch%C6%B0a+%C4%91%E1%BA%A1t"
NOT_REACHED = "cot=ket_qua&dk=la&gt=Ch%C6%B0a+%C4%91%E1%BA%A1t"
HEAVY = "cot=luong_mua_mm&dk=tu&gt=50"
ALERT = "cot=muc_bao_dong&dk=khac&gt=D%C6%B0%E1%BB%9Bi+I"
Block = dict[str, str]


@dataclass(frozen=True)
class PlannedStory:
    """A story with the datasets that it needs."""

    title: str
    lead: str
    blocks: tuple[Block, ...]
    needs: tuple[str, ...]


def _text(text: str) -> Block:
    return {"type": "text", "text": text}


def _heading(text: str) -> Block:
    return {"type": "heading", "text": text}


def _figure(mark: str, address: str, label: str, *, in_words: bool = True, **more: str) -> Block:
    place = "loi" if in_words else ""
    return {
        "type": "figure",
        "mark": mark,
        "address": address,
        "label": label,
        "measure": "dem",
        "place": place,
    } | more


def _data(kind: str, address: str, caption: str, **more: str) -> Block:
    return {"type": kind, "address": address, "caption": caption} | more


def _page(slug: str, query: str = "", part: str = "") -> str:
    return f"/du-lieu/{slug}/{part}" + (f"?{query}" if query else "")


LAST = RURAL.format(year=2023)
RURAL_STORY = PlannedStory(
    "Nông thôn mới sau ba năm: xã nào sắp về đích, xã nào còn xa",
    "Bảng của ba năm cho biết bao nhiêu xã đã được công nhận nông thôn mới, xã nào chỉ còn thiếu vài tiêu chí và nơi nào còn xa.",
    (
        _text(
            "Mỗi xã phải đạt đủ các tiêu chí của bộ tiêu chí quốc gia thì mới được công nhận đạt chuẩn nông thôn mới; sau đó xã có thể "
            "phấn đấu lên nâng cao, rồi kiểu mẫu. Bảng tính đến năm 2021 ghi {nam-2021} xã đã được công nhận ở một trong ba mức. "
            "Con số ấy là {nam-2022} ở bảng năm 2022 và {nam-2023} ở bảng năm 2023."
        ),
        *(
            _figure(
                f"nam-{year}",
                _page(RURAL.format(year=year), REACHED),
                f"Xã đã được công nhận, tính đến năm {year}",
            )
            for year in YEARS
        ),
        _figure(
            "ty-le",
            _page(LAST, REACHED),
            "Tỷ lệ xã đã được công nhận, tính đến năm 2023",
            in_words=False,
            measure="ti-le",
        ),
        _heading("Đạt chuẩn, nâng cao hay kiểu mẫu"),
        _text(
            "Được công nhận chưa phải là hết việc. Xã kiểu mẫu đã đi qua cả ba chặng, xã đạt chuẩn mới qua chặng đầu. "
            "Biểu đồ dưới đây chia các xã theo kết quả cao nhất đã có."
        ),
        _data(
            "chart",
            _page(LAST, "loai=thanh&nhom=ket_qua&phep=dem", "bieu-do/"),
            "Số xã theo kết quả, tính đến năm 2023",
        ),
        _data(
            "chart",
            _page(LAST, "loai=duong&nhom=ngay_cong_nhan&buoc=nam&phep=dem", "bieu-do/"),
            "Số xã được công nhận mỗi năm",
        ),
        _heading("Xã nào chỉ còn thiếu vài tiêu chí"),
        _text(
            "Trong {chua-dat} xã chưa đạt, khoảng cách đến đích rất khác nhau. Những xã dưới đây đã đạt nhiều tiêu chí nhất trong nhóm "
            "chưa được công nhận, nên cần ít việc nhất để về đích. Người dân có thể tìm xã mình trong "
            f"[bảng đầy đủ]({_page(LAST)}) và hỏi ủy ban nhân dân xã còn thiếu tiêu chí nào."
        ),
        _figure("chua-dat", _page(LAST, NOT_REACHED), "Xã chưa được công nhận, tính đến năm 2023"),
        _data(
            "table",
            _page(LAST, f"{NOT_REACHED}&xep=-so_tieu_chi_dat"),
            "Mười xã chưa đạt có nhiều tiêu chí nhất",
            columns="Huyện; Xã; Số tiêu chí đạt",
            rows="10",
        ),
        _data(
            "map",
            _page(LAST, "kieu=vung&nhom=huyen&phep=trung-binh&gia=so_tieu_chi_dat", "ban-do/"),
            "Số tiêu chí đạt, trung bình các xã của từng huyện",
        ),
        _text(
            "Bản đồ cho thấy mức trung bình, nên một huyện màu đậm vẫn có thể có xã còn xa đích. Khi so sánh hai huyện, hãy nhìn cả số xã "
            "của mỗi huyện trong bảng."
        ),
    ),
    tuple(RURAL.format(year=year) for year in YEARS),
)
RAIN_STORY = PlannedStory(
    "Mưa lớn dồn vào tháng nào, sông lên báo động khi nào",
    "Lượng mưa đo mỗi ngày và mực nước sông năm 2023 cho biết nên khơi cống, thu lúa và cảnh giác vào thời gian nào trong năm.",
    (
        _text(
            "Các trạm đo trong tỉnh ghi lượng mưa mỗi ngày. Cả năm 2023 có {so-lan} lần đo, trong đó {mua-to} lần từ 50 mm trở lên, "
            "mức mà ngành khí tượng gọi là mưa to. Ngày nhiều nhất một trạm đo được {nhieu-nhat} mm."
        ),
        _figure("so-lan", _page(RAIN), "Số lần đo mưa trong năm 2023"),
        _figure("mua-to", _page(RAIN, HEAVY), "Số lần đo được từ 50 mm một ngày"),
        _figure(
            "nhieu-nhat",
            _page(RAIN),
            "Lượng mưa lớn nhất một ngày tại một trạm",
            measure="lon-nhat",
            column="Lượng mưa (mm)",
        ),
        _heading("Mưa theo tháng"),
        _text(
            "Mưa không chia đều trong năm. Đường dưới đây cộng lượng mưa của mọi trạm theo từng tháng: tháng nào cao hơn hẳn là tháng "
            "cần khơi thông cống rãnh trước đó, và là lúc lúa chín dễ bị ngập."
        ),
        _data(
            "chart",
            _page(RAIN, "loai=duong&nhom=ngay&buoc=thang&phep=tong&gia=luong_mua_mm", "bieu-do/"),
            "Tổng lượng mưa các trạm theo tháng, năm 2023 (mm)",
        ),
        _data(
            "table",
            _page(RAIN, f"{HEAVY}&xep=-luong_mua_mm"),
            "Những ngày mưa to nhất năm 2023",
            columns="Ngày; Trạm đo; Lượng mưa (mm)",
            rows="8",
        ),
        _heading("Sông lên báo động khi nào"),
        _text(
            "Mưa ở thượng nguồn có thể làm sông lên khi trời nơi mình ở vẫn khô, nên đừng chỉ nhìn trời. Năm 2023 có {bao-dong} lượt đo từ "
            "báo động I trở lên, bằng {ty-le-bao-dong} số lượt đo. Ở báo động II, bãi ven sông bắt đầu ngập; ở báo động III, nhà ngoài đê "
            "phải sẵn sàng rời đi."
        ),
        _figure("bao-dong", _page(RIVER, ALERT), "Lượt đo từ báo động I trở lên"),
        _figure(
            "ty-le-bao-dong", _page(RIVER, ALERT), "Tỷ lệ lượt đo từ báo động I trở lên", measure="ti-le"
        ),
        _data(
            "chart",
            _page(RIVER, f"loai=thanh&nhom=muc_bao_dong&phep=dem&{ALERT}", "bieu-do/"),
            "Số lượt đo theo mức báo động",
        ),
        _data(
            "chart",
            _page(RIVER, f"loai=thanh&nhom=tram&phep=dem&thu-tu=lon&{ALERT}", "bieu-do/"),
            "Trạm nào lên báo động nhiều nhất",
        ),
        _text(
            "Cảnh báo đang có hiệu lực nằm ở [trang cảnh báo](/canh-bao/). Muốn biết trạm gần nhà, hãy lọc theo cột Trạm trong "
            f"[bảng mực nước]({_page(RIVER)})."
        ),
    ),
    (RAIN, RIVER),
)
STORIES = (RURAL_STORY, RAIN_STORY)


def publish_ready_stories(*, now: datetime) -> int:
    """Publish each story once all its datasets have data; how many were. A second time nothing changes."""
    emi, dao = (User.objects.filter(username=name).first() for name in (WRITER, REVIEWER))
    if emi is None or dao is None:
        return 0
    ready = set(Dataset.objects.public().values_list("slug", flat=True))
    return sum(_publish(one, emi, dao, now) for one in STORIES if ready.issuperset(one.needs))


def _publish(one: PlannedStory, emi: User, dao: User, now: datetime) -> int:
    by, reviewer = actor_of(emi, on=now.date()), actor_of(dao, on=now.date())
    agency = Agency.objects.get(pk=by.agency_id or 0)
    key = uuid5(NAMESPACE_URL, f"demo-data-story-{one.needs[0]}")
    story = start_story(agency=agency, title=one.title, client_key=key, by=by, now=now)
    text = open_story_text(story)
    if text is None or story.live_id:
        return 0
    blocks = list(one.blocks)
    save_story(text=text, ver=text.ver, title=one.title, lead=one.lead, blocks=blocks, by=by, now=now)
    text.refresh_from_db()
    send_story(text=text, ver=text.ver, by=by, now=now)
    text.refresh_from_db()
    publish_story(text=text, ver=text.ver, by=reviewer, now=now)
    return 1
