import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from wagtail_localoffer.blocks.body import OfferBodyField
from wagtail_localoffer.compat import HAS_CUSTOM_PAGE_MODEL

#: A project with a page model of its own makes such a page from the mixin.
PAGES = [
    migrations.CreateModel(
        name="QuestionsOfferPage",
        fields=[
            (
                "page_ptr",
                models.OneToOneField(
                    auto_created=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    parent_link=True,
                    primary_key=True,
                    serialize=False,
                    to="wagtailcore.page",
                ),
            ),
            (
                "layout",
                models.CharField(
                    choices=[
                        ("one_page", "All on one page"),
                        ("pages", "A page for each section"),
                    ],
                    default="one_page",
                    help_text="How families read it. Links to a section work with both, and printing gives all of it.",
                    max_length=20,
                    verbose_name="layout",
                ),
            ),
            (
                "minimum_age",
                models.PositiveSmallIntegerField(
                    blank=True, null=True, verbose_name="youngest age"
                ),
            ),
            (
                "minimum_age_unit",
                models.CharField(
                    choices=[("years", "years"), ("months", "months")],
                    default="years",
                    max_length=10,
                    verbose_name="counted in",
                ),
            ),
            (
                "maximum_age",
                models.PositiveSmallIntegerField(
                    blank=True, null=True, verbose_name="oldest age, in years"
                ),
            ),
            (
                "telephone",
                models.CharField(
                    blank=True, max_length=50, verbose_name="telephone number"
                ),
            ),
            (
                "reviewed_at",
                models.DateTimeField(
                    editable=False,
                    null=True,
                    serialize=False,
                    verbose_name="last reviewed",
                ),
            ),
            (
                "minor_change",
                models.BooleanField(
                    default=False,
                    help_text="For a spelling mistake, for instance. The next email to the council names the part all the same.",
                    verbose_name="small correction: don’t tell the council",
                ),
            ),
            ("waived", models.JSONField(default=dict, editable=False, serialize=False)),
            (
                "answers",
                models.JSONField(
                    blank=True, default=dict, verbose_name="what the law asks"
                ),
            ),
            (
                "setting_name",
                models.CharField(max_length=255, verbose_name="name of the setting"),
            ),
            (
                "setting_type",
                models.CharField(
                    choices=[
                        ("early_years", "Early years setting"),
                        ("childminder", "Childminder"),
                        ("childrens_centre", "Children’s centre"),
                        ("primary", "Primary school"),
                        ("middle", "Middle school"),
                        ("secondary", "Secondary school"),
                        ("all_through", "All-through school"),
                        ("special", "Special school"),
                        ("pupil_referral_unit", "Pupil referral unit"),
                        ("alternative", "Alternative provision"),
                        ("college", "College or sixth form"),
                    ],
                    max_length=20,
                    verbose_name="type of setting",
                ),
            ),
            (
                "run_by",
                models.CharField(
                    blank=True,
                    choices=[
                        ("council", "The council (maintained)"),
                        ("academy", "An academy trust (academy or free school)"),
                        ("independent", "Others (private, voluntary or independent)"),
                    ],
                    help_text="What the law asks of you depends on it.",
                    max_length=20,
                    verbose_name="run by",
                ),
            ),
            (
                "identifier_scheme",
                models.CharField(
                    blank=True,
                    choices=[
                        ("urn", "URN (Get Information about Schools)"),
                        ("ofsted", "Ofsted URN (early years)"),
                        ("ukprn", "UKPRN (colleges and trusts)"),
                        ("laestab", "DfE number (LAESTAB)"),
                        ("county", "The council’s own school number"),
                    ],
                    max_length=20,
                    verbose_name="kind of number",
                ),
            ),
            (
                "identifier",
                models.CharField(
                    blank=True, max_length=20, verbose_name="number of the setting"
                ),
            ),
            (
                "address",
                models.TextField(
                    blank=True,
                    help_text="Where only the area is given, the address is not kept.",
                    verbose_name="address",
                ),
            ),
            (
                "address_is_private",
                models.BooleanField(
                    blank=True,
                    choices=[
                        (
                            None,
                            "The area alone for a childminder, else the whole address",
                        ),
                        (True, "At our home: give the area only"),
                        (False, "Give the whole address"),
                    ],
                    help_text="A home need not be found on the web. Families get the address from you when they ask.",
                    null=True,
                    verbose_name="your address for families",
                ),
            ),
            (
                "area",
                models.CharField(
                    blank=True,
                    help_text="In place of the address of a home: the town or village, or the first half of the postcode. For example: Alderbeck, ZZ1",
                    max_length=100,
                    verbose_name="area",
                ),
            ),
            (
                "specialism",
                models.CharField(
                    blank=True,
                    help_text="Only if your setting specialises in a particular type of need, for example: autism",
                    max_length=255,
                    verbose_name="specialises in",
                ),
            ),
            ("body", OfferBodyField(verbose_name="the offer")),
            (
                "council",
                models.ForeignKey(
                    editable=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="%(app_label)s_%(class)s_offers",
                    serialize=False,
                    to="wagtail_localoffer.council",
                    verbose_name="council",
                ),
            ),
            (
                "reviewed_by",
                models.ForeignKey(
                    editable=False,
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    serialize=False,
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="reviewed by",
                ),
            ),
        ],
        options={
            "verbose_name": "local offer in fourteen questions",
            "verbose_name_plural": "local offers in fourteen questions",
        },
        bases=("wagtailcore.page", models.Model),
    ),
]


class Migration(migrations.Migration):
    dependencies = [
        ("wagtail_localoffer", "0015_document_imports"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [] if HAS_CUSTOM_PAGE_MODEL else PAGES
