"""Shapes in which a class hands in: every student one row, the right work, the right state, and nothing called missing.

A shape is a function that writes what was given, and returns what is expected: for each row the state, and the mark of the
work that counts. The mark stands in each file, so that nobody's work can be taken for another's.
"""

import io
import json
import subprocess
import tarfile
import time
import unicodedata
import zipfile
from codecs import BOM_UTF8, BOM_UTF16_LE
from datetime import datetime, timedelta, timezone

import pytest

from coursekit.errors import CourseError
from coursekit.grading.intake.class_folder import read_submissions
from coursekit.grading.intake.file_names import course_modules, module_of
from coursekit.grading.intake.platforms.registry import named_by_platform
from coursekit.grading.intake.roster import load_roster
from coursekit.grading.problems import State
from coursekit.grading.score import Grade
from coursekit.manifest import load_manifest

GRADED, NOT_GRADABLE, MISSING = State.GRADED, State.NOT_GRADABLE, State.NOTHING_HANDED_IN
CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Digits (5)\n    Points Possible,,,,,70\n"
    '"Ito, Ann",678,s1,annito,A,\n"Ode, Ben",679,s2,benode,A,\n"Day, Cy",680,s3,cyday,A,\n'
)
MOODLE = (
    "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments\n"
    'Participant 12,Ann Ito,ann@x.org,Submitted for grading,,70.00,Yes,"Tuesday, 10 November 2026, 2:25 PM",-,\n'
    "Participant 13,Ben Ode,ben@x.org,Submitted for grading,,70.00,Yes,-,-,\n"
    "Participant 14,Cy Day,cy@x.org,No submission,,70.00,Yes,-,-,\n"
)
BLACKBOARD = (
    '"Last Name"\t"First Name"\t"Username"\t"Student ID"\t"Digits [Total Pts: 70 Score] |12"\n'
    '"Ito"\t"Ann"\t"ann"\t"1"\t""\n"Ode"\t"Ben"\t"ben_ode"\t"2"\t""\n"Day"\t"Cy"\t"cy"\t"3"\t""\n'
)
GRADESCOPE = "First Name,Last Name,SID,Email\nAnn,Ito,101,ann@x.org\nBen,Ode,102,ben@x.org\n"
PLAIN = "login,name\nann,Ann Ito\nben,Ben Ode\ncy,Cy Day\n"
PREFIX = "login,name,id\ns1,Ann Ito,67\ns12,Ben Ode,678\ns123,Cy Day,6789\ndee,Dee Fox,5\ndee2,Di Gil,51\n"
"""Each login and id begins the next one."""

HARD_NAMES = {
    *("Seán O'Brien-Ní Dhuibhne", "María José García López", "Ana García López"),
    *("Ana García-López", "Anne-Marie d'Arc", "محمد الأحمد", "🦊 Fox", "王小明"),
}
NUMBERS = {name: 21 + place for place, name in enumerate(sorted(HARD_NAMES))}
HARD = "Identifier,Full name\n" + "".join(
    f"Participant {number},{name}\n" for name, number in NUMBERS.items()
)


def module(mark, name="load_data"):
    return f"# {mark}\ndef {name}():\n    return 1\n"


def package(mark, folder="mnist_course/"):
    return {f"{folder}{name}.py": module(mark) for name in ("load_data", "fit")}


def zipped(files):
    """Return the bytes of a zip; a dict in it is a zip of its own."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, zipped(text) if isinstance(text, dict) else text)
    return content.getvalue()


def tarred(files, mode="w:gz"):
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode=mode) as archive:
        for name, text in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(text)
            archive.addfile(info, io.BytesIO(text.encode()))
    return content.getvalue()


def notebook(*cells):
    cells = [{"cell_type": "code", "source": text, "metadata": {}, "outputs": []} for text in cells]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def write(folder, files):
    """Write files; what is a dict becomes a zip."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, dict):
            content = zipped(content)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


# Canvas. Ann is 678, Ben 679, Cy 680.


def canvas_loose_files():
    files = {
        f"itoann_678_90{n}_{name}.py": module("a") for n, name in enumerate(("load_data", "fit"))
    }
    return files, {"Ito, Ann": (GRADED, "a")}


def canvas_loose_files_of_two():
    files = {"itoann_678_901_load_data.py": module("a"), "odeben_679_902_load_data.py": module("b")}
    return files, {"Ito, Ann": (GRADED, "a"), "Ode, Ben": (GRADED, "b")}


def canvas_two_zips_the_newest_counts():
    files = {
        "itoann_678_902_work.zip": package("new"),
        "itoann_678_901_work_final.zip": package("old"),
    }
    return files, {"Ito, Ann": (GRADED, "new")}, "work.zip counts: it is the newest"


def canvas_newest_by_number_not_by_letters():
    files = {"itoann_678_1000_a.zip": package("new"), "itoann_678_999_b.zip": package("old")}
    return files, {"Ito, Ann": (GRADED, "new")}


def canvas_resubmitted_with_a_suffix():
    return {"itoann_678_901_mnist_course-2.zip": package("a")}, {"Ito, Ann": (GRADED, "a")}


def canvas_late():
    files = {"itoann_LATE_678_901_mnist_course.zip": package("a")}
    return files, {"Ito, Ann": (GRADED, "a")}, "marks it as late"


def canvas_name_with_underscore_and_umlaut():
    return {"ito_grünann_678_901_x.zip": package("a")}, {"Ito, Ann": (GRADED, "a")}


def canvas_module_replaced_by_a_later_file():
    files = {"itoann_678_901_c.zip": package("old"), "itoann_678_902_load_data.py": module("new")}
    expected = {"Ito, Ann": (GRADED, "new+old")}
    return files, expected, "load_data.py is there twice. load_data.py counts"


def canvas_module_older_than_the_zip():
    files = {"itoann_678_902_c.zip": package("new"), "itoann_678_901_load_data.py": module("old")}
    return files, {"Ito, Ann": (GRADED, "new")}, "c.zip counts, because it is newer"


def canvas_same_file_twice():
    files = {
        "itoann_678_901_load_data.py": module("old"),
        "itoann_678_902_load_data-1.py": module("new"),
    }
    return files, {"Ito, Ann": (GRADED, "new")}, "load_data-1.py was taken for load_data.py"


def canvas_a_pdf():
    return {"itoann_678_901_report.pdf": "x"}, {"Ito, Ann": (NOT_GRADABLE, "")}, "only: report.pdf"


def canvas_a_pdf_and_a_zip():
    files = {"itoann_678_902_report.pdf": "x", "itoann_678_901_c.zip": package("a")}
    return files, {"Ito, Ann": (GRADED, "a")}


def canvas_typed_text_and_link():
    files = {"itoann_678_text.html": "x", "odeben_LATE_679_link.html": "x"}
    return files, {"Ito, Ann": (NOT_GRADABLE, ""), "Ode, Ben": (NOT_GRADABLE, "")}, "text.html"


def canvas_rar_and_7z():
    files = {"itoann_678_901_c.rar": "x", "odeben_679_902_c.7z": "x"}
    return files, {"Ito, Ann": (NOT_GRADABLE, ""), "Ode, Ben": (NOT_GRADABLE, "")}, "c.7z"


def canvas_empty_zip():
    return {"itoann_678_901_c.zip": {}}, {"Ito, Ann": (NOT_GRADABLE, "")}, "c.zip is empty"


def canvas_not_a_zip_after_a_good_one():
    files = {"itoann_678_901_c.zip": package("a"), "itoann_678_902_c-1.zip": "broken"}
    return files, {"Ito, Ann": (GRADED, "a")}


def canvas_tar_gz():
    return {"itoann_678_901_c.tar.gz": tarred(package("a"))}, {"Ito, Ann": (GRADED, "a")}


def canvas_drive_zip():
    files = {"itoann_678_901_mnist_course-20261110T101500Z-001.zip": package("a", "")}
    return files, {"Ito, Ann": (GRADED, "a")}


def canvas_zip_in_a_zip():
    files = {"itoann_678_901_share.zip": {"mnist_course.zip": package("a")}}
    return files, {"Ito, Ann": (GRADED, "a")}


def canvas_whole_course():
    whole = {
        **package("a", "c/mnist_course/"),
        **package("b", "c/solutions/mnist_course/"),
        "c/x.md": "x",
    }
    return {"itoann_678_901_course.zip": whole}, {"Ito, Ann": (GRADED, "a")}


def canvas_two_packages_in_a_zip():
    two = {**package("a", "one/mnist_course/"), **package("b", "two/mnist_course/")}
    return {"itoann_678_901_c.zip": two}, {"Ito, Ann": (NOT_GRADABLE, "")}, "more than one folder"


def canvas_anonymous():
    return {"anon_ab1Cd_901_c.zip": package("a")}, {"anon_ab1Cd": (GRADED, "a")}, "No single row"


def canvas_somebody_else():
    return (
        {"nobodynell_999_901_c.zip": package("n")},
        {"nobodynell": (GRADED, "n")},
        "No single row",
    )


def canvas_junk_of_a_mac():
    files = {
        "itoann_678_901_c.zip": package("a"),
        "__MACOSX/._itoann_678_901_c.zip": "x",
        ".DS_Store": "x",
    }
    return files, {"Ito, Ann": (GRADED, "a")}


# Moodle. Ann is participant 12, Ben 13; Cy handed in nothing.

ANN, BEN = "Ann Ito_12_assignsubmission_file_", "Ben Ode_13_assignsubmission_file_"
MOODLE_BEN = {f"{BEN}/c.zip": package("b")}


def moodle_folders_with_zips():
    files = {f"{ANN}/c.zip": package("a"), **MOODLE_BEN}
    return files, {"Ann Ito": (GRADED, "a"), "Ben Ode": (GRADED, "b")}


def moodle_newer_folders_without_the_last_underscore():
    files = {f"{ANN[:-1]}/c.zip": package("a"), **MOODLE_BEN}
    return files, {"Ann Ito": (GRADED, "a"), "Ben Ode": (GRADED, "b")}


def moodle_without_folders():
    files = {f"{ANN}c.zip": package("a"), f"{BEN}load_data.py": module("b")}
    return files, {"Ann Ito": (GRADED, "a"), "Ben Ode": (GRADED, "b")}


def moodle_loose_files_in_a_folder():
    files = {f"{ANN}/load_data.py": module("a"), f"{ANN}/fit.py": module("a"), **MOODLE_BEN}
    return files, {"Ann Ito": (GRADED, "a"), "Ben Ode": (GRADED, "b")}


def moodle_typed_text_beside_a_file():
    text = {"Ann Ito_12_assignsubmission_onlinetext_/onlinetext.html": "x"}
    files = {**text, f"{ANN}/c.zip": package("a"), **MOODLE_BEN}
    return files, {"Ann Ito": (GRADED, "a"), "Ben Ode": (GRADED, "b")}


def moodle_typed_text_alone():
    files = {"Ann Ito_12_assignsubmission_onlinetext_/onlinetext.html": "x", **MOODLE_BEN}
    return files, {"Ann Ito": (NOT_GRADABLE, ""), "Ben Ode": (GRADED, "b")}, "onlinetext.html"


def moodle_names_hidden():
    files = {"Participant_12_assignsubmission_file_/c.zip": package("a"), **MOODLE_BEN}
    return files, {"Ann Ito": (GRADED, "a"), "Ben Ode": (GRADED, "b")}


def moodle_two_zips_in_a_folder():
    files = {f"{ANN}/c.zip": package("old"), f"{ANN}/c (1).zip": package("new"), **MOODLE_BEN}
    return files, {"Ann Ito": (GRADED, "new"), "Ben Ode": (GRADED, "b")}, "c (1).zip counts"


def moodle_folders_kept_inside():
    files = {f"{ANN}/my work/mnist_course/load_data.py": module("a"), **MOODLE_BEN}
    return files, {"Ann Ito": (GRADED, "a"), "Ben Ode": (GRADED, "b")}


def moodle_download_without_ann():
    return (
        MOODLE_BEN,
        {"Ann Ito": (NOT_GRADABLE, ""), "Ben Ode": (GRADED, "b")},
        "the platform says",
    )


# Blackboard: the files of all attempts, side by side.


def blackboard_two_attempts():
    files = {
        "Digits_ann_attempt_2026-11-10-14-25-12.txt": "x",
        "Digits_ann_attempt_2026-11-10-14-25-12_c.zip": package("old"),
        "Digits_ann_attempt_2026-11-11-09-00-00_c.zip": package("new"),
    }
    return files, {"Ann Ito": (GRADED, "new")}, "the newest"


def blackboard_underscores():
    files = {"My_Digits_ben_ode_attempt_2026-11-10-14-25-12_c.zip": package("b")}
    return files, {"Ben Ode": (GRADED, "b")}


def blackboard_typed_text():
    files = {"Digits_cy_attempt_2026-11-10-14-25-12.txt": "x"}
    return files, {"Cy Day": (NOT_GRADABLE, "")}, "what was typed in"


def blackboard_an_attempt_of_a_pdf_after_a_good_one():
    files = {
        "Digits_ann_attempt_2026-11-10-14-25-12_c.zip": package("a"),
        "Digits_ann_attempt_2026-11-12-14-25-12_c.pdf": "x",
    }
    return files, {"Ann Ito": (GRADED, "a")}, "the newest that can be graded"


# Gradescope: folders, and a file that says whose they are.

YML = """submission_1:
  :submitters:
  - :name: Ann Ito
    :sid: '101'
    :email: ann@x.org
  :created_at: 2026-11-10 14:25:12.166310000 Z
  :results: !ruby/hash:ActiveSupport::HashWithIndifferentAccess
    score: 1.0
submission_2:
  :submitters:
  - :name: Benjamin Ode
    :sid: ''
    :email: BEN@x.org
  :created_at: 2026-11-10 14:25:12.166310000 Z
"""


def gradescope_export():
    files = {
        "assignment_5_export/submission_metadata.yml": YML,
        **package("a", "assignment_5_export/submission_1/mnist_course/"),
        **package("b", "assignment_5_export/submission_2/"),
    }
    return files, {"Ann Ito": (GRADED, "a"), "Ben Ode": (GRADED, "b")}


def gradescope_group():
    pair = YML.partition("submission_2")[0].replace(
        "  :created_at", "  - :name: Ben Ode\n    :sid: '102'\n    :email: ben@x.org\n  :created_at"
    )
    files = {"submission_metadata.yml": pair, **package("a", "submission_1/")}
    return files, {"Ann Ito": (GRADED, "a"), "Ben Ode": (GRADED, "a")}


# Folders and zips that somebody collected.


def plain_zips_with_resubmissions():
    files = {
        "ann.zip": package("1"),
        "ann-1.zip": package("2"),
        "ann (2).zip": package("3"),
        "ben.zip": package("b"),
    }
    return files, {"Ann Ito": (GRADED, "3"), "Ben Ode": (GRADED, "b")}, "ann (2).zip counts"


def plain_loose_files():
    files = {
        "ann_load_data.py": module("a"),
        "ann_fit.py": module("a"),
        "ben_load_data.py": module("b"),
    }
    return files, {"Ann Ito": (GRADED, "a"), "Ben Ode": (GRADED, "b")}


def plain_folder_and_zip_of_one_student():
    files = {"Ann Ito/old.zip": package("a"), "ben/mnist_course/load_data.py": module("b")}
    return files, {"Ann Ito": (GRADED, "a"), "Ben Ode": (GRADED, "b")}


def plain_tars():
    files = {
        "ann.tgz": tarred(package("a")),
        "ben.tar": tarred(package("b", "c/mnist_course/"), "w"),
    }
    return files, {"Ann Ito": (GRADED, "a"), "Ben Ode": (GRADED, "b")}


def plain_names_nearly_right():
    names = (
        "compile (1).py",
        "predict - Cópia (2).py",
        "Build_MLP.py",
        "05-fit.py",
        "load-data.py",
        "visualize.py.txt",
    )
    files = {f"ann/mnist_course/{name}": module("a") for name in names}
    return (
        {**files, "ben.zip": package("b")},
        {"Ann Ito": (GRADED, "a"), "Ben Ode": (GRADED, "b")},
        "was taken for",
    )


def plain_copies_beside_the_right_name():
    files = {
        "ann/mnist_course/load_data.py": module("a"),
        "ann/mnist_course/load_data (1).py": module("x"),
    }
    return (
        {**files, "ben.zip": package("b")},
        {"Ann Ito": (GRADED, "a"), "Ben Ode": (GRADED, "b")},
        "Not used: load_data (1).py",
    )


def plain_two_names_in_doubt():
    files = {f"ann/mnist_course/{name}.py": module("x") for name in ("Load_Data", "01_load_data")}
    files["ann/mnist_course/fit.py"] = module("a")
    return (
        {**files, "ben.zip": package("b")},
        {"Ann Ito": (GRADED, "a"), "Ben Ode": (GRADED, "b")},
        "because there is another",
    )


def plain_windows_zip():
    return {"ann.zip": package("a", "mnist_course\\"), "ben.zip": package("b")}, {
        "Ann Ito": (GRADED, "a"),
        "Ben Ode": (GRADED, "b"),
    }


def plain_uppercase_package():
    return {"ann.ZIP": package("a", "MNIST_Course (1)/"), "ben.zip": package("b")}, {
        "Ann Ito": (GRADED, "a"),
        "Ben Ode": (GRADED, "b"),
    }


def plain_a_folder_of_documents():
    files = {"ann/notes/a.txt": "x", "ann/b.docx": "x", "ben.zip": package("b")}
    return files, {"Ann Ito": (NOT_GRADABLE, ""), "Ben Ode": (GRADED, "b")}, "notes/a.txt"


def plain_two_clones_of_a_student():
    files = {
        **package("old", "ann/mnist_course/"),
        **package("new", "ann-1/mnist_course/"),
        **package("b", "ben/mnist_course/"),
    }
    files |= {f"{name}/.git/HEAD": "ref: refs/heads/main\n" for name in ("ann", "ann-1", "ben")}
    return files, {"Ann Ito": (GRADED, "new"), "Ben Ode": (GRADED, "b")}, "ann-1 counts"


def plain_a_copy_without_the_first():
    files = {"ann (1).zip": package("a"), "Ben Ode - Copy.zip": package("b")}
    return files, {"Ann Ito": (GRADED, "a"), "Ben Ode": (GRADED, "b")}


def plain_zips_in_zips_in_zips():
    deep = {"all/work.zip": package("a")}
    deeper = {"1.zip": {"2.zip": {"3.zip": package("b")}}}
    expected = {"Ann Ito": (GRADED, "a"), "Ben Ode": (NOT_GRADABLE, "")}
    return {"ann.zip": deep, "ben.zip": deeper}, expected, "only: ben.zip/1.zip/2.zip"


def plain_files_of_no_length():
    files = {**package("a"), "mnist_course/compile.py": "", "mnist_course/predict.py": ""}
    expected = {"Ann Ito": (GRADED, "a"), "Ben Ode": (NOT_GRADABLE, ""), "Cy Day": (GRADED, "")}
    return {"ann.zip": files, "ben.zip": "", "cy_load_data.py": ""}, expected, "The zip is damaged"


def plain_windows_editors():
    marked = {
        f"mnist_course/{name}.py": BOM_UTF8 + module("a").encode() for name in ("fit", "load_data")
    }
    wide = {"mnist_course/load_data.py": BOM_UTF16_LE + module("b").encode("utf-16-le")}
    files = {"ann.zip": marked, "ben.zip": wide}
    return files, {"Ann Ito": (GRADED, "a"), "Ben Ode": (GRADED, "b")}


def plain_junk_of_a_mac_everywhere():
    def with_junk(files):
        junk = {
            f"__MACOSX/{name.rpartition('/')[0]}/._{name.rpartition('/')[2]}": "x" for name in files
        }
        return {**files, **junk, "__MACOSX/._x": "x", ".DS_Store": "x"}

    files = with_junk({"ann.zip": with_junk(package("a")), "ben.zip": with_junk(package("b", ""))})
    files |= with_junk({"Cy Day/c.zip": with_junk({"work/c.zip": with_junk(package("c"))})})
    everyone = {"Ann Ito": (GRADED, "a"), "Ben Ode": (GRADED, "b"), "Cy Day": (GRADED, "c")}
    return files, everyone


def plain_notebooks_alone():
    written = notebook("def load_data():\n    return 1")
    files = {"ann/01_load_data.ipynb": written, "ben.zip": {"work.ipynb": written}}
    files["cy.zip"] = {"lessons/02.ipynb": notebook("1 + 1")}
    expected = dict.fromkeys(("Ann Ito", "Ben Ode", "Cy Day"), (NOT_GRADABLE, ""))
    return files, expected, "Its work is in notebooks", "only: cy.zip/lessons/02.ipynb"


def plain_archives_of_other_kinds():
    files = {
        "ann/mnist_course.rar": "Rar!",
        "ben.7z": "7z",
        "cy.tar.xz": tarred(package("c"), "w:xz"),
    }
    unread = (NOT_GRADABLE, "")
    expected = {"Ann Ito": unread, "Ben Ode": unread, "Cy Day": (GRADED, "c")}
    return files, expected, "only: mnist_course.rar"


def plain_folders_around_folders():
    files = package("a", "Ann Ito/Desktop/uni/digits/mnist_course/")
    files |= {"ben.zip": package("b", "digits-main/src/mnist_course/")}
    return files, {"Ann Ito": (GRADED, "a"), "Ben Ode": (GRADED, "b")}


def plain_several_lessons_each_in_its_folder():
    files = {
        f"ann/lesson {n}/{one}.py": module("a", one) for n, one in enumerate(("load_data", "fit"))
    }
    return {**files, "ben.zip": package("b")}, {"Ann Ito": (GRADED, "a"), "Ben Ode": (GRADED, "b")}


def plain_a_list_and_a_mail_beside():
    files = {"ann.zip": package("a"), "ben.zip": package("b"), "list.csv": "x", "Thumbs.db": "x"}
    files |= {"~$list.xlsx": "x", "desktop.ini": "x", "mail from Cy.txt": "x"}
    return files, {"Ann Ito": (GRADED, "a"), "Ben Ode": (GRADED, "b")}


def plain_caches_beside_the_modules():
    files = {**package("a"), "mnist_course/__pycache__/fit.cpython-311.pyc": "x"}
    files |= {"mnist_course/.ipynb_checkpoints/fit-checkpoint.py": module("x")}
    files |= {".venv/lib/mnist_course/fit.py": module("x"), ".git/mnist_course/fit.py": module("x")}
    return {"ann.zip": files, "ben.zip": package("b")}, {
        "Ann Ito": (GRADED, "a"),
        "Ben Ode": (GRADED, "b"),
    }


def canvas_late_and_newer():
    files = {
        "itoann_LATE_678_902_c-1.zip": package("new"),
        "itoann_678_901_c.zip": package("old"),
        "odeben_LATE_679_904_c (2).zip": package("b"),
    }
    expected = {"Ito, Ann": (GRADED, "new"), "Ode, Ben": (GRADED, "b")}
    return files, expected, "marks it as late"


def canvas_resubmission_numbers():
    files = {
        "itoann_678_901_load_data-1.py": module("a"),
        "itoann_678_902_fit (2).py": module("a", "fit"),
        "odeben_679_903_mnist_course-12.zip": package("b"),
    }
    expected = {"Ito, Ann": (GRADED, "a"), "Ode, Ben": (GRADED, "b")}
    return files, expected, "fit (2).py was taken for fit.py"


def canvas_notebooks_alone():
    written = notebook("def load_data():\n    return 1")
    files = {"itoann_678_901_Untitled.ipynb": written, "odeben_679_902_c.zip": package("b")}
    expected = {"Ito, Ann": (NOT_GRADABLE, ""), "Ode, Ben": (GRADED, "b")}
    return files, expected, "Untitled.ipynb (load_data)"


def moodle_archives_of_all_kinds():
    files = {
        f"{ANN}/c.tar.bz2": tarred(package("a"), "w:bz2"),
        f"{BEN}/c.rar": "Rar!",
        "Cy Day_14_assignsubmission_file_/c.7z": "7z",
    }
    unread = (NOT_GRADABLE, "")
    expected = {"Ann Ito": (GRADED, "a"), "Ben Ode": unread, "Cy Day": unread}
    return files, expected, "only: c.rar"


def moodle_backslashes():
    return {
        f"{ANN}/c.zip": package("a", "work\\mnist_course\\"),
        f"{BEN}\\c.zip": package("b"),
    }, {"Ann Ito": (GRADED, "a"), "Ben Ode": (GRADED, "b")}


def moodle_a_zip_of_no_length_beside_a_module():
    files = {f"{ANN}/c.zip": "", f"{ANN}/load_data.py": module("a"), **MOODLE_BEN}
    return files, {"Ann Ito": (GRADED, "a"), "Ben Ode": (GRADED, "b")}


def moodle_notebook_beside_a_package():
    text = notebook("def scale_images(images):\n    return images / 255")
    files = {f"{ANN}/work.ipynb": text, f"{ANN}/c.zip": package("a"), **MOODLE_BEN}
    expected = {"Ann Ito": (GRADED, "a"), "Ben Ode": (GRADED, "b")}
    return files, expected, "Written in work.ipynb"


def blackboard_loose_files_of_two_attempts():
    begin = "Digits_ann_attempt_2026-11-1{}-14-25-12_{}.py"
    files = {begin.format(0, name): module("old", name) for name in ("load_data", "fit")}
    files |= {begin.format(1, name): module("new", name) for name in ("load_data", "fit")}
    return files, {"Ann Ito": (GRADED, "new")}, "the newest"


def blackboard_everybody():
    begin = "Digits_{}_attempt_2026-11-10-14-25-12"
    files = {
        f"{begin.format('ann')}_c.tar.gz": tarred(package("a")),
        f"{begin.format('ben_ode')}_my_work (1).zip": package("b", ""),
        f"{begin.format('cy')}_c.zip": "",
    }
    files |= {f"{begin.format(one)}.txt": "x" for one in ("ann", "ben_ode", "cy")}
    expected = {"Ann Ito": (GRADED, "a"), "Ben Ode": (GRADED, "b"), "Cy Day": (NOT_GRADABLE, "")}
    return files, expected


def gradescope_a_group_and_one_alone():
    pair, one = YML.split("submission_2")
    pair = pair.replace(
        "  :created_at", "  - :name: Cy Day\n    :sid: '103'\n    :email: cy@x.org\n  :created_at"
    )
    files = {
        "submission_metadata.yml": f"{pair}submission_2{one}",
        "submission_2/work.zip": package("b"),
    }
    files |= package("a", "submission_1/digits-main/mnist_course/")
    expected = {"Ann Ito": (GRADED, "a"), "Ben Ode": (GRADED, "b"), "Cy Day": (GRADED, "a")}
    return files, expected, "No single row"


def gradescope_files_without_a_folder():
    files = {"submission_metadata.yml": YML, "submission_1/load_data.py": module("a")}
    files |= {"submission_2/report.pdf": "x"}
    return files, {"Ann Ito": (GRADED, "a"), "Ben Ode": (NOT_GRADABLE, "")}, "only: report.pdf"


# Logins and ids of which one begins another.


def prefix_logins():
    files = {f"{one}.zip": package(one) for one in ("s1", "s12", "s123")}
    return files, {
        name: (GRADED, one) for name, one in zip(EVERYBODY, ("s1", "s12", "s123"), strict=True)
    }


def prefix_the_longest_alone():
    return {"s123.zip": package("c"), "s12/mnist_course/fit.py": module("b")}, {
        "Ben Ode": (GRADED, "b"),
        "Cy Day": (GRADED, "c"),
    }


def prefix_resubmissions():
    files = {"s1.zip": package("old"), "s1-2.zip": package("new"), "s12.zip": package("b")}
    return files, {"Ann Ito": (GRADED, "new"), "Ben Ode": (GRADED, "b")}


def prefix_a_copy_is_not_another_student():
    files = {"s1-2.zip": package("old"), "s1-23.zip": package("new"), "dee (2).zip": package("d")}
    return files, {"Ann Ito": (GRADED, "new"), "Dee Fox": (GRADED, "d")}


def prefix_a_number_of_the_login_is_no_copy():
    files = {"dee.zip": package("d"), "dee2.zip": package("2"), "DEE (1).zip": package("new")}
    return files, {"Dee Fox": (GRADED, "new"), "Di Gil": (GRADED, "2")}


def prefix_canvas_numbers():
    files = {"itoann_67_901_c.zip": package("a"), "odeben_678_9_c.zip": package("b")}
    files["dayc_6789_67_c.zip"] = package("c")
    return files, {"Ann Ito": (GRADED, "a"), "Ben Ode": (GRADED, "b"), "Cy Day": (GRADED, "c")}


def prefix_names_behind_logins():
    files = {
        "s1_work.zip": package("a"),
        "s12_work.zip": package("b"),
        "s123_load_data.py": module("c"),
    }
    return files, {"Ann Ito": (GRADED, "a"), "Ben Ode": (GRADED, "b"), "Cy Day": (GRADED, "c")}


# Hard names: hyphens, apostrophes, two family names, other scripts, a picture.


def hard_folder(name):
    """Return how Moodle calls a student's folder: without what no file's name may hold."""
    return f"{name}_{NUMBERS[name]}_assignsubmission_file".replace("'", "")


def hard_moodle_folders():
    files = {
        f"{hard_folder(name)}/c.zip": package(f"m{number}") for name, number in NUMBERS.items()
    }
    return files, {name: (GRADED, f"m{number}") for name, number in NUMBERS.items()}


def hard_moodle_names_taken_apart_by_a_mac():
    files, expected = hard_moodle_folders()
    return {unicodedata.normalize("NFD", name): one for name, one in files.items()}, expected


def hard_moodle_without_folders():
    files = {
        f"{hard_folder(name)}_c.zip": package(f"m{number}") for name, number in NUMBERS.items()
    }
    return files, {name: (GRADED, f"m{number}") for name, number in NUMBERS.items()}


def hard_folders_of_names():
    names = HARD_NAMES - {"Ana García López", "Ana García-López"}
    files = package("fox", "🦊 Fox/mnist_course/")
    for name in names - {"🦊 Fox"}:
        # With the mark that turns the text around, as some programs copy it.
        files |= package(f"m{NUMBERS[name]}", f"\u200f{name}/mnist_course/")
    expected = {name: (GRADED, f"m{NUMBERS[name]}") for name in names}
    return files, expected | {"🦊 Fox": (GRADED, "fox")}


def hard_two_whose_names_differ_by_a_hyphen():
    files = {f"{hard_folder('Ana García-López')}/c.zip": package("hyphen")}
    return files, {"Ana García-López": (GRADED, "hyphen")}


EVERYBODY = ("Ann Ito", "Ben Ode", "Cy Day")
SHAPES = {
    shape: roster
    for prefix, roster in {
        "canvas": CANVAS,
        "moodle": MOODLE,
        "blackboard": BLACKBOARD,
        "gradescope": GRADESCOPE,
        "plain": PLAIN,
        "prefix": PREFIX,
        "hard": HARD,
    }.items()
    for name, shape in list(globals().items())
    if name.startswith(f"{prefix}_") and name != "hard_folder"
}


def test_there_are_shapes_enough():
    assert len(SHAPES) >= 80


@pytest.mark.parametrize("as_zip", [True, False], ids=["zip", "folder"])
@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_every_student_has_one_row_and_the_right_work(shape, as_zip, tmp_path):
    files, expected, *said = shape()
    write(tmp_path / "given", files)
    path = tmp_path / "given"
    if as_zip:
        path = tmp_path / "given.zip"
        path.write_bytes(zipped(files))
    (tmp_path / "roster.csv").write_text(SHAPES[shape], encoding="utf-8")
    found = graded(path, tmp_path / "roster.csv")
    rows = load_roster(tmp_path / "roster.csv").rows
    missing = {row["name"]: (MISSING, "") for row in rows}
    assert {name: (state, mark) for name, state, mark, _ in found} == {**missing, **expected}
    assert len(found) == len({**missing, **expected})
    assert all(text in " ".join(told for *_, told in found) for text in said), found


def graded(path, roster=None, **options):
    found = read_submissions([path], roster=load_roster(roster) if roster else None, **options)
    return [
        (Grade(one, None).name, Grade(one, None).state, mark_of(one), told(one)) for one in found
    ]


def mark_of(submission):
    """Return the mark of the work that counts; where modules are from different works, all, that of load_data.py first."""
    files = sorted(submission.files.items(), reverse=True)
    contents = [content for name, content in files if content and name in course_modules()]
    texts = [one.decode("utf-16" if one[:2] == BOM_UTF16_LE else "utf-8-sig") for one in contents]
    return "+".join(dict.fromkeys(text.split()[1] for text in texts))


def told(submission):
    problems = [submission.problem, *submission.notes]
    return " ".join(problem.sentence for problem in problems if problem)


@pytest.mark.parametrize(("attempt", "mark"), [("newest", "2"), ("first", "1")])
def test_which_attempt_counts_is_a_choice(attempt, mark, tmp_path):
    write(tmp_path, {"ann.zip": package("1"), "ann-1.zip": package("2")})
    ((_, _, found, said),) = graded(tmp_path, attempt=attempt)
    assert found == mark and f"it is the {attempt}" in said


def test_where_the_best_counts_all_attempts_are_there(tmp_path):
    write(tmp_path, {"ann.zip": package("1"), "ann-1.zip": package("2"), "ben.zip": package("b")})
    found = read_submissions([tmp_path], attempt="best")
    assert [(one.name, one.attempt_of) for one in found] == [
        ("ann", "ann"),
        ("ann, ann.zip", "ann"),
        ("ben", ""),
    ]


def test_a_clone_is_as_old_as_its_commit(tmp_path):
    clone = tmp_path / "class" / "digits-ann"
    write(clone, package("a"))
    git = ["git", "-C", str(clone), "-c", "user.name=a", "-c", "user.email=a@x"]
    date = {"GIT_COMMITTER_DATE": "2026-11-10T14:25:12+05:30", "PATH": "/usr/bin:/bin"}
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"], ["gc", "-q"]):
        subprocess.run([*git, *words], check=True, env=date)
    # What the student's repository configures starts nothing.
    marker = tmp_path / "started"
    with (clone / ".git" / "config").open("a") as file:
        file.write(f'[core]\nfsmonitor = "touch {marker}"\n[log]\nshowSignature = true\n')
        file.write(f'[gpg]\nprogram = "touch {marker}"\n')
    write(tmp_path / "class", {"ben/mnist_course/load_data.py": module("b")})
    ann, _ben = sorted(
        read_submissions([tmp_path / "class"]), key=lambda one: one.name != "digits-ann"
    )
    zone = timezone(timedelta(hours=5, minutes=30))
    assert ann.handed_in == datetime(2026, 11, 10, 14, 25, 12, tzinfo=zone)
    assert ann.handed_in.utcoffset() == zone.utcoffset(None) and not marker.exists()


def test_of_two_clones_of_a_student_the_newer_commit_counts(tmp_path):
    for name, mark, day in (("ann", "new", 12), ("ann-1", "old", 10)):
        clone = tmp_path / "class" / name
        write(clone, package(mark))
        git = ["git", "-C", str(clone), "-c", "user.name=a", "-c", "user.email=a@x"]
        date = {"GIT_COMMITTER_DATE": f"2026-11-{day}T14:25:12+00:00", "PATH": "/usr/bin:/bin"}
        for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"]):
            subprocess.run([*git, *words], check=True, env=date)
    (ann,) = read_submissions([tmp_path / "class"])
    assert mark_of(ann) == "new" and ann.handed_in.day == 12 and "ann counts" in told(ann)


def test_times_are_the_platforms(tmp_path, monkeypatch):
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    try:
        write(tmp_path / "m", {f"{ANN}/c.zip": package("a"), **MOODLE_BEN})
        (tmp_path / "m.csv").write_text(MOODLE)
        found = read_submissions([tmp_path / "m"], roster=load_roster(tmp_path / "m.csv"))
        times = {one.student["name"]: one.handed_in for one in found}
        assert times["Ann Ito"].isoformat() == "2026-11-10T14:25:00+01:00"
        assert times["Ben Ode"] is None
        files, _, *_ = blackboard_two_attempts()
        write(tmp_path / "b", files)
        (one,) = read_submissions([tmp_path / "b"])
        assert one.handed_in.isoformat() == "2026-11-11T09:00:00+01:00"
        files, _ = gradescope_export()
        write(tmp_path / "g", files)
        assert (
            read_submissions([tmp_path / "g"])[0]
            .handed_in.isoformat()
            .startswith("2026-11-10T14:25:12")
        )
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_roster_may_say_when_and_needs_a_zone(tmp_path):
    write(tmp_path / "c", {"ann.zip": package("a"), "ben.zip": package("b")})
    roster = tmp_path / "r.csv"
    roster.write_text("login,handed_in\nann,2027-01-15T23:59:00+01:00\nben,\n")
    ann, ben = read_submissions([tmp_path / "c"], roster=load_roster(roster))
    assert ann.handed_in.isoformat() == "2027-01-15T23:59:00+01:00" and ben.handed_in is None
    roster.write_text("login,handed_in\nben,\nann,2027-01-15 23:59\n")
    with pytest.raises(
        CourseError, match=r"r\.csv, line 3: 2027-01-15 23:59 is no time with a zone"
    ):
        load_roster(roster)


STUB = 'def build_mlp(hidden_units=(300, 100)):\n    """Build."""\n    raise NotImplementedError\n'
IN_CELL = "\n".join(
    [
        "%load_ext coursekit",
        "from coursekit import check, hint",
        "import keras",
        "import os; os._exit(1)",
        "SIZE = 3",
        "def helper():\n    return keras.Sequential()",
        "@property\ndef unused():\n    pass",
        "def build_mlp(hidden_units=(300, 100)):\n    return helper()",
        "check('build_mlp')",
    ]
)


@pytest.mark.parametrize("accept", [True, False])
@pytest.mark.parametrize("stub", [STUB, None], ids=["stub", "no file"])
def test_work_in_a_notebook_is_found_and_graded_if_that_is_allowed(accept, stub, tmp_path):
    files = {"lessons/03_build_mlp.ipynb": notebook("print('x')", IN_CELL)}
    files["mnist_course/fit.py"] = module("a")
    if stub:
        files["mnist_course/build_mlp.py"] = stub
    write(tmp_path / "c" / "ann", files)
    write(tmp_path / "c", {"ben.zip": package("b")})
    ann, _ = read_submissions([tmp_path / "c"], accept_notebooks=accept)
    assert "03_build_mlp.ipynb" in told(ann) and "build_mlp" in told(ann)
    text = ann.files.get("build_mlp.py", b"").decode()
    assert ("return helper()" in text) is accept
    if accept:
        # Nothing but imports that are used, and functions.
        for word in ("os._exit", "check", "hint", "SIZE", "load_ext", "unused"):
            assert word not in text
        assert text.index("import keras") < text.index("def helper") < text.rindex("def build_mlp")
        compile(text, "build_mlp.py", "exec")


def test_where_both_are_written_the_package_wins(tmp_path):
    own = "def build_mlp():\n    return 'package'\n"
    files = {"lessons/03_build_mlp.ipynb": notebook(IN_CELL), "mnist_course/build_mlp.py": own}
    write(tmp_path / "ann", files)
    (ann,) = read_submissions([tmp_path / "ann"], accept_notebooks=True)
    assert ann.files == {"build_mlp.py": own.encode()} and not ann.notes


def test_notebooks_alone_are_handed_in(tmp_path):
    cell = "def load_data():\n    return 1"
    write(
        tmp_path,
        {"itoann_678_901_01_load_data.ipynb": notebook(cell), "odeben_679_902_c.zip": package("b")},
    )
    ann, _ = read_submissions([tmp_path])
    assert "01_load_data.ipynb (load_data)" in ann.problem.sentence and not ann.files
    ann, _ = read_submissions([tmp_path], accept_notebooks=True)
    assert ann.problem is None and b"def load_data" in ann.files["load_data.py"]


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[" * 100_000, '{"cells": 3}', '{"cells": [3]}', notebook("def load_data(:\n  '''")],
    ids=range(6),
)
def test_a_notebook_that_is_none_is_named_and_harms_nobody(text, tmp_path):
    write(tmp_path / "c", {"ann/01_load_data.ipynb": text, "ben.zip": package("b")})
    ann, ben = read_submissions([tmp_path / "c"], accept_notebooks=True)
    assert "01_load_data.ipynb" in ann.problem.sentence and ben.files


def test_a_files_hints_are_read(tmp_path):
    hints = {"build_mlp": 99, "unknown": 1, "fit_model": "x", "load_data": 1}
    files = {**package("a"), "artifacts/hints.json": json.dumps(hints)}
    write(tmp_path / "ann", files)
    (ann,) = read_submissions([tmp_path / "ann"])
    most = len(load_manifest().functions["build_mlp"].hints)
    assert ann.hints == {"build_mlp": most, "load_data": 1}


def test_a_tar_of_links_and_a_tar_without_end_harm_nobody(tmp_path):
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w:gz") as archive:
        for name, kind in (
            ("mnist_course/load_data.py", tarfile.SYMTYPE),
            ("../x.py", tarfile.REGTYPE),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        info = tarfile.TarInfo("mnist_course/fit.py")
        info.size = 2**28
        archive.addfile(info, io.BytesIO(bytes(2**28)))
    write(tmp_path / "c", {"ann.tar.gz": content.getvalue(), "ben.zip": package("b")})
    ann, ben = read_submissions([tmp_path / "c"])
    assert "too long or unreadable" in ann.problem.sentence and ben.files


def test_a_tar_of_sizes_below_zero_harms_nobody(tmp_path):
    head = bytearray(tarfile.TarInfo("mnist_course/fit.py").tobuf(tarfile.GNU_FORMAT))
    head[124:136] = b"\xff" * 11 + b"\x00"
    head[148:156] = b" " * 8
    head[148:156] = b"%06o\0 " % sum(head)
    write(tmp_path / "c", {"ann.tar": bytes(head) * 3 + bytes(2**16), "ben.zip": package("b")})
    ann, ben = read_submissions([tmp_path / "c"])
    assert ann.problem and not ann.problem.details and ben.files


@pytest.mark.parametrize(
    "text", ['{"build_mlp": 1e999, "load_data": ' + "9" * 4000 + "}", "[" * 60_000, '"x"', "\udcff"]
)
def test_hints_that_are_no_numbers_cost_nothing(text, tmp_path):
    content = text.encode("utf-8", "surrogateescape")
    write(tmp_path / "ann", {**package("a"), "artifacts/hints.json": content})
    (ann,) = read_submissions([tmp_path / "ann"])
    most = len(load_manifest().functions["load_data"].hints)
    assert ann.files and ann.hints in ({}, {"load_data": most})


def test_a_roster_may_hold_what_a_student_typed_in_however_long(tmp_path):
    (tmp_path / "r.csv").write_text(f'login,Online text\nann,"{"x" * 200_000}"\nben,\n')
    assert [row["login"] for row in load_roster(tmp_path / "r.csv").rows] == ["ann", "ben"]


@pytest.mark.parametrize(
    "name", ["a_1" * 85, "a_1_" * 74, "_attempt_2026-11-10-14-25-12" * 10, "ä" * 120 + "_1" * 60]
)
def test_no_name_takes_long_to_be_looked_at(name):
    start = time.process_time()
    named_by_platform(name)
    module_of(f"{name}.py")
    assert time.process_time() - start < 0.1
