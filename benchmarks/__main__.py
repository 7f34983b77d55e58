"""`make bench`: every benchmark, one after the other."""

import sys

from benchmarks import turns

if __name__ == "__main__":
    sys.exit(turns.main())
