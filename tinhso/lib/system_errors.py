"""Why a file, a folder or a port could not be used, in Vietnamese."""

import errno

REASONS = {
    errno.ENOENT: "không có tệp hoặc thư mục này",
    errno.EACCES: "tài khoản này không có quyền",
    errno.EPERM: "tài khoản này không được phép",
    errno.EEXIST: "tên ấy đã có",
    errno.ENOTEMPTY: "thư mục không trống",
    errno.ENOTDIR: "trên đường dẫn có tệp đứng ở chỗ của thư mục",
    errno.EISDIR: "là thư mục, cần một tệp",
    errno.ENAMETOOLONG: "tên dài quá",
    errno.ELOOP: "các liên kết dẫn vòng tròn",
    errno.EROFS: "đĩa chỉ đọc",
    errno.ENOSPC: "đĩa hết chỗ",
    errno.EDQUOT: "hết hạn mức đĩa",
    errno.EIO: "đĩa lỗi",
    errno.EMFILE: "quá nhiều tệp mở cùng lúc",
    errno.EADDRINUSE: "chương trình khác đang dùng",
    errno.EADDRNOTAVAIL: "máy này không có địa chỉ ấy",
}


def reason(error: OSError) -> str:
    """What the system's error means; its own words where nobody wrote them here."""
    return REASONS.get(error.errno or 0) or error.strerror or str(error)


def in_words(error: Exception) -> str:
    """What to tell whoever named the file: of the system's errors the file and why, of others what they say themselves."""
    if not isinstance(error, OSError) or error.errno is None:
        return str(error)
    return f"{error.filename}: {reason(error)}" if error.filename else reason(error)
