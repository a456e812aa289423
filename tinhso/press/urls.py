from django.urls import path

from tinhso.press.articles.views import deeds, desk, editor, outside, translations
from tinhso.press.channels.views import broadcasts, public_pages
from tinhso.press.channels.views import desk as channels
from tinhso.press.clarifications.views import desk as clarification_desk
from tinhso.press.clarifications.views import public_pages as clarified
from tinhso.press.communication.views import agenda, guidance, plans, reach, task_pages
from tinhso.press.conferences.views import desk as conferences
from tinhso.press.conferences.views import public_pages as conference_pages
from tinhso.press.feeds.views import feeds
from tinhso.press.letters.views import desk as letters
from tinhso.press.mailbox.views import mails
from tinhso.press.monitoring.views import articles as followed
from tinhso.press.monitoring.views import clips, sources
from tinhso.press.newsletter.views import subscribing
from tinhso.press.portal.views import home_places, news
from tinhso.press.questions.views import deeds as issue_deeds
from tinhso.press.questions.views import desk as issues
from tinhso.press.questions.views import public_pages as answers
from tinhso.press.registers.views import desk as register_desk
from tinhso.press.registers.views import proposals
from tinhso.press.registers.views import public_pages as public_registers
from tinhso.press.spokespersons.views import registers

NEWS = "tin-tuc/"
DESK = "can-bo/tin-bai/"
ONE = f"{DESK}<slug:code>/"
PRESS = "can-bo/bao-chi/"
FOLLOWED = f"{PRESS}tin/"
ISSUE = f"{PRESS}<slug:code>/"
MAILS = f"{PRESS}thu/"
SPEAKERS = "can-bo/nguoi-phat-ngon/"
CHANNELS = "can-bo/kenh-thong-tin/"
BROADCASTS = "can-bo/ban-tin-phat/"
CLARIFIED = "can-bo/thong-tin-dinh-chinh/"
PLANS = "can-bo/truyen-thong/"
BOOKS = "can-bo/so-bao-chi/"
CONFERENCES = "can-bo/hop-bao/"
CONFERENCE = f"{CONFERENCES}<slug:code>/"

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
    path("can-bo/trang-nhat/", home_places.home_places, name="home_places"),
    path("can-bo/trang-nhat/moi/", home_places.new_home_place, name="new_home_place"),
    path("can-bo/trang-nhat/<int:number>/bo/", home_places.end_of_home_place, name="drop_home_place"),
    path("co-quan-bao-chi/", public_registers.outlet_offices, name="outlet_offices"),
    path("giay-phep-bao-chi/", public_registers.field_licences, name="field_licences"),
    path(BOOKS, register_desk.press_registers, name="press_registers"),
    path(f"{BOOKS}moi/", register_desk.new_outlet_office, name="new_outlet_office"),
    path(f"{BOOKS}<int:number>/thoi/", register_desk.end_of_outlet_office, name="end_outlet_office"),
    path(f"{BOOKS}giay-phep/", register_desk.new_licence, name="new_field_licence"),
    path(f"{BOOKS}giay-phep/<int:number>/", register_desk.new_licence_note, name="note_field_licence"),
    path(f"{BOOKS}de-xuat/<int:number>/", proposals.licence_proposal, name="licence_proposal"),
    path(f"{BOOKS}de-xuat/<int:number>/bo/", proposals.dismissed_proposal, name="dismiss_licence_proposal"),
    path("dang-ky-tin/", subscribing.subscribe, name="subscribe_newsletter"),
    path("dang-ky-tin/xac-nhan/<str:token>/", subscribing.confirm, name="confirm_newsletter"),
    path("dang-ky-tin/thoi/<str:token>/", subscribing.leave, name="leave_newsletter"),
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
    path(f"{ONE}duyet-ngoai/", outside.ask_outside, name="ask_outside"),
    path(f"{ONE}duyet-ngoai/<int:number>/thu-hoi/", outside.revoke_outside, name="revoke_outside"),
    path(f"{ONE}dich/", translations.new_translation, name="new_translation"),
    path("duyet-bai/", outside.outside_text, name="outside_text"),
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
    path(MAILS, mails.press_mails, name="press_mails"),
    path(f"{MAILS}<int:number>/", mails.press_mail, name="press_mail"),
    path(f"{MAILS}<int:number>/tep/<int:file>/", mails.press_mail_file, name="press_mail_file"),
    path(f"{MAILS}<int:number>/viec/<slug:deed>/", mails.press_mail_deed, name="press_mail_deed"),
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
    path(f"{ISSUE}thu/<int:file>/", mails.issue_mail_file, name="issue_mail_file"),
    path(f"{ISSUE}cong-van/", letters.new_issue_letter, name="note_issue_letter"),
    path(f"{ISSUE}cong-van/<int:number>/bo/", letters.removed_issue_letter, name="remove_issue_letter"),
    path(f"{ISSUE}viec/<slug:deed>/", issue_deeds.issue_deed, name="issue_deed"),
    path("kenh-thong-tin/", public_pages.verified_pages, name="verified_pages"),
    path("kenh-thong-tin/truyen-thanh/", public_pages.loud_channels, name="loud_channels"),
    path(CHANNELS, channels.own_channels, name="own_channels"),
    path(f"{CHANNELS}moi/", channels.new_channel, name="new_channel"),
    path(f"{CHANNELS}<int:number>/", channels.channel, name="channel"),
    path(f"{CHANNELS}<int:number>/thoi/", channels.end_of_channel, name="end_channel"),
    path(f"{CHANNELS}<int:number>/xac-minh/", channels.verification, name="verify_channel"),
    path(f"{CHANNELS}<int:number>/khung-gio/", channels.new_slot, name="new_slot"),
    path(f"{CHANNELS}khung-gio/<int:number>/bo/", channels.end_of_slot, name="drop_slot"),
    path(f"{CHANNELS}<int:number>/phat/", broadcasts.new_broadcast, name="new_broadcast"),
    path(BROADCASTS, broadcasts.broadcasts, name="broadcasts"),
    path(f"{BROADCASTS}<int:number>/", broadcasts.broadcast, name="broadcast"),
    path(f"{BROADCASTS}<int:number>/nghe/", broadcasts.broadcast_recording, name="broadcast_recording"),
    path(f"{BROADCASTS}<int:number>/ban-ghi/", broadcasts.new_recording, name="new_broadcast_recording"),
    path(f"{BROADCASTS}<int:number>/duyet/", broadcasts.approve, name="approve_broadcast"),
    path(f"{BROADCASTS}<int:number>/khong-duyet/", broadcasts.decline, name="decline_broadcast"),
    path(f"{BROADCASTS}<int:number>/da-phat/", broadcasts.aired, name="broadcast_aired"),
    path(f"{BROADCASTS}<int:number>/khong-phat/", broadcasts.missed, name="broadcast_missed"),
    path("thong-tin-dinh-chinh/", clarified.clarifications, name="clarifications"),
    path(
        "thong-tin-dinh-chinh/<slug:kind>.xml", clarified.clarification_feed_page, name="clarification_feed"
    ),
    path("thong-tin-dinh-chinh/<slug:code>/", clarified.clarification, name="clarification"),
    path(CLARIFIED, clarification_desk.own_clarifications, name="own_clarifications"),
    path(f"{CLARIFIED}moi/", clarification_desk.new_clarification, name="new_clarification"),
    path(f"{CLARIFIED}<slug:code>/", clarification_desk.clarification_desk, name="clarification_desk"),
    path(
        f"{CLARIFIED}<slug:code>/cong-van/",
        letters.new_clarification_letter,
        name="note_clarification_letter",
    ),
    path(
        f"{CLARIFIED}<slug:code>/cong-van/<int:number>/bo/",
        letters.removed_clarification_letter,
        name="remove_clarification_letter",
    ),
    path(f"{CLARIFIED}<slug:code>/dang/", clarification_desk.publication, name="publish_clarification"),
    path(f"{CLARIFIED}<slug:code>/rut/", clarification_desk.withdrawal, name="withdraw_clarification"),
    path(PLANS, plans.communication_plans, name="communication_plans"),
    path(f"{PLANS}moi/", plans.new_plan, name="new_communication_plan"),
    path(f"{PLANS}<int:number>/", plans.communication_plan, name="communication_plan"),
    path(f"{PLANS}<int:number>/noi-dung/", plans.new_topic, name="new_plan_topic"),
    path(f"{PLANS}<int:number>/duyet/", plans.plan_approval, name="approve_communication_plan"),
    path(f"{PLANS}<int:number>/giao/", plans.new_task, name="new_press_task"),
    path(f"{PLANS}nhiem-vu/<slug:code>/", task_pages.press_task, name="press_task"),
    path(f"{PLANS}nhiem-vu/<slug:code>/<slug:deed>/", task_pages.task_deed, name="press_task_deed"),
    path(f"{PLANS}lich/", agenda.press_agenda, name="press_agenda"),
    path(f"{PLANS}lich/moi/", agenda.new_agenda_entry, name="new_agenda_entry"),
    path(f"{PLANS}lich/<int:number>/bo/", agenda.end_of_agenda_entry, name="drop_agenda_entry"),
    path(f"{PLANS}huong-dan/", guidance.guidance_list, name="guidance_list"),
    path(f"{PLANS}huong-dan/moi/", guidance.new_guidance, name="new_guidance"),
    path(f"{PLANS}huong-dan/<int:number>/", guidance.guidance, name="guidance"),
    path(f"{PLANS}huong-dan/<int:number>/da-doc/", guidance.guidance_confirmation, name="confirm_guidance"),
    path(f"{PLANS}tiep-can/", reach.reach_figures, name="reach_figures"),
    path(f"{PLANS}tiep-can/<int:number>/moi/", reach.new_reach, name="new_reach"),
    path(f"{PLANS}tiep-can/<int:number>/minh-chung/", reach.reach_evidence, name="reach_evidence"),
    path("hop-bao/", conference_pages.press_conferences, name="press_conferences"),
    path("hop-bao/<slug:code>/", conference_pages.press_conference, name="press_conference"),
    path("hop-bao/<slug:code>/dang-ky/", conference_pages.ask_for_seat, name="ask_for_seat"),
    path("hop-bao/<slug:code>/xem/", conference_pages.find_seat, name="find_seat"),
    path(CONFERENCES, conferences.own_conferences, name="own_conferences"),
    path(f"{CONFERENCES}moi/", conferences.new_conference, name="new_conference"),
    path(CONFERENCE, conferences.conference_desk, name="conference_desk"),
    path(f"{CONFERENCE}thong-bao/", conferences.announcement, name="announce_conference"),
    path(f"{CONFERENCE}bien-ban/", conferences.minutes, name="conference_minutes"),
    path(f"{CONFERENCE}huy/", conferences.cancellation, name="cancel_conference"),
    path(f"{CONFERENCE}dang-ky/<int:number>/", conferences.seat_decision, name="decide_seat"),
]
