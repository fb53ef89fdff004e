"""What stands in one place only: the versions of packages in constraints.txt, the Pythons in pyproject.toml."""

import importlib
import json
import re
import subprocess
import sys
import types

import pytest

from coursekit.errors import CourseError
from coursekit.learning.doctor import INSTALLED_GB, check_files
from coursekit.manifest import ROOT, tomllib
from coursekit.pythons import obstacle, pythons

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()


def name(requirement):
    """Return a package's name as pip compares it, of "jinja2~=3.1"."""
    return re.match(r"[\w.-]+", requirement)[0].lower().replace("_", "-").replace(".", "-")


def test_every_package_that_is_asked_for_has_its_version_in_the_lock():
    wanted = [*(ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()]
    wanted += PROJECT["project"]["dependencies"]
    for extra, packages in PROJECT["project"]["optional-dependencies"].items():
        wanted += packages if extra != "peers" else []
    names = {name(one) for one in wanted if one[0] not in "-#"} - {"mnist-course"}
    assert names <= {name(line) for line in LOCK if not line.startswith("#")}


def test_the_lock_is_one_that_pip_takes_as_constraints():
    for line in LOCK:
        assert re.fullmatch(r"#.*|[\w.-]+==[\w.!+]+( ; [^@]+)?", line), line
    assert "-c constraints.txt" in (ROOT / "requirements.txt").read_text(encoding="utf-8")


def test_pyproject_names_the_pythons_and_ci_takes_the_oldest_and_the_newest(tmp_path):
    (tmp_path / "pyproject.toml").write_text('requires-python = ">=3.11,<3.15"\n')
    assert pythons(tmp_path) == ["3.11", "3.12", "3.13", "3.14"]
    script = [sys.executable, "-I", ROOT / ".ci" / "pythons"]
    assert json.loads(subprocess.check_output(script)) == [pythons()[0], pythons()[-1]]
    assert subprocess.check_output([*script, "newest"], text=True).strip() == pythons()[-1]


def test_a_pyproject_without_its_pythons_is_told(tmp_path):
    (tmp_path / "pyproject.toml").write_text('requires-python = "~=3.11"\n')
    with pytest.raises(CourseError, match="lacks a line such as requires-python"):
        pythons(tmp_path)


def test_the_devcontainer_has_a_python_that_works():
    text = (ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8")
    assert json.loads(text)["image"].rpartition(":")[2] in pythons()


def test_the_readme_and_the_doctor_name_the_same_size():
    assert f"{INSTALLED_GB} GB of disk space" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "hook", ["get_requires_for_build_editable", "get_requires_for_build_wheel"]
)
def test_pip_says_which_python_is_needed_before_it_downloads_anything(hook, monkeypatch):
    backend = _backend(monkeypatch)
    monkeypatch.setattr(backend, "obstacle", lambda: obstacle((3, 9, 6), "Linux", "x86_64"))
    with pytest.raises(SystemExit, match=r"needs Python .*3\.9\.\nInstall Python 3\."):
        getattr(backend, hook)()


def test_an_old_pip_says_that_it_is_too_old(monkeypatch, tmp_path):
    backend = _backend(monkeypatch)
    (tmp_path / "pip-21.2.4.dist-info").mkdir()
    (tmp_path / "pip-21.2.4.dist-info" / "METADATA").write_text("Name: pip\nVersion: 21.2.4\n")
    monkeypatch.setattr(backend.sysconfig, "get_path", lambda name: str(tmp_path))
    with pytest.raises(SystemExit, match=r"needs pip 21\.3 or newer\. This is pip 21\.2\.4"):
        backend.get_requires_for_build_wheel()


def test_a_python_that_works_is_let_through(monkeypatch):
    backend = _backend(monkeypatch)
    assert backend.get_requires_for_build_editable() == ["what hatchling needs"]
    assert backend.get_requires_for_build_wheel() == ["what hatchling needs"]


@pytest.mark.parametrize("what", ["lost", "cut short", "broken off"])
def test_the_doctor_names_a_package_that_is_not_whole(tmp_path, monkeypatch, what):
    for name in ("good", "bad"):
        info = tmp_path / f"{name}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        (tmp_path / f"{name}.py").write_text("12345")
        lines = [f"{name}.py,,5", f"__pycache__/{name}.pyc,,", f"{info.name}/RECORD,,"]
        (info / "RECORD").write_text("\n".join(lines))
    assert check_files(tmp_path, str(tmp_path)).state == "ok"
    if what == "lost":
        (tmp_path / "bad.py").unlink()
    elif what == "cut short":
        (tmp_path / "bad.py").write_text("123")
    else:
        (tmp_path / "bad-1.0.dist-info" / "RECORD").unlink()
        monkeypatch.setattr(sys, "base_prefix", "elsewhere")
    finding = check_files(tmp_path, str(tmp_path))
    assert finding.state == "broken" and finding.found.endswith("not whole: bad==1.0")
    assert finding.advice.endswith("--ignore-installed --no-deps bad==1.0")


def _backend(monkeypatch):
    """Return the build backend, with a hatchling of its own: pip has the real one only while it installs."""
    hatchling = types.ModuleType("hatchling")
    hatchling.build = types.ModuleType("hatchling.build")
    for hook in ("editable", "wheel"):
        needs = f"get_requires_for_build_{hook}"
        setattr(hatchling.build, needs, lambda config_settings=None: ["what hatchling needs"])
    monkeypatch.setitem(sys.modules, "hatchling", hatchling)
    monkeypatch.setitem(sys.modules, "hatchling.build", hatchling.build)
    monkeypatch.delitem(sys.modules, "coursekit.build_backend", raising=False)
    return importlib.import_module("coursekit.build_backend")
