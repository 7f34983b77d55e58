"""Sets the environments up, starts everything, runs the checks. The first stage needs nothing but Python 3.9."""
