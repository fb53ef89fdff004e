"use strict";

const table = document.querySelector("table");
const body = table.tBodies[0];
const heads = [...table.tHead.rows[0].cells];
const students = [...document.querySelectorAll("details.student")];

const byName = new Intl.Collator(undefined, { numeric: true });

function compare(a, b, column) {
  if (!column) return byName.compare(a.dataset.name, b.dataset.name);
  return a.cells[column].dataset.v - b.cells[column].dataset.v;
}

heads.forEach((head, column) =>
  head.firstElementChild.addEventListener("click", () => {
    const down = head.ariaSort === "ascending";
    heads.forEach((other) => other.removeAttribute("aria-sort"));
    head.ariaSort = down ? "descending" : "ascending";
    const sign = down ? -1 : 1;
    body.append(...[...body.rows].sort((a, b) => sign * compare(a, b, column)));
  })
);

// Tomas finds Tomás.
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

document.getElementById("filter").addEventListener("input", (event) => {
  const wanted = plain(event.target.value.trim());
  for (const each of [...body.rows, ...students])
    each.hidden = !plain(each.dataset.name).includes(wanted);
  const left = [...body.rows].filter((row) => !row.hidden).length;
  document.getElementById("found").textContent = wanted ? `${left} of ${body.rows.length}` : "";
});

const all = document.getElementById("all");
all.addEventListener("click", () => {
  const open = all.ariaPressed === "false";
  all.ariaPressed = String(open);
  students.forEach((student) => (student.open = open));
});

function openTarget() {
  const target = document.getElementById(location.hash.slice(1));
  if (target?.matches("details")) {
    target.open = true;
    target.scrollIntoView();
  }
}
addEventListener("hashchange", openTarget);
openTarget();

// What is printed must not hide what was told; the style sheet does it in newer browsers.
let closed = [];
addEventListener("beforeprint", () => {
  closed = students.filter((student) => !student.open);
  closed.forEach((student) => (student.open = true));
});
addEventListener("afterprint", () => closed.forEach((student) => (student.open = false)));
