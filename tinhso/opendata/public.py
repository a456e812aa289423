"""The door of open data."""

from tinhso.opendata.dataset.actions.refresh_dataset import refresh_dataset
from tinhso.opendata.dataset.moving import Moved, fill_bucket, take_out
from tinhso.opendata.dataset.publisher_queries import open_edition as edition_of
from tinhso.opendata.dataset.usage import write_counts
from tinhso.opendata.engine.engine import engine_says, load_readers, warm
from tinhso.opendata.intakes.actions.publish_file import publish_file
from tinhso.opendata.intakes.actions.send_whole_file import send_whole_file
from tinhso.opendata.models import DataQuestion, Dataset
from tinhso.opendata.open_list.actions.enter_open_list import ListRefused, enter_open_list
from tinhso.opendata.open_list.actions.load_open_data import load_open_data
from tinhso.opendata.open_list.actions.open_dataset import ChangedMeanwhile, NotListed, open_dataset
from tinhso.opendata.open_list.actions.withdraw_dataset import withdraw_dataset
from tinhso.opendata.publishing.actions.draft_dataset import EditionRefused, draft_dataset
from tinhso.opendata.publishing.actions.send_edition import send_edition
from tinhso.opendata.questions.actions.answer_question import answer_question, refuse_question
from tinhso.opendata.questions.actions.ask_data import ask_data
from tinhso.opendata.questions.actions.moderate_reuse import publish_reuse
from tinhso.opendata.questions.actions.propose_reuse import propose_reuse
from tinhso.opendata.questions.actions.publish_answer import publish_answer
from tinhso.opendata.stories.actions.decide_story import publish_story
from tinhso.opendata.stories.actions.save_story import save_story
from tinhso.opendata.stories.actions.send_story import send_story
from tinhso.opendata.stories.actions.start_story import start_story
from tinhso.opendata.stories.queries import open_text as open_story_text

__all__ = [
    "ChangedMeanwhile",
    "DataQuestion",
    "Dataset",
    "EditionRefused",
    "ListRefused",
    "Moved",
    "NotListed",
    "answer_question",
    "ask_data",
    "draft_dataset",
    "edition_of",
    "fill_bucket",
    "engine_says",
    "enter_open_list",
    "load_open_data",
    "load_readers",
    "open_dataset",
    "open_story_text",
    "propose_reuse",
    "publish_answer",
    "publish_file",
    "publish_reuse",
    "publish_story",
    "refresh_dataset",
    "refuse_question",
    "save_story",
    "send_edition",
    "send_story",
    "send_whole_file",
    "start_story",
    "take_out",
    "warm",
    "withdraw_dataset",
    "write_counts",
]
