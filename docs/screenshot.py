"""Take the picture of the page that the README shows: `python docs/screenshot.py`.

Starts the page with the embedded model, translates one of its articles in headless Chromium and
saves what a reader then sees as docs/page.png.
Needs the development tools: `pip install -e .[dev]`.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests"))

from browser import chromium, serving  # noqa: E402


def main() -> None:
    """Save the picture; options choose the article, the size and the colours."""
    parser = argparse.ArgumentParser(description="Take a picture of the page.")
    parser.add_argument("-o", "--output", type=Path, default=HERE / "page.png")
    parser.add_argument("--article", type=int, default=4, help="which of the articles, from 1")
    parser.add_argument("--width", type=int, default=1400)
    parser.add_argument("--height", type=int, default=900)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--full", action="store_true", help="the whole length of the page")
    args = parser.parse_args()
    with serving() as address, chromium() as browser:
        page = browser.new_page(
            viewport={"width": args.width, "height": args.height},
            color_scheme="dark" if args.dark else "light",
        )
        page.goto(address)
        page.locator("#examples button").nth(args.article - 1).click()
        page.wait_for_function("document.querySelector('#source-text textarea').value")
        page.click("#translate")
        page.wait_for_selector("#download-html", timeout=120_000)
        page.wait_for_timeout(800)  # the smooth scroll of small screens
        page.mouse.move(0, 0)
        page.screenshot(path=args.output, full_page=args.full)
    print(args.output)


if __name__ == "__main__":
    main()
