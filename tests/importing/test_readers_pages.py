from __future__ import annotations

from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

from django.test import SimpleTestCase

from tests.importing.writers import write_pdf, write_png, write_word
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE
from wagtail_localoffer.importing.passages import Passage
from wagtail_localoffer.importing.places import place
from wagtail_localoffer.importing.readers import CantRead, limits, read_documents

HEADINGS = ("Health", "Transitions", "Working together")

MENU = "".join(f"<li>{each}</li>" for each in HEADINGS)


def write_page(heading: str, text: str, foot: str = "Alder School, Mill Lane") -> bytes:
    page = f"<ul>{MENU}</ul><h1>{heading}</h1><p>{text}</p><p>{foot}</p>"
    return f"<!doctype html><body>{page}</body>".encode()


def write_table(word: str) -> bytes:
    rows = (("Who", "When"), (word, "Monday"))
    return (
        "".join(
            f"<tr>{''.join(f'<td>{each}</td>' for each in row)}</tr>" for row in rows
        )
        .join(("<table>", "</table>"))
        .encode()
    )


class SeveralFilesTests(SimpleTestCase):
    def read(self) -> list[Passage]:
        return read_documents(
            [
                (
                    f"page{number}.html",
                    write_page(heading, f"Ms Low keeps list {number}."),
                )
                for number, heading in enumerate(HEADINGS)
            ]
        )

    def test_pages_are_read_in_their_order(self) -> None:
        found = read_documents(
            [
                ("a.docx", write_word("one")),
                *(("b.pdf", write_pdf("two")), ("c.html", b"<p>three</p>")),
            ]
        )
        self.assertEqual([each.text for each in found], ["one", "two", "three"])

    def test_what_stands_on_each_page_is_there_once_and_dropped(self) -> None:
        places = place(self.read(), LANCASHIRE)
        menus = [each.passage.text for each in places if each.dropped == "menu"]
        self.assertEqual(menus, list(HEADINGS))
        feet = [each.passage.text for each in places if each.dropped == "footer"]
        self.assertEqual(feet, ["Alder School, Mill Lane"])

    def test_a_heading_that_the_menu_names_still_governs(self) -> None:
        places = place(self.read(), LANCASHIRE)
        sections = [each.section for each in places if each.passage.level]
        self.assertEqual(sections, ["health", "transitions", "working_together"])

    def test_what_is_long_and_stands_on_each_page_is_kept_once(self) -> None:
        text = "Talk to the teacher first, then to Mrs Holt, who sees you on any day."
        pages = [(f"{n}.html", write_page(f"P{n}", f"a{n}", text)) for n in range(3)]
        found = [each for each in read_documents(pages) if each.text == text]
        self.assertEqual([each.style for each in found], ["normal"])

    def test_two_pages_may_say_the_same(self) -> None:
        found = read_documents([("a.html", b"<p>same</p>"), ("b.html", b"<p>same</p>")])
        self.assertEqual([each.style for each in found], ["normal", "normal"])

    def test_each_table_has_a_number_of_its_own(self) -> None:
        one = write_table("Ms Low") + write_table("Mr Dee")
        found = read_documents([("a.html", one), ("b.html", write_table("Mrs Fox"))])
        numbers = [each.cell.table for each in found if each.cell]
        self.assertEqual(numbers, [0] * 4 + [1] * 4 + [2] * 4)

    def test_the_limits_hold_for_all_files_together(self) -> None:
        half = b"a" * (limits.LARGEST // 2 + 1)
        with self.assertRaisesMessage(CantRead, "too large"):
            read_documents([("a.txt", half), ("b.txt", half)])
        lines = b"a\n" * (limits.MOST_PASSAGES // 2 + 1)
        with self.assertRaisesMessage(CantRead, "more text"):
            read_documents([("a.txt", lines), ("b.txt", lines)])

    def test_no_file_is_said(self) -> None:
        with self.assertRaisesMessage(CantRead, "no text"):
            read_documents([])


class SavedPageTests(SimpleTestCase):
    def list_pictures(self, *files: tuple[str, bytes]) -> list[str]:
        found = read_documents(files)
        return [each.picture.name for each in found if each.picture]

    def test_a_saved_page_finds_its_pictures(self) -> None:
        page = b"<p>a</p><img src='./offer_files/our%20ramp.png?w=9'>"
        for name in ("offer_files/our ramp.png", "our ramp.png"):
            found = self.list_pictures(("offer.html", page), (name, write_png()))
            self.assertEqual(found, ["our ramp.png"])

    def test_two_pages_find_each_their_own(self) -> None:
        first, second = write_png(colour=1), write_png(colour=2)
        page = b"<p>a</p><img src='x.png'>"
        found = read_documents(
            [
                *(("a/page.html", page), ("a/x.png", first)),
                *(("b/page.html", page), ("b/x.png", second)),
            ]
        )
        pictures = [each.picture.content for each in found if each.picture]
        self.assertEqual(pictures, [first, second])

    def test_what_a_browser_saves_beside_a_page_is_no_page(self) -> None:
        found = read_documents(
            [
                ("offer.html", b"<p>We help</p>"),
                ("offer_files/frame.html", b"<p>advertisement</p>"),
                ("offer_files/style.css", b"p {}"),
            ]
        )
        self.assertEqual([each.text for each in found], ["We help"])

    def test_no_path_leads_out_of_what_is_given(self) -> None:
        page = (
            b"<p>a</p><img src='../../etc/x.png'><img src='file:///etc/y.png'>"
            b"<img src='https://a.example/z.png'>"
        )
        self.assertEqual(self.list_pictures(("a/offer.html", page)), [])

    def test_pictures_alone_are_no_offer(self) -> None:
        with self.assertRaisesMessage(CantRead, "This is a picture"):
            read_documents([("a.png", write_png())])

    def test_there_is_a_limit_to_pictures(self) -> None:
        most = limits.MOST_PICTURES
        files = [
            (f"offer_files/{n}.png", write_png(width=n + 1)) for n in range(most + 5)
        ]
        page = "".join(f"<img src='{name}'>" for name, _content in files)
        found = self.list_pictures(("offer.html", page.encode()), *files)
        self.assertEqual(len(found), most)

    def test_a_page_that_is_saved_as_one_file_has_its_pictures(self) -> None:
        message = MIMEMultipart("related")
        text = "<p>We <a href='help'>help</a></p><img src='ramp.png'><img src='cid:a'>"
        page = MIMEText(text, "html", "utf-8")
        page["Content-Location"] = "https://a.example/send/offer"
        message.attach(page)
        for colour, name, value in (
            (1, "Content-Location", "https://a.example/send/ramp.png?w=9"),
            (2, "Content-ID", "<a>"),
        ):
            picture = MIMEImage(write_png(colour=colour), "png")
            picture[name] = value
            message.attach(picture)
        found = read_documents([("offer.mhtml", message.as_bytes())])
        link = '<a href="https://a.example/send/help">help</a>'
        self.assertEqual(found[0].html, f"We {link}")
        self.assertEqual([each.style for each in found[1:]], ["picture", "picture"])

    def test_a_damaged_one_is_named(self) -> None:
        for content in (b"", b"MIME-Version: 1.0\n\nnothing", b"\x00" * 99):
            with self.assertRaisesMessage(CantRead, "damaged"):
                read_documents([("offer.mht", content)])
