from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('press', '0005_monitoring'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='newsarticle',
            constraint=models.CheckConstraint(condition=models.Q(('url__regex', '^https?://[^/]')), name='press_news_article_on_the_web'),
        ),
    ]
