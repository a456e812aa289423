from django.urls import path

from tinhso.press.articles.views import deeds, desk, editor
from tinhso.press.feeds.views import feeds
from tinhso.press.portal.views import news

NEWS = "tin-tuc/"
DESK = "can-bo/tin-bai/"
ONE = f"{DESK}<slug:code>/"

urlpatterns = [
    path(NEWS, news.show_news, name="news"),
    path(f"{NEWS}chuyen-muc/<slug:code>/", news.show_news, name="news_category"),
    path(f"{NEWS}chuyen-muc/<slug:code>/<slug:kind>.xml", feeds.show_feed, name="news_category_feed"),
    path(f"{NEWS}<slug:kind>.xml", feeds.show_feed, name="news_feed"),
    path("tin-moi-sitemap.xml", feeds.news_sitemap, name="news_sitemap"),
    path(f"{NEWS}<slug:slug>/", news.show_article, name="article"),
    path(f"{NEWS}<slug:slug>/ninjs.json", feeds.show_ninjs, name="article_ninjs"),
    path(f"{NEWS}<slug:slug>/ban/<int:number>/", news.show_version, name="article_version"),
    path(f"{NEWS}<slug:slug>/tep/<int:number>/", news.open_file, name="article_file"),
    path("bai-08-03-2024/", news.show_account, name="account_of_2023"),
    path(DESK, desk.show_articles, name="articles"),
    path("can-bo/viet-bai/", editor.new_article, name="new_article"),
    path(ONE, desk.show_article_desk, name="article_desk"),
    path(f"{ONE}sua/", editor.edit_article, name="edit_article"),
    path(f"{ONE}tep/", editor.add_file, name="add_article_file"),
    path(f"{ONE}tep/<int:number>/", desk.show_file, name="article_desk_file"),
    path(f"{ONE}hen-gio/", editor.edit_times, name="article_times"),
    path(f"{ONE}dia-chi/", editor.edit_address, name="article_address"),
    path(f"{ONE}ban/<int:number>/", desk.show_revision, name="article_revision"),
    path(f"{ONE}ban/<int:number>/thay-doi/", desk.show_changes, name="article_changes"),
    path(f"{ONE}viec/<slug:deed>/", deeds.article_deed, name="article_deed"),
]
