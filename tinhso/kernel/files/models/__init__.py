from tinhso.kernel.files.models.public_picture import PublicPicture
from tinhso.kernel.files.models.stored_file import StoredFile
from tinhso.kernel.files.models.upload import Upload, UploadChunk

__all__ = ["PublicPicture", "StoredFile", "Upload", "UploadChunk"]
