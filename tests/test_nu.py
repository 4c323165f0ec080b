"""The check of HTML finds what the standard doesn't allow."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from unittest import mock

import pytest
from django.test import SimpleTestCase

from tests import nu

GOOD = """<!DOCTYPE html>
<html lang="en">
<head>
<title>Our local offer</title>
</head>
<body>
<h1>Our local offer</h1>
</body>
</html>
"""


@pytest.mark.nightly
class CheckerTests(SimpleTestCase):
    def setUp(self) -> None:
        super().setUp()
        nu.need_checker()

    def test_a_good_document_passes_and_faults_have_their_document_and_line(
        self,
    ) -> None:
        faulty = GOOD.replace("</h1>", '</h1>\n<img src="/x.png">')
        dubious = GOOD.replace("</h1>", "</h1>\n\n<section></section>")
        image, section = nu.check_html(
            {"/faulty/": faulty, "good: a": GOOD, "/dubious/": dubious, "good: b": GOOD}
        )
        self.assertRegex(image, r"^/faulty/:8: .*“alt”")
        self.assertRegex(section, r"^/dubious/:9: Section lacks heading\.")

    def test_text_outside_of_ascii_is_read_as_it_is(self) -> None:
        bank = GOOD.replace("Our", "Żółw’s — اسکول").replace(
            "<body>", "<body><p>é</div>"
        )
        (fault,) = nu.check_html({"اسکول": bank})
        self.assertRegex(fault, r"^اسکول:6: .*“div”")

    def test_a_checker_that_fails_is_not_a_pass(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            jar = Path(folder, "vnu.jar")
            jar.touch()
            with (
                mock.patch.object(nu, "find_checker", lambda: str(jar)),
                self.assertRaisesRegex(AssertionError, "checker failed"),
            ):
                nu.check_html({"good": GOOD})


class MissingTests(SimpleTestCase):
    def setUp(self) -> None:
        super().setUp()
        folder = self.enterContext(tempfile.TemporaryDirectory())
        self.enterContext(mock.patch.object(nu, "MODULES", Path(folder)))
        self.enterContext(
            mock.patch.object(nu, "find_checker", nu.find_checker.__wrapped__)
        )

    def test_what_is_missing_is_not_found(self) -> None:
        self.assertIsNone(nu.find_checker())
        self.assertIsNone(nu.find_package("govuk-frontend"))

    def test_on_a_developers_machine_the_test_is_skipped(self) -> None:
        with mock.patch.dict(os.environ, CI=""):
            with self.assertRaisesMessage(pytest.skip.Exception, nu.MISSING):
                nu.check_html({"good": GOOD})
            with self.assertRaisesMessage(
                pytest.skip.Exception, "npm's govuk-frontend"
            ):
                nu.need_package("govuk-frontend")

    def test_on_the_build_machine_the_test_fails(self) -> None:
        with mock.patch.dict(os.environ, CI="true"):
            with self.assertRaisesMessage(AssertionError, nu.MISSING):
                nu.check_html({"good": GOOD})
            with self.assertRaisesMessage(AssertionError, "npm's govuk-frontend"):
                nu.need_package("govuk-frontend")
