from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.frameworks import Framework, Section

LANCASHIRE = Framework(
    source=_("Lancashire County Council: Your establishment’s SEND local offer"),
    sections=(
        Section(
            key="the_setting",
            heading=_("The Setting"),
            anchor="the-setting",
            prompt=_(
                "For early years settings. What kind of setting are you, which ages "
                "do you take and how many places are there? How are the rooms "
                "organised, when are you open, and who are the key staff?"
            ),
            required=False,
        ),
        Section(
            key="good_practice",
            heading=_("Promoting good practice and successes"),
            anchor="promoting-good-practice-and-successes",
            prompt=_(
                "What are you proud of? Say what has worked for children, what parents "
                "and children tell you, and any awards. Only use a name, photo or "
                "quotation with consent."
            ),
        ),
        Section(
            key="accessibility",
            heading=_("Accessibility and inclusion"),
            anchor="accessibility-and-inclusion",
            prompt=_(
                "How can a child or parent with a disability get in, get around and "
                "take part? Cover the building and parking, information in other "
                "formats and languages, equipment, how disabled children are admitted "
                "and treated fairly, and your accessibility plan."
            ),
        ),
        Section(
            key="teaching",
            heading=_("Teaching and learning"),
            anchor="teaching-and-learning",
            prompt=_(
                "Which kinds of need do you provide for, and how do you notice them? "
                "What help is there in the room and from specialists, how is the "
                "learning adapted, how are staff trained, and what happens in tests?"
            ),
        ),
        Section(
            key="reviewing",
            heading=_("Reviewing and evaluating outcomes"),
            anchor="reviewing-and-evaluating-outcomes",
            prompt=_(
                "How often do you look at a child’s progress, and who takes part? "
                "How do you find out whether your support works?"
            ),
        ),
        Section(
            key="keeping_safe",
            heading=_("Keeping children safe"),
            anchor="keeping-children-safe",
            prompt=_(
                "How do you keep children safe at the start and end of the day, at "
                "breaks, in lessons outside the classroom and on trips? How do you "
                "prevent bullying?"
            ),
        ),
        Section(
            key="health",
            heading=_("Health (including emotional health and well being)"),
            anchor="health",
            prompt=_(
                "How do you look after medicine, care plans and emergencies? Which "
                "health services come to you, and how do you listen to children who "
                "are worried?"
            ),
        ),
        Section(
            key="communication",
            heading=_("Communication with parents"),
            anchor="communication-with-parents",
            prompt=_(
                "Who is who, and whom should a parent contact about a worry? How do "
                "you share progress and ask for feedback? How does a parent complain, "
                "step by step?"
            ),
        ),
        Section(
            key="working_together",
            heading=_("Working together"),
            anchor="working-together",
            prompt=_(
                "How do children and parents have a say in what you do? How do you "
                "work with health, social care and voluntary groups? What do you do "
                "for looked-after children with special educational needs?"
            ),
        ),
        Section(
            key="family_support",
            heading=_("What help and support is available for the family?"),
            anchor="help-and-support-for-the-family",
            prompt=_(
                "Who helps a family with forms, advice and travel? Give contact "
                "details of support services, starting with the independent advice "
                "service for your area (SENDIAS)."
            ),
        ),
        Section(
            key="transitions",
            heading=_("Transitions from primary school and school leavers"),
            anchor="transitions",
            prompt=_(
                "How do you help children to settle in, to move between rooms or "
                "years, to move on to the next place, and to prepare for adult life?"
            ),
        ),
        Section(
            key="activities",
            heading=_("Extra curricular activities"),
            anchor="extra-curricular-activities",
            prompt=_(
                "What childcare and clubs are there, when, and at what cost? How do "
                "you make sure that every child can join clubs, trips and friendships?"
            ),
        ),
    ),
)
