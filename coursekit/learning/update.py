"""``course update``: takes a newer course, and leaves alone what the learner did.

Whole files are taken or left, nothing is merged inside a file: git's own merge would stop at a notebook that was only
opened, and its marks would break it.
"""

import re
import shutil
import tempfile
from datetime import datetime
from fnmatch import fnmatch
from pathlib import Path

from coursekit.errors import CourseError
from coursekit.git import Files, GitError, files_of, git, git_paths, write_tree
from coursekit.learning.doctor import INSTALL
from coursekit.students_copy import fetch_without_solutions, is_copy


def update(root: Path, source: str = "") -> list[str]:
    """Bring the course in `root` to the newest state of `source`; return what was done, in sentences.

    The learner's modules stay as they are. Any other file that the learner and the newer course changed is put aside
    before it is replaced. The branch then stands at the newer course, or at a merge of it with the learner's commits.

    Parameters
    ----------
    root
        The course folder, a git clone.
    source
        An address or a folder; the clone's remote `upstream` or `origin` when left out.

    Raises
    ------
    CourseError
        With a sentence, when it can't be done. The folder is then as it was.
    """
    source = _source(root, source)
    new = _fetch(root, source)
    head = git(root, "rev-parse", "HEAD").strip()
    base = _base(root, head, new, source)
    if base == new:
        return [f"This is the newest course that {source} has."]
    at_head, at_base, at_new = (files_of(root, commit) for commit in (head, base, new))
    here = _hashes(root, {*at_base, *at_new})
    take: list[str] = []
    keep: list[str] = []
    aside: list[str] = []
    for path in sorted({*at_base, *at_new}):
        old, newer, mine = at_base.get(path, ""), at_new.get(path, ""), here.get(path)
        if mine is None:
            # A lost file comes back. One whose deletion was committed comes back when it has changed.
            take += [path] if newer and (newer != old or path in at_head) else []
        elif newer != old and old.endswith(mine):
            take.append(path)
        elif newer != old and not newer.endswith(mine):
            (keep if fnmatch(path, "mnist_course/*.py") else aside).append(path)
    merged = at_new | {
        path: at_head.get(path, "")
        for path in {*at_head, *at_base}
        if at_head.get(path) != at_base.get(path)
        and (path in keep or at_new.get(path) == at_base.get(path))
    }
    places = _replace(root, sorted(take + aside), aside, merged, (head, base, new))
    new_lessons = [path for path in take if fnmatch(path, "lessons/*") and path not in at_base]
    return [
        "1 file is the newer course's now."
        if len(take + aside) == 1
        else f"{len(take + aside)} files are the newer course's now.",
        *(f"New: {path}" for path in new_lessons),
        *(f"{path} was edited: yours is kept as {place}." for path, place in places.items()),
        *(_kept_line(path, has_newer=path in at_new) for path in keep),
        *_newer_checks(take + aside),
        *([f"The packages may have changed. {INSTALL}"] if _PACKAGES & {*take, *aside} else []),
    ]


def _kept_line(path: str, has_newer: bool) -> str:
    """Say of a module of the learner's that it stays, and whether there is a newer stub."""
    stays = f"{path} is yours and stays."
    if not has_newer:
        return f"{stays} The newer course has no such file any more."
    return f"{stays} There is a newer stub: `course reset {Path(path).stem}` brings it, and keeps yours."


def _newer_checks(paths: list[str]) -> list[str]:
    """Say which lessons' checks are others now, of files that were taken."""
    found = (re.match(r"tests/lesson_0?(\d+)/", path) for path in paths)
    lessons = sorted({int(one[1]) for one in found if one})
    if not lessons:
        return []
    if len(lessons) == 1:
        one = lessons[0]
        return [f"Lesson {one} has newer checks: `course check {one}` says what passes now."]
    named = ", ".join(map(str, lessons))
    return [f"Lessons {named} have newer checks: `course check` says what passes now."]


def _source(root: Path, source: str) -> str:
    """Return where the newer course comes from; refuse a folder in which it can't be told what is the learner's."""
    if shutil.which("git") is None:
        raise CourseError(
            "`course update` needs git. Install it from git-scm.com, then run it again."
        )
    if not (root / ".git").exists():
        raise CourseError(
            "This folder is no git clone, so nobody knows what is yours in it. Clone the newer course into a folder "
            "of its own, and copy your mnist_course and progress.json over there."
        )
    staged = git_paths(root, "diff", "-z", "--cached", "--name-only")
    twice = sorted({*staged} & {*git_paths(root, "diff", "-z", "--name-only")})
    if twice:
        raise CourseError(
            f"{twice[0]} is staged in one version and edited in another, or in the middle of a merge. Commit it, then "
            "run `course update` again."
        )
    if source:
        return str(Path(source).resolve()) if Path(source).exists() else source
    remotes = git(root, "remote").split()
    known = [name for name in ("upstream", "origin") if name in remotes]
    if not known:
        raise CourseError(
            "This clone does not know where the course comes from. Say it: course update --from ADDRESS"
        )
    return known[0]


def _fetch(root: Path, source: str) -> str:
    try:
        if is_copy(root):
            known = source in git(root, "remote").split()
            address = git(root, "remote", "get-url", source).strip() if known else source
            return fetch_without_solutions(root, address)
        git(root, "fetch", "--quiet", "--", source, "HEAD")
    except GitError as error:
        raise CourseError(
            f"{source} could not be read: {error.said}. Look at the internet connection and at the address, then run "
            "`course update` again."
        ) from error
    return git(root, "rev-parse", "FETCH_HEAD").strip()


def _base(root: Path, head: str, new: str, source: str) -> str:
    """Return the course's commit that the learner started from: the last common one, or one with the same files."""
    try:
        return git(root, "merge-base", head, new).split()[0]
    except GitError:
        # A repository made from a template begins with a copy of the files, without their history.
        trees = {*git(root, "log", "--format=%T", head).split()}
        for line in git(root, "log", "--format=%H %T", new).splitlines():
            if line.split()[1] in trees:
                return line.split()[0]
    raise CourseError(
        f"This folder did not begin as a copy of the course that {source} has. Clone that one into a folder of its "
        "own, and copy your mnist_course and progress.json over there."
    )


def _replace(
    root: Path, paths: list[str], aside: list[str], merged: Files, commits: tuple[str, str, str]
) -> dict[str, str]:
    """Write files and move the branch, all or nothing; return where those that were put aside are."""
    head, base, new = commits
    kept = {path: _place(root, path) for path in aside}
    for path in paths:
        if (root / path).is_dir() or any(parent.is_file() for parent in (root / path).parents):
            raise CourseError(f"Something of yours is in the way of the new {path}. Rename it.")
    with tempfile.TemporaryDirectory() as folder:
        index, before = Path(folder) / "index", Path(folder) / "before"
        commit, tree = new, write_tree(root, merged, index=index)
        if head != base:
            parents = ("-p", head, "-p", new)
            commit = git(root, "commit-tree", tree, *parents, "-m", "Take the newer course").strip()
        for path in paths:
            _copy(root / path, before / path)
        try:
            for path, place in kept.items():
                _copy(root / path, place)
            for path in paths:
                (root / path).unlink(missing_ok=True)
            written = "".join(f"{path}\0" for path in paths if merged.get(path))
            git(root, "checkout-index", "-z", "--stdin", index=index, text=written)
            git(root, "update-ref", "-m", "course update", "HEAD", commit, head)
            # What was staged is an edit still, no longer a staged one.
            git(root, "read-tree", commit)
        except BaseException:
            for path in paths:
                (root / path).unlink(missing_ok=True)
                _copy(before / path, root / path)
            for place in kept.values():
                place.unlink(missing_ok=True)
            git(root, "update-ref", "HEAD", head)
            raise
    return {path: place.relative_to(root).as_posix() for path, place in kept.items()}


def _place(root: Path, path: str) -> Path:
    """Return a free place for a file: a notebook's is beside it, where its pictures and imports work."""
    if not fnmatch(path, "lessons/*.ipynb"):
        return root / "artifacts" / "backups" / f"{datetime.now():%Y%m%d-%H%M%S}" / path
    suffixes = (f".mine{number}.ipynb" for number in ("", *range(2, 1000)))
    places = ((root / path).with_suffix(suffix) for suffix in suffixes)
    return next(place for place in places if not place.exists())


def _copy(source: Path, target: Path) -> None:
    if source.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target)


def _hashes(root: Path, paths: set[str]) -> Files:
    """Return the hashes of those files that exist, as git would store them."""
    existing = sorted(path for path in paths if (root / path).is_file())
    hashes = git(root, "hash-object", "--stdin-paths", text="\n".join(existing)).split()
    return dict(zip(existing, hashes, strict=True))


_PACKAGES = {"requirements.txt", "constraints.txt", "pyproject.toml"}
"""The files that say which packages are needed."""
