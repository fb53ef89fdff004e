"""An instructor's copy of the course: a repository for students, without solutions and what belongs to them.

A copy has its own history, in which no solution ever was. Its file `.copy-of` holds the commit of the course that it
was made from; by this file a copy is known, also one that came as a zip or from a template.
"""

import re
import tempfile
from fnmatch import fnmatchcase
from pathlib import Path

from coursekit.errors import CourseError
from coursekit.git import Files, GitError, files_of, git, git_paths, write_tree
from coursekit.source import STUBS, stub_of

COPY_OF = ".copy-of"
LEFT_OUT = "coursekit/left_out_of_copies.txt"


def is_copy(root: Path) -> bool:
    """Say whether a course folder is a copy for students."""
    return (root / COPY_OF).is_file()


def refuse_in_copy(root: Path, what: str) -> None:
    """Stop at what needs the solutions.

    Raises
    ------
    CourseError
        In a copy for students.
    """
    if is_copy(root):
        raise CourseError(f"{what} needs the solutions, and your class's copy has none.")


def copy_course(root: Path, folder: Path) -> list[str]:
    """Make a copy of the course that is committed in `root`; return what was done, in sentences.

    Parameters
    ----------
    root
        The course folder, a git clone.
    folder
        Where the copy goes: a new folder, or an empty one.

    Raises
    ------
    CourseError
        When `folder` holds something, or `root` is no git clone.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CourseError(f"{folder} is there already.\n→ Name a new folder.")
    if not (root / ".git").exists():
        raise CourseError(f"{root} is no git clone.\n→ Clone the course, and copy from the clone.")
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet")
    git(folder, "symbolic-ref", "HEAD", "refs/heads/main")
    git(folder, "reset", "--quiet", "--hard", fetch_without_solutions(folder, str(root)))
    # From here, `course update` in the copy takes what is newer.
    git(folder, "remote", "add", "upstream", str(root))
    made_of = git(root, "log", "-1", "--date=short", "--format=%h of %cd").strip()
    missing = [path for path in _changed(root) if not _left_out(path, _patterns(root, "HEAD"))]
    return [
        f"{folder}: a repository for students, of the course at commit {made_of}.",
        "It has no solutions, none of the course's own tests, and no grading. docs/class_copy.md says how to give it out.",
        *([f"Not in it, as it is not committed: {', '.join(missing)}."] if missing else []),
    ]


def fetch_without_solutions(root: Path, address: str) -> str:
    """Fetch the newest course of an address into a copy; return its commit.

    A whole course becomes a commit without what copies lack, and only this reaches the copy. It follows the last of its
    kind in the copy's history. The same course gives the same commit.

    Parameters
    ----------
    root
        The copy.
    address
        A course, or a copy.

    Raises
    ------
    GitError
        When the address can't be read.
    CourseError
        When what is there is no course that can be copied.
    """
    with tempfile.TemporaryDirectory() as folder:
        # Solutions stay in here: in the copy's own .git, students would find them.
        aside = f"--git-dir={folder}"
        git(root, aside, "init", "--quiet", "--bare")
        git(root, aside, "fetch", "--quiet", "--depth=1", "--", address, "HEAD")
        newest = git(root, aside, "rev-parse", "FETCH_HEAD").strip()
        files = files_of(root, newest, aside)
        if COPY_OF in files:
            git(root, "fetch", "--quiet", "--", address, "HEAD")
            return git(root, "rev-parse", "FETCH_HEAD").strip()
        before = _last_copy(root)
        if before and git(root, "show", f"{before}:{COPY_OF}").strip() == newest:
            return before
        if before:
            git(root, aside, "fetch", "--quiet", "--", str(root), "HEAD")
        tree = write_tree(
            root, _without(root, newest, files, aside), aside, index=Path(folder, "copy")
        )
        parent = ("-p", before) if before else ()
        message, date = "The course, without solutions", "--format=%cI"
        when = git(root, aside, "log", "-1", date, newest).strip()
        commit = git(root, aside, "commit-tree", tree, *parent, "-m", message, when=when).strip()
        git(root, aside, "update-ref", "refs/heads/copy", commit)
        git(root, "fetch", "--quiet", "--", folder, "refs/heads/copy")
    return commit


def _last_copy(root: Path) -> str:
    """Return the last commit of a copy's history that was the course as it is; empty in a new one."""
    try:
        return git(root, "log", "-1", "--format=%H", "HEAD", "--", COPY_OF).strip()
    except GitError:
        return ""


def _without(root: Path, commit: str, files: Files, aside: str) -> Files:
    """Return what a copy has of a course's files, and what takes the place of some."""
    if LEFT_OUT not in files:
        raise CourseError(
            "What is there is no course, or one that is older than copies for students."
        )
    patterns = _patterns(root, commit, aside)
    kept = {path: entry for path, entry in files.items() if not _left_out(path, patterns)}

    def store(text: str) -> str:
        stored = git(root, aside, "hash-object", "-w", "--stdin", text=text)
        return f"100644 blob {stored.strip()}"

    def text_of(path: str) -> str:
        return git(root, aside, "show", f"{commit}:{path}")

    for path in files:
        # Whoever makes the copy may have written solutions into the stubs.
        if fnmatchcase(path, "solutions/mnist_course/[!_]*.py"):
            stub = path.removeprefix("solutions/")
            kept[stub] = kept[f"{STUBS}/{stub}"] = store(stub_of(text_of(path), path))
    kept["README.md"] = store(readme_of_copies(text_of("README.md")))
    return {**kept, COPY_OF: store(f"{commit}\n")}


def readme_of_copies(readme: str) -> str:
    """Return the README of copies: without what is marked as "not in a copy", and with what is for copies alone."""
    kept = re.sub(r"<!-- not in a copy -->.*?<!-- end -->\n*", "", readme, flags=re.DOTALL)
    return re.sub(r"<!-- in a copy\n(.*?)\n-->", r"\1", kept, flags=re.DOTALL)


def _patterns(root: Path, commit: str, *options: str) -> list[str]:
    lines = git(root, *options, "show", f"{commit}:{LEFT_OUT}").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _left_out(path: str, patterns: list[str]) -> bool:
    fitting = [one for one in patterns if fnmatchcase(path, one.removeprefix("!"))]
    return bool(fitting) and not fitting[-1].startswith("!")


def _changed(root: Path) -> list[str]:
    """Return which files of a clone are not as they are committed."""
    return sorted(
        {
            *git_paths(root, "diff", "-z", "--name-only", "HEAD"),
            *git_paths(root, "ls-files", "-z", "--others", "--exclude-standard"),
        }
    )
