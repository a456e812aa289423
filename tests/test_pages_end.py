"""A page that a test opens in the browser of its file does not outlive it."""

import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("turn", ["first", "second"])
def test_a_test_begins_without_the_pages_of_another_one(browser: Browser, turn: str) -> None:
    """Whichever of the two comes later would find what the other has left."""
    assert browser.contexts == []
    page = browser.new_context().new_page()
    page.set_content(f"<p>{turn}</p>")
    assert page.inner_text("p") == turn and len(browser.contexts) == 1
