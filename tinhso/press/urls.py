from django.urls import path

from tinhso.press.articles.views import deeds, desk, editor
from tinhso.press.feeds.views import feeds
from tinhso.press.monitoring.views import articles as followed
from tinhso.press.monitoring.views import clips, sources
from tinhso.press.portal.views import news
from tinhso.press.questions.views import deeds as issue_deeds
from tinhso.press.questions.views import desk as issues
from tinhso.press.questions.views import public_pages as answers
from tinhso.press.spokespersons.views import registers

NEWS = "tin-tuc/"
DESK = "can-bo/tin-bai/"
ONE = f"{DESK}<slug:code>/"
PRESS = "can-bo/bao-chi/"
FOLLOWED = f"{PRESS}tin/"
ISSUE = f"{PRESS}<slug:code>/"
SPEAKERS = "can-bo/nguoi-phat-ngon/"

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
    path("nguoi-phat-ngon/", registers.show_spokespersons, name="spokespersons"),
    path(SPEAKERS, registers.own_spokespersons, name="own_spokespersons"),
    path(f"{SPEAKERS}moi/", registers.new_spokesperson, name="new_spokesperson"),
    path(f"{SPEAKERS}phat-ngon/", registers.new_statement, name="new_statement"),
    path(f"{SPEAKERS}<int:number>/thoi/", registers.end_of_spokesperson, name="end_of_spokesperson"),
    path("bao-chi/", answers.press_issues, name="press_issues"),
    path("bao-chi/hoi/", answers.ask_question, name="ask_press_question"),
    path("bao-chi/xem/", answers.find_answer, name="find_press_answer"),
    path("bao-chi/<slug:code>/", answers.answered_issue, name="answered_issue"),
    path(PRESS, issues.issue_register, name="issue_register"),
    path(FOLLOWED, followed.news_articles, name="news_articles"),
    path(f"{FOLLOWED}<int:number>/", followed.news_cluster, name="news_cluster"),
    path(f"{FOLLOWED}bai/<int:number>/tach/", followed.part_news, name="part_news"),
    path(f"{FOLLOWED}<int:number>/giao-kiem-tra/", followed.hand_on_news, name="hand_on_news"),
    path(f"{FOLLOWED}<int:number>/diem-bao/", followed.choose_news, name="choose_news"),
    path(f"{PRESS}tim-kiem/", followed.new_news_search, name="new_news_search"),
    path(f"{PRESS}tim-kiem/<int:number>/bo/", followed.delete_news_search, name="delete_news_search"),
    path(f"{PRESS}diem-bao/", clips.news_clips, name="news_clips"),
    path(f"{PRESS}diem-bao/pdf/", clips.news_clips_pdf, name="news_clips_pdf"),
    path(f"{PRESS}diem-bao/<int:number>/bo/", clips.drop_news_clip, name="drop_news_clip"),
    path(f"{PRESS}so-dem/", clips.news_counts, name="news_counts"),
    path(f"{PRESS}nguon/", sources.news_sources, name="news_sources"),
    path(f"{PRESS}nguon/moi/", sources.new_news_source, name="new_news_source"),
    path(f"{PRESS}nguon/<int:number>/", sources.news_source, name="news_source"),
    path("can-bo/ghi-bao-neu/", issues.new_issue, name="new_issue"),
    path(ISSUE, issues.press_issue, name="press_issue"),
    path(f"{ISSUE}bai/", issue_deeds.add_issue_article, name="add_issue_article"),
    path(f"{ISSUE}bai/<int:number>/cai-chinh/", issue_deeds.new_correction, name="new_correction"),
    path(f"{ISSUE}cai-chinh/<int:number>/", issue_deeds.end_of_correction, name="end_of_correction"),
    path(f"{ISSUE}tep/", issue_deeds.add_evidence, name="add_evidence"),
    path(f"{ISSUE}tep/<int:number>/", issues.evidence_file, name="evidence_file"),
    path(f"{ISSUE}viec/<slug:deed>/", issue_deeds.issue_deed, name="issue_deed"),
]
