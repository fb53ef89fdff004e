"""git, as far as the course calls it: each call is a process, and a failure a sentence."""

import os
import subprocess
from pathlib import Path

from coursekit.errors import CourseError

Files = dict[str, str]
"""A commit's files: path -> what git knows of it, "mode blob hash"."""


class GitError(CourseError):
    """git could not do it; `said` is the first line of what it says."""

    def __init__(self, said: str) -> None:
        super().__init__(f"git says: {said}.")
        self.said = said


def git(root: Path, *args: str, index: Path | None = None, text: str = "", when: str = "") -> str:
    """Run git and return what it prints.

    Parameters
    ----------
    root
        The folder that it is run in.
    args
        Its arguments.
    index
        The file that takes the place of the folder's index.
    text
        What it reads.
    when
        The date of a commit that it makes; now when left out.

    Raises
    ------
    GitError
        With the first line of what git says.
    """
    name, mail = "course update", "course@localhost"
    environment = {
        **os.environ,
        # Whose merge commit it is: a learner who never commits has told git no name.
        **{f"GIT_{role}_NAME": name for role in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{role}_EMAIL": mail for role in ("AUTHOR", "COMMITTER")},
        **({f"GIT_{role}_DATE": when for role in ("AUTHOR", "COMMITTER")} if when else {}),
        **({"GIT_INDEX_FILE": str(index)} if index else {}),
    }
    command = ["git", *args]
    run = subprocess.run(
        command, cwd=root, env=environment, input=text.encode(), capture_output=True
    )
    if run.returncode:
        said = run.stderr.decode(errors="replace").strip() or f"git {args[0]} fails"
        raise GitError(said.splitlines()[0].removeprefix("fatal: ").rstrip("."))
    return run.stdout.decode()


def git_paths(root: Path, *args: str) -> list[str]:
    """Run git with -z among its arguments; return the paths that it prints, of any letters."""
    return [path for path in git(root, *args).split("\0") if path]


def files_of(root: Path, commit: str, *options: str) -> Files:
    """Return a commit's files; `options` are git's own, before its command."""
    entries = (
        line.split("\t", 1)
        for line in git_paths(root, *options, "ls-tree", "-r", "-z", "--full-tree", commit)
    )
    return {path: entry for entry, path in entries}


def write_tree(root: Path, files: Files, *options: str, index: Path) -> str:
    """Write a tree with these files; return its hash. `index` is where git notes them."""
    lines = [f"{entry}\t{path}\0" for path, entry in files.items() if entry]
    git(root, *options, "update-index", "-z", "--index-info", index=index, text="".join(lines))
    return git(root, *options, "write-tree", index=index).strip()
