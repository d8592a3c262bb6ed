"""`python -m onrecord.web.snapshot ARCHIVE TARGET`: what a server starts when an archive has changed."""

from __future__ import annotations

import sys

from onrecord.record import OnrecordError
from onrecord.web.snapshot.build import build

try:
    build(sys.argv[1], sys.argv[2])
except (OnrecordError, OSError) as failed:
    sys.exit(str(failed))
