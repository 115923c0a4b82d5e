"""Take the pictures of the page that the README shows: `python docs/screenshot.py`.

Starts the page with the embedded model, translates one of its articles in headless Chromium and
saves what a reader then sees: docs/page.png, docs/page-dark.png and, of a phone,
docs/page-phone.png. Needs the development tools: `pip install -e .[dev]`.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests"))

from browser import chromium, serving  # noqa: E402


@dataclass(frozen=True, slots=True)
class Picture:
    """A file, the size of the window in CSS pixels, the colours, and dots a pixel."""

    name: str
    width: int
    height: int
    colours: Literal["light", "dark"] = "light"
    scale: float = 1


PICTURES = (
    Picture("page.png", 1400, 1100),
    Picture("page-dark.png", 1400, 1100, "dark"),
    Picture("page-phone.png", 390, 844, scale=2),
)


def main() -> None:
    """Save the pictures; options choose the article and the folder."""
    parser = argparse.ArgumentParser(description="Take the pictures of the page.")
    parser.add_argument("-o", "--output", type=Path, default=HERE, help="the folder for them")
    parser.add_argument("--article", type=int, default=4, help="which of the articles, from 1")
    args = parser.parse_args()
    args.output.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        for picture in PICTURES:
            with serving() as address:  # a new one each time: none translates from its cache
                take(browser, address, picture, args.article, args.output / picture.name)
            print(args.output / picture.name)


def take(browser: Browser, address: str, picture: Picture, article: int, path: Path) -> None:
    """Save one picture: an article translated, a word pointed at, its partner lit."""
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height},
        color_scheme=picture.colours,
        device_scale_factor=picture.scale,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("[data-ready]", state="attached")
    page.locator("#examples button").nth(article - 1).click()
    page.wait_for_function("document.querySelector('#source-text textarea').value")
    page.click("#translate")
    page.wait_for_selector("#downloads:not([hidden])", timeout=120_000)
    page.evaluate("document.fonts.ready")
    page.locator("#sheets .target .w[data-l]").nth(6).hover()
    page.screenshot(path=path)
    context.close()


if __name__ == "__main__":
    main()
