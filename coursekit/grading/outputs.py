"""Writes everything that comes out of a run into its folder: one place that knows the names of the files."""

from pathlib import Path

from coursekit.grading.grades import Grade
from coursekit.manifest import Manifest


def write_outputs(grades: list[Grade], manifest: Manifest, out: Path) -> None:
    """Write grades.csv and all other formats into `out`."""
    (out / "grades.csv").write_text(
        "\n".join(f"{g.name},{g.points},{g.problem},{g.notes}" for g in grades) + "\n"
    )
