"""Who is meant: names, short names, posts, descriptions and pronouns."""
