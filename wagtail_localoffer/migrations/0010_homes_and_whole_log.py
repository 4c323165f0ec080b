from django.db import migrations, models

from wagtail_localoffer.compat import HAS_CUSTOM_PAGE_MODEL


#: A project with a page model of its own has no LocalOfferPage.
OFFER_FIELDS = [
    migrations.AddField(
        model_name="localofferpage",
        name="address_is_private",
        field=models.BooleanField(
            blank=True,
            choices=[
                (None, "The area alone for a childminder, else the whole address"),
                (True, "At our home: give the area only"),
                (False, "Give the whole address"),
            ],
            help_text="A home need not be found on the web. Families get the address from you when they ask.",
            null=True,
            verbose_name="your address for families",
        ),
    ),
    migrations.AddField(
        model_name="localofferpage",
        name="area",
        field=models.CharField(
            blank=True,
            help_text="In place of the address of a home: the town or village, or the first half of the postcode. For example: Alderbeck, ZZ1",
            max_length=100,
            verbose_name="area",
        ),
    ),
    migrations.AlterField(
        model_name="localofferpage",
        name="address",
        field=models.TextField(
            blank=True,
            help_text="Where only the area is given, the address is not kept.",
            verbose_name="address",
        ),
    ),
    migrations.AlterField(
        model_name="localofferpage",
        name="setting_type",
        field=models.CharField(
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
]


class Migration(migrations.Migration):
    dependencies = [
        ("wagtail_localoffer", "0009_due_time_of_notices"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="councilnotice",
            options={
                "default_permissions": ("view",),
                "ordering": ["-pk"],
                "permissions": [
                    ("resend_councilnotice", "Can send council notice again"),
                    ("view_all_councilnotice", "Can view council notices of all pages"),
                ],
                "verbose_name": "council notice",
                "verbose_name_plural": "council notices",
            },
        ),
        migrations.AlterField(
            model_name="offersummary",
            name="setting_type",
            field=models.CharField(
                blank=True,
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
        *([] if HAS_CUSTOM_PAGE_MODEL else OFFER_FIELDS),
    ]
