"""A file per library; each imports its library inside its functions alone."""
