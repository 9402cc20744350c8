"""Settings of the published site: `factcheck build --release` and `pelican -s publishconf.py` read them."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from pelicanconf import *  # noqa: F403 - everything but what is named below is as in development

FACTCHECK_RELEASE = True
