"""
Take the pictures of the documentation: ``make screenshots``.

``make screenshots ARGS=document`` takes only those of the documents brought in.
"""

from __future__ import annotations

import email
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from email.policy import default
from functools import partial
from html import escape
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.chromium import MISSING, find_chromium

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"

#: What the example prints as its log-in, and everybody may know.
EDITOR, PASSWORD = "editor", "editor-on-localhost"
COUNCIL = "lancashire.gov.uk"

PHONE = {"viewport": {"width": 390, "height": 740}, "device_scale_factor": 2}
DESKTOP = {"viewport": {"width": 960, "height": 720}}
EDITORS = {"viewport": {"width": 1160, "height": 820}}
#: As high as the email is.
LETTER = {"viewport": {"width": 660, "height": 100}}

#: What the browser calls its own typeface differs by machine; this one is everywhere.
TYPEFACE = ":root { --w-font-sans: Arial } .localoffer-body { font-family: Arial }"

#: The offer moves to a public address, and then reads differently: the email says how.
NEWS = """
from wagtail.models import Site
from wagtail.rich_text import RichText
from wagtail_localoffer.models import LocalOfferPage
Site.objects.filter(is_default_site=True).update(
    hostname="www.hawthornbank.example", port=443
)
Site.clear_site_root_paths_cache()
offer = LocalOfferPage.objects.get(slug="local-offer", locale__language_code="en-gb")
offer.save_revision().publish()
for block in offer.body:
    if block.block_type in ("activities", "health"):
        words = block.value["text"].source + "<p>Ask us what is new this term.</p>"
        block.value["text"] = RichText(words)
offer.telephone = "01632 960019"
offer.save_revision().publish()
"""

ADD = "admin/pages/add/wagtail_localoffer/localofferpage/3/"
MANUAL = "admin/local-offers/help/"
BRING = "admin/local-offers/documents/new/"
DOCUMENT = ROOT / "example_site" / "documents" / "willow-lane-local-offer.docx"
#: A passage that no heading decides, in the midst of the document.
ODD = "All children learn words"
#: Wagtail 7.4 calls it the title, and 8 the page title.
TITLE = re.compile("^(Page )?title", re.IGNORECASE)

#: Seconds to wait for what must come, on a machine that has much else to do.
PATIENCE = 120


def main() -> None:
    program = find_chromium() or sys.exit(MISSING)
    expect.set_options(timeout=PATIENCE * 1000)
    IMAGES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="localoffer-pictures-") as folder,
        run_example(Path(folder)) as site,
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=program) as browser,
    ):
        takes = {
            "offer": partial(take_offer, browser, site),
            "parts": partial(take_parts, browser, site),
            "manual": partial(take_manual, browser, site),
            "document": partial(take_document, browser, site),
            "notice": partial(take_notice, browser, Path(folder) / "mail"),
        }
        for name in sys.argv[1:] or takes:
            takes[name]()


@contextmanager
def run_example(folder: Path) -> Iterator[str]:
    """Run the example site with its content, and nothing of anybody's own."""
    env = {**os.environ, "EXAMPLE_SITE_VAR": str(folder), "PORT": "8000"}
    for name in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "EMAIL_HOST"):
        env.pop(name, None)

    def start(*arguments: str, stderr: int | None = None) -> subprocess.Popen[bytes]:
        program = str(ROOT / "example_site" / "manage.py")
        return subprocess.Popen(
            [sys.executable, program, *arguments],
            env=env,
            stdout=subprocess.DEVNULL,
            stderr=stderr,
        )

    for command in (["migrate"], ["load_example"], ["shell", "-c", NEWS]):
        with start(*command) as process:
            pass
        if process.returncode:
            sys.exit(f"manage.py {command[0]} failed.")
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    serve = ("runserver", "--noreload", address)
    # It writes a line for each request.
    with start(*serve, stderr=subprocess.DEVNULL) as server:
        try:
            wait_for(f"http://{address}/")
            yield f"http://{address}/"
        finally:
            server.terminate()


def wait_for(site: str) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            urllib.request.urlopen(site).close()  # noqa: S310 - our own address
            return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def take_offer(browser: Browser, site: str) -> None:
    for name, options in (("page-phone", PHONE), ("page-desktop", DESKTOP)):
        page = browser.new_page(**options)
        page.goto(f"{site}local-offer/")
        keep(page, name)


def take_parts(browser: Browser, site: str) -> None:
    page = log_in(browser, site, f"{ADD}?setting_type=primary")
    # What is typed before the form is ready counts as having been there.
    form = page.locator("form[data-edit-form]")
    expect(form).to_have_attribute("data-w-unsaved-has-edits-value", "false")
    tasks = page.locator(".localoffer-tasks")
    tasks.get_by_role("link", name="About the setting").click()
    page.get_by_role("textbox", name="Name of the setting").fill("Beech Hill School")
    page.get_by_role("textbox", name="Address").fill("Beech Lane, Alderbeck")
    page.get_by_role("link", name="All parts", exact=True).click()
    # It follows when the draft has been saved.
    expect(tasks).to_contain_text("Ready")
    page.evaluate("document.activeElement.blur()")
    keep(page, "editor-parts")


def take_manual(browser: Browser, site: str) -> None:
    keep(log_in(browser, site, MANUAL), "manual")


def take_document(browser: Browser, site: str) -> None:
    page = log_in(browser, site, BRING)
    page.set_input_files("[name=documents]", DOCUMENT)
    page.get_by_role("radio", name="Primary school").first.check()
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("heading", name="The document")).to_be_visible()
    accept_up_to(page, ODD)
    page.locator(".localoffer-passage", has_text=ODD).evaluate(
        "card => card.scrollIntoView({ block: 'center' })"
    )
    # The last button would look pressed.
    page.mouse.move(0, 0)
    address = page.url
    keep(page, "sort-document")

    page = log_in(browser, site, address.removeprefix(site))
    accept_up_to(page)
    page.get_by_role("link", name="Go on to make the draft").click()
    details = page.get_by_role("heading", name="Details that the document gives")
    expect(details).to_be_visible()
    for box in page.locator("[name=fields]").all():
        box.check()
    details.evaluate("heading => heading.scrollIntoView({ block: 'center' })")
    page.evaluate("document.activeElement.blur()")
    keep(page, "write-document")


def accept_up_to(page: Page, words: str | None = None) -> None:
    """Accept each suggestion, or those above a passage."""
    waiting = page.locator(".localoffer-passage--open")
    for left in range(waiting.count(), 0, -1):
        if words and words in waiting.first.inner_text():
            return
        waiting.first.get_by_role("button", name="Yes, there").click()
        expect(waiting).to_have_count(left - 1)
    if words:
        sys.exit(f"“{words}” isn’t to be decided any more: name another passage.")


def log_in(browser: Browser, site: str, path: str) -> Page:
    page = browser.new_page(**EDITORS)
    page.goto(f"{site}admin/login/?next=/{path}")
    page.get_by_label("Username").fill(EDITOR)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/login/" not in url)
    return page


def take_notice(browser: Browser, mail: Path) -> None:
    """The newest email to the council, below what a mail program shows of it."""
    newest = max(mail.iterdir(), key=lambda file: file.stat().st_mtime)
    # Django writes a line below each. The school has a copy of its own.
    message = next(
        message
        for text in newest.read_bytes().split(b"-" * 79)
        if (message := email.message_from_bytes(text.lstrip(), policy=default))
        and COUNCIL in str(message["To"])
    )
    head = "".join(
        f"<div><b>{name}:</b> {escape(str(message[name]))}</div>"
        for name in ("From", "To", "Subject")
    )
    body = message.get_body(("html",))
    assert body is not None
    page = browser.new_page(**LETTER)
    page.set_content(body.get_content().replace("<body>", f"<body>{head}<hr>"))
    keep(page, "notice-email", full_page=True)


def keep(page: Page, name: str, full_page: bool = False) -> None:
    """Save what is in sight, or all, in so few colours that the file stays small."""
    page.add_style_tag(content=TYPEFACE)
    shot = Image.open(BytesIO(page.screenshot(full_page=full_page))).convert("RGB")
    path = IMAGES / f"{name}.png"
    shot.quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1024} KiB")
    page.close()


if __name__ == "__main__":
    main()
