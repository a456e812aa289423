class OtherContent(Exception):
    """The same message id, or the same place in the order, came before with another content."""
