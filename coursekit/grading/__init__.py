"""Grading, in four steps: intake, run, score, formats.

What a student gets one row for: `intake/pieces.py` finds what lies in a download and whose it is (`intake/platforms/`,
`intake/roster.py`), `intake/works.py` what in it could be graded, `intake/attempts.py` which of it counts.

How an untrusted submission is run: `intake/package.py` takes the bytes of ``mnist_course/*.py`` out of what was handed in,
and unpacks or runs nothing. `run/class_run.py` makes a task of them and hands it to a process that grades
(`run/executors.py`). There, `run/submission_run.py` puts the files into a folder of their own, beside digits that
`run/digits.py` has renamed and moved about with a secret seed. `run/sandbox.py` starts a worker in bubblewrap, which sees
that folder, Python, and the part of `coursekit` that calls functions; `run/seccomp.py` says which calls to the system it may not
make. The checks run outside, in the grading process, and talk with the worker by `worker/protocol.py`: frames of plain
data, of limited size, that can be wrong but can't run code. What comes back is judged by `checks/judge.py`, and kept as codes and
fields by `run/stored.py`. `score.py` turns that into points without running anything. `formats/registry.py` lists what is
written of it.
"""
