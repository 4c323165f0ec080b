from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("school", "0002_guided_writing"),
    ]

    operations = [
        migrations.AddField(
            model_name="trustofferpage",
            name="layout",
            field=models.CharField(
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
    ]
