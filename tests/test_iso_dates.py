"""Of an EDTF date, ISO 8601 gets the part that is beyond doubt."""

import pytest

from talks.iso_dates import certain_part


@pytest.mark.parametrize(
    ("edtf", "iso"),
    [
        ("", ""),
        (None, ""),
        ("2022-01-10", "2022-01-10"),
        ("2022-01", "2022-01"),
        ("2022", "2022"),
        ("2022-01-14~", ""),
        ("2022?", ""),
        ("2022-01-10/2022-01-13%", ""),
        ("2022-01-XX", "2022-01"),
        ("2022-XX-14", "2022"),
        ("202X", ""),
        ("2022-01-10/2022-01-13", "2022-01"),
        ("2022-01-30/2022-02-02", "2022"),
        ("2021-12/2022-01", ""),
        ("2022-01-10/..", ""),
        ("../2022-01-10", ""),
    ],
)
def test_only_what_is_certain_is_said(edtf, iso):
    assert certain_part(edtf) == iso
