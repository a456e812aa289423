"""The door of files.

A view that hands a file out first asks its own permission, then returns `serve(request, file, by=actor)`: this
package cannot know who may read a dossier, so it has no address for downloads of its own.

A form's file field without JavaScript goes through `store_upload`; with `files/upload.js` the field carries
`data-ticket` (`upload_ticket(rules, by=actor)`) and arrives as hidden inputs `<name>_tep` holding file ids. Either
way the action that attaches the files calls `claim_files` in its own transaction. A plain form beside whose file there is
something to mend calls `files_sent` (`form_files.py`), so that a refused form brings its file along.

Where nobody may be named, all of these take a `Holder` of the draft in place of the account (`holder.py`).
"""

from tinhso.kernel.files.actions.claim_files import NotYourFile, claim_files
from tinhso.kernel.files.actions.discard_file import discard_file
from tinhso.kernel.files.actions.erase_file import erase_file
from tinhso.kernel.files.actions.hide_pictures import hide_pictures
from tinhso.kernel.files.actions.purge_unclaimed import purge_unclaimed
from tinhso.kernel.files.actions.scan_file import scan_file
from tinhso.kernel.files.actions.store_made import store_made
from tinhso.kernel.files.actions.store_upload import checked_content, store_upload
from tinhso.kernel.files.actions.sweep_pictures import sweep_pictures
from tinhso.kernel.files.comparison import LastCheck, last_check
from tinhso.kernel.files.contents.integrity import named_digests
from tinhso.kernel.files.contents.moving import Moved, contents_of, move_content
from tinhso.kernel.files.contents.reading import open_stream, read
from tinhso.kernel.files.contents.store import Store, StoreAway, bucket_at, folder_store, store
from tinhso.kernel.files.form_files import files_sent
from tinhso.kernel.files.holder import Holder, scope_in_browser
from tinhso.kernel.files.models import StoredFile
from tinhso.kernel.files.my_data import my_file
from tinhso.kernel.files.permissions import may_open
from tinhso.kernel.files.pictures import NotAPicture, covered_picture, picture_size
from tinhso.kernel.files.public_pictures import (
    PublicPictures,
    picture_address,
    show_pictures,
    versions_of,
)
from tinhso.kernel.files.refusal import FileRefused, Limit
from tinhso.kernel.files.rules import DOCUMENTS, MEGABYTE, PHOTOS, UploadRules, upload_ticket
from tinhso.kernel.files.scanner import scanner_notice
from tinhso.kernel.files.serve import KnownDigest, serve
from tinhso.lib.files.kinds import Kind, Reason

__all__ = [
    "DOCUMENTS",
    "MEGABYTE",
    "PHOTOS",
    "FileRefused",
    "Holder",
    "Kind",
    "KnownDigest",
    "LastCheck",
    "Limit",
    "Moved",
    "NotAPicture",
    "NotYourFile",
    "PublicPictures",
    "Reason",
    "Store",
    "StoreAway",
    "StoredFile",
    "UploadRules",
    "bucket_at",
    "checked_content",
    "claim_files",
    "contents_of",
    "covered_picture",
    "discard_file",
    "last_check",
    "erase_file",
    "files_sent",
    "folder_store",
    "hide_pictures",
    "may_open",
    "move_content",
    "my_file",
    "named_digests",
    "open_stream",
    "picture_address",
    "picture_size",
    "purge_unclaimed",
    "read",
    "scan_file",
    "scanner_notice",
    "scope_in_browser",
    "serve",
    "show_pictures",
    "store",
    "store_made",
    "store_upload",
    "sweep_pictures",
    "upload_ticket",
    "versions_of",
]
