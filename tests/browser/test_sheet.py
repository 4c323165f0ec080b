"""One sheet of paper, however much an offer says."""

from __future__ import annotations

import re
from typing import Any

from tests.browser.testcase import ReaderTestCase
from wagtail_localoffer.content import read
from wagtail_localoffer.content.decisions import choose
from wagtail_localoffer.models import HealthServicePage, LocalOfferPage

ENGLISH = (
    "We look at each request together with you, agree what comes next and write it "
    "down so that all who work with your child know of it. "
)
URDU = (
    "ہم ہر درخواست کو آپ کے ساتھ مل کر دیکھتے ہیں، طے کرتے ہیں کہ آگے کیا ہوگا اور اسے "
    "لکھ لیتے ہیں تاکہ سب کو معلوم ہو۔ "
)

#: As long as a note may be, and as an answer that is printed.
NOTE, ANSWER = 255, 90

#: Everything that an editor may give of somebody to call.
CONTACT = {
    "name": "Mrs Priya Nuttall-Featherstonehaugh of Hawthorn Bank and Alder Vale",
    "email": "special.educational.needs.co-ordinator@hawthornbank-school.example",
    "telephone": "01632 960014",
    "availability": "Monday to Thursday in term time, 8:30am to 4pm, and on Fridays "
    "by appointment alone; in the holidays please leave a message, which we read daily",
}

#: The address of each offer that is filled in, and its words.
OFFERS = (
    (LocalOfferPage, "local-offer", "en-gb", ENGLISH),
    (LocalOfferPage, "local-offer", "ur", URDU),
    (HealthServicePage, "speech-and-language-therapy", "en-gb", ENGLISH),
)


def fill(offer: Any, words: str) -> None:
    """Give an offer all facts with long notes, and a long answer to each question."""
    sections = {section.key: section for section in offer.framework.sections}
    questions = [
        each
        for each in offer.framework.family_questions
        if not each.fact and not each.is_contact
    ]
    answer = " ".join((words * 9).split()[: ANSWER - 2])
    passages = {
        each.key: f"{number}: {answer}" for number, each in enumerate(questions)
    }
    body = []
    for child in offer.body.raw_data:
        value = child["value"]
        if section := sections.get(child["type"]):
            facts = {
                fact.key: {"note": (words * 9)[:NOTE]}
                | ({"answer": "partly"} if fact.has_answer else {})
                for fact in section.facts
            }
            value = {**value, "facts": facts} if facts else value
            if section.required and passages:
                texts = "".join(f"<p>{each}</p>" for each in passages.values())
                value = {**value, "text": value["text"] + texts}
                chosen, passages = passages, {}
        elif child["type"] == "senco_contact":
            value = {**value, **CONTACT}
        elif child["type"] == "contacts":
            value = [CONTACT, CONTACT]
        body.append({**child, "value": value})
    offer.body = body
    content = read(offer)
    offer.answers = {
        f"family.{key}": choose(content, [words]) for key, words in chosen.items()
    }
    offer.save()


class SheetTests(ReaderTestCase):
    @classmethod
    def load_site(cls) -> None:
        super().load_site()
        cls.urls = []
        for model, slug, language, words in OFFERS:
            offers = model.objects.filter(locale__language_code=language)
            offer = offers.get(slug=slug)
            fill(offer, words)
            cls.urls.append(offer.full_url)

    def test_everything_is_on_one_sheet_in_each_language_and_kind(self) -> None:
        page = self.open_context().new_page()
        for url in self.urls:
            page.goto(f"{url}who-helps/")
            with self.subTest(url):
                pdf = page.pdf(format="A4", prefer_css_page_size=True)
                self.assertEqual(len(re.findall(rb"/Type /Page\b", pdf)), 1)
                # Not because there is nothing on it.
                for part in ("dl > div", "h3"):
                    self.assertTrue(page.locator(f".localoffer-sheet {part}").count())

    def test_there_is_something_to_leave_out(self) -> None:
        page = self.open_context().new_page()
        for url in self.urls:
            page.goto(f"{url}print/")
            with self.subTest(url):
                self.assertGreater(
                    page.locator(".localoffer-answers > div").count(), 15
                )
