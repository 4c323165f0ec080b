from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("wagtail_localoffer", "0023_other_councils"),
    ]

    operations = [
        migrations.AddField(
            model_name="council",
            name="digest",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "As each site says"),
                    ("at_once", "An email for each change"),
                    ("daily", "One email a day"),
                    ("weekly", "One email a week"),
                ],
                default="",
                help_text="One email a day or a week has all settings with news in a table, and one file for all. The weekly one goes out on Monday, at the hour of the daily one, which is 17:00 unless the project has set another. What was to go sooner when you change this still does.",
                max_length=20,
                verbose_name="how often it gets an email",
            ),
        ),
        migrations.AddField(
            model_name="councilnotice",
            name="weekly",
            field=models.BooleanField(
                default=False, verbose_name="in the weekly email"
            ),
        ),
        migrations.AlterField(
            model_name="councilnoticesettings",
            name="daily",
            field=models.BooleanField(
                default=False,
                help_text="Each council gets its news of all offers of this site in one email, once a day. Otherwise it gets an email for each change. What the council’s record says about it comes first.",
                verbose_name="one email a day",
            ),
        ),
    ]
