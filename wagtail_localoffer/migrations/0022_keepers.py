from django.db import migrations, models

from wagtail_localoffer.compat import HAS_CUSTOM_PAGE_MODEL

#: A project with a page model of its own has none of these pages.
KEEPERS = [
    migrations.AddField(model_name=page, name=name, field=field)
    for page in ("healthservicepage", "localofferpage", "questionsofferpage")
    for name, field in (
        (
            "keeper_name",
            models.CharField(
                blank=True, max_length=100, verbose_name="whom the council asks"
            ),
        ),
        (
            "keeper_role",
            models.CharField(blank=True, max_length=100, verbose_name="their role"),
        ),
        (
            "keeper_telephone",
            models.CharField(blank=True, max_length=50, verbose_name="their phone"),
        ),
        (
            "keeper_email",
            models.EmailField(blank=True, max_length=254, verbose_name="their email"),
        ),
    )
]


class Migration(migrations.Migration):
    dependencies = [("wagtail_localoffer", "0021_entries_and_answers")]

    operations = [] if HAS_CUSTOM_PAGE_MODEL else KEEPERS
