from django.db import migrations, models

from wagtail_localoffer.compat import HAS_CUSTOM_PAGE_MODEL

#: A project with a page model of its own has neither.
ANSWERS = [
    migrations.AddField(
        model_name=name,
        name="answers",
        field=models.JSONField(
            blank=True, default=dict, verbose_name="what the law asks"
        ),
    )
    for name in ("healthservicepage", "localofferpage")
]


class Migration(migrations.Migration):
    dependencies = [
        ("wagtail_localoffer", "0013_report_and_senders"),
    ]

    operations = [] if HAS_CUSTOM_PAGE_MODEL else ANSWERS
