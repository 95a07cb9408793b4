"""Takes docs/screenshot.png, the picture in README.md."""

from browser import chromium, open_page
from server import ROOT, SITE, serve

LINK = "/?seed=7&select=h1.1"
PICTURE = ROOT / "docs" / "screenshot.png"


def main() -> None:
    PICTURE.parent.mkdir(exist_ok=True)
    with serve(SITE) as server, chromium() as browser:
        page = open_page(browser, server.url + LINK, width=1366, height=768)
        page.screenshot(path=PICTURE)


if __name__ == "__main__":
    main()
