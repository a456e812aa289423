"""The pages of data stories, read as people do: what `tests/journeys/test_support_pages.py` walks through."""

from typing import Any

from tinhso.opendata.models import Dataset
from tinhso.opendata.stories.tests.makers import blocks_of, published, written


def read_stories(town: Any, walk: Any, dataset: Dataset, emi: Any, dao: Any) -> None:
    """A published story and one that is being written."""
    public = published(written(dataset.publisher, emi, blocks_of(dataset.slug)), emi, dao)
    draft = written(dataset.publisher, emi, blocks_of(dataset.slug), title="Bản đang viết").story
    desk = "/can-bo/du-lieu-mo/cau-chuyen/"
    walk.read("", "/du-lieu/cau-chuyen/", f"/du-lieu/cau-chuyen/{public.slug}/")
    walk.read("emi", desk, f"{desk}viet/", f"{desk}{public.slug}/", f"{desk}{public.slug}/dinh-chinh/")
    walk.read("emi", f"{desk}{draft.slug}/sua/", f"{desk}{draft.slug}/them-anh/")
    walk.read("dao", f"{desk}{public.slug}/go/")
    walk.seen |= {"story_picture", "data_stories_feed"}  # a picture; a feed
