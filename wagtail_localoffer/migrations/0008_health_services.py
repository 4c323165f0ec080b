import django.db.models.deletion
import wagtail.fields
from django.conf import settings
from django.db import migrations, models

from wagtail_localoffer.blocks.body import OfferBodyField
from wagtail_localoffer.compat import HAS_CUSTOM_PAGE_MODEL


#: A project with a page model of its own makes such pages from the mixins.
PAGES = [
    migrations.CreateModel(
        name="HealthServiceIndexPage",
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
                "introduction",
                wagtail.fields.RichTextField(blank=True, verbose_name="introduction"),
            ),
        ],
        options={
            "verbose_name": "list of health services",
            "verbose_name_plural": "lists of health services",
        },
        bases=("wagtailcore.page", models.Model),
    ),
    migrations.CreateModel(
        name="HealthServicePage",
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
            ("address", models.TextField(blank=True, verbose_name="address")),
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
                "setting_name",
                models.CharField(max_length=255, verbose_name="name of the service"),
            ),
            (
                "also_called",
                models.CharField(
                    blank=True,
                    help_text="Other names that families know it by, with commas between. For example: SALT, speech therapy",
                    max_length=255,
                    verbose_name="also called",
                ),
            ),
            (
                "provider_name",
                models.CharField(
                    help_text="The NHS trust or other body that runs the service.",
                    max_length=255,
                    verbose_name="provider",
                ),
            ),
            (
                "ods_code",
                models.CharField(
                    blank=True,
                    help_text="For example: A1B for a trust, or A12345 for a GP practice",
                    max_length=10,
                    verbose_name="ODS code of the provider",
                ),
            ),
            (
                "commissioner",
                models.CharField(
                    blank=True,
                    help_text="The body that pays for it, such as an integrated care board.",
                    max_length=255,
                    verbose_name="planned and paid for by",
                ),
            ),
            (
                "commissioner_date",
                models.DateField(
                    blank=True,
                    help_text="Such bodies merge and end. Say when this was right.",
                    null=True,
                    verbose_name="checked on",
                ),
            ),
            (
                "age_exceptions",
                models.CharField(
                    blank=True,
                    help_text="For example: up to 19 in a special school",
                    max_length=255,
                    verbose_name="exceptions to these ages",
                ),
            ),
            (
                "areas",
                models.TextField(
                    blank=True,
                    help_text="Where the people you see live. One area on each line.",
                    verbose_name="areas",
                ),
            ),
            (
                "waiting_time",
                models.CharField(
                    blank=True,
                    help_text="For example: about 12 weeks from referral to the first visit",
                    max_length=255,
                    verbose_name="waiting time",
                ),
            ),
            (
                "waiting_time_date",
                models.DateField(
                    blank=True, null=True, verbose_name="date of the waiting time"
                ),
            ),
            (
                "reviewed_by_role",
                models.CharField(
                    blank=True,
                    help_text="The role that keeps this page right. For example: Service lead",
                    max_length=100,
                    verbose_name="reviewed by",
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
            "verbose_name": "health service",
            "verbose_name_plural": "health services",
        },
        bases=("wagtailcore.page", models.Model),
    ),
]


class Migration(migrations.Migration):
    dependencies = [
        ("wagtail_localoffer", "0007_notice_permissions"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="councilnoticesettings",
            name="reply_to",
            field=models.EmailField(
                blank=True,
                help_text="Leave it empty for the contact of each offer.",
                max_length=254,
                verbose_name="replies go to",
            ),
        ),
        *([] if HAS_CUSTOM_PAGE_MODEL else PAGES),
    ]
