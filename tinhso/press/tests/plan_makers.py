"""Communication plans, tasks and guidance in tests, by the deeds themselves."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from tinhso.casework.tests.makers import NOW
from tinhso.press.communication.actions.add_topic import add_topic
from tinhso.press.communication.actions.give_task import give_task
from tinhso.press.communication.actions.send_guidance import send_guidance
from tinhso.press.communication.actions.start_plan import approve_plan, start_plan
from tinhso.press.models import CommunicationPlan, CommunicationTask, Guidance, PlanTopic

PLAN = {"kind": "year", "title": "Kế hoạch truyền thông năm", "aim": "Người dân biết dịch vụ công."}
PLAN |= {"starts": date(2024, 1, 1), "ends": date(2024, 12, 31), "draft_code": ""}
TOPIC = {"month": date(2024, 3, 15), "name": "Dịch vụ công trực tuyến", "messages": "Nộp ở nhà được."}
TOPIC |= {"audience": "Người dân ở xã", "channels": ["network", "page"]}
GUIDANCE = {"number": "01/HD", "title": "Tuyên truyền chuyển đổi số", "text": "Đọc trên loa mỗi sáng."}
GUIDANCE |= {"groups": ["departments", "communes"], "answer_by": date(2024, 3, 15)}


def started_plan(town: Any, *, who: str = "bien", now: datetime = NOW, **words: Any) -> CommunicationPlan:
    return start_plan(**{"client_key": uuid4()} | PLAN | words, by=town.actor(who), now=now)


def topic_of(town: Any, plan: CommunicationPlan, **words: Any) -> PlanTopic:
    return add_topic(plan=plan, **TOPIC | words, by=town.actor("bien"), now=NOW)


def approved_plan(town: Any, **words: Any) -> CommunicationPlan:
    plan = started_plan(town, **words)
    topic_of(town, plan)
    approve_plan(plan=plan, by=town.actor("duyet"), now=NOW)
    return CommunicationPlan.objects.select_related("agency").get(pk=plan.pk)


def given_task(town: Any, plan: CommunicationPlan | None = None, **words: Any) -> CommunicationTask:
    found = plan or approved_plan(town)
    given = {"topic": found.topics.first(), "agency": town.ward, "content": "Đọc tin trên loa ba lần."}
    given |= {"due": date(2024, 3, 20), "client_key": uuid4()}
    task = give_task(plan=found, **given | words, by=town.actor("bien"), now=NOW)
    return task_fresh(task)


def task_fresh(task: CommunicationTask) -> CommunicationTask:
    return CommunicationTask.objects.select_related("case__process", "case__agency").get(pk=task.pk)


def sent_guidance(town: Any, **words: Any) -> Guidance:
    return send_guidance(**{"client_key": uuid4()} | GUIDANCE | words, by=town.actor("bien"), now=NOW)
