"""`python -m helpline.cli`, where the script `helpline` is not installed."""

import sys

from helpline.cli.main import main

sys.exit(main())
