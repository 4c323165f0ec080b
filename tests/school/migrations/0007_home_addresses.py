from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("school", "0006_text_page"),
    ]

    operations = [
        migrations.AddField(
            model_name="trustofferpage",
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
            model_name="trustofferpage",
            name="area",
            field=models.CharField(
                blank=True,
                help_text="In place of the address of a home: the town or village, or the first half of the postcode. For example: Alderbeck, ZZ1",
                max_length=100,
                verbose_name="area",
            ),
        ),
        migrations.AlterField(
            model_name="trustofferpage",
            name="address",
            field=models.TextField(
                blank=True,
                help_text="Where only the area is given, the address is not kept.",
                verbose_name="address",
            ),
        ),
        migrations.AlterField(
            model_name="trustofferpage",
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
