"""From stated facts to links: evidence votes, and what is unsure becomes a question."""
