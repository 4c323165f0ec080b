"""The page *Go live*, step by step as it is written, with nothing but the wheel."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path

import pytest
from django.test import SimpleTestCase

from tests.support import ROOT
from tests.test_packaging import LEFT_OUT, run

#: A block of code, and what is to be done with it.
STEP = re.compile(
    r"^<!-- (run|shell|append|write)(?: (\S+))? -->\n```[\w+]+\n(.*?)^```$",
    re.DOTALL | re.MULTILINE,
)

#: What a visitor sees, and how many stylesheets and headings of the first rank.
VISIT = """
from django.test import Client
client = Client(headers={"host": "www.hawthornbank.example"}, SERVER_PORT="443")
for path in ("", "sen-information-report/", "print/", "health/"):
    answer = client.get("/local-offer/" + path, follow=True, secure=True)
    text = answer.content.decode()
    print("PAGE", path, answer.status_code, text.count("<h1"), text.count("<main"))
"""

NAME_THE_SITE = """
from wagtail.models import Site
Site.objects.update(hostname="www.hawthornbank.example", port=443)
"""


def list_steps(name: str) -> list[tuple[str, str, str]]:
    """What the page of that name says is to be done: how, with which file, and what."""
    return STEP.findall((ROOT / "docs" / name).read_text(encoding="utf-8"))


def write_script(steps: list[tuple[str, str, str]]) -> str:
    """The steps as one script, so that each goes on where the one before ended."""
    lines = []
    for verb, path, code in steps:
        if verb == "run":
            lines.append(code)
        elif verb == "shell":
            lines.append(f"python manage.py shell <<'END'\n{code}END\n")
        else:
            sign = ">>" if verb == "append" else ">"
            lines.append(f"cat {sign} {path} <<'END'\n{code}END\n")
    return "\n".join(lines)


@pytest.mark.nightly
@pytest.mark.packaging
class TestGoLive(SimpleTestCase):
    def test_a_new_site_goes_live_as_the_page_says(self) -> None:
        folder = Path(
            self.enterContext(tempfile.TemporaryDirectory(prefix="localoffer-live-"))
        )
        copy_source(folder / "wagtail_localoffer")
        steps = list_steps("go-live.md")
        at = next(i for i, step in enumerate(steps) if "production.py" in step[1])
        script = write_script(
            [
                *steps[:at],
                *list_steps("code.md"),
                ("shell", "", NAME_THE_SITE),
                (
                    "run",
                    "",
                    "export SECRET_KEY=$(head -c 40 /dev/urandom | base64 -w 0)\n",
                ),
                *steps[at:],
                ("shell", "", VISIT),
                ("run", "", "python manage.py check_local_offers\n"),
                ("run", "", "python manage.py send_council_notices --dry-run\n"),
            ]
        )
        printed = run("bash", "-eu", "-c", script, cwd=folder)

        with self.subTest("The email goes to the console."):
            self.assertIn("To: Lancashirelocaloffer@lancashire.gov.uk", printed)
            self.assertIn("http://localhost/local-offer/", printed)
        with self.subTest("Nothing is wrong but what wagtail start opens to all."):
            found = set(re.findall(r"\(([\w.]+[EW]\d+)\)", printed))
            self.assertLessEqual(
                found, {"wagtail_localoffer.W002", "security.W004", "security.W005"}
            )
        with self.subTest("Each address answers, with one heading and one main."):
            self.assertEqual(
                re.findall(r"^PAGE .*$", printed, re.MULTILINE),
                [
                    "PAGE  200 1 1",
                    "PAGE sen-information-report/ 200 1 1",
                    "PAGE print/ 200 1 1",
                    "PAGE health/ 200 1 1",
                ],
            )
        with self.subTest("The offer lacks nothing."):
            self.assertIn("Must be put right: 0.", printed)
        with self.subTest("An invented hostname tells no council."):
            self.assertIn("Held back", printed)


def copy_source(target: Path) -> None:
    """Copy the repository without what earlier builds left in it."""
    shutil.copytree(ROOT, target, ignore=LEFT_OUT)
