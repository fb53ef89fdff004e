"""The one kind of error that is told in a sentence. All others are bugs, and keep their traceback."""


class CourseError(Exception):
    """What happened, to which file, and (after ``→``) what to do now: its text is for people, as it stands."""
