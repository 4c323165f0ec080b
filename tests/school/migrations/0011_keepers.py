from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("school", "0010_taking_part"),
    ]

    operations = [
        migrations.AddField(
            model_name="shortbreakpage",
            name="keeper_email",
            field=models.EmailField(
                blank=True, max_length=254, verbose_name="their email"
            ),
        ),
        migrations.AddField(
            model_name="shortbreakpage",
            name="keeper_name",
            field=models.CharField(
                blank=True, max_length=100, verbose_name="whom the council asks"
            ),
        ),
        migrations.AddField(
            model_name="shortbreakpage",
            name="keeper_role",
            field=models.CharField(
                blank=True, max_length=100, verbose_name="their role"
            ),
        ),
        migrations.AddField(
            model_name="shortbreakpage",
            name="keeper_telephone",
            field=models.CharField(
                blank=True, max_length=50, verbose_name="their phone"
            ),
        ),
        migrations.AddField(
            model_name="trustofferpage",
            name="keeper_email",
            field=models.EmailField(
                blank=True, max_length=254, verbose_name="their email"
            ),
        ),
        migrations.AddField(
            model_name="trustofferpage",
            name="keeper_name",
            field=models.CharField(
                blank=True, max_length=100, verbose_name="whom the council asks"
            ),
        ),
        migrations.AddField(
            model_name="trustofferpage",
            name="keeper_role",
            field=models.CharField(
                blank=True, max_length=100, verbose_name="their role"
            ),
        ),
        migrations.AddField(
            model_name="trustofferpage",
            name="keeper_telephone",
            field=models.CharField(
                blank=True, max_length=50, verbose_name="their phone"
            ),
        ),
    ]
