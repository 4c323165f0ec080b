from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product
from types import SimpleNamespace
from typing import Any

from django.test import SimpleTestCase, override_settings

from example_site.home.management.commands.load_example import CONTENT
from tests.builders import SENCO
from tests.test_docs import DOCS, PACKAGE, list_messages, list_rows
from wagtail_localoffer.choices import TermKind
from wagtail_localoffer.compliance.advice import advise
from wagtail_localoffer.compliance.advice.catalogue import list_rules
from wagtail_localoffer.compliance.advice.rule import LONGEST_PASSAGE, shorten
from wagtail_localoffer.compliance.context import CheckContext
from wagtail_localoffer.compliance.findings import Finding
from wagtail_localoffer.compliance.rules import check_offer
from wagtail_localoffer.content.contacts import StoredContact
from wagtail_localoffer.content.parts import read_part
from wagtail_localoffer.frameworks import Prompt, Term
from wagtail_localoffer.frameworks.choices import SHOULD
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE

AROUND = CheckContext(
    today=date(2026, 11, 23),
    council_url="https://www.lancashire.gov.uk/SEND",
    other_council_urls=frozenset({"https://www.hackneylocaloffer.co.uk"}),
    dead_links=frozenset({"page-7", "document-8"}),
)

TEAM = {
    "name": "Bookings team",
    "area": "Alder Vale",
    "email": "bookings@aldervale.example",
    "telephone": "01632 960160",
    "availability": "Monday to Friday, 9am to 5pm",
}

#: One of its prompts asks for something without a question.
INSTRUCTION = (
    "Give contact details of support services, starting with the independent advice "
    "service for your area (SENDIAS)."
)

FRAMEWORK = replace(
    LANCASHIRE,
    sections=(
        replace(LANCASHIRE.sections[0], prompts=(Prompt(text=INSTRUCTION),)),
        *LANCASHIRE.sections[1:],
    ),
    glossary=(
        Term(
            word="SEN",
            kind=TermKind.ABBREVIATION,
            expansion="special educational needs",
        ),
        Term(
            word="SENCO",
            kind=TermKind.ABBREVIATION,
            expansion="special educational needs co-ordinator",
        ),
        Term(
            word="EHC plan",
            kind=TermKind.ABBREVIATION,
            expansion="education, health and care plan",
        ),
        Term(word="provision map", kind=TermKind.JARGON, advice="Say what it is."),
        Term(word="differentiation", kind=TermKind.JARGON),
        Term(word="School Action Plus", kind=TermKind.ABOLISHED, source="The Code"),
        Term(word="statemented", kind=TermKind.DATED),
    ),
)


def find(
    text: str = "",
    *,
    more: Any = None,
    contact: Any = None,
    around: CheckContext = AROUND,
    **sections: str,
) -> list[Finding]:
    """The advice on an offer whose section on health says ``text``."""
    parts = [
        read_part(block, {"text": words, "more": more if block == "health" else []})
        for block, words in {"health": text, **sections}.items()
    ]
    contacts = [StoredContact("senco_contact", contact)] if contact else []
    return list(advise(parts, contacts, FRAMEWORK, around))


def find_in_teams(*teams: dict[str, str]) -> list[tuple[str, str, str]]:
    """The code, block and field of the advice on the teams of a health service."""
    contacts = [
        StoredContact("contacts", team, place) for place, team in enumerate(teams)
    ]
    found = advise([], contacts, FRAMEWORK, AROUND)
    return [(finding.code, finding.block, finding.field) for finding in found]


def codes(*args: Any, **kwargs: Any) -> list[str]:
    return [finding.code for finding in find(*args, **kwargs)]


class RuleTestCase(SimpleTestCase):
    code: str

    def assert_found(self, *texts: str, **kwargs: Any) -> None:
        for text in texts:
            with self.subTest(text=text):
                self.assertIn(self.code, codes(f"<p>{text}</p>", **kwargs))

    def assert_passed(self, *texts: str, **kwargs: Any) -> None:
        for text in texts:
            with self.subTest(text=text):
                self.assertNotIn(self.code, codes(f"<p>{text}</p>", **kwargs))


class SentenceTests(RuleTestCase):
    code = "sentence_long"
    LONG = "We " + "help and " * 13 + "listen."

    def test_a_sentence_of_25_words_is_not_long(self) -> None:
        self.assert_passed("We " + "help " * 23 + "you.")

    def test_a_sentence_of_26_words_is_long(self) -> None:
        self.assert_found("We " + "help " * 24 + "you.")

    def test_three_sentences_of_a_section_are_named_the_longest_first(self) -> None:
        texts = [" ".join(["help"] * number) + "." for number in (30, 50, 40, 28)]
        found = find("".join(f"<p>{text}</p>" for text in texts))
        self.assertEqual(
            [finding.passage for finding in found if finding.code == self.code],
            [shorten(texts[place]) for place in (1, 2, 0)],
        )

    def test_points_of_a_list_are_no_one_sentence(self) -> None:
        points = "".join(f"<li>help with task number {n}</li>" for n in range(20))
        self.assertNotIn(self.code, codes(f"<p>We:</p><ul>{points}</ul>"))

    def test_lists_made_of_line_breaks_are_no_one_sentence(self) -> None:
        points = "<br/>".join(f"- help with task number {n}" for n in range(20))
        self.assert_passed(f"We offer<br/>{points}")

    def test_other_peoples_words_and_tables_are_left_alone(self) -> None:
        quote = {"type": "quote", "value": {"quote": self.LONG, "attribution": ""}}
        table = {"type": "table", "value": {"rows": [{"values": [self.LONG]}]}}
        self.assertEqual(codes("<p>We help.</p>", more=[quote, table]), [])

    def test_other_scripts_are_left_alone(self) -> None:
        self.assert_passed("نساعد الأطفال " * 20, "我们帮助 " * 40)

    def test_a_text_that_is_hard_to_read_is_named(self) -> None:
        text = (
            "<p>Differentiated educational provision is delivered collaboratively in "
            "accordance with the individualised recommendations of multidisciplinary "
            "professionals.</p>" * 8
        )
        (finding,) = (each for each in find(text) if each.code == "reading_age_high")
        self.assertEqual(finding.block, "health")
        self.assertIn("Aim for 11", str(finding.message))

    @override_settings(WAGTAIL_LOCALOFFER={"READING_AGE": 8})
    def test_the_reading_age_is_a_setting(self) -> None:
        text = "<p>Our teachers and assistants help every child in each class.</p>" * 12
        (finding,) = (each for each in find(text) if each.code == "reading_age_high")
        self.assertIn("Aim for 8", str(finding.message))


class AbbreviationTests(RuleTestCase):
    code = "abbreviation_unexplained"

    def test_an_abbreviation_that_nobody_explains_is_named_once(self) -> None:
        text = "<p>Our SEN team helps. The SEN team meets you.</p><p>SEN is hard.</p>"
        found = [each for each in find(text) if each.code == self.code]
        self.assertEqual(len(found), 1)
        self.assertEqual(
            str(found[0].message),
            "“SEN” means “special educational needs”. Write it in full the first time.",
        )
        self.assertEqual(found[0].passage, "Our SEN team helps.")

    def test_one_that_the_glossary_lacks_is_named_too(self) -> None:
        self.assert_found("Ask the ELSA for help.", "We follow the TLPs.")

    def test_other_spellings_of_the_glossarys_words_are_the_same(self) -> None:
        self.assert_found("Ask the SENCo.", "Ask the SENCos.", "She has an EHC Plan.")
        self.assert_found("An EHC needs assessment can help.")
        (finding,) = find("<p>Ask the SENCo.</p>")
        self.assertIn("“SENCo” means", str(finding.message))
        self.assert_passed(
            "He has a sen (coin).", "SENCo (special educational needs co-ordinator)"
        )
        self.assertEqual(
            codes("<p>Ask the SENCo.</p><p>The SENCO helps.</p>"), [self.code]
        )

    def test_each_of_several_in_a_row_is_named(self) -> None:
        found = codes("<p>Ask the staff (PICO, ENCO) or the TA.</p>")
        self.assertEqual(found, [self.code] * 3)

    def test_one_that_is_written_out_at_first_use_is_explained(self) -> None:
        self.assert_passed(
            "We support special educational needs (SEN). SEN is common.",
            "SEN (special educational needs) is common.",
            "Mrs Nuttall is our SENCO (special educational needs coordinator).",
            "An education, health and care plan (EHC plan) is a legal document.",
            "Our emotional literacy support assistant (ELSA) helps.",
            "The ELSA (emotional literacy support assistant) helps.",
            "We can ask CAMHS, the mental health team for children.",
            "SENDIAS is the advice service for families.",
            "ELSA stands for emotional literacy support assistant.",
            "Our Special Educational Needs Coordinator/SENCO. Ask our SENCO.",
        )

    def test_a_name_in_brackets_explains_nothing(self) -> None:
        self.assert_found(
            "Ask Mrs Nuttall (SENCO).", "Ask our SENCO (Mrs Priya Nuttall)."
        )

    def test_the_pages_order_counts_not_that_of_the_blocks(self) -> None:
        explained = "<p>Special educational needs (SEN) are common.</p>"
        used = "<p>Our SEN team helps.</p>"
        self.assertNotIn(self.code, codes(used, teaching=explained))
        self.assertIn(self.code, codes(explained, teaching=used))

    def test_those_that_everybody_knows_are_left_alone(self) -> None:
        self.assert_passed(
            "Your GP and the NHS help in the UK.",
            "PE is at 9 AM. IT is on TV and as a PDF.",
            "Our SEND page. Ring us by 3 PM.",
        )

    def test_capitals_for_emphasis_are_no_abbreviation(self) -> None:
        self.assert_passed(
            "ALL OUR CHILDREN MATTER.",
            "You MUST sign in.",
            "PLEASE RING FIRST.",
            "We meet BEFORE lunch, and before school.",
        )

    def test_codes_and_addresses_are_no_abbreviation(self) -> None:
        self.assert_passed(
            "We are at PR1 8XJ.",
            "See www.a.uk/SENX.",
            "Write to SENX@a.uk.",
            "See a.uk/SENX.",
            "Key stage KS2.",
        )


class TermTests(SimpleTestCase):
    def test_jargon_is_named_once_on_the_page(self) -> None:
        text = "<p>Ask for our provision map.</p>"
        found = find(text, teaching=text)
        self.assertEqual(
            [(each.code, each.block) for each in found], [("jargon", "teaching")]
        )
        self.assertIn("Say what it is.", str(found[0].message))

    def test_jargon_that_is_explained_is_left_alone(self) -> None:
        for text in (
            "Our chart of help is called a provision map.",
            "The provision map (our chart of extra help) is in the office.",
            "Our provision map is a chart of all extra help.",
            "Our provision map, which lists all extra help, is in the office.",
        ):
            with self.subTest(text=text):
                self.assertEqual(codes(f"<p>{text}</p>"), [])

    def test_a_term_of_a_law_that_has_gone_is_named_with_its_source(self) -> None:
        (finding,) = find("<p>He is on School Action Plus.</p>")
        self.assertEqual((finding.code, finding.source), ("term_abolished", "The Code"))

    def test_a_term_that_may_be_out_of_date_is_named(self) -> None:
        self.assertEqual(codes("<p>We take statemented pupils.</p>"), ["term_dated"])

    def test_a_sentence_that_calls_the_term_old_is_left_alone(self) -> None:
        self.assertEqual(codes("<p>It replaced School Action Plus.</p>"), [])

    def test_the_glossarys_own_advice_may_have_braces(self) -> None:
        term = Term(word="nurture", kind=TermKind.JARGON, advice="Say {what} it is.")
        part = read_part("health", {"text": "<p>We have nurture.</p>"})
        framework = replace(FRAMEWORK, glossary=(term,))
        (finding,) = advise([part], [], framework, AROUND)
        self.assertIn("Say {what} it is.", str(finding.message))

    def test_a_word_inside_of_another_is_none(self) -> None:
        self.assertEqual(codes("<p>Undifferentiationism.</p>"), [])


class PlaceholderTests(RuleTestCase):
    code = "placeholder_left"

    def test_placeholders_are_named(self) -> None:
        self.assert_found(
            "Council link: INSERT LINK HERE",
            "Welcome to [name of school].",
            "The date is TBC.",
            "Lorem ipsum dolor sit amet.",
            "Our lead is xxx.",
            "Click or tap here to enter text.",
            "Lift: Choose an item.",
            "We have ??? places.",
            "Name: ____",
        )

    def test_ordinary_words_are_left_alone(self) -> None:
        self.assert_passed(
            "We do not wait for a diagnosis to be confirmed.",
            "Really? Yes! Wait…",
            "She said [sic] so.",
            "The children choose an item from the menu.",
            "We insert pictures into the timetable.",
        )

    def test_kisses_in_a_quotation_are_left_alone(self) -> None:
        quote = {"type": "quote", "value": {"quote": "Thank you all xxx"}}
        self.assertEqual(codes("<p>They wrote:</p>", more=[quote]), [])

    def test_the_note_beside_a_fact_can_have_one(self) -> None:
        value = {"text": "<p>We help.</p>", "facts": {"lift": {"note": "TBC"}}}
        found = advise([read_part("health", value)], [], FRAMEWORK, AROUND)
        self.assertEqual([finding.code for finding in found], [self.code])

    def test_the_contact_can_have_one(self) -> None:
        (finding,) = find(contact={**SENCO, "name": "TBC"})
        self.assertEqual(
            (finding.code, finding.block, finding.field),
            ("placeholder_left", "senco_contact", "name"),
        )

    def test_one_of_several_contacts_can_have_one(self) -> None:
        for field in ("area", "name", "availability"):
            with self.subTest(field=field):
                self.assertEqual(
                    find_in_teams(TEAM, {**TEAM, field: "TBC"}),
                    [("placeholder_left", "contacts", f"1.{field}")],
                )


class InstructionTests(RuleTestCase):
    code = "instruction_left"

    def test_instructions_of_templates_are_named(self) -> None:
        self.assert_found(
            "Yes / No (delete as appropriate)",
            "Please complete this section.",
            "Please complete",
            "Please describe your setting.",
            "If yes, please give details.",
            "Guidance notes: say how you help.",
            "The questions in the template are intended as prompts.",
            "You should make clear whether you are a mainstream setting.",
            "Include information about your building.",
            "Maximum 200 words",
            "You may wish to include your policy.",
        )

    def test_what_parents_are_asked_for_is_left_alone(self) -> None:
        self.assert_passed(
            "Please complete the medicine form and bring it in.",
            "Please describe your child’s needs when you ring.",
            "Our newsletters include information about clubs.",
            "Our reports:</p><ul><li>include information about lessons</li></ul><p>",
            "There are many things to consider when you choose.",
            "Please tell us if you are worried.",
        )


class PromptTests(RuleTestCase):
    code = "prompt_left"

    def test_questions_without_answers_are_named(self) -> None:
        self.assert_found(
            "How accessible is the building? Are there accessible toilets? How do you "
            "talk with parents whose first language is not English?"
        )

    def test_questions_with_answers_are_left_alone(self) -> None:
        self.assert_passed(
            "How do we help? Each child has a plan, and we meet you every term to look "
            "at it with you.</p><p>What if it fails? We change it within two weeks."
        )

    def test_the_councils_own_prompts_are_named_in_the_settings_words(self) -> None:
        framework = LANCASHIRE.sections[5]
        prompt = str(framework.prompts[0].text)
        self.assert_found(prompt)
        self.assert_found(f"{prompt} We do.")

    def test_an_instruction_among_the_prompts_is_named_beside_an_answer(self) -> None:
        self.assert_found(f"{INSTRUCTION} " + "We help. " * 40)


class LongerTermTests(SimpleTestCase):
    def test_the_beginning_of_a_longer_word_is_not_meant(self) -> None:
        text = "<p>Pupils on School Action Plus have help.</p>"
        parts = [read_part("health", {"text": text})]
        found = list(advise(parts, [], LANCASHIRE, AROUND))
        messages = [
            str(each.message) for each in found if each.code == "term_abolished"
        ]
        self.assertEqual(len(messages), 1)
        self.assertIn("“School Action Plus”", messages[0])


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


class PrivacyTests(SimpleTestCase):
    def test_mobile_numbers_are_named(self) -> None:
        for number in (
            "07700 900123",
            "07700900123",
            "+44 7700 900 123",
            "+44 (0)7700 900123",
            "0044 7700 900123",
            "(07700) 900-123",
        ):
            with self.subTest(number=number):
                self.assertEqual(codes(f"<p>Ring {number}.</p>"), ["mobile_number"])

    def test_other_numbers_are_left_alone(self) -> None:
        for number in (
            "01632 960014",
            "+44 1632 960014",
            "0800 700 900 12",
            "107700900123",
        ):
            with self.subTest(number=number):
                self.assertEqual(codes(f"<p>Ring {number}.</p>"), [])

    def test_a_mobile_behind_a_link_is_named_once(self) -> None:
        text = '<p>Ring <a href="tel:07700900123">{}</a>.</p>'
        for words in ("our office", "07700 900123"):
            with self.subTest(words=words):
                self.assertEqual(codes(text.format(words)), ["mobile_number"])

    def test_the_contacts_field_is_named(self) -> None:
        (finding,) = find(contact={**SENCO, "telephone": "07700 900123"})
        self.assertEqual(
            (finding.code, finding.block, finding.field, finding.passage),
            ("mobile_number", "senco_contact", "telephone", "07700 900123"),
        )

    def test_each_of_several_contacts_is_named_by_its_place(self) -> None:
        mobile = {**TEAM, "telephone": "07700 900123"}
        private = {**TEAM, "email": "bookings@gmail.com"}
        self.assertEqual(find_in_teams(TEAM), [])
        self.assertEqual(
            find_in_teams(mobile, TEAM, private),
            [
                ("mobile_number", "contacts", "0.telephone"),
                ("personal_email", "contacts", "2.email"),
            ],
        )

    def test_an_address_made_of_another_contacts_names_is_named(self) -> None:
        one = {**TEAM, "name": "Priya Nuttall"}
        other = {**TEAM, "email": "priya.nuttall@aldervale.example"}
        self.assertEqual(
            find_in_teams(one, other), [("personal_email", "contacts", "1.email")]
        )

    def test_private_mail_is_named(self) -> None:
        for email in ("hawthorn@gmail.com", "p@hotmail.co.uk", "n@btinternet.com"):
            with self.subTest(email=email):
                self.assertEqual(codes(f"<p>Write to {email}.</p>"), ["personal_email"])

    def test_an_address_made_of_the_sencos_names_is_named(self) -> None:
        contact = {**SENCO, "name": "Mrs Priya O’Nuttáll"}
        for local in ("priya.onuttall", "ponuttall", "onuttall.p", "p.onuttall"):
            with self.subTest(local=local):
                email = f"{local}@hawthornbank.example"
                (finding,) = find(contact={**contact, "email": email})
                self.assertEqual(
                    (finding.code, finding.field), ("personal_email", "email")
                )

    def test_an_address_of_a_role_is_left_alone(self) -> None:
        self.assertEqual(codes(contact=SENCO), [])
        self.assertEqual(codes("<p>office@hawthornbank.example</p>", contact=SENCO), [])


class DateTests(RuleTestCase):
    code = "date_past"

    def test_times_that_are_over_are_named(self) -> None:
        self.assert_found(
            "Our lead is Mrs Nuttall (from September 2014).",
            "Mr Shaw covers until July 2023.",
            "Our aims for the school year 2014/15 are these.",
            "Our plan for the academic year 2023-2024.",
            "Meetings are currently taking place via Zoom.",
            "Meetings are currently via Zoom.",
            "During the pandemic, please wait outside.",
            "We will open a new room in 2024.",
            "Governors will review it by 9 October 2025.",
            "Next review due: April 2021",
            "Last updated on 3 September 2020.",
            "We will review this in summer term 2023.",
        )

    def test_history_is_left_alone(self) -> None:
        self.assert_passed(
            "We have had a lift since 2014.",
            "In 2019 we won an award.",
            "The hall was closed until July 2023.",
            "During the pandemic we learned to teach online.",
            "From September 2010 to July 2014 she taught in Leeds.",
            "We will keep the plan that we agreed in 2019.",
        )

    def test_times_of_the_last_twelve_months_are_left_alone(self) -> None:
        self.assert_passed(
            "From September 2026 we open earlier.",
            "Our aims for the school year 2025/26 are these.",
            "Governors will review it by 9 October 2028.",
            "We will remove them by 31 July 2028.",
            "Open until July 2026.",
            "Last updated September 2026. Next review: September 2027",
        )

    def test_the_contact_can_have_one(self) -> None:
        (finding,) = find(contact={**SENCO, "job_title": "SENCO from September 2014"})
        self.assertEqual((finding.code, finding.field), ("date_past", "job_title"))

    def test_one_of_several_contacts_can_have_one(self) -> None:
        old = {**TEAM, "availability": "Open until July 2023."}
        self.assertEqual(
            find_in_teams(TEAM, old), [("date_past", "contacts", "1.availability")]
        )

    def test_the_last_of_february_has_a_year_before(self) -> None:
        around = replace(AROUND, today=date(2028, 2, 29))
        self.assert_found("Closed until May 2023.", around=around)


class FileTests(SimpleTestCase):
    def judge(self, **image: Any) -> list[str]:
        more = [{"type": "image", "value": {"image": 1, **image}}]
        return codes("<p>Our hall:</p>", more=more)

    def test_a_picture_without_words_is_named(self) -> None:
        self.assertEqual(self.judge(alt_text=" "), ["alt_text_missing"])
        self.assertEqual(self.judge(alt_text=None), ["alt_text_missing"])

    def test_a_picture_with_words_or_for_decoration_is_left_alone(self) -> None:
        self.assertEqual(self.judge(alt_text="A ramp"), [])
        self.assertEqual(self.judge(alt_text="", decorative=True), [])

    def test_a_document_alone_is_named(self) -> None:
        for link in (
            '<a linktype="document" id="3">our plan</a>',
            '<a href="https://a.school/plan.PDF?v=2">our plan</a>',
            '<a href="/plan.docx">our plan</a>',
        ):
            with self.subTest(link=link):
                self.assertEqual(codes(f"<p>Read {link}.</p>"), ["document_only"])
        more = [{"type": "document", "value": 3}]
        self.assertEqual(codes("<p>Our plan:</p>", more=more), ["document_only"])

    def test_a_document_beside_a_web_page_is_left_alone(self) -> None:
        link = '<a linktype="document" id="3">our plan</a>'
        for words in (
            'or <a linktype="page" id="2">our page about it</a>',
            'or <a href="https://a.school/plan">our page about it</a>',
            "which says the same as above",
            "which you can read on our website",
        ):
            with self.subTest(words=words):
                self.assertEqual(codes(f"<p>Read {link} {words}.</p>"), [])


class SeenInRealOffersTests(SimpleTestCase):
    """What was found wrong in published local offers is named by ``check_offer``."""

    def check(
        self, text: str = "<p>We help.</p>", around: CheckContext = AROUND, **senco: Any
    ) -> list[str]:
        body = [
            {"type": "senco_contact", "value": {**SENCO, **senco}},
            {"type": "health", "value": {"text": text, "more": []}},
        ]
        offer = SimpleNamespace(
            setting_name="Hawthorn Bank",
            setting_type="early_years",
            address="Mill Lane",
            body=SimpleNamespace(get_prep_value=lambda: body),
        )
        return [finding.code for finding in check_offer(offer, around)]

    def test_the_templates_bare_prompts(self) -> None:
        text = (
            "<ul><li>How does the setting manage medicine?</li><li>What would you do "
            "in an emergency?</li><li>Which health services come to you?</li></ul>"
        )
        self.assertIn("prompt_left", self.check(text))

    def test_filling_in_instructions(self) -> None:
        text = "<p>Please complete all sections. Delete as appropriate.</p>"
        self.assertIn("instruction_left", self.check(text))

    def test_a_senco_from_september_2014(self) -> None:
        text = "<p>SENCO: Mrs Shaw, and Mr Lee (from September 2014).</p>"
        self.assertIn("date_past", self.check(text))

    def test_meetings_via_zoom_long_after(self) -> None:
        text = "<p>Reviews are currently taking place via Zoom.</p>"
        self.assertIn("date_past", self.check(text))

    def test_a_text_that_is_hard_to_read(self) -> None:
        text = (
            "<p>Individualised therapeutic interventions are implemented in accordance "
            "with the recommendations of multidisciplinary professionals.</p>" * 8
        )
        self.assertIn("reading_age_high", self.check(text))

    def test_an_address_that_leads_nowhere(self) -> None:
        text = '<p>See <a linktype="page" id="7">our policies</a>.</p>'
        self.assertIn("link_dead", self.check(text))

    def test_the_councils_link_overwritten_with_ones_own(self) -> None:
        text = (
            '<p><a href="https://nursery.example/offer">Lancashire County Council’s '
            "local offer</a></p>"
        )
        self.assertIn("link_other_council", self.check(text))

    def test_a_mobile_as_senco_contact(self) -> None:
        self.assertIn("mobile_number", self.check(telephone="07700 900123"))

    def test_an_email_address_with_a_space_in_it(self) -> None:
        codes = self.check(email="senco @hawthornbank.example")
        self.assertIn("senco_contact_email_invalid", codes)

    def test_a_website_left_blank(self) -> None:
        text = '<p>Our website: <a href="http://">our website</a></p>'
        self.assertIn("link_dead", self.check(text))

    def test_the_councils_link_still_to_be_inserted(self) -> None:
        text = "<p>The council’s local offer: INSERT LINK HERE</p>"
        self.assertIn("placeholder_left", self.check(text))

    def test_a_sentence_of_60_words(self) -> None:
        self.assertIn("sentence_long", self.check(f"<p>We {'help ' * 58}you.</p>"))

    def test_a_policy_that_is_only_a_pdf(self) -> None:
        text = '<p>See <a href="https://a.school/offer.pdf">our local offer</a>.</p>'
        self.assertIn("document_only", self.check(text))

    def test_school_action_plus(self) -> None:
        self.assertIn("term_abolished", codes("<p>He is on School Action Plus.</p>"))

    def test_good_bullets_get_no_advice(self) -> None:
        text = "<p>We:</p><ul><li>listen to you</li><li>write a plan</li></ul>"
        self.assertEqual(codes(text), [])

    def test_questions_and_answers_get_no_advice(self) -> None:
        text = (
            "<p>How do you keep medicine?</p><p>We lock it in the office, and two "
            "adults check each dose and write it down for you to see.</p>"
        )
        self.assertEqual(codes(text), [])

    def test_an_honest_answer_gets_no_advice(self) -> None:
        text = "<p>It is not wheelchair accessible. Come and see it with us first.</p>"
        self.assertEqual(codes(text), [])

    def test_the_example_offer_gets_no_advice(self) -> None:
        sections = {
            section.key: path.read_text()
            for section in LANCASHIRE.sections
            if (path := CONTENT / f"{section.key}.html").exists()
        }
        self.assertEqual(len(sections), 11)
        self.assertEqual(find(sections.pop("health"), contact=SENCO, **sections), [])


class BadInputTests(SimpleTestCase):
    def test_values_of_any_type_are_no_crash(self) -> None:
        values: list[Any] = [
            None,
            5,
            1.5,
            True,
            "text",
            ["list"],
            {"a": 1},
            b"x",
            "\x00",
        ]
        for value in values:
            with self.subTest(value=value):
                parts = [
                    read_part("health", {"text": value, "more": value, "facts": value}),
                    read_part(
                        "health",
                        {
                            "more": [
                                {"type": kind, "value": inner}
                                for kind in (
                                    "text",
                                    "table",
                                    "image",
                                    "quote",
                                    "document",
                                )
                                for inner in (
                                    value,
                                    {"rows": value, "quote": value, "image": value},
                                    {"rows": [{"values": value}], "alt_text": value},
                                )
                            ]
                        },
                    ),
                ]
                contact = StoredContact("senco_contact", dict.fromkeys(SENCO, value))
                team = StoredContact("contacts", dict.fromkeys(TEAM, value), 0)
                list(advise(parts, [contact, team], FRAMEWORK, AROUND))

    def test_long_texts_of_any_kind_come_to_an_end(self) -> None:
        """A rule that takes the square of this length would take hours."""
        for text in (
            "We help the SEN child. " * 2500,
            "word " * 10_000,
            "A" * 60_000,
            "?" * 20_000 + " " + "(" * 5000,
            "x" * 30_000 + "@",
            "will in " * 5000,
            "[name " * 6000,
            "e.g. " * 10_000,
            "The LEA was replaced. " * 5000,
            "name for " * 6000 + "(provision map",
            "name for. " * 6000 + "(provision map",
            " ".join(map("".join, product("ABCDEFGHIJ", repeat=4))),
            f'<a href="https://a.example">{"council " * 8000}</a>',
        ):
            with self.subTest(text=text[:10]):
                find(f"<p>{text}</p>")

    def test_malformed_html_is_no_crash(self) -> None:
        for text in (
            "<p><a href='https://[x'>Ring</p></a>",
            "<li><li><ul><p><a>",
            "<" * 500,
            "<p>" * 3000 + "deep",
            "<![CDATA[x]]><!-- <p>",
            "<a href=http://\ud800>x</a>",
        ):
            with self.subTest(text=text[:30]):
                find(text)

    def test_other_languages_get_no_wrong_advice(self) -> None:
        for text in (
            "<p>نحن نساعد كل طفل. اتصل بنا!</p>" * 40,
            "<p>Pomagamy każdemu dziecku. Zapraszamy rodziców do rozmowy.</p>" * 40,
            "<p>We help. نحن نساعد. 我们帮助每个孩子。</p>" * 5,
        ):
            with self.subTest(text=text[:30]):
                self.assertEqual(codes(text), [])


class FindingTests(SimpleTestCase):
    def test_a_long_passage_is_cut_after_a_word(self) -> None:
        for text in ("word " * 100, "x" * 300):
            with self.subTest(text=text[:10]):
                passage = shorten(text.strip())
                self.assertLessEqual(len(passage), LONGEST_PASSAGE)
                self.assertRegex(passage, r"\w…$")

    def test_all_advice_may_be_passed_over(self) -> None:
        found = find(
            "<p>TBC. Please complete. Ring 07700 900123 on School Action Plus.</p>"
            '<p><a href="#">here</a></p>'
        )
        self.assertGreater(len(found), 4)
        for finding in found:
            with self.subTest(code=finding.code):
                self.assertEqual(finding.severity, SHOULD)
                self.assertEqual(finding.block, "health")
                self.assertTrue(finding.passage)
                self.assertTrue(str(finding.message).endswith("."))


class DocumentationTests(SimpleTestCase):
    PAGE = DOCS / "advice.md"
    MODULES = sorted(
        path.stem for path in (PACKAGE / "compliance" / "advice").glob("*.py")
    )

    def test_every_code_is_explained(self) -> None:
        codes = {rule.code for rules in list_rules(FRAMEWORK) for rule in rules}
        rows = [row[0].strip("`") for row in list_rows(self.PAGE, "Codes")]
        self.assertEqual(sorted(rows), sorted(codes))
        self.assertEqual(len(rows), 17)

    def test_every_message_is_in_whole_sentences(self) -> None:
        """So that none has to be looked up."""
        for module in self.MODULES:
            for message in list_messages(f"compliance/advice/{module}"):
                # The names of sources are no messages.
                if not message.startswith(("GOV.UK", "SEND Code", "WCAG")):
                    with self.subTest(message=message):
                        self.assertRegex(message, r"^[A-Z“].*[.…]$")
