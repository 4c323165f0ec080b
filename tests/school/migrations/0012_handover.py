from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("school", "0011_keepers"),
    ]

    operations = [
        migrations.AddField(
            model_name="shortbreakpage",
            name="next_change_on",
            field=models.DateField(editable=False, null=True, serialize=False),
        ),
        migrations.AddField(
            model_name="trustofferpage",
            name="next_change_on",
            field=models.DateField(editable=False, null=True, serialize=False),
        ),
    ]
