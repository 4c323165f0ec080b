"""Find a person in what this package keeps, and put other words there."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wagtail_localoffer.management.erasure import Erasure, Place
from wagtail_localoffer.text.emails import is_email
from wagtail_localoffer.text.mentions import Person
from wagtail_localoffer.text.plain import one_line

MISUSED = 2

#: What no row of the package holds.
OUT_OF_REACH = """\
What it can't reach, so that somebody has to look:
  - emails and webhooks that were sent: ask the council, and whoever got a copy
  - backups and exported files; keep a note to run this again after restoring one
  - pictures, uploaded documents and their titles
  - other pages of the site, their revisions and their addresses
  - segments and translations of wagtail-localize: they hold whole texts of offers
  - forms that editors have open, and previews in their sessions
  - what browsers, proxies, search engines and web archives keep
  - the logs of the mail server and the web server"""


class Command(BaseCommand):
    help = (
        "Find a person in notices to councils, drafts, revisions, comments, histories, "
        "summaries of offers and documents that were brought in, and put other words "
        "there. It only says what it "
        "would do, unless it is told --yes. What is live, about to go live or still to "
        "be sent is listed, and not changed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--name",
            action="append",
            default=[],
            help="A name, as in “Priya Nuttall”. Give each way in which it is written.",
        )
        parser.add_argument(
            "--email",
            action="append",
            default=[],
            help="An email address. Both may be given, and more than once.",
        )
        parser.add_argument(
            "--replace-with",
            default="[removed]",
            metavar="WORDS",
            help="What stands there afterwards, such as “the SENCO”: %(default)s.",
        )
        parser.add_argument(
            "--yes", action="store_true", help="Do it. Nothing is kept."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        person = read_person(options["name"], options["email"])
        words = read_words(options["replace_with"], person)
        is_dry = not options["yes"]
        erasure = Erasure(person, words, dry_run=is_dry)
        erased, by_hand = 0, 0
        for place in erasure.run():
            self.stdout.write(describe(place, is_dry))
            if place.by_hand:
                by_hand += place.times
            else:
                erased += place.times
        if erasure.beside:
            beside = ", ".join(sorted(erasure.beside))
            self.stdout.write(
                f"Beside it stands: {beside}. Where that is theirs too, add it with "
                "--name or --email."
            )
        self.stdout.write(
            f"{'To erase' if is_dry else 'Erased'}: {erased}. By hand: {by_hand}."
        )
        self.stdout.write(OUT_OF_REACH)
        if is_dry:
            self.stdout.write("Nothing is changed. To do it, run this with --yes.")


def read_person(names: list[str], emails: list[str]) -> Person:
    """
    Read whom to look for.

    :raises CommandError: it is nobody, or could be anybody.
    """
    names, emails = ([one_line(each) for each in given] for given in (names, emails))
    if not names and not emails:
        raise CommandError("Give a --name or an --email.", returncode=MISUSED)
    for name in names:
        if sum(letter.isalpha() for letter in name) < 2:
            raise CommandError(
                f"{name!r} is too short for a name: it would be found everywhere.",
                returncode=MISUSED,
            )
    for email in emails:
        if not is_email(email):
            raise CommandError(f"{email!r} is no email address.", returncode=MISUSED)
    return Person(names, emails)


def read_words(words: str, person: Person) -> str:
    """
    Read what to put in the place of a person.

    :raises CommandError: it mentions them, or would be read as HTML.
    """
    words = one_line(words)
    if person.count(words) or any(mark in words for mark in "<>&\"'"):
        raise CommandError(
            "--replace-with must not name the person, and have none of < > & \" '.",
            returncode=MISUSED,
        )
    return words


def describe(place: Place, is_dry: bool) -> str:
    times = "once" if place.times == 1 else f"{place.times} times"
    line = f"{place.kind} {place.pk}, {place.title}: {place.part}, {times}"
    if place.by_hand:
        return f"By hand: {line}. {place.by_hand}"
    return f"{'Would erase' if is_dry else 'Erased'}: {line}"
