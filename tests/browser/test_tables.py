"""Tables and pictures in the editor: begun with a click, or pasted from elsewhere."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Dialog, Locator, Page, expect

from tests.browser.editor import (
    EditorTestCase,
    enter_section,
    expect_autosave,
    find_block,
    give_title,
    wait_until_ready,
)

SECTION = "Working together"

#: As Word puts it on the clipboard: merged cells, two paragraphs in one, empty rows.
WORD = """
<html xmlns:o="urn:schemas-microsoft-com:office:office">
<head><style>p.MsoNormal {margin: 0}</style></head><body lang=EN-GB>
<!--StartFragment--><p class=MsoNormal>Ask <b>anybody</b> below.<o:p></o:p></p>
<table class=MsoTableGrid border=1>
<tr><td colspan=3><p class=MsoNormal><b>Who to talk to<o:p></o:p></b></p></td></tr>
<tr><td><p class=MsoNormal>Who<o:p></o:p></p></td><td><p class=MsoNormal>Day</p></td>
<td><p class=MsoNormal>What
  for</p></td></tr>
<tr><td rowspan=2><p class=MsoNormal>Class teacher</p><p class=MsoNormal>Mrs Shah</p>
</td><td><p class=MsoNormal>Monday</p></td><td><p class=MsoNormal>Learning</p></td></tr>
<tr><td><p class=MsoNormal>Tuesday</p></td><td><p class=MsoNormal><o:p>&nbsp;</o:p>
</p></td></tr>
<tr><td><p class=MsoNormal>&nbsp;</p></td><td></td><td></td></tr>
</table><p class=MsoNormal>Or call us.<o:p></o:p></p><!--EndFragment--></body></html>
"""

TABLE_OF_WORD = WORD[WORD.index("<table") : WORD.index("</table>")] + "</table>"

WORDS_OF_WORD: dict[str, Any] = {
    "caption": "Who to talk to",
    "columns": ["Who", "Day", "What for"],
    "rows": [
        ["Class teacher, Mrs Shah", "Monday", "Learning"],
        ["Class teacher, Mrs Shah", "Tuesday", ""],
    ],
}

#: As a spreadsheet does where no HTML is asked for.
TABS = "Club\tDay\r\nChess\tMonday\r\nFootball\tFriday\r\n"

WORDS_OF_TABS = {
    "caption": "",
    "columns": ["Club", "Day"],
    "rows": [["Chess", "Monday"], ["Football", "Friday"]],
}

LAYOUT = """
<table><tr><td><p>We meet <b>weekly</b>.</p><table><tr><td>One</td></tr>
<tr><td>Two</td></tr></table></td></tr></table>
"""

PASTE = """(element, [html, text]) => {
    const clipboardData = new DataTransfer();
    if (html) { clipboardData.setData("text/html", html); }
    clipboardData.setData("text/plain", text);
    return !element.dispatchEvent(new ClipboardEvent(
        "paste", { clipboardData, bubbles: true, cancelable: true },
    ));
}"""


def paste(place: Locator, html: str = "", text: str = "") -> bool:
    """Paste, and find out whether a script has taken it for itself."""
    return bool(place.evaluate(PASTE, [html, text]))


def editor_of(page: Page) -> Locator:
    return find_block(page, SECTION).locator("[contenteditable=true]").first


def add_block(page: Page, name: str) -> None:
    """Add a block below the text of the section by its menu, ready to write in."""
    part = find_block(page, SECTION)
    with expect_autosave(page):
        part.get_by_role("button", name="Insert a block").last.click()
        page.get_by_role("option", name=name, exact=True).click()


def tables_of(page: Page) -> Locator:
    return find_block(page, SECTION).locator(".typed-table-block")


def read(table: Locator) -> dict[str, Any]:
    """All that is written in a table, as the form has it."""

    def values(place: Locator, fields: str) -> list[str]:
        return list(place.locator(fields).evaluate_all("all => all.map(e => e.value)"))

    rows = table.locator("tbody tr").all()
    return {
        "caption": values(table, "input[name$=-caption]")[0],
        "columns": values(table, "input.column-heading"),
        "rows": [values(row, "input:not([type=hidden])") for row in rows],
    }


class TableTestCase(EditorTestCase):
    def begin(self) -> Page:
        """Begin a new offer, with the keyboard in a section of it."""
        page = self.open_new_offer()
        with expect_autosave(page):
            give_title(page)
        enter_section(page, SECTION)
        return page

    def assert_stored(self, page: Page, *expected: dict[str, Any]) -> None:
        """The form that comes back has the tables of the section in their order."""
        page.reload()
        wait_until_ready(page)
        expect(tables_of(page)).to_have_count(len(expected))
        self.assertEqual([read(each) for each in tables_of(page).all()], [*expected])


class PastedIntoTextTests(TableTestCase):
    def test_a_table_of_word_becomes_a_table_below_the_text(self) -> None:
        page = self.begin()
        with expect_autosave(page):
            page.keyboard.type("See here: ")
            paste(editor_of(page), WORD, "Ask anybody")
        expect(find_block(page, SECTION).get_by_role("status")).to_contain_text(
            "stands below the text"
        )
        # One goes on where one was.
        expect(editor_of(page)).to_be_focused()
        self.assert_stored(page, WORDS_OF_WORD)
        expect(editor_of(page)).to_have_text("See here: Ask anybody below.Or call us.")
        expect(editor_of(page).get_by_text("anybody", exact=True)).to_have_css(
            "font-weight", re.compile("bold|[67]00")
        )

    @pytest.mark.nightly
    def test_so_do_rows_of_a_spreadsheet(self) -> None:
        page = self.begin()
        with expect_autosave(page):
            paste(editor_of(page), text=TABS)
        self.assert_stored(page, WORDS_OF_TABS)

    @pytest.mark.nightly
    def test_it_stands_before_what_is_below_the_text_already(self) -> None:
        page = self.begin()
        with expect_autosave(page):
            paste(editor_of(page), text=TABS)
        with expect_autosave(page):
            paste(editor_of(page), WORD)
        self.assert_stored(page, WORDS_OF_WORD, WORDS_OF_TABS)

    @pytest.mark.nightly
    def test_it_stands_after_the_text_among_others_that_it_was_pasted_into(
        self,
    ) -> None:
        page = self.begin()
        with expect_autosave(page):
            paste(editor_of(page), text=TABS)
        add_block(page, "Text")
        passage = find_block(page, SECTION).locator("[contenteditable=true]").last
        with expect_autosave(page):
            passage.click()
            paste(passage, WORD)
        self.assert_stored(page, WORDS_OF_TABS, WORDS_OF_WORD)
        expect(passage).to_have_text("Ask anybody below.Or call us.")

    @pytest.mark.nightly
    def test_a_layout_is_kept_as_paragraphs(self) -> None:
        page = self.begin()
        with expect_autosave(page):
            paste(editor_of(page), LAYOUT)
        expect(editor_of(page).get_by_text("weekly", exact=True)).to_be_visible()
        lines = editor_of(page).locator("[data-block]").all_inner_texts()
        self.assertEqual(
            [each for each in lines if each], ["We meet weekly.", "One", "Two"]
        )
        expect(tables_of(page)).to_have_count(0)

    @pytest.mark.nightly
    def test_one_that_is_too_large_is_kept_as_lines(self) -> None:
        page = self.begin()
        row = "".join(f"<td>cell {number}</td>" for number in range(10))
        with expect_autosave(page):
            paste(editor_of(page), f"<table>{f'<tr>{row}</tr>' * 60}</table>")
        expect(page.get_by_text("too large")).to_be_visible()
        expect(editor_of(page)).to_contain_text("cell 0; cell 1; cell 2")
        expect(tables_of(page)).to_have_count(0)

    @pytest.mark.nightly
    def test_words_with_tabs_are_no_table(self) -> None:
        page = self.begin()
        with expect_autosave(page):
            paste(editor_of(page), text="Chess\tMonday\nWe meet in the hall.")
        expect(editor_of(page)).to_contain_text("We meet in the hall.")
        expect(tables_of(page)).to_have_count(0)


class PastedIntoTableTests(TableTestCase):
    @pytest.mark.nightly
    def test_a_new_one_can_be_written_in_at_once(self) -> None:
        page = self.begin()
        add_block(page, "Table")
        with expect_autosave(page):
            page.keyboard.type("Club")
            page.keyboard.press("Tab")
            page.keyboard.press("Tab")
            page.keyboard.press("Tab")
            page.keyboard.type("Day")
        self.assert_stored(
            page, {"caption": "", "columns": ["Club", "Day"], "rows": [["", ""]] * 2}
        )

    @pytest.mark.nightly
    def test_what_is_pasted_into_an_empty_one_fills_it(self) -> None:
        page = self.begin()
        add_block(page, "Table")
        with expect_autosave(page):
            paste(tables_of(page).get_by_role("textbox").last, TABLE_OF_WORD)
        self.assert_stored(page, WORDS_OF_WORD)

    @pytest.mark.nightly
    def test_more_than_one_table_is_left_to_the_browser(self) -> None:
        page = self.begin()
        add_block(page, "Table")
        cell = tables_of(page).get_by_role("textbox").last
        for name, html in (
            ("words beside it", WORD),
            ("two tables", f"{TABLE_OF_WORD}<p>&nbsp;</p>{TABLE_OF_WORD}"),
            ("a layout around it", f"<table><tr><td>We {TABLE_OF_WORD}</td></table>"),
        ):
            with self.subTest(name):
                self.assertFalse(paste(cell, html, "Who\tDay"))
        # Empty lines around it, which Word puts there, are nothing beside it.
        alone = f"<p>&nbsp;</p>{TABLE_OF_WORD}<p>&nbsp;</p>"
        self.assertTrue(paste(cell, alone))
        expect(page.get_by_label("Caption")).to_have_value(WORDS_OF_WORD["caption"])

    def test_in_one_that_is_not_empty_it_asks_first(self) -> None:
        page = self.begin()
        add_block(page, "Table")
        asked: list[str] = []

        def answer(dialog: Dialog) -> None:
            asked.append(dialog.message)
            if len(asked) == 1:
                dialog.dismiss()
            else:
                dialog.accept()

        page.on("dialog", answer)
        caption = tables_of(page).get_by_label("Caption")
        with expect_autosave(page):
            caption.fill("Our clubs")
            paste(tables_of(page).get_by_role("textbox").last, text=TABS)
        self.assertEqual(read(tables_of(page))["columns"], ["", ""])
        with expect_autosave(page):
            paste(tables_of(page).get_by_role("textbox").last, text=TABS)
        self.assertEqual(len(asked), 2)
        self.assertIn("is lost", asked[0])
        self.assert_stored(page, {**WORDS_OF_TABS, "caption": "Our clubs"})

    @pytest.mark.nightly
    def test_a_word_is_pasted_as_ever(self) -> None:
        page = self.begin()
        add_block(page, "Table")
        cell = tables_of(page).get_by_role("textbox").last
        self.assertFalse(paste(cell, text="Chess"))


class PictureTests(EditorTestCase):
    @pytest.mark.nightly
    def test_it_says_what_its_alternative_text_is_for(self) -> None:
        page = self.open_new_offer()
        with expect_autosave(page):
            give_title(page)
        add_block(page, "Picture")
        field = find_block(page, SECTION).get_by_label("Alternative text")
        expect(field).to_have_accessible_description(
            re.compile("what the picture shows, for families who can’t see it")
        )
