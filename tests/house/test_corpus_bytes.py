"""The documents are what their authors published, byte for byte."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.mark.parametrize(
    ("name", "checksum"),
    [
        ("socialstyrelsen-strategi.txt", "657c6cad8c5926c8e6e24fac3a2ab79b5edd1d1fab21f46ab7c177d64e64abc6"),
        ("ssi-maal-og-resultatplan-2025.txt", "ab1d51a55cd8209b027ef037773ca10d67bbb3cc94d95b4a7359c56e8e04b716"),
        ("ssi-mission-vision-strategi.txt", "ef96d010c849a0aab4f7d0fecde231c4d6dde97847bcbebeade918a8acae3032"),
    ],
)
def test_documents_are_unchanged(name: str, checksum: str) -> None:
    """A quotation is exact only as long as its document is."""
    assert hashlib.sha256((CORPUS / name).read_bytes()).hexdigest() == checksum
