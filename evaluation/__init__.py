"""Measures understanding on questions by people who have not seen the training phrases. Never a test, never timed."""
