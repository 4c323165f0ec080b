"""What a setting has already: read from its document, and placed in the sections."""
