"""JUnit XML, which every CI system reads: a test suite for each submission, a test case for each check."""

from xml.etree import ElementTree

from coursekit.checks.results import CheckResult, Status
from coursekit.grading.plain_text import one_line, plain
from coursekit.grading.score import Grade
from coursekit.manifest import Manifest


def junit_xml(grades: list[Grade], manifest: Manifest) -> str:
    """Return the checks of all submissions. What is not started or waits has failed; nothing counts as skipped."""
    root = ElementTree.Element("testsuites", name=manifest.title)
    for grade in grades:
        suite = ElementTree.SubElement(root, "testsuite", name=one_line(grade.submission.name))
        if grade.problem:
            case = ElementTree.SubElement(suite, "testcase", classname="grading", name="is graded")
            _add(case, "error", grade.problem)
        for result in grade.results:
            _add_case(suite, result)
        _count(suite, [suite])
    _count(root, list(root))
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode") + "\n"


def _add_case(suite: ElementTree.Element, result: CheckResult) -> None:
    case = ElementTree.SubElement(
        suite,
        "testcase",
        classname=f"lesson_{result.lesson}.{result.function}",
        name=result.check,
        time=f"{result.duration:.3f}",
    )
    if not result.passed:
        kind = "error" if result.status is Status.ERROR else "failure"
        _add(case, kind, result.message, result.status.value)
    if result.printed:
        ElementTree.SubElement(case, "system-out").text = plain(result.printed)


def _add(case: ElementTree.Element, kind: str, message: str, status: str = "") -> None:
    first = one_line(message.partition("\n")[0])
    attributes = {"message": first, **({"type": status} if status else {})}
    ElementTree.SubElement(case, kind, attributes).text = plain(message)


def _count(element: ElementTree.Element, suites: list[ElementTree.Element]) -> None:
    for name, path in {"tests": "testcase", "failures": ".//failure", "errors": ".//error"}.items():
        element.set(name, str(sum(len(suite.findall(path)) for suite in suites)))
    cases = [case for suite in suites for case in suite.findall("testcase")]
    element.set("time", f"{sum(float(case.get('time', 0)) for case in cases):.3f}")
