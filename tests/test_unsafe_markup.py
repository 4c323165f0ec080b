"""
What could run in a reader's browser is on no face, whatever an import has stored.

Whoever opens a draft is logged in to the admin: what runs there could act for them.
"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import SimpleTestCase, TestCase
from django.urls import reverse
from wagtail.models import Revision, Site
from wagtail.test.utils import WagtailTestUtils

from tests.builders import complete_body, complete_offer, lancashire
from tests.test_damaged_bodies import StoredAsItIs
from wagtail_localoffer.models import LocalOfferPage, WithdrawnPage
from wagtail_localoffer.notices.choices import NoticeKind
from wagtail_localoffer.notices.emails import write_words

#: Each attack says it, which tells it from scripts of the page.
MARK = "attack"

ATTACKS = (
    "<img src=x onerror=attack()>",
    "<img src=x onerror=attack()",
    '<img src="x`" onerror="attack()">',
    "<svg onload=attack()>",
    "<svg/onload=attack()>",
    "<svg><script>attack()</script></svg>",
    '<svg><a xlink:href="javascript:attack()"><text>x</text></a></svg>',
    "<script>attack()</script>",
    "<SCRIPT SRC=//a.example/attack.js></SCRIPT>",
    "<scr<script>ipt>attack()</scr</script>ipt>",
    "<script>attack()",
    '<a href="javascript:attack()">x</a>',
    '<a href="JaVaScRiPt:attack()">x</a>',
    '<a href=" javascript:attack()">x</a>',
    '<a href="\x01javascript:attack()">x</a>',
    '<a href="java\tscript:attack()">x</a>',
    '<a href="java\nscript:attack()">x</a>',
    '<a href="&#106;avascript:attack()">x</a>',
    '<a href="&#x6A;avascript&colon;attack()">x</a>',
    '<a href="java&Tab;script:attack()">x</a>',
    '<a href="vbscript:attack()">x</a>',
    '<a href="data:text/html,<script>attack()</script>">x</a>',
    '<a href="/" onclick="attack()">x</a>',
    '<a href="/" style="background:url(javascript:attack())">x</a>',
    '<p onmouseover="attack()">x</p>',
    '<p/onclick="attack()">x</p>',
    '<b data-x=">" onclick="attack()">x</b>',
    '<p style="background:url(//a.example/attack)">x</p>',
    "<style>@import '//a.example/attack';</style>",
    '<link rel="stylesheet" href="//a.example/attack.css">',
    '<iframe src="javascript:attack()"></iframe>',
    '<iframe srcdoc="<script>attack()</script>"></iframe>',
    '<object data="javascript:attack()"></object>',
    '<embed src="javascript:attack()">',
    '<form action="javascript:attack()"><input type="submit"></form>',
    '<button formaction="javascript:attack()">x</button>',
    '<input autofocus onfocus="attack()">',
    '<details open ontoggle="attack()">x</details>',
    '<video><source onerror="attack()"></video>',
    '<meta http-equiv="refresh" content="0;url=javascript:attack()">',
    '<base href="javascript:attack()//">',
    "<embed embedtype='image' id='1' alt='\" onload=attack() x=\"' format='left'/>",
    '<embed embedtype="media" url="javascript:attack()"/>',
    '<a linktype="page" id="1" onclick="attack()">x</a>',
    '<a linktype="attack" href="javascript:attack()">x</a>',
    '<a linktype="external" href="javascript:attack()">x</a>',
    '<a linktype="page" id="1&quot; onclick=&quot;attack()">x</a>',
    '<a id="1" linktype="document" href="javascript:attack()">x</a>',
    "<!--><img src=x onerror=attack()>-->",
    "<!--[if gte IE 4]><script>attack()</script><![endif]-->",
    "<![CDATA[><img src=x onerror=attack()>]]>",
    "<!x <img src=x onerror=attack()>",
    "<?x <img src=x onerror=attack()>?>",
    '<noscript><p title="</noscript><img src=x onerror=attack()>"></noscript>',
    "<textarea></textarea><img src=x onerror=attack()></textarea>",
    "<title></title><img src=x onerror=attack()>",
    '<math><mtext><table><mglyph><style><img src=x onerror="attack()">',
    '<math href="javascript:attack()">x</math>',
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=attack()>",
    "<template><img src=x onerror=attack()></template>",
    "<xmp><p title='</xmp><img src=x onerror=attack()>'></xmp>",
    "<plaintext><img src=x onerror=attack()>",
    "</p></section></main><script>attack()</script>",
    '"><img src=x onerror=attack()>',
    "'><img src=x onerror=attack()>",
    "&lt;img src=x onerror=attack()&gt;",
    "</script><script>attack()</script>",
    "{{ attack }}{% include 'attack' %}",
    '<a href="/">&lt;script>attack()&lt;/script></a>',
    '<p>SEN<img src=x onerror=attack()> <a href="#health"><b onclick=attack()>x</b>',
)

#: What runs, loads or leads elsewhere by being there.
ACTIVE_TAGS = (
    *("script", "style", "iframe", "object", "embed", "svg", "math", "meta", "base"),
    *("link", "form", "template", "noscript", "video", "audio", "frame", "applet"),
)

#: What is no script, although it is in such a tag: the page's data.
DATA = re.compile(r"^application/(?:ld\+)?json$")

ADDRESSES = ("href", "xlink:href", "src", "action", "formaction", "data", "srcdoc")

#: What people write beside the texts: each is a line.
LINES = ("name", "job_title", "email", "telephone", "availability")


def find_attacks(html: str) -> list[str]:
    """Find what of the attacks a browser would act on."""
    # Comments hide nothing: browsers end them where the parser may not.
    soup = BeautifulSoup(html, "html.parser")
    return [str(tag)[:200] for tag in soup.find_all(True) if is_attack(tag)]


def is_attack(tag: Tag) -> bool:
    is_data = DATA.match(str(tag.get("type"))) or tag.has_attr("property")
    if tag.name in ACTIVE_TAGS and not is_data and tag.get("name") != "description":
        own = [*map(str, tag.attrs.values()), tag.string or ""]
        return any(MARK in each for each in own)
    return any(
        MARK in str(value)
        and (
            name.startswith("on")
            or name == "style"
            or (name in ADDRESSES and not is_safe_address(str(value)))
        )
        for name, value in tag.attrs.items()
    )


def is_safe_address(value: str) -> bool:
    # Browsers leave out controls and spaces.
    plain = "".join(each for each in value if each > " ").lower()
    return plain.startswith(("http:", "https:", "mailto:", "tel:", "/", "#", "?"))


#: What is a line, not a text, is written as it is: so it must end no tag or string.
LINE = (
    "\"'></a></title></textarea><img src=x onerror=attack()></script><script>attack()"
)

#: The same for a column that holds 50 characters.
SHORT_LINE = "\"'></a></script><img src=x onerror=attack()>"


def fill_body() -> list[dict[str, Any]]:
    """A body with every attack in each of its texts, and one in each of its lines."""
    more: list[dict[str, Any]] = [
        *({"type": "text", "value": each} for each in ATTACKS),
        *(
            {"type": "quote", "value": {"quote": each, "attribution": each}}
            for each in ATTACKS
        ),
        *(
            {"type": "other_language", "value": {"language": "pl", "text": each}}
            for each in ATTACKS
        ),
        {"type": "other_language", "value": {"language": LINE, "text": LINE}},
        {
            "type": "table",
            "value": {
                "columns": [{"type": "text", "heading": LINE}],
                "rows": [{"values": [each]} for each in ATTACKS],
                "caption": LINE,
            },
        },
    ]
    facts = {"step_free_entrance": {"answer": LINE, "note": LINE}}
    return [
        *complete_body(
            senco_contact=dict.fromkeys(LINES, LINE),
            health={"text": LINE, "more": more},
            accessibility={"text": f"<p>{LINE}</p>", "more": [], "facts": facts},
            # The report quotes it.
            communication={
                "text": "",
                "more": [
                    {"type": "text", "value": f"<p>If you complain: {each}</p>"}
                    for each in ATTACKS
                ],
            },
        ),
        *(
            {
                "type": "own_section",
                "value": {"heading": each, "text": each, "more": []},
                "id": each,
            }
            for each in ATTACKS
        ),
        # A section that there is no more.
        {
            "type": "sports",
            "id": "sports",
            "value": {"text": LINE, "more": more, "facts": {LINE: {"note": LINE}}},
        },
    ]


#: What is in no tag until a browser has mended it.
SUBTLE = re.compile(
    r"<[!?]|&lt;|\{\{|<img src=x onerror=attack\(\)$|<xmp|<scr<|<script>attack\(\)$|"
    r"<a linktype=\"page\" id=\"1&|<noscript|<math><m|<form><|<a href=\"/\">"
)


class FindingTests(SimpleTestCase):
    def test_each_attack_would_be_found(self) -> None:
        for attack in ATTACKS:
            if not SUBTLE.match(attack):
                with self.subTest(attack=attack):
                    self.assertTrue(find_attacks(f"<p>{attack}</p>"))


class FaceTests(WagtailTestUtils, TestCase):
    offer: Any

    @classmethod
    def setUpTestData(cls) -> None:
        cls.offer = complete_offer()
        cls.before = cls.offer.latest_revision.pk
        # Past everything that could look at it.
        body = fill_body()
        lines = dict.fromkeys(("title", "setting_name", "address"), LINE)
        lines["telephone"] = SHORT_LINE
        revision = Revision.objects.get(pk=cls.before)
        later = {**revision.content, **lines, "body": json.dumps(body)}
        newer = cls.offer.save_revision(changed=False, clean=False)
        Revision.objects.filter(pk=newer.pk).update(content=later, object_str=LINE)
        cls.newer = newer.pk
        pages = LocalOfferPage.objects.filter(pk=cls.offer.pk)
        pages.update(body=StoredAsItIs(body), live=True, draft_title=LINE, **lines)
        cls.offer = pages.get()

    def setUp(self) -> None:
        Site.clear_site_root_paths_cache()
        self.addCleanup(Site.clear_site_root_paths_cache)

    def assert_harmless(self, response: Any, status: int = 200) -> None:
        self.assertEqual(response.status_code, status)
        self.assertEqual(find_attacks(response.content.decode()), [])

    def test_no_attack_is_on_a_public_face(self) -> None:
        url = self.offer.get_url()
        for path in ("", "print/", "large-print/", "sen-information-report/"):
            with self.subTest(path=path):
                response = self.client.get(url + path)
                self.assertContains(response, "</html>")
                self.assert_harmless(response)

    def test_no_attack_is_on_the_page_of_a_section(self) -> None:
        LocalOfferPage.objects.filter(pk=self.offer.pk).update(layout="pages")
        url = self.offer.get_url()
        for path in ("", "health/", f"{self.offer.sections[-1].anchor}/"):
            with self.subTest(path=path):
                response = self.client.get(url + path)
                self.assertContains(response, "</html>")
                self.assert_harmless(response)

    def test_the_data_for_search_engines_ends_at_its_end_alone(self) -> None:
        _type, _mark, data = self.offer.structured_data.partition(">")
        self.assertIn(MARK, data)
        self.assertNotIn("<", data.removesuffix("</script>"))

    @pytest.mark.nightly
    def test_no_attack_is_in_a_preview(self) -> None:
        draft = Revision.objects.get(pk=self.newer).as_object()
        for mode, _name in draft.preview_modes:
            with self.subTest(mode=mode):
                self.assert_harmless(draft.make_preview_request(preview_mode=mode))

    def test_no_attack_is_in_the_report(self) -> None:
        self.login()
        self.assert_harmless(self.client.get("/admin/reports/local-offers/"))

    @pytest.mark.nightly
    def test_no_attack_is_on_a_screen_of_the_admin(self) -> None:
        self.login()
        pk = self.offer.pk
        for name, *args in (
            ("wagtailadmin_pages:view_draft", pk),
            ("wagtailadmin_pages:edit", pk),
            ("wagtailadmin_pages:history", pk),
            ("wagtailadmin_pages:delete", pk),
            ("wagtailadmin_pages:unpublish", pk),
            ("wagtailadmin_pages:copy", pk),
            ("wagtailadmin_pages:set_privacy", pk),
            ("wagtailadmin_pages:move_confirm", pk, self.offer.get_parent().pk),
            ("wagtailadmin_pages:revisions_view", pk, self.newer),
            ("wagtailadmin_pages:revisions_revert", pk, self.newer),
            ("wagtailadmin_pages:revisions_compare", pk, self.before, self.newer),
            ("wagtailadmin_explore", self.offer.get_parent().pk),
            ("wagtailadmin_home",),
            ("wagtail_localoffer:checklist", pk),
            ("wagtail_localoffer:council_news", pk),
            ("wagtail_localoffer:offer_notices", pk),
            ("wagtail_localoffer:preview_message", pk, lancashire().pk),
        ):
            with self.subTest(name=name):
                self.assert_harmless(self.client.get(reverse(name, args=args)))

    def test_no_attack_is_where_an_offer_was_withdrawn(self) -> None:
        left = WithdrawnPage.objects.leave(self.offer)
        self.offer.unpublish()
        self.assertEqual(WithdrawnPage.objects.find_for(self.offer), left)
        response = self.client.get(self.offer.url)
        self.assert_harmless(response, status=410)

    def test_no_attack_is_in_an_email_to_a_council(self) -> None:
        told = {
            **dict.fromkeys(("setting_name", "page_title", "new_council"), LINE),
            **dict.fromkeys(("url", "previous_url"), "https://school.example/offer/"),
            "changes": [{"heading": LINE, "url": "https://school.example/offer/#x"}],
            "reply_to": "senco@school.example",
        }
        for kind in NoticeKind.values:
            with self.subTest(kind=kind):
                html = write_words(kind, told, lancashire()).html
                self.assertIn(MARK, html)
                self.assertEqual(find_attacks(html), [])
