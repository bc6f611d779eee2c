"""The reports in ``reports/`` are what the tool makes of ``fixtures/`` today."""

from __future__ import annotations

import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from regenerate import FIXTURES, rendered


@pytest.mark.parametrize("fixture", FIXTURES)
def test_bundled_reports_are_up_to_date(fixture):
    for path, data in rendered(fixture).items():
        told = f"{path.name} differs; run python tests/bundled/regenerate.py and read the change"
        if isinstance(data, str):
            assert path.read_bytes().decode() == data, told
        else:
            # How a workbook is packed depends on zlib; what is in it does not.
            assert _unpacked(path.read_bytes()) == _unpacked(data), told


def _unpacked(workbook: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(workbook)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
