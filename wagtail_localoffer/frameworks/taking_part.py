"""How families took part in an offer: a section that every kind of offer invites."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.frameworks import Fact, Prompt, Section, split_words

TAKING_PART = Section(
    key="taking_part",
    heading=_("How families took part in this offer"),
    anchor="taking-part",
    prompts=(
        Prompt(
            text=_(
                "How did {children} help to write or check this offer: in a group, by "
                "talking or with pictures, for example?"
            ),
            words=split_words(
                "children, pupils, students, young people, school council, "
                "student council, youth"
            ),
            facts=("took_part_children",),
        ),
        Prompt(
            text=_(
                "How did parents and carers help to write or check it: at a meeting, "
                "on paper or by phone, for example?"
            ),
            words=split_words("parent, carer, families, mums, dads, governor"),
            facts=("took_part_parents",),
        ),
        Prompt(
            text=_(
                "Whom did you ask who is seldom asked, such as families who use few "
                "words or speak another language?"
            ),
            words=split_words(
                "interpret, translat, another language, other language, few words, "
                "without words, picture, symbol, signs, signing, makaton, by phone, "
                "home visit, at home, one to one, seldom, in the evening"
            ),
        ),
        Prompt(
            text=_("When did they take part, and when will you ask them again?"),
            words=split_words(
                "202, 203, in autumn, in spring, in summer, in winter, each year, "
                "every year, each term, every term, once a year, twice a year, "
                "this year, last year, next year, last term, next term"
            ),
            facts=("took_part_when",),
        ),
        Prompt(
            text=_("What did you change in this offer because of what they said?"),
            words=split_words(
                "you said, because of, change, so we, as a result, "
                "now says, now has, added, took out, taken out, shorter, "
                "easier, plainer, clearer, asked for, asked us, told us"
            ),
            facts=("took_part_changes",),
        ),
    ),
    facts=(
        Fact(
            key="took_part_children",
            label=_("Children and young people took part"),
            help_text=_("How, such as: the school council read it with us. No names"),
        ),
        Fact(
            key="took_part_parents",
            label=_("Parents and carers took part"),
            help_text=_("How, such as: twelve parents answered questions. No names"),
        ),
        Fact(
            key="took_part_when",
            label=_("When they took part"),
            help_text=_("Month and year"),
            has_answer=False,
        ),
        Fact(
            key="took_part_changes",
            label=_("What changed because of it"),
            help_text=_("In one sentence"),
            has_answer=False,
        ),
    ),
    required=False,
    facts_suffice=True,
    invitation=_(
        "You need not fill this in. It is worth it: families trust an offer more when "
        "they see who helped with it, and what changed because of that. Name nobody."
    ),
)
