"""What Moodle, Canvas and Blackboard export of a class of hard names, and how they read what goes back in.

Written after the platforms' own code, where it is open: each function says which. Blackboard's is not: what is here is what its
documents and files from its users show.
"""

import csv
import html
import io
import re
import unicodedata
import zipfile
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from tests.course.grading.test_intake_shapes import module, package, zipped


@dataclass(frozen=True)
class Student:
    """A student, with the platform's number, and the user name, which Blackboard finds students by."""

    number: int
    first: str
    last: str
    login: str

    @property
    def mark(self) -> str:
        """Stands in the student's work, and in no other."""
        return f"s{self.number}"

    @property
    def full(self) -> str:
        """As Moodle's `fullname` gives it in English."""
        return f"{self.first} {self.last}".strip()

    @property
    def sortable(self) -> str:
        """As Canvas's users have it."""
        return f"{self.last}, {self.first}" if self.first else self.last

    @property
    def sis_id(self) -> str:
        """The university's number: for each but the first it is the platform's number of another student, with zeros."""
        return f"00{self.number - 1}"


_NAMES = [
    *(("Ann", "Ito", "007"), ("Ann", "Ito", "7"), ("Ann", "Ito-", "07")),
    *(("Seán", "O'Brien-Ní Dhuibhne", "ode"), ('Robert "Bob"', "Smith, Jr.", "ben_ode")),
    *(("Jürgen", "Müßig", "jürgen"), ("Zoë", "Łukasiewicz", "_zoe_"), ("İbrahim", "Şahin", "i.s")),
    *(("محمد", "الأحمد", "m-a"), ("فَاطِمَة", "بنت\u200fعلي", "f--a"), ("美咲", "渡辺", "s+w@x.org")),
    *(("小明", "王", "wang"), ("अनिता", "शर्मा", "a_s"), ("अनीता", "शर्मा", "a__s")),
    *(("🦊", "🎓", "fox"), ("Eve", "=2+5", "=2+5"), ("", '=HYPERLINK("http://x.org","A")', "h")),
    *(("", "Madonna", "+49170123"), ("", "Suharto_12", "attempt"), ("Bob", "Smith_34_Jo", "34_56")),
    *(("Mary-Jane", "Watson-Parker", "-mj"), ("Mary Jane", "Watson Parker", "@mj")),
    *(("A" * 90, "B" * 100, "b" * 50), ("長" * 60, "名" * 60, "long")),
    *(("back\\slash", "C:\\temp\\", "bs"), ("semi;colon", "a,b", "semi")),
    *(("-Dash", "+Plus", "dash"), ("", "1234", "1234"), ("Ampère", "A & B|C/D", "amp")),
    *(("anon", "LATE_Жанна_", "late"),),
]
STUDENTS = [Student(100 + place, *names) for place, names in enumerate(_NAMES, 1)]
NOTHING, ONLY_A_PDF, EXCUSED = STUDENTS[4], STUDENTS[8], STUDENTS[9]
LATE = STUDENTS[1:30:7]
_FILES = {
    5: "Lösung: final? (1).zip",
    6: "واجب.zip",
    10: "my_link.zip",
    12: "12_34_x.zip",
    14: "mnist_course.tar.zip",
}


def work_of(student: Student) -> dict[str, bytes]:
    """Return the files that a student hands in, by the names that they have there."""
    place = STUDENTS.index(student)
    if student is NOTHING:
        return {}
    if student is ONLY_A_PDF:
        return {"report.pdf": b"%PDF"}
    if place % 11 == 3:
        names = ("load_data", "fit")
        return {f"{name}.py": module(student.mark, name).encode() for name in names}
    return {_FILES.get(place, "mnist_course.zip"): zipped(package(student.mark))}


class _Unmarked(zipfile.ZipInfo):
    """A file whose name is UTF-8, in a zip that does not say so: rubyzip 2 with its own settings."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.filename.encode(), self.flag_bits


def _zip(files: Iterable[tuple[str, bytes]], marked: bool = True) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, data in files:
            archive.writestr((zipfile.ZipInfo if marked else _Unmarked)(name), data)
    return content.getvalue()


def attachment(student: Student, place: int) -> int:
    """Return Canvas's number of a student's file."""
    return 9000 + student.number * 10 + place


def canvas_name(student: Student) -> str:
    """Return how names of a student's files begin: `get_filename` and `sanitize_user_name` of lib/content_zipper.rb."""
    name = re.sub(r"_(\d+)_", r"\1", student.sortable).lower()
    late = ["LATE"] if student in LATE else []
    whole = "_".join([name, *late, str(student.number)])
    # Ruby's [[:word:]]: letters, marks, decimal digits and what joins words.
    return "".join(c for c in whole if unicodedata.category(c)[0] in "LM" or _joins(c))


def _joins(character: str) -> bool:
    return character.isdecimal() or unicodedata.category(character) == "Pc"


def canvas_zip(marked: bool) -> bytes:
    """Write "Download Submissions": `add_upload_submission` of lib/content_zipper.rb."""
    return _zip(
        (
            (
                f"{canvas_name(one)}_{attachment(one, place)}_"
                + re.sub(r'[\x00/\\:*?"<>|]+', "_", name),
                data,
            )
            for one in STUDENTS
            for place, (name, data) in enumerate(work_of(one).items())
        ),
        marked,
    )


def canvas_gradebook(two_names: bool = False) -> bytes:
    """Write the gradebook: `csv_data` of lib/gradebook_exporter.rb.

    In its plain form, with the university's numbers and an assignment that is posted by hand; or with first and last name apart,
    semicolons, commas in numbers and a grading period.
    """

    def guarded(name: str) -> str:
        return f'="{name}"' if re.match(r"\s*=", name) else name

    period = " (2027)" if two_names else ""
    totals = ["Current Score", "Unposted Current Score", "Final Score", "Unposted Final Score"]
    totals = [f"{name}{period}" for name in totals]
    header = ["LastName", "FirstName"] if two_names else ["Student"]
    header += ["ID", *([] if two_names else ["SIS User ID"]), "SIS Login ID"]
    header += [*([] if two_names else ["Integration ID"]), "Section", "Notes"]
    about = len(header)
    header += ["Essay; or, more (4)", "Digits (5)", *totals]
    table: list[list[object]] = [header]
    if not two_names:
        table.append([*[""] * (about + 1), "Manual Posting", *[""] * 4])
    point = "," if two_names else "."
    most = [f"10{point}00", f"70{point}00", *["(read only)"] * 4]
    table.append(["    Points Possible", *[""] * (about - 1), *most])
    for one in sorted(STUDENTS, key=lambda one: one.sortable):
        names = [one.last, one.first] if two_names else [one.sortable]
        row = [*map(guarded, names), one.number, *([] if two_names else [one.sis_id]), one.login]
        row += [*([] if two_names else [""]), "A and B", "late, again"]
        grade = "EX" if one is EXCUSED else f"-2{point}00" if one is NOTHING else ""
        table.append([*row, f"3{point}00", grade, *[f"8{point}00"] * 4])
    text = io.StringIO()
    csv.writer(text, delimiter=";" if two_names else ",", lineterminator="\n").writerows(table)
    return text.getvalue().encode("utf-8-sig" if two_names else "utf-8")


def canvas_import(text: str) -> tuple[tuple[str, str, str], dict[str, str]]:
    """Read a file as lib/gradebook_importer.rb does: return title, id and points of the one assignment, and grades by user id."""
    lines = text.splitlines()[:3]
    sizes = [{len(next(csv.reader([line], delimiter=d))) for line in lines} for d in ";,"]
    semicolons, commas = (one.pop() if len(one) == 1 else 0 for one in sizes)
    assert commas >= semicolons, "It would be cut at semicolons."
    rows = list(csv.reader(io.StringIO(text)))
    head, apart = rows[0], rows[0][:2] == ["LastName", "FirstName"]
    first = 4 if apart else 3
    assert apart or ("Student" in head[0] and "ID" in head[1])
    assert not apart or "ID" in head[2]
    known = first
    if re.search(r"SIS\s+Login\s+ID", head[first - 1]):
        known += 1
    elif re.search(r"SIS\s+User\s+ID", head[first - 1]):
        assert re.search(r"SIS\s+Login\s+ID", head[first])
        known += 2 + bool(re.search(r"Integration\s+ID", head[first + 1]))
        known += bool(re.search(r"Root\s+Account", head[known - 1]))
    # The last column about the student says Section.
    assert "Section" in head[known - 1], "Invalid header row"
    title, number = re.fullmatch(r"(.+) \((\d+)\)", head[known]).groups()
    assert len(head) == known + 1 and "Points Possible" in rows[1][0]
    assert not [row for row in rows[2:] if "Points Possible" in row[0] or not any(row)]
    grades = {row[first - 2]: row[known] for row in rows[2:]}
    # A name in place of a number would make it look for the student by name.
    assert all(id_.isdigit() for id_ in grades) and len(grades) == len(rows) - 2
    return (title, number, rows[1][known]), grades


def canvas_comments(
    content: bytes, known: Collection[tuple[str, str]] | None = None
) -> dict[tuple[str, str], bytes]:
    """Read a zip as an assignment's `infer_comment_context_from_filename` does: (user, attachment) -> the file.

    `known` are the users and attachments that there are: every file must be of one.
    """
    found = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            parts = [part for part in name.split("/")[-1].split("_") if part != "LATE"]
            if parts[0] == "anon":
                user, file = parts[1:3]
            else:
                user, file = [part for part in parts if re.fullmatch(r"\d+", part)][:2]
            assert not parts[-1].startswith("link") and not name.startswith("._")
            assert known is None or (user, file) in known, name
            found[user, file] = archive.read(name)
    return found


def _clean_filename(name: str) -> str:
    """`clean_param(…, PARAM_FILE)` of Moodle's lib/moodlelib.php."""
    name = "".join(c for c in name if unicodedata.category(c) != "Cc" and c not in "&<>\"`|':\\/")
    return "" if name in (".", "..") else name


def moodle_zip(folders: bool, last_underscore: bool = False) -> bytes:
    """Write "Download all submissions": `get_student_prefix` and `load_submissionplugin_filelist` of mod/assign/classes/downloader.php.

    `last_underscore` is the name of folders before Moodle 4.1.
    """

    def name_of(student: Student, file: str) -> str:
        prefix = _clean_filename(student.full.replace("_", " ") + f"_{student.number}")
        kind = "_assignsubmission_file"
        if not folders:
            return _clean_filename(f"{prefix}{kind}_{_clean_filename(file)}")
        return f"{_clean_filename(prefix + kind)}{'_' * last_underscore}/{_clean_filename(file)}"

    return _zip(
        (name_of(one, name), data) for one in STUDENTS for name, data in work_of(one).items()
    )


def moodle_worksheet_file() -> bytes:
    """Write the grading worksheet: mod/assign/gradingtable.php, as `format_text` of its tables and Spout's fputcsv leave it."""
    header = ["Identifier", "Full name", "Email address", "Status", "Grade", "Maximum grade"]
    header += ["Grade can be changed", "Last modified (submission)", "Last modified (grade)"]
    table = [[*header, "Feedback comments"]]
    for one in STUDENTS:
        work = bool(work_of(one))
        status = "Submitted for grading" if work else "No submission"
        row = [f"Participant {one.number}", one.full, f"u{one.number}@x.org", status, "", "70.00"]
        row += ["Yes", "Tuesday, 10 November 2026, 2:25 PM" if work else "-", "-", ""]
        table.append([html.unescape(re.sub(r"<[^>]*>", "", text)) for text in row])

    def enclosed(text: str) -> str:
        quoted = '"' + text.replace('"', '""') + '"'
        return quoted if re.search(r'[,"\n\r\t ]', text) else text

    return "".join(",".join(map(enclosed, row)) + "\n" for row in table).encode("utf-8-sig")


def moodle_import(text: str, participants: Collection[str]) -> dict[str, list[str]]:
    """Read a worksheet as lib/csvlib.class.php and importgradeslib.php do: grade, time and comment of each participant."""
    # PHP's fgetcsv: a quote behind a backslash ends nothing.
    rows = list(csv.reader(io.StringIO(text.strip()), escapechar="\\"))
    assert {len(row) for row in rows} == {len(rows[0])}, "csvweirdcolumns: nothing is imported."
    columns = {name: place for place, name in enumerate(rows[0])}
    assert {"Identifier", "Grade", "Last modified (grade)"} <= set(columns), "Nothing is imported."
    assert columns["Feedback comments"] > 0
    found = {}
    for row in rows[1:]:
        number = row[columns["Identifier"]][len("Participant ") :]
        if number in participants:
            found[number] = [
                row[columns[name]]
                for name in ("Grade", "Last modified (grade)", "Feedback comments")
            ]
    assert len(found) == len(rows) - 1
    return found


def moodle_folders(content: bytes, participants: Collection[str]) -> dict[str, str]:
    """Read a zip as importziplib.php does: participant -> the text of the feedback file."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            folder, _, file = name.rpartition("/")
            # Moodle keeps 255 characters of a path, with /import/ before it.
            assert len(f"/import/{folder}/") <= 255 and "/" not in folder
            info = folder.split("_", 4)
            assert len(info) >= 4 and info[1].isdigit() and info[1] in participants
            assert info[2:4] == ["assignsubmission", "file"] and not file.startswith((".", "~"))
            found[info[1]] = archive.read(name).decode()
    return found


def blackboard_zip() -> bytes:
    """Write "Assignment File Download": a file that says what was handed in, and the files, of each attempt."""
    files: list[tuple[str, bytes]] = []
    for one in STUDENTS:
        begin = f"Week_1 Digits_{one.login}_attempt_2026-11-10-14-25-12"
        told = f"Name: {one.full} ({one.login})\nAssignment: Week_1 Digits\n"
        work = work_of(one)
        files += [(f"{begin}.txt", told.encode())] * bool(work)
        files += [(f"{begin}_{name}", data) for name, data in work.items()]
    return _zip(files)


def blackboard_gradebook() -> bytes:
    """Write "Download", tab delimited: UTF-16 with a mark, all in quotes, and computed columns beside the assignments."""
    header = ["Last Name", "First Name", "Username", "Student ID", "Last Access", "Availability"]
    header += ["Weighted Total [Total Pts: up to 0 Percentage] |11"]
    header += [
        "Total [Total Pts: up to 1,499 Score] |12",
        "Week_1 Digits [Total Pts: 70 Score] |14",
    ]
    table = [header]
    for one in STUDENTS:
        grade = "-2.00" if one is NOTHING else ""
        row = [one.last, one.first, one.login, one.sis_id, "2026-11-10 09:00:00", "Yes"]
        table.append([*row, "0.00", "3.00", grade])
    text = io.StringIO()
    csv.writer(text, delimiter="\t", quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(table)
    return text.getvalue().encode("utf-16")


def blackboard_import(content: bytes) -> dict[str, tuple[str, str]]:
    """Read a file by what Blackboard's documents say: by user name, the grade in column 14 and the comment to the student."""
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-16"), newline=""), delimiter="\t"))
    (column,) = [name for name in rows[0] if re.search(r"\|\s*\d+$", name)]
    assert column.endswith("|14")
    assert {row["Feedback Format"] for row in rows} == {"SMART_TEXT"}
    found = {row["Username"]: (row[column], row["Feedback to Learner"]) for row in rows}
    assert len(found) == len(rows)
    return found
