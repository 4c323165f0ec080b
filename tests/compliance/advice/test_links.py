from __future__ import annotations

from django.test import SimpleTestCase

from tests.compliance.advice.cases import AROUND, codes
from wagtail_localoffer.compliance.context import CheckContext


class LinkTests(SimpleTestCase):
    def judge(self, text: str, href: str = 'href="https://a.school/plan"') -> list[str]:
        return codes(f"<p>Read on: <a {href}>{text}</a>.</p>")

    def test_link_texts_that_say_nothing_are_named(self) -> None:
        for text in (
            "click here",
            "Click here.",
            "here",
            "Read more »",
            "link",
            "this page",
            "https://a.school/plan",
            "www.a.school",
            "Info",
            "Download PDF",
            "for more information click here",
            "",
        ):
            with self.subTest(text=text):
                self.assertEqual(self.judge(text), ["link_text_vague"])

    def test_link_texts_that_say_where_are_left_alone(self) -> None:
        for text in ("our accessibility plan", "the council’s page, www.a.school"):
            with self.subTest(text=text):
                self.assertEqual(self.judge(text), [])

    def test_an_email_address_is_a_good_link_text(self) -> None:
        self.assertEqual(
            self.judge("office@a.school", 'href="mailto:office@a.school"'), []
        )

    def test_links_that_lead_nowhere_are_named(self) -> None:
        for href in (
            'href=""',
            'href="#"',
            'href="http://"',
            'href="https://example.com/plan"',
            'href="https://www.yourschool.co.uk"',
            'href="http://lancashire"',
            'href="https://a school.example"',
            'href="https://a.school/[insert link]"',
            'href="https://[broken"',
            'href="http://http://a.school"',
            'href="mailto:"',
            'href="https://www.a-school.con/plan"',
            'href="https://www.a-school..uk"',
            'href="mailto:office@school"',
            'linktype="page" id="7"',
            'linktype="document" id="8"',
            'linktype="page"',
            "",
        ):
            with self.subTest(href=href):
                self.assertIn("link_dead", self.judge("our plan", href))

    def test_links_that_lead_somewhere_are_left_alone(self) -> None:
        for href in (
            'href="/policies/"',
            'href="#health"',
            'href="tel:01632960014"',
            'href="https://a.school/our plan?a[]=1"',
            'linktype="page" id="6"',
            'href="https://user:pw@a.school:8000/x?y=1#z"',
        ):
            with self.subTest(href=href):
                self.assertEqual(self.judge("our plan", href), [])

    def test_addresses_in_the_text_that_nobody_can_have_are_named(self) -> None:
        for text in (
            "See www.beechhill,co.uk for dates.",
            "Write to office@beechhill.co.ik now.",
            "Write to office@beechhill now.",
            "See http:/beech.uk.",
        ):
            with self.subTest(text=text):
                self.assertEqual(codes(f"<p>{text}</p>"), ["link_dead"])

    def test_addresses_in_the_text_that_may_exist_are_left_alone(self) -> None:
        for text in (
            "See www.beechhill.school.",
            "Write to o’neil@beech-hill.academy, or look at https://beech.wales/a,b.",
            "Our club is @beechhill on all of them.",
        ):
            with self.subTest(text=text):
                self.assertEqual(codes(f"<p>{text}</p>"), [])

    def test_a_document_block_without_its_document_is_named(self) -> None:
        more = [{"type": "document", "value": 8}]
        self.assertIn("link_dead", codes("<p>See above.</p>", more=more))

    def test_the_local_offer_of_another_council_is_named(self) -> None:
        for href in (
            "https://www.blackpool.gov.uk/local-offer",
            "https://www.derby.gov.uk/education/send/",
            "https://surreylocaloffer.org.uk/",
            "https://www.hackneylocaloffer.co.uk/support",
        ):
            with self.subTest(href=href):
                self.assertEqual(
                    self.judge("their page", f'href="{href}"'), ["link_other_council"]
                )

    def test_other_sites_are_no_other_councils_offer(self) -> None:
        for href in (
            "https://www.lancashire.gov.uk/children/send/",
            "https://clickweb.lancashire.gov.uk/local-offer",
            "https://www.preston.gov.uk/leisure",
            "https://www.gov.uk/send-parcels",
            "https://assets.publishing.service.gov.uk/SEND_Code.html",
            "https://a.school/send",
            "https://www.lancssendias.org.uk/",
        ):
            with self.subTest(href=href):
                self.assertEqual(self.judge("their page", f'href="{href}"'), [])

    def test_without_a_council_no_other_one_is_judged(self) -> None:
        text = '<p><a href="https://surreylocaloffer.org.uk">Surrey’s page</a></p>'
        self.assertEqual(codes(text, around=CheckContext(today=AROUND.today)), [])
