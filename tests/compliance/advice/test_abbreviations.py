from __future__ import annotations

from tests.compliance.advice.cases import RuleTestCase, codes, find


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

    def test_any_usual_way_of_explaining_counts(self) -> None:
        self.assert_passed(
            "We help with specific learning difficulties (SpLD).",
            "Some have SpLD – specific learning difficulties.",
            "Mental health services – CAMHS – are far away: child and adolescent "
            "mental health services.",
            "Language and speech needs, or LASN for short, are common.",
            "SEN support (help without a plan) is common. Special educational needs, "
            "SEN, differ.",
        )
        heading = "<h3>Special educational needs (SEN)</h3><p>A child with SEN.</p>"
        self.assertEqual(codes(heading), [])

    def test_a_heading_need_not_explain(self) -> None:
        text = "<h3>SEN</h3><p>Special educational needs (SEN) are common.</p>"
        self.assertEqual(codes(text), [])

    def test_points_and_small_letters_make_no_other_word(self) -> None:
        self.assert_found("The S.E.N. team helps.", "Ask the Senco.", "Ask the senco.")
        self.assert_passed("J.K. Rowe wrote it.", "Come at 3 p.m. or 4 P.M.")

    def test_names_are_no_abbreviation(self) -> None:
        self.assert_passed(
            "Rowan Bank CP School is old.",
            "Mossbank Nursery LTD runs it.",
            "Ring 01632 XXXXXX.",
            "We are at 2 Hill Road, Alderbeck, LA1 4ZZ.",
            "Save LO-SCHOOLNAME-SCHOOLNUMBER.",
        )

    def test_codes_and_addresses_are_no_abbreviation(self) -> None:
        self.assert_passed(
            "We are at PR1 8XJ.",
            "See www.a.uk/SENX.",
            "Write to SENX@a.uk.",
            "See a.uk/SENX.",
            "Key stage KS2.",
        )
