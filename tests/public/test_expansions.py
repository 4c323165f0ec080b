"""Abbreviations explained at their first use, and HTML that stays as it was."""

from __future__ import annotations

from bs4 import BeautifulSoup
from django.test import SimpleTestCase, TestCase

from tests.builders import SENCO, complete_body, complete_offer
from tests.support import publish
from wagtail_localoffer.public.expansions import explain_abbreviations

SENCO_IN_FULL = "(special educational needs co-ordinator)"
SEN_IN_FULL = "(special educational needs)"
PLAN_IN_FULL = "(education, health and care plan)"


def read(html: str) -> str:
    """The words of ``html`` with what is explained, on one line."""
    soup = BeautifulSoup(explain_abbreviations(html), "html.parser")
    return " ".join(soup.get_text().split())


class FirstUseTests(SimpleTestCase):
    def test_the_first_use_is_explained_in_brackets(self) -> None:
        self.assertEqual(
            explain_abbreviations("<p>Ask the SENCO.</p>"),
            '<p>Ask the SENCO <span class="localoffer-explained">'
            f"{SENCO_IN_FULL}</span>.</p>",
        )

    def test_later_uses_are_left_alone(self) -> None:
        html = "<p>Our SENCO helps. A SENCO listens.</p><p>Ask the SENCO.</p>"
        self.assertEqual(read(html).count(SENCO_IN_FULL), 1)
        self.assertTrue(read(html).startswith(f"Our SENCO {SENCO_IN_FULL} helps."))

    def test_each_abbreviation_has_a_first_use_of_its_own(self) -> None:
        self.assertEqual(
            read("<p>The SENCO helps with an EHC plan.</p>"),
            f"The SENCO {SENCO_IN_FULL} helps with an EHC plan {PLAN_IN_FULL}.",
        )

    def test_an_unknown_abbreviation_is_left_alone(self) -> None:
        html = "<p>We work with the XQZ.</p>"
        self.assertEqual(explain_abbreviations(html), html)

    def test_a_word_in_small_letters_is_no_abbreviation(self) -> None:
        html = "<p>We send salt and pepper.</p>"
        self.assertEqual(explain_abbreviations(html), html)

    def test_the_explanation_of_a_plural_follows_the_whole_word(self) -> None:
        self.assertEqual(
            read("<p>Our SENCOs and EHC plans.</p>"),
            f"Our SENCOs {SENCO_IN_FULL} and EHC plans {PLAN_IN_FULL}.",
        )

    def test_a_plural_is_a_first_use_too(self) -> None:
        self.assertEqual(
            read("<p>Our SENCOs.</p> <p>A SENCO.</p>"),
            f"Our SENCOs {SENCO_IN_FULL}. A SENCO.",
        )

    def test_the_explanation_follows_a_possessive(self) -> None:
        self.assertEqual(
            read("<p>Ask at the SENCO’s room.</p>"),
            f"Ask at the SENCO’s {SENCO_IN_FULL} room.",
        )

    def test_words_on_two_lines_are_two_words(self) -> None:
        for between in ("<br>", "<br/>"):
            with self.subTest(between=between):
                self.assertEqual(
                    explain_abbreviations(f"<p>SENCO{between}TA</p>").count("<span"), 2
                )

    def test_words_of_two_points_of_a_list_are_two_words(self) -> None:
        html = "<ul><li>SENCO<ul><li>TA</li></ul></li></ul>"
        self.assertEqual(explain_abbreviations(html).count("<span"), 2)

    def test_an_explanation_does_not_part_a_word_from_its_emphasis(self) -> None:
        for html, expected in (
            (
                "<p>An EHC <b>plan</b> helps.</p>",
                f"An EHC plan {PLAN_IN_FULL} helps.",
            ),
            ("<p>Our <b>SENCO</b>s help.</p>", f"Our SENCOs {SENCO_IN_FULL} help."),
        ):
            with self.subTest(html=html):
                self.assertEqual(read(html), expected)


class LeftAloneTests(SimpleTestCase):
    def assert_untouched(self, *texts: str) -> None:
        for html in texts:
            with self.subTest(html=html):
                self.assertEqual(explain_abbreviations(html), html)

    def test_headings_are_names(self) -> None:
        self.assert_untouched(
            "<h1>Our SENCO</h1>", "<h2>Our SENCO</h2>", "<h3>Our <b>SENCO</b></h3>"
        )

    def test_lists_of_contents_captions_and_sources_are_names(self) -> None:
        self.assert_untouched(
            "<nav><ul><li><a>Our SENCO</a></li></ul></nav>",
            "<table><caption>Our SENCO</caption></table>",
            "<p><cite>SEN Regulations</cite></p>",
        )

    def test_what_nobody_reads_is_left_alone(self) -> None:
        self.assert_untouched(
            "<script>SENCO</script>", "<style>SENCO</style>", "<!-- SENCO -->"
        )

    def test_a_passage_in_another_language_is_left_alone(self) -> None:
        self.assert_untouched('<div dir="rtl" lang="ur"><p>SENCO سے پوچھیں</p></div>')

    def test_a_use_that_is_skipped_is_no_first_use(self) -> None:
        for skipped in (
            "<h2>SENCO</h2>",
            "<nav>SENCO</nav>",
            "<p><cite>SENCO</cite></p>",
            '<p lang="cy">SENCO</p>',
            "<!-- SENCO -->",
        ):
            with self.subTest(skipped=skipped):
                html = f"{skipped}<p>The SENCO.</p>"
                self.assertTrue(read(html).endswith(f"The SENCO {SENCO_IN_FULL}."))

    def test_web_and_email_addresses_are_left_alone(self) -> None:
        self.assert_untouched(
            "<p>Write to SEN@hawthornbank.example.</p>",
            "<p>See https://council.example/SEN/SENCO.</p>",
            "<p>See www.council.example/SEN.</p>",
        )

    def test_attributes_are_left_alone(self) -> None:
        self.assert_untouched(
            '<p title="Our SENCO">Ask.</p>',
            '<p><a href="/SEN/?a=1&amp;b=SENCO">Ask</a></p>',
        )


class ExplainedByTheTextTests(SimpleTestCase):
    def assert_untouched(self, *texts: str) -> None:
        for html in texts:
            with self.subTest(html=html):
                self.assertEqual(explain_abbreviations(html), html)

    def test_an_explanation_before_or_after_it_is_enough(self) -> None:
        self.assert_untouched(
            "<p>The special educational needs co-ordinator (SENCO) helps.</p>",
            "<p>The SENCO (special educational needs co-ordinator) helps.</p>",
        )

    def test_an_explanation_in_other_words_is_enough(self) -> None:
        self.assert_untouched(
            "<p>The SENCO (who leads on extra help) listens.</p>",
            "<p>The SENCO is the teacher who leads on extra help.</p>",
        )

    def test_an_explanation_across_emphasis_and_links_is_enough(self) -> None:
        self.assert_untouched(
            "<p>The <b>SENCO</b> (<i>special educational needs co-ordinator</i>).</p>",
            "<p>The <i>special educational needs co-ordinator</i> "
            '(<a href="/staff/">SENCO</a>).</p>',
        )

    def test_after_it_the_abbreviation_is_known(self) -> None:
        self.assert_untouched(
            "<p>The special educational needs co-ordinator (SENCO).</p>"
            "<p>Ask the SENCO.</p>"
        )

    def test_an_explanation_that_comes_in_a_later_passage_is_too_late(self) -> None:
        html = "<p>The SENCO.</p><p>SENCO: special educational needs co-ordinator.</p>"
        self.assertTrue(read(html).startswith(f"The SENCO {SENCO_IN_FULL}."))

    def test_a_name_in_brackets_is_no_explanation(self) -> None:
        html = "<p>The SENCO (Priya Nuttall) helps.</p>"
        self.assertIn(SENCO_IN_FULL, read(html))


class HtmlTests(SimpleTestCase):
    def test_html_without_abbreviations_comes_back_as_it_went_in(self) -> None:
        for html in (
            "",
            "We help.",
            "<p>Fish &amp; chips, 3 &lt; 4, “quoted” and 'quoted'.</p>",
            '<p>One<br>two</p><hr><img alt="A &amp; B" src="/a.png">',
            '<a href="/?a=1&amp;b=2" class="x y">Here</a>',
            '<table><tr><th scope="row">A</th><td>B</td></tr></table>',
            "<p>اردو میں</p>",
            '<section id="a" title=\'say "yes"\'>Text</section>',
        ):
            with self.subTest(html=html):
                again = explain_abbreviations(html)
                self.assertEqual(
                    BeautifulSoup(again, "html.parser"),
                    BeautifulSoup(html, "html.parser"),
                )
                self.assertEqual(explain_abbreviations(again), again)

    def test_entities_stay_entities(self) -> None:
        html = "<p>The SENCO &amp; you: &lt;script&gt; is 1 &lt; 2.</p>"
        self.assertIn(
            "</span> &amp; you: &lt;script&gt; is 1 &lt; 2.</p>",
            explain_abbreviations(html),
        )

    def test_markup_that_is_shown_as_text_never_becomes_markup(self) -> None:
        html = "<p>SENCO &lt;img src=x onerror=x()&gt; &amp;lt;b&amp;gt;</p>"
        soup = BeautifulSoup(explain_abbreviations(html), "html.parser")
        self.assertIsNone(soup.find("img"))
        self.assertIn("&lt;b&gt;", soup.p.text)

    def test_tags_without_a_content_have_no_end(self) -> None:
        html = explain_abbreviations('<p>The SENCO<br>and <img alt="" src="a"></p>')
        self.assertNotIn("</br>", html)
        self.assertNotIn("</img>", html)
        self.assertNotIn("/>", html)

    def test_attributes_keep_their_values(self) -> None:
        html = '<p id="a" class="x y" data-a="1 &lt; 2 &quot;">The SENCO</p>'
        before = BeautifulSoup(html, "html.parser").p.attrs
        after = BeautifulSoup(explain_abbreviations(html), "html.parser").p.attrs
        self.assertEqual(before, after)

    def test_the_result_is_not_escaped_again(self) -> None:
        self.assertTrue(hasattr(explain_abbreviations("<p>SENCO</p>"), "__html__"))


class PageTests(TestCase):
    def read(self, **texts: str) -> BeautifulSoup:
        contact = {**SENCO, "job_title": "Teacher"}
        sections = {name: {"text": text, "more": []} for name, text in texts.items()}
        body = complete_body(senco_contact=contact, **sections)
        offer = publish(complete_offer(body=body))
        return BeautifulSoup(self.client.get(offer.url).content, "html.parser")

    def test_it_is_explained_once_however_many_sections_use_it(self) -> None:
        page = self.read(
            teaching="<p>An LSA helps.</p>", transitions="<p>An LSA comes along.</p>"
        )
        explained = [tag.text for tag in page.select(".localoffer-explained")]
        self.assertEqual(explained.count("(learning support assistant)"), 1)
        self.assertIn(
            "(learning support assistant)", page.find(id="teaching-and-learning").text
        )

    def test_the_job_title_on_the_card_is_the_first_use(self) -> None:
        body = complete_body(health={"text": "<p>Ask the SENCO.</p>", "more": []})
        offer = publish(complete_offer(body=body))
        page = BeautifulSoup(self.client.get(offer.url).content, "html.parser")
        self.assertIn(SENCO_IN_FULL, page.find(id="senco-contact").text)
        self.assertNotIn(SENCO_IN_FULL, page.find(id="health").text)

    def test_the_address_of_a_link_is_left_alone(self) -> None:
        href = "https://council.example/LSA?a=1&amp;b=LSA"
        page = self.read(health=f'<p><a href="{href}">An LSA</a> helps.</p>')
        link = page.select_one("#health a")
        self.assertEqual(link["href"], "https://council.example/LSA?a=1&b=LSA")
