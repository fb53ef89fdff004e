"""What holds without a sandbox, where code runs as a user without rights (`--sandbox user`): for root alone."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

psutil = pytest.importorskip("psutil", reason="needs the extra [grade]")
if sys.platform != "linux" or os.geteuid() or not shutil.which("setpriv"):
    pytest.skip("needs root, on Linux", allow_module_level=True)

from coursekit.grading.run import sandbox  # noqa: E402
from coursekit.grading.run.workspace import Workspace  # noqa: E402
from coursekit.manifest import ROOT  # noqa: E402
from coursekit.worker.problems import LearnerProblem  # noqa: E402
from coursekit.worker.time_limits import Allowance  # noqa: E402

INNER = "COURSE_TEST_USER"
"""Set where this file runs in a tree of its own."""

try:
    sandbox.require_sandbox("user")
except sandbox.NoSandbox:
    # Python lies where only root may look.
    if not shutil.which("bwrap") or INNER in os.environ:
        pytest.skip(
            "needs a Python that every user may start, or bubblewrap", allow_module_level=True
        )

    def test_it_holds_where_every_user_may_start_python():
        needed = {str(place): str(place) for place in (sys.base_prefix, sys.prefix, ROOT)}
        command = ["bwrap", "--die-with-parent", "--bind", "/", "/", "--dev-bind", "/dev", "/dev"]
        command += ["--bind", "/proc", "/proc"]
        for folder in sorted({_closed(Path(place)) for place in needed} - {None}):
            command += ["--perms", "0755", "--tmpfs", str(folder)]
        command += sandbox._binds(needed)
        command += ["--cap-add", "ALL", "--", sys.executable, "-m", "pytest", "-q"]
        command += ["-p", "no:cacheprovider", __file__]
        environment = {**os.environ, INNER: "1", "PYTHONPATH": str(ROOT)}
        environment |= {"PYTHONDONTWRITEBYTECODE": "1"}
        run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
        assert run.returncode == 0 and " passed" in run.stdout, run.stdout[-3000:] + run.stderr

    def _closed(place: Path) -> Path | None:
        """Return the outermost folder on the way to a place that others may not pass."""
        ways = [folder for folder in reversed(place.parents) if not folder.stat().st_mode & 0o001]
        return ways[0] if ways else None

else:
    _RUNS = """
def describe_result(loss, accuracy):
    import json, os, time
    from pathlib import Path

    def alone(do):
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                while True:
                    do()
            os._exit(0)
        os.wait()

    result = None
    scope = dict(globals(), **locals())
    exec(loss, scope)
    return json.dumps(scope["result"])
"""

    class Inside:
        """Runs code as a user without rights and gives back its variable `result`."""

        def __init__(self) -> None:
            self.workspace = Workspace("user")
            self.learner = self.workspace.learner
            package = self.workspace.box / "mnist_course"
            (package / "__init__.py").write_text("")
            (package / "evaluate.py").write_text(_RUNS)

        def __call__(self, code: str) -> object:
            return json.loads(self.learner.describe_result(code, 0.5))

    @pytest.fixture
    def inside():
        """Give a user to run code as."""
        found = Inside()
        yield found
        found.workspace.close()
        assert not Path(found.workspace.box).parent.exists()

    def test_what_it_started_ends_with_it(inside):
        uid = inside("alone(lambda: time.sleep(600)); result = os.getuid()")
        assert _processes_of(uid)
        inside.learner.stop()
        assert not _processes_of(uid)

    def test_what_left_its_group_is_counted(inside):
        inside("alone(lambda: None); result = 1")
        inside.learner.allowance = Allowance(3)

        def call_again_and_again():
            for _ in range(200):
                inside("time.sleep(0.1); result = 1")

        with pytest.raises(LearnerProblem, match=r": (no_time_left|timeout) "):
            call_again_and_again()
        assert not inside.learner.allowance.met_by_the_clock

    def test_it_reads_no_other_submission(inside):
        other = Inside()
        try:
            other("result = 1")
            places = [str(other.workspace.box / "mnist_course"), str(other.workspace.vault)]
            places += [str(inside.workspace.vault), str(inside.workspace.box / "mnist_course")]
            code = f"result = [os.access(place, os.R_OK) for place in {places}]"
            assert inside(code) == [False, False, False, True]
        finally:
            other.workspace.close()

    def test_it_neither_reads_nor_traces_its_grader(inside):
        code = f"""
result = []
for place in ("environ", "mem", "fd"):
    try:
        path = Path("/proc/{os.getpid()}") / place
        result.append(str(os.listdir(path) if place == "fd" else path.read_bytes()))
    except OSError as error:
        result.append(type(error).__name__)
"""
        assert inside(code) == ["PermissionError"] * 3

    def test_a_tree_of_3000_folders_is_removed(inside):
        # The fixture sees to it that nothing is left.
        assert inside("""
os.chdir(os.environ["HOME"])
for _ in range(3000):
    os.mkdir("d")
    os.chdir("d")
result = True
""")

    def test_who_writes_while_it_is_removed_is_ended_first(inside):
        inside("alone(lambda: Path(os.environ['HOME'], f'{time.time_ns()}').touch()); result = 1")

    def _processes_of(uid):
        """Return the processes of a user that still run: who is dead may wait for whoever started it."""
        found = []
        for process in psutil.process_iter(["uids", "status"]):
            uids, status = process.info["uids"], process.info["status"]
            if uids and uids.real == uid and status != psutil.STATUS_ZOMBIE:
                found.append(process)
        return found
