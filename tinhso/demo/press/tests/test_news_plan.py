"""The plan of what outlets publish in the demo: invented in every text, copies of one story, the outlets of the sandbox."""

from sandbox.news_outlet.stories import OUTLETS as SANDBOX
from sandbox.news_outlet.stories import STORIES as LIVE
from tinhso.demo.press.news_plan import ANSWERED, MARK, OUTLETS, STORIES


def test_every_invented_article_says_so():
    assert all(MARK in one.text for one in STORIES) and MARK == "(số mô phỏng)"
    assert all(MARK in one.title and MARK in one.text for one in LIVE)
    assert all("mô phỏng" in outlet.lower() for outlet, *_ in OUTLETS)


def test_one_story_has_four_copies_and_the_list_of_the_morning_is_not_empty():
    assert ANSWERED.copies == 4 and ANSWERED in STORIES
    assert sum(bool(one.topic) for one in STORIES) >= 6
    assert len({one.slug for one in STORIES}) == len(STORIES)


def test_the_outlets_are_those_of_the_sandbox():
    assert {host: outlet for outlet, _rhythm, host, *_ in OUTLETS} == SANDBOX
