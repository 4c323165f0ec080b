from django.db import migrations, models

from wagtail_localoffer.compat import HAS_CUSTOM_PAGE_MODEL

#: A project with a page model of its own has none of these pages.
DAYS = [
    migrations.AddField(
        model_name=page,
        name="next_change_on",
        field=models.DateField(editable=False, null=True, serialize=False),
    )
    for page in ("healthservicepage", "localofferpage", "questionsofferpage")
]


class Migration(migrations.Migration):
    dependencies = [("wagtail_localoffer", "0024_digests")]

    operations = [] if HAS_CUSTOM_PAGE_MODEL else DAYS
