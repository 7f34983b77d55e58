"""What `python -m evaluation compare` compares with each other, on the same data and the same questions."""
