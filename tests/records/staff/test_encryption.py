"""What is encrypted reads back with its key alone."""

from __future__ import annotations

from bot.records.staff.encryption import Encryption

ONE, OTHER = Encryption("5e" * 32), Encryption("0a" * 32)


def test_what_is_encrypted_reads_back():
    encrypted = ONE.encrypt("JBSWY3DP")
    assert "JBSWY3DP" not in encrypted
    assert ONE.decrypt(encrypted) == "JBSWY3DP"


def test_the_same_text_is_never_encrypted_alike():
    assert ONE.encrypt("a") != ONE.encrypt("a")


def test_another_key_or_a_changed_text_reads_nothing():
    encrypted = ONE.encrypt("JBSWY3DP")
    assert OTHER.decrypt(encrypted) is None
    assert ONE.decrypt(encrypted[:-4] + "AAA=") is None
    assert ONE.decrypt("JBSWY3DPEHPK3PXP") is None
