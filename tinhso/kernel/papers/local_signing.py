from django.conf import settings

from tinhso.kernel.papers.render import is_demo


def local_signing() -> dict[str, object]:
    """What a page with something to sign must know: where the local service is, and whether it is the sandbox's.

    In a demo the sandbox approves at once ("auto"); a real service asks the holder for the PIN ("ask").
    """
    demo = is_demo()
    return {
        "local_signing_url": settings.LOCAL_SIGNING_URL,
        "demo_signing": demo,
        "approval": "auto" if demo else "ask",
    }
