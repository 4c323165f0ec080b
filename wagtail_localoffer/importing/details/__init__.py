"""Details that a document gives, beside the fields of an offer."""
