"""
Screenshots of the built gallery, to be looked at: ``make look``, or ``python -m tests.looking``.

For every page of the gallery there is one file for each width and each scheme, and one for each way to see
fewer colours, as Chromium simulates it (protanopia, deuteranopia, tritanopia, and none at all).
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
BUILT = ROOT / "_build" / "html"
LOOKS = ROOT / "_build" / "looks"
WIDTHS = (1280, 390)
SCHEMES = ("light", "dark")
DEFICIENCIES = ("protanopia", "deuteranopia", "tritanopia", "achromatopsia")


def pages() -> list[Path]:
    """Return the pages of the gallery that is built, its index first."""
    gallery = BUILT / "auto_gallery"
    return [gallery / "index.html", *sorted(gallery.glob("plot_*.html"))]


def opened(browser: Browser, page: Path, width: int, scheme: str) -> Page:
    """Return a page with all of its pictures loaded and its films held still."""
    assert scheme in SCHEMES
    # to wait for a condition, playwright evaluates a string, which the site's policy allows to nobody
    context = browser.new_context(
        viewport={"width": width, "height": 900}, reduced_motion="no-preference", bypass_csp=True
    )
    tab = context.new_page()
    tab.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    _ = tab.goto(page.as_uri())
    for box in tab.locator(".film-stop:visible").all():
        box.check()
    # pictures below the fold are loaded when they are near
    _ = tab.evaluate("document.querySelectorAll('img').forEach(image => { image.loading = 'eager' })")
    _ = tab.wait_for_function("[...document.images].every(image => image.complete)")
    return tab


def look(browser: Browser, page: Path) -> None:
    """Take all screenshots of one page."""
    for width in WIDTHS:
        for scheme in SCHEMES:
            tab = opened(browser, page, width, scheme)
            _ = tab.screenshot(path=LOOKS / f"{page.stem}_{width}_{scheme}.png", full_page=True)
            tab.context.close()
    tab = opened(browser, page, WIDTHS[1], "light")
    session = tab.context.new_cdp_session(tab)
    for deficiency in DEFICIENCIES:
        _ = session.send("Emulation.setEmulatedVisionDeficiency", {"type": deficiency})
        _ = tab.screenshot(path=LOOKS / f"{page.stem}_{deficiency}.png", full_page=True)
    tab.context.close()


def main() -> int:
    """Take screenshots of the whole gallery; return the exit status."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None or not (BUILT / "auto_gallery").is_dir():
        print("needs Chromium (Debian: apt-get install chromium) and a built site (make html)", file=sys.stderr)
        return 1
    LOOKS.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for page in pages():
            look(browser, page)
        browser.close()
    print(f"The screenshots: {LOOKS}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
