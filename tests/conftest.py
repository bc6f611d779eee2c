"""What holds for all tests."""

from __future__ import annotations

import os
import signal

from hypothesis import settings

# A runner may start the tests in the background with interrupts ignored. Child processes would
# inherit that, and the tests of interruption would wait for ever.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# A check of a change draws the same examples each time, so that it says something of the change;
# on a developer's machine they are new ones. Other work on the machine is no test's failure.
settings.register_profile("steady", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("steady")
