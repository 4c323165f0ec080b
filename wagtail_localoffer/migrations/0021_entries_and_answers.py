from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("wagtail_localoffer", "0020_family_comments"),
    ]

    operations = [
        migrations.AddField(
            model_name="councilnotice",
            name="council_answer",
            field=models.CharField(
                blank=True,
                choices=[
                    ("up_to_date", "Our directory is up to date"),
                    ("not_ours", "This is not ours"),
                    ("broken_link", "The link does not work"),
                ],
                max_length=20,
                verbose_name="answer of the council",
            ),
        ),
        migrations.AddField(
            model_name="councilnotice",
            name="council_answered_at",
            field=models.DateTimeField(null=True, verbose_name="answered"),
        ),
        migrations.AddField(
            model_name="councilnotice",
            name="entry",
            field=models.JSONField(default=dict, verbose_name="entry"),
        ),
        migrations.AddField(
            model_name="councilnotice",
            name="texts",
            field=models.JSONField(default=dict, verbose_name="texts"),
        ),
        migrations.AlterField(
            model_name="council",
            name="email_subject",
            field=models.CharField(
                blank=True,
                help_text="Only if the council wants its own. {news} stands for what happened, {setting} for the name of the setting, {reference} for its number.",
                max_length=200,
                verbose_name="subject of the emails",
            ),
        ),
    ]
