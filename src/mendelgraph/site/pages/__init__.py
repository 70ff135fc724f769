"""One module for each kind of page: a pure function from a view to the page's bytes."""
