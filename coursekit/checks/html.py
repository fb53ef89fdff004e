"""The notebook's view of results: HTML that takes its colours from the theme, and the terminal's lines as text."""

import re
from dataclasses import dataclass
from html import escape

from coursekit.checks.result_lines import COLOURS, LOOKING, Entry, entry_lines
from coursekit.manifest import Lesson

# JupyterLab's colour, else VS Code's, else one that can be read on white and on black.
_CSS = {
    "green": "var(--jp-success-color0, var(--vscode-testing-iconPassed, #388e3c))",
    "red": "var(--jp-error-color0, var(--vscode-errorForeground, #d32f2f))",
    "yellow": "var(--jp-warn-color0, var(--vscode-editorWarning-foreground, #f57c00))",
    "": "var(--jp-border-color1, var(--vscode-panel-border, gray))",
}


@dataclass(frozen=True, repr=False)
class NotebookReport:
    """What `check` displays: HTML where that can be shown, text elsewhere.

    Attributes
    ----------
    functions, lessons
        What is said of the functions that were checked, and of the lesson as a whole.
    following
        The lesson to open next, if it is time for that.
    links
        Whether files and lessons are links. In Colab, these would lead nowhere.
    is_last
        Whether all is said. Otherwise a change that repairs a function is looked for, and a line says so.
    """

    functions: list[Entry]
    lessons: list[Entry]
    following: Lesson | None = None
    links: bool = True
    is_last: bool = True

    def __repr__(self) -> str:
        """Return the lines that pytest shows in a terminal, and what comes next."""
        lines = [text for text, _ in entry_lines(self.functions, self.lessons)]
        if self.following:
            lines.append(f"→ Next: {self.following.notebook}")
        if not self.is_last:
            lines.append(LOOKING)
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        lines = [_entry(entry) for entry in [*self.functions, *self.lessons]]
        if self.following:
            # Lessons lie beside each other, and so do their solutions.
            name = f"{self.following.number} {escape(self.following.title)}"
            lines.append(_strong(f'→ Next: <a href="{self.following.key}.ipynb">{name}</a>'))
        if not self.is_last:
            lines.append(f"<div>{LOOKING}</div>")
        html = "\n".join(lines)
        return html if self.links else re.sub("</?a[^>]*>", "", html)


def _entry(entry: Entry) -> str:
    """Return an entry's HTML. All of it is escaped: messages and output hold what the learner wrote."""
    colour = _CSS[COLOURS[entry.status] if entry.status else ""]
    mark = f'<span style="color: {colour}">{entry.mark}</span>' if entry.mark else ""
    parts = [f"<strong>{escape(entry.label)}</strong>", mark, escape(entry.text)]
    lines = [f"<div>{' '.join(part for part in parts if part)}</div>"]
    for line in entry.message:
        # A notebook lies in a folder beside the learner's. JupyterLab opens a file at a line, and counts from 0.
        # The place to look at comes last: a cause may name other lines before it.
        numbers = re.findall(r"\bline (\d+)", line)
        place = f"#line={int(numbers[-1]) - 1}" if numbers else ""
        text = re.sub(
            r"mnist_course/\w+\.py", rf'<a href="../\g<0>{place}">\g<0></a>', escape(line)
        )
        lines.append(_strong(text) if line.startswith("→") else f"<div>{text}</div>")
    if entry.right:
        lines.append(f"<div>{escape(entry.right)}</div>")
    if entry.printed:
        lines += ["<div>It printed:</div>", f"<pre>{escape(chr(10).join(entry.printed))}</pre>"]
    style = (
        f"border-left: 4px solid {colour}; margin: 4px 0; padding: 0 12px; white-space: pre-wrap"
    )
    return f'<div style="{style}">{"".join(lines)}</div>'


def _strong(html: str) -> str:
    return f"<div><strong>{html}</strong></div>"
