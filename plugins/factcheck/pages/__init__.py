"""From the site model to what templates are given: one module a kind of page."""
