"""`make bench`: every benchmark, one after the other."""

from benchmarks import turns

if __name__ == "__main__":
    turns.main()
