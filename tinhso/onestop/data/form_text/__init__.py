"""Forms written as plain text, one file each: the questions of a legal declaration and the paper that comes of them."""
