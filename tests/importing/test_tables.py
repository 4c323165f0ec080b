from __future__ import annotations

import base64
from time import thread_time
from typing import Any

import pytest
from django.test import SimpleTestCase, TestCase
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.importing.writers import write_png
from wagtail_localoffer.blocks.evidence import EvidenceBlock
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE
from wagtail_localoffer.importing.passages import Cell, Passage
from wagtail_localoffer.importing.places import place
from wagtail_localoffer.importing.placing.kinds import Kind
from wagtail_localoffer.importing.readers.html_reader import read_html_passages
from wagtail_localoffer.importing.tables import join_tables, write_table

HEAD = ("Who", "What", "When")

ROWS = (("Ms Low", "Reading", "Monday"), ("Mr Dee", "Maths", "Tuesday"))


def write_html(
    *rows: tuple[str, ...], head: tuple[str, ...] = (), more: str = ""
) -> str:
    lines = [("th", head)] if head else []
    lines += [("td", row) for row in rows]
    html = "".join(
        f"<tr>{''.join(f'<{tag}>{each}</{tag}>' for each in row)}</tr>"
        for tag, row in lines
    )
    return f"<table>{more}{html}</table>"


def store(html: str) -> Any:
    return write_table([each for each in read_html_passages(html) if each.cell])


def list_rows(value: Any) -> list[list[str]]:
    return [row["values"] for row in value["rows"]]


class DataTests(TestCase):
    def test_a_table_becomes_one_of_the_offer(self) -> None:
        value = store(write_html(*ROWS, head=HEAD))
        block = EvidenceBlock()
        stream = block.clean(block.to_python([{"type": "table", "value": value}]))
        table = stream[0].value
        self.assertEqual([each["heading"] for each in table.columns], list(HEAD))
        self.assertEqual(
            [[cell.value for cell in row] for row in table.rows], list(map(list, ROWS))
        )
        self.assertEqual(block.get_prep_value(stream)[0]["value"], value)
        self.assertIn("Ms Low", str(stream[0].render()))

    def test_a_first_row_in_bold_is_its_headings(self) -> None:
        bold = ("<b>Support</b>", "<strong>What it means</strong>")
        value = store(write_html(bold, ("SEN support", "Extra help in class")))
        self.assertEqual(
            [each["heading"] for each in value["columns"]],
            ["Support", "What it means"],
        )
        self.assertEqual(list_rows(value), [["SEN support", "Extra help in class"]])

    def test_short_words_above_three_columns_are_headings(self) -> None:
        value = store(write_html(HEAD, *ROWS))
        self.assertEqual(value["columns"][0]["heading"], "Who")

    def test_a_list_in_two_columns_is_a_table(self) -> None:
        rows = (("Room", "Can a wheelchair get in?"), ("Hall", "Yes"), ("Loft", "No"))
        value = store(write_html(*rows))
        self.assertEqual(value["columns"][0]["heading"], "Room")
        self.assertEqual(list_rows(value), [["Hall", "Yes"], ["Loft", "No"]])

    def test_headings_of_rows_are_none_of_columns(self) -> None:
        days = (("<b>Monday</b>", "Ms Low"), ("<b>Friday</b>", "Mr Dee"))
        value = store(write_html(*days, ("<b>Sunday</b>", "Nobody")))
        self.assertEqual(value["columns"][0]["heading"], "")
        self.assertEqual(len(value["rows"]), 3)

    def test_numbers_are_no_headings(self) -> None:
        value = store(write_html(("1", "2", "3"), ("4", "5", "6")))
        self.assertEqual(value["columns"][0]["heading"], "")
        self.assertEqual(len(value["rows"]), 2)

    def test_a_title_is_the_caption(self) -> None:
        wide = "<tr><td colspan=3>Who helps</td></tr>"
        for more in ("<caption>Who helps</caption>", wide):
            value = store(write_html(*ROWS, head=HEAD, more=more))
            self.assertEqual(value["caption"], "Who helps")
            self.assertEqual(value["columns"][0]["heading"], "Who")
            self.assertEqual(len(value["rows"]), 2)

    def test_a_merged_cell_stands_at_its_top_left(self) -> None:
        rows = "<tr><td rowspan=2>Low<td>Reading<td>Monday<tr><td colspan=2>Maths"
        html = write_html(head=HEAD).replace("</table>", "") + rows.replace(
            "<td", "</td><td"
        ).replace("<tr", "</td></tr><tr").removeprefix("</td></tr>").replace(
            "<tr></td>", "<tr>"
        )
        value = store(f"{html}</td></tr></table>")
        self.assertEqual(
            list_rows(value), [["Low", "Reading", "Monday"], ["", "Maths", ""]]
        )

    def test_headings_in_two_rows_are_joined(self) -> None:
        head = "<tr><th>Support</th><th>Terms</th></tr>"
        value = store(
            write_html(("a", "b"), ("c", "d"), head=("Who", "When"), more=head)
        )
        self.assertEqual(
            [each["heading"] for each in value["columns"]],
            ["Support: Who", "Terms: When"],
        )

    def test_the_address_of_a_link_is_not_lost(self) -> None:
        link = '<a href="https://a.example/?b=1&amp;c=2">Our policy</a>'
        same = '<a href="mailto:office@a.example">office@a.example</a>'
        value = store(write_html((link, same), head=("What", "Where")))
        self.assertEqual(
            list_rows(value),
            [["Our policy (https://a.example/?b=1&c=2)", "office@a.example"]],
        )

    def test_points_and_paragraphs_of_a_cell_stand_on_one_line(self) -> None:
        points = "<ul><li>hoists</li><li>a pool</li></ul>"
        value = store(write_html((points, "<p>a</p><p>b</p>"), head=("What", "Where")))
        self.assertEqual(list_rows(value), [["hoists; a pool", "a b"]])

    def test_a_picture_stands_behind_the_table(self) -> None:
        picture = base64.b64encode(write_png()).decode()
        image = f"<img src='data:image/png;base64,{picture}'>"
        html = write_html(("a", f"{image}b"), head=("Who", "When"))
        found = read_html_passages(html)
        self.assertEqual(
            [each.style for each in found], ["table-cell"] * 4 + ["picture"]
        )


class LayoutTests(SimpleTestCase):
    def test_a_form_is_no_table(self) -> None:
        long = "We keep medicine in the office, and all staff know who needs it. " * 6
        for html in (
            write_html(("How do you help?", "In groups."), ("Who helps?", "Ms Low")),
            write_html(
                ("Name of School", "Alder School"), ("Telephone", "01632 960201")
            ),
            write_html(("Name", "Role", "Email"), ("Mrs Holt", "SENCO", "a@b.example")),
            write_html(("Name", "Mrs Ida Holt"), ("Role", "a"), head=("Who", "What")),
            write_html(("Health", long), head=("Topic", "What we do")),
            write_html(("Health", "We help."), ("Clubs", "We play."), ("a", "b")),
            write_html(("What is it?", "a"), ("Who?", "b"), head=("Ask", "Answer")),
            write_html(("Health", "a"), ("Transitions", "b")),
            *(write_html(("a",), ("b",)), write_html(HEAD)),
            write_html(("a", "", ""), ("", "", "b"), ("", "c", "")),
        ):
            self.assertIsNone(store(html), html)

    def test_a_table_around_a_table_is_layout(self) -> None:
        inner = write_html(*ROWS, head=HEAD)
        html = write_html(("menu", inner, "news"), ("a", "b", "c"))
        found = read_html_passages(html)
        outer = [each.text for each in found if each.cell is None]
        self.assertEqual(outer, ["menu", "news", "a", "b", "c"])
        self.assertEqual(len(list_rows(store(html))), 2)

    def test_a_list_of_terms_is_no_table(self) -> None:
        found = read_html_passages("<dl><dt>Head</dt><dd>Ms Low</dd></dl>")
        self.assertEqual([each.cell for each in found], [None, None])
        self.assertIsNone(write_table(found))

    def test_no_cells_are_no_table(self) -> None:
        self.assertIsNone(write_table([]))


class PlaceTests(SimpleTestCase):
    def test_a_table_of_data_is_placed_as_a_whole(self) -> None:
        rows = (
            ("Health", "Nurse", "Inhalers and medicine"),
            ("Transitions", "Ms Low", "Visits to the new school"),
            ("Who to contact", "SENCO", "Name"),
        )
        html = f"<h2>Extra curricular activities</h2>{write_html(*rows, head=HEAD)}"
        passages = read_html_passages(html)
        places = place(passages, LANCASHIRE)
        self.assertEqual([each.passage for each in places], passages)
        cells = {(each.section, each.kind) for each in places if each.passage.cell}
        self.assertEqual(len(cells), 1)

    def test_a_table_may_be_one_passage(self) -> None:
        html = f"<h2>Transitions</h2>{write_html(*ROWS, head=HEAD)}<p>end</p>"
        passages = read_html_passages(html)
        _heading, table, end = join_tables(passages)
        self.assertEqual(table.block, {"type": "table", "value": store(html)})
        self.assertEqual(end.text, "end")
        joined = place(join_tables(passages), LANCASHIRE)
        apart = place(passages, LANCASHIRE)
        self.assertEqual(joined[1].section, apart[1].section)
        self.assertEqual(joined[1].kind, Kind.ANSWER)

    def test_the_cells_of_a_form_have_places_of_their_own(self) -> None:
        rows = (("Name of School", "Alder School"), ("Who to contact", "a"))
        places = place(read_html_passages(write_html(*rows)), LANCASHIRE)
        self.assertEqual(places[1].field, "setting_name")


@pytest.mark.nightly
class TimeTests(SimpleTestCase):
    def test_two_thousand_cells_take_less_than_a_second(self) -> None:
        rows = [
            ("Groups for reading", "Each day", f"Room {number}")
            for number in range(670)
        ]
        for size in (10, 670):
            tables = "".join(
                write_html(*rows[start : start + size], head=HEAD)
                for start in range(0, len(rows), size)
            )
            passages = read_html_passages(tables)
            start = thread_time()
            place(passages, LANCASHIRE)
            self.assertLess(thread_time() - start, 1)


CELLS = st.lists(
    st.builds(
        Passage,
        st.text("abc ?1", min_size=1, max_size=9).filter(str.strip),
        cell=st.builds(
            Cell,
            table=st.just(0),
            row=st.integers(0, 5),
            column=st.integers(0, 4),
            is_header=st.booleans(),
        ),
    ),
    max_size=20,
)


class WholenessTests(SimpleTestCase):
    @settings(deadline=None, derandomize=True)
    @given(CELLS)
    def test_nothing_is_lost_and_nothing_doubled(self, cells: list[Passage]) -> None:
        value = write_table(cells)
        if value is None:
            return
        texts = [value["caption"], *(each["heading"] for each in value["columns"])]
        texts += [each for row in list_rows(value) for each in row]
        kept = " ".join(texts).replace(":", " ").split()
        self.assertEqual(
            sorted(kept), sorted(word for each in cells for word in each.text.split())
        )
        self.assertEqual(
            {len(row) for row in list_rows(value)}, {len(value["columns"])}
        )

    @settings(deadline=None, derandomize=True)
    @given(CELLS)
    def test_the_offer_takes_each_table(self, cells: list[Passage]) -> None:
        if value := write_table(cells):
            block = EvidenceBlock()
            stream = block.to_python([{"type": "table", "value": value}])
            self.assertEqual(block.get_prep_value(stream)[0]["value"], value)
