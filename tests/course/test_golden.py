"""The whole of what `pytest` shows a learner, in each situation.

``golden/SITUATION.txt`` holds the command and what it shows, ``golden/SITUATION/`` the learner's modules that lead
there; the others are the reference's.
"""

import re
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("expected", sorted(GOLDEN.glob("*.txt")), ids=lambda path: path.stem)
def test_what_a_learner_sees(expected, submission, run_pytest):
    modules = expected.with_suffix("").glob("*.py")
    folder = submission(**{path.stem: path.read_text(encoding="utf-8") for path in modules})
    command = expected.read_text(encoding="utf-8").splitlines()[0]
    run = run_pytest(*command.removeprefix("$ pytest ").split(), f"--learner={folder}")
    assert f"{command}\n{_comparable(run.stdout)}" == expected.read_text(encoding="utf-8")
    assert run.stderr == ""
    assert run.returncode == (0 if expected.stem == "all_right" else 1)


def _comparable(text: str) -> str:
    """Take out what differs from run to run: seconds and the seed."""
    return re.sub(r"--seed \d+", "--seed …", re.sub(r"\d+\.\d\d s\)", "… s)", text))
