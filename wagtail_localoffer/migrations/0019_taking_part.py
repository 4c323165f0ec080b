from django.db import migrations, models

from wagtail_localoffer.compat import HAS_CUSTOM_PAGE_MODEL

#: A project with a page model of its own has none of them.
REVIEWS = [
    migrations.AddField(
        model_name=name,
        name="reviewed_with",
        field=models.JSONField(
            default=dict,
            editable=False,
            serialize=False,
            verbose_name="who took part in the review",
        ),
    )
    for name in ("healthservicepage", "localofferpage", "questionsofferpage")
]


class Migration(migrations.Migration):
    dependencies = [("wagtail_localoffer", "0018_look_and_picture")]

    operations = [
        migrations.AddField(
            model_name="offersummary",
            name="says_who_took_part",
            field=models.BooleanField(
                default=False, verbose_name="says how families took part"
            ),
        ),
        migrations.AddField(
            model_name="offersummary",
            name="reviewed_with",
            field=models.JSONField(
                default=dict, verbose_name="who took part in the review"
            ),
        ),
        *([] if HAS_CUSTOM_PAGE_MODEL else REVIEWS),
    ]
