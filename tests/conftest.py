"""What holds for all tests."""

from __future__ import annotations

import signal

# A runner may start the tests in the background with interrupts ignored. Child processes would
# inherit that, and the tests of interruption would wait for ever.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
