"""What a browser is called in the lists of somebody's machines: where one is signed in, where notices arrive."""

BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "Firefox/": "Firefox",
    "coc_coc": "Cốc Cốc",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "Linux": "Linux",
}


def device_label(user_agent: str) -> str:
    """ "Chrome trên Android"; of what the browser says of itself nothing else is kept."""
    browser = next((name for sign, name in BROWSERS.items() if sign in user_agent), "Trình duyệt")
    system = next((name for sign, name in SYSTEMS.items() if sign in user_agent), "")
    return f"{browser} trên {system}" if system else browser
