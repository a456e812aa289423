"""What the first page of the app costs an old phone: bytes on the wire, and the time on a slow 3G.

    python bench/citizen_app.py http://127.0.0.1:8000 [/ /phan-anh/soan/ ...]

Chromium without a cache, 360 px, throttled to 400 kbit/s and 400 ms round trip ("3G slow" of WebPageTest), the CPU to a
quarter. "usable" is the first paint with content and the document read to its end, so that links and forms work; bytes
are what the network brought until the page is complete, without what the service worker fetches afterwards. The
best of the runs and all of them are printed: on a busy machine the best is nearest to the truth.
"""

import shutil
import sys

from playwright.sync_api import Browser, Page, sync_playwright

SLOW_3G = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 400_000 / 8,
    "uploadThroughput": 400_000 / 8,
    "connectionType": "cellular3g",
}
RUNS, CPU_SLOWER = 5, 4
MOST_BYTES, MOST_MS = 100_000, 3000
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PAINT = """performance.getEntriesByName("first-contentful-paint").map(one => one.startTime)[0] || 0"""
READ = "performance.getEntriesByType('navigation')[0].domInteractive"


def visit(browser: Browser, address: str) -> tuple[int, float, float, int]:
    """Bytes, first paint and readable document in ms, number of requests, of one first visit."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, is_mobile=True, service_workers="block"
    )
    page = context.new_page()
    seen = watch(page)
    page.goto(address, wait_until="load")
    paint, read = float(page.evaluate(PAINT)), float(page.evaluate(READ))
    context.close()
    return sum(seen), paint, read, len(seen)


def watch(page: Page) -> list[int]:
    """Throttle this page, and note what each request brought, headers and all."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", SLOW_3G)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWER})
    seen: list[int] = []
    devtools.on("Network.loadingFinished", lambda event: seen.append(int(event["encodedDataLength"])))
    return seen


def main(site: str, paths: list[str]) -> int:
    failed = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for path in paths:
            runs = [visit(browser, site + path) for _ in range(RUNS)]
            octets, requests = runs[0][0], runs[0][3]
            usable = sorted(round(max(paint, read)) for _, paint, read, _ in runs)
            failed += octets > MOST_BYTES or usable[0] > MOST_MS
            print(f"{path}: {octets / 1000:.1f} kB in {requests} requests; usable after {usable} ms")
        browser.close()
    return min(failed, 1)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1].rstrip("/"), sys.argv[2:] or ["/", "/phan-anh/soan/", "/phan-anh/"]))
