"""
How often the product is right about labelled passages.

``make score`` runs it on ``tests/labels`` and ``tests/importing/documents``, ``make
score FOLDER=…`` on any other folder with a ``coverage.jsonl``, an ``advice.jsonl`` or
documents to import, ``*.json``. Each line of the first two is a passage:

- coverage: it stands alone in its section of an offer in which nothing else is said.
  ``answers`` are the keys of the requirements that it answers, ``near`` those that it
  only seems to; ``either`` are keys of which judges may think differently.
- advice: it takes the place of a section's text in a complete offer. ``expect`` are the
  codes that must be found, each with ``words`` of the finding, ``or`` other codes that
  are as right, ``either`` those that may be found or not.

A document has ``paragraphs``, each with its ``text``, ``style`` and ``section``, which
is ``unplaced`` if it belongs to none. Headings are not counted.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from tests.importing.samples import Score

Item: TypeAlias = dict[str, Any]
Claim: TypeAlias = Callable[[Item], tuple[set[str], dict[str, str]]]
Advise: TypeAlias = Callable[[Item], list[tuple[str, str]]]

ROOT = Path(__file__).parent.parent

LABELS = Path(__file__).parent / "labels"

TODAY = date(2026, 11, 28)

COUNCIL_URL = "https://www.lancashire.gov.uk/SEND"

#: A section's text in an offer of a hundred passages or so tells which is shown first.
TOGETHER = 12


def open_product() -> tuple[Claim, Advise]:
    """
    Set Django up, unless it is, and return what asks the product.

    :returns: ``claim`` gives for a labelled passage the keys of what is asked of such a
        setting, and the words that are shown for each that counts as answered.
        ``advise`` gives the codes of its advice, each with its words and message.
    """
    from django.apps import apps

    if not apps.ready:
        _set_up()

    from tests.builders import SENCO, complete_body
    from wagtail_localoffer.compliance import check_offer
    from wagtail_localoffer.compliance.context import CheckContext
    from wagtail_localoffer.content.answers import Coverage, assess
    from wagtail_localoffer.models import LocalOfferPage

    around = CheckContext(today=TODAY, council_url=COUNCIL_URL)

    def build(body: list[Item], setting_type: str, run_by: str) -> LocalOfferPage:
        return LocalOfferPage(
            title="Our local offer",
            slug="our-local-offer",
            setting_name="Hawthorn Bank",
            setting_type=setting_type,
            run_by=run_by,
            minimum_age=3,
            maximum_age=11,
            address="Mill Lane\nAlderbeck\nLancashire",
            telephone="01632 960010",
            body=body,
        )

    def claim(item: Item) -> tuple[set[str], dict[str, str]]:
        html = item["html"]
        if item["heading"] and item["section"] != "own_section":
            html = f"<h3>{escape(item['heading'], quote=False)}</h3>{html}"
        body = [_build_block(item, html)]
        offer = build(body, item["setting_type"], item["run_by"])
        states = assess(offer, TODAY).requirements
        return (
            {each.requirement.key for each in states},
            {
                each.requirement.key: each.passage
                for each in states
                if each.status == Coverage.DONE
            },
        )

    def find(body: list[Item]) -> Counter[tuple[str, str]]:
        return Counter(
            (each.code, f"{each.passage} | {each.message}")
            for each in check_offer(build(body, "primary", "council"), around)
            if each.severity == "should"
            and not each.code.startswith(("requirement_", "section_"))
        )

    def advise(item: Item) -> list[tuple[str, str]]:
        changes = {}
        if "senco" in item:
            # The address of a role: who holds it must not make a finding of its own.
            changes["senco_contact"] = {**SENCO, "name": item["senco"]}
        body = complete_body(**changes)
        others = [each for each in body if each["type"] != item["section"]]
        new = find([*others, _build_block(item, item["html"])]) - find(body)
        return sorted(new.elements())

    return claim, advise


def _set_up() -> None:
    """Make a database of its own, so that no other one is touched."""
    sys.path[:0] = [str(ROOT), str(ROOT / "example_site")]
    folder = tempfile.mkdtemp(prefix="labels-")
    os.environ["DATABASE_URL"] = f"sqlite:///{folder}/db.sqlite3"
    os.environ["EXAMPLE_SITE_VAR"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "example_site.settings"

    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _build_block(item: Item, html: str) -> Item:
    value = {"text": html, "more": item.get("more", [])}
    if item["section"] == "own_section":
        value["heading"] = item.get("heading") or "More about us"
    return {"type": item["section"], "value": value}


def read_labels(folder: Path, name: str) -> list[Item]:
    """Read the labelled passages of a folder; none if it has no such file."""
    path = folder / f"{name}.jsonl"
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def score_coverage(items: list[Item], claim: Claim) -> dict[str, Any]:
    homes = _list_homes()
    counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    places: defaultdict[str, Counter[str]] = defaultdict(Counter)
    traps, silent, near = 0, 0, Counter[str]()
    errors = []
    for item in items:
        asked, claimed = claim(item)
        right, open_keys = set(item["answers"]) & asked, set(item.get("either", []))
        for key in sorted(asked - (open_keys - right)):
            kind = _compare(key in right, key in claimed)
            counted[key][kind] += 1
            if key in right:
                is_home = item["section"] in homes.get(key, ())
                places["home" if is_home else "elsewhere"][kind] += 1
            if kind in ("fp", "fn"):
                words = claimed.get(key) or item["html"]
                errors.append((item["id"], kind, key, words))
        near["all"] += len(set(item["near"]) & asked)
        near["claimed"] += len(set(item["near"]) & claimed.keys())
        if not item["answers"]:
            traps += 1
            silent += not claimed.keys() - open_keys
    shown, right_shown = _score_shown(items, claim)
    return {
        "all": summarise(counted),
        "recall_home": rate(places["home"]["tp"], places["home"].total()),
        "recall_elsewhere": rate(
            places["elsewhere"]["tp"], places["elsewhere"].total()
        ),
        "near_claimed": f"{near['claimed']}/{near['all']}",
        "traps_silent": f"{silent}/{traps}",
        "shown_right": f"{right_shown}/{shown}",
        "per": {key: summarise({key: counted[key]}) for key in sorted(counted)},
        "errors": errors,
    }


def _list_homes() -> dict[str, tuple[str, ...]]:
    from wagtail_localoffer.frameworks.statutory import REQUIREMENTS

    return {each.key: each.answered_in for each in REQUIREMENTS}


def _compare(is_right: bool, is_claimed: bool) -> str:
    if is_right:
        return "tp" if is_claimed else "fn"
    return "fp" if is_claimed else "tn"


def _score_shown(items: list[Item], claim: Claim) -> tuple[int, int]:
    """How many answers are shown where several stand in one text, and how many are."""
    shown = right = 0
    for start in range(0, len(items), TOGETHER):
        # A heading would be read as that of all which follow it.
        several = sorted(
            items[start : start + TOGETHER], key=lambda each: bool(each["heading"])
        )
        html = "".join(
            f"<h3>{escape(each['heading'], quote=False)}</h3>{each['html']}"
            if each["heading"]
            else each["html"]
            for each in several
        )
        whole = {**several[0], "section": "own_section", "heading": "", "html": html}
        for key, words in claim(whole)[1].items():
            shown += 1
            right += any(
                key in (*each["answers"], *each.get("either", ()))
                for each in several
                if _squeeze(words) in _squeeze(each["html"])
            )
    return shown, right


def _squeeze(html: str) -> str:
    from wagtail_localoffer.text.html import read_html

    return "".join(filter(str.isalnum, read_html(html).text.lower()))


def score_advice(items: list[Item], advise: Advise) -> dict[str, Any]:
    counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    named, silent = Counter[bool](), Counter[bool]()
    errors = []
    for item in items:
        found = advise(item)
        met = [any(_fits(each, *one) for one in found) for each in item["expect"]]
        for expected, is_met in zip(item["expect"], met, strict=True):
            counted[expected["code"]]["tp" if is_met else "fn"] += 1
            if not is_met:
                errors.append((item["id"], "fn", expected["code"], item["html"]))
        wrong = list(_list_wrong(item, found))
        for code, words in wrong:
            counted[code]["fp"] += 1
            errors.append((item["id"], "fp", code, words))
        if item["expect"]:
            named[all(met)] += 1
        else:
            silent[not wrong] += 1
    return {
        "all": summarise(counted),
        "faulty_named": f"{named[True]}/{named.total()}",
        "clean_silent": f"{silent[True]}/{silent.total()}",
        "per": {code: summarise({code: counted[code]}) for code in sorted(counted)},
        "errors": errors,
    }


def _fits(expected: Item, code: str, words: str) -> bool:
    codes = (expected["code"], *expected.get("or", ()))
    return code in codes and expected["words"].lower() in words.lower()


def _list_wrong(item: Item, found: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for code, words in found:
        is_expected = any(_fits(each, code, words) for each in item["expect"])
        if not is_expected and code not in item.get("either", ()):
            yield code, words


def score_importing(folder: Path | None) -> dict[str, Any]:
    """
    Score how well the passages of documents are placed.

    :param folder: ``None`` for the documents of the tests.
    """
    from tests.importing import samples

    documents = samples.read_documents(folder or samples.FOLDER)
    if not documents:
        return {}
    score = samples.measure(documents=documents)
    halved = samples.measure(samples.lose_headings, documents)
    return {
        "documents": len(documents),
        "all": summarise_places(score),
        "half of the headings gone": summarise_places(halved),
        "leftovers sure": f"{score.leftovers_sure}/{score.leftovers}",
        "dropped": score.dropped,
        "per": {
            section: summarise_places(each)
            for section, each in sorted(score.sections.items())
        },
        "errors": [
            (
                name,
                "sure" if found.sure else "?",
                f"{wanted}, not {found.section}",
                text,
            )
            for name, wanted, found, text in samples.list_wrong(documents)
        ],
    }


def summarise_places(score: Score) -> dict[str, Any]:
    """In per cent: placed rightly, sure, right among sure, right among two choices."""
    return {
        "passages": score.placeable,
        "right": rate(score.right, score.placeable),
        "sure": rate(score.sure, score.placeable),
        "right_among_sure": rate(score.right_and_sure, score.sure),
        "among_two": rate(score.among_two, score.placeable),
    }


def rate(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None


def summarise(counted: dict[str, Counter[str]]) -> dict[str, Any]:
    """Precision (how much of what is claimed is right), recall (how much is found)."""
    total = sum(counted.values(), Counter[str]())
    tp, fp, fn = total["tp"], total["fp"], total["fn"]
    return {
        **{"tp": tp, "fp": fp, "fn": fn},
        "precision": rate(tp, tp + fp),
        "recall": rate(tp, tp + fn),
        "f1": rate(2 * tp, 2 * tp + fp + fn),
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description="Score the product on labelled passages"
    )
    parser.add_argument("folder", nargs="?", type=Path, default=LABELS)
    parser.add_argument(
        "--detail", action="store_true", help="each requirement and code"
    )
    parser.add_argument(
        "--errors", action="store_true", help="each wrong or missed claim"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write it all there")
    chosen = parser.parse_args()
    claim, advise = open_product()
    results = {}
    if items := read_labels(chosen.folder, "coverage"):
        results["coverage"] = score_coverage(items, claim)
    if items := read_labels(chosen.folder, "advice"):
        results["advice"] = score_advice(items, advise)
    own = chosen.folder == LABELS
    if placed := score_importing(None if own else chosen.folder):
        results["importing"] = placed
    for name, result in results.items():
        print(f"== {name}")
        for key, value in result.items():
            if key not in ("per", "errors"):
                print(f"   {key}: {value}")
        if chosen.detail:
            for key, value in result["per"].items():
                print("     ", key.ljust(26), value)
        if chosen.errors:
            for error in result["errors"]:
                print("     ", *(str(part)[:150] for part in error), sep=" | ")
    if chosen.json:
        chosen.json.write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
