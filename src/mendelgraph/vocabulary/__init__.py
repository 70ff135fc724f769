"""Reference vocabularies: read as their publishers ship them, compiled into one index, asked by name and id."""
