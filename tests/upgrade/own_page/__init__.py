"""A project whose pages are of a model of its own, with every kind of page of ours."""
