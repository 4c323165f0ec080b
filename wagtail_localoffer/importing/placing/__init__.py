"""Where passages belong: headings, words, and what is no text at all."""
