"""Open data of the demo: an invented decision lists every table of the program, and all of them are opened."""

from datetime import datetime, timedelta

from tinhso.kernel.people.public import SYSTEM
from tinhso.opendata.public import Dataset, enter_open_list, load_open_data, open_dataset


def open_everything(*, now: datetime) -> int:
    """How many were opened; the workers write their data as soon as they run."""
    load_open_data(by=SYSTEM, now=now)
    datasets = list(Dataset.objects.all())
    Dataset.objects.update(synthetic=True)
    enter_open_list(
        number="0000/QĐ-UBND (mô phỏng)",
        signed_on=now.date() - timedelta(days=30),
        title="Ban hành Danh mục dữ liệu mở của tỉnh (DỮ LIỆU MÔ PHỎNG)",
        stage_from=now.date() - timedelta(days=30),
        stage_to=now.date() + timedelta(days=3 * 365),
        datasets=datasets,
        by=SYSTEM,
        now=now,
        synthetic=True,
    )
    for dataset in datasets:
        open_dataset(dataset=dataset, ver=dataset.ver, by=SYSTEM, now=now)
    return len(datasets)
