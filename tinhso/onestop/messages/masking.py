HIDDEN = "•••"
