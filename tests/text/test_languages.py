from __future__ import annotations

import pytest

from wagtail_localoffer.text.languages import may_be_english

ENGLISH = (
    "We plan lessons with each child in mind and our teachers meet the family every "
    "term. If something worries you, talk to the class teacher first or ring the "
    "office. We will find a time to meet that suits you. Our assistants work with "
    "small groups in the morning and join games with children at break."
)

#: A passage of an offer in other languages that families of a school may read.
FOREIGN = {
    "Urdu": "ہم ہر بچے کی ضرورت کے مطابق سبق تیار کرتے ہیں اور ہر ٹرم میں والدین سے "
    "ملتے ہیں۔ اگر آپ کو کوئی فکر ہو تو پہلے کلاس ٹیچر سے بات کریں۔",
    "Polish": "Planujemy lekcje z myślą o każdym dziecku, a nasi nauczyciele spotykają "
    "się z rodziną w każdym semestrze. Jeśli coś Państwa niepokoi, prosimy najpierw "
    "porozmawiać z wychowawcą albo zadzwonić do sekretariatu. Znajdziemy dogodny "
    "termin spotkania. Nasi asystenci pracują rano z małymi grupami, a podczas przerwy "
    "bawią się razem z dziećmi na boisku szkolnym oraz w świetlicy.",
    "Welsh": "Rydym yn cynllunio gwersi gyda phob plentyn mewn golwg ac mae ein "
    "hathrawon yn cwrdd â'r teulu bob tymor. Os oes rhywbeth yn eich poeni, siaradwch "
    "yn gyntaf gyda'r athro dosbarth neu ffoniwch y swyddfa. Byddwn yn dod o hyd i "
    "amser sy'n gyfleus i chi. Mae ein cynorthwywyr yn gweithio gyda grwpiau bach yn y "
    "bore ac yn ymuno â gemau amser egwyl.",
}


@pytest.mark.parametrize("language", FOREIGN)
def test_another_language_shows(language: str) -> None:
    assert not may_be_english([FOREIGN[language]])


def test_english_is_taken_for_english() -> None:
    assert may_be_english([ENGLISH])


def test_a_few_names_in_another_script_make_no_other_language() -> None:
    assert may_be_english([ENGLISH, "ہاتھورن بینک"])


@pytest.mark.parametrize("texts", [[], [""], ["SENCO: P. Nuttall"]])
def test_who_says_little_may_be_english(texts: list[str]) -> None:
    assert may_be_english(texts)
