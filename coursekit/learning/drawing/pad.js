"use strict";

// The drawing pad: paper to draw on, and beside it the answer, what the network sees, and ten bars. It knows no
// network: `changed(pad, done)` is called at every change, `done` is true at the end of a stroke and when all is cleared.

const SIZE = 280; // Pixels of the paper, each way.
const PEN = 24; // Pixels: as thick for a digit that fills the paper as MNIST's strokes are for theirs.
const STEP = 10; // Pixels that an arrow key moves the pen.
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function makePad(root, changed) {
  root.classList.add("drawing-pad");
  root.innerHTML = `
    <div class="draw">
      <div class="paper">
        <canvas width="${SIZE}" height="${SIZE}" tabindex="0" role="application" data-lm-suppress-shortcuts="true"
          aria-label="Paper to draw a digit on. Arrow keys move the pen, Space puts it down or lifts it, Delete clears."></canvas>
        <i class="pen" hidden></i>
      </div>
      <div class="tools">
        <button type="button">Clear</button>
        <span>Draw with mouse, finger or pen. <span class="keys">Or with keys: arrows move the pen, Space puts it
          down or lifts it, Delete clears.</span></span>
      </div>
    </div>
    <div class="reading">
      <p class="answer" role="status"></p>
      <figure><canvas class="prepared" width="28" height="28" role="img"
        aria-label="What the network sees: the digit in 28 by 28 pixels"></canvas>
        <figcaption>what it sees</figcaption></figure>
      <div class="bars" role="img">${[..."0123456789"].map((digit) => `<div><small></small><i></i><b>${digit}</b></div>`).join("")}</div>
    </div>`;
  const [paper, prepared] = root.querySelectorAll("canvas");
  const pen = root.querySelector(".pen");
  const answer = root.querySelector(".answer");
  const bars = root.querySelector(".bars");
  const ink = paper.getContext("2d", { willReadFrequently: true });
  const held = new Set();
  let at = [SIZE / 2, SIZE / 2];
  let down = false;
  let blank;

  function moveTo(x, y) {
    const before = at;
    at = [x, y].map((each) => Math.min(SIZE, Math.max(0, each)));
    pen.style.left = `${(100 * at[0]) / SIZE}%`;
    pen.style.top = `${(100 * at[1]) / SIZE}%`;
    if (!down) return;
    blank = false;
    ink.beginPath();
    ink.moveTo(...before);
    ink.lineTo(at[0] + 0.01, at[1]); // A line without any length would not be drawn.
    ink.stroke();
    changed(pad, false);
  }

  function putDown() {
    down = true;
    answer.ariaBusy = "true"; // A screen reader waits for the end of the stroke.
    moveTo(...at); // A dot.
  }

  function strokeEnds() {
    if (!down) return;
    answer.ariaBusy = "false";
    changed(pad, true);
  }

  function lift() {
    strokeEnds();
    down = false;
  }

  function clear() {
    down = false;
    blank = true;
    answer.ariaBusy = "false";
    ink.fillStyle = "white";
    ink.fillRect(0, 0, SIZE, SIZE);
  }

  function moveToEvent(event) {
    const scale = SIZE / paper.clientWidth;
    moveTo(event.offsetX * scale, event.offsetY * scale);
  }

  paper.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary || event.button) return;
    paper.setPointerCapture(event.pointerId);
    pen.hidden = true;
    down = false;
    moveToEvent(event);
    putDown();
  });
  paper.addEventListener("pointermove", (event) => {
    if (paper.hasPointerCapture(event.pointerId)) moveToEvent(event);
  });
  paper.addEventListener("lostpointercapture", lift);
  // A quick stroke is no fling of the page: Chromium would take the next tap for the end of it.
  paper.addEventListener("touchstart", (event) => event.preventDefault());

  paper.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (ARROWS[event.key]) {
      held.add(event.key);
      const steps = [...held].map((key) => ARROWS[key]); // Two keys: a slanted line.
      moveTo(...at.map((each, axis) => steps.reduce((sum, step) => sum + STEP * step[axis], each)));
    } else if (event.key === " ") {
      if (!event.repeat) down ? lift() : putDown();
    } else if (event.key === "Delete" || event.key === "Backspace") {
      button.click();
    } else return;
    event.preventDefault();
    pen.hidden = false;
    pen.classList.toggle("down", down);
  });
  paper.addEventListener("keyup", (event) => {
    if (held.delete(event.key)) strokeEnds();
  });
  paper.addEventListener("focus", () => (pen.hidden = !paper.matches(":focus-visible")));
  paper.addEventListener("blur", () => {
    held.clear();
    lift();
    pen.hidden = true;
  });
  const button = root.querySelector("button");
  button.addEventListener("click", () => {
    clear();
    changed(pad, true);
  });

  const pad = {
    /** The drawing row by row, from 0 (ink) to 255 (paper); empty when nothing is drawn. */
    grey() {
      if (blank) return new Uint8Array(0);
      const { data } = ink.getImageData(0, 0, SIZE, SIZE);
      return new Uint8Array(new Uint32Array(data.buffer)); // Of four bytes a pixel, the first: red is as grey.
    },

    /** Show words, the prepared digit (784 numbers from 0 to 1) and ten probabilities, as far as they are there. */
    show({ answer: words = "Draw a digit.", prepared: digit, probabilities }) {
      answer.textContent = words.replace(" %", "\u00a0%"); // No new line between.
      const shades = new ImageData(28, 28);
      shades.data.fill(255);
      digit?.forEach((value, n) => shades.data.fill(255 * (1 - value), 4 * n, 4 * n + 3));
      prepared.getContext("2d").putImageData(shades, 0, 0);
      const percents = Array.from(probabilities ?? [], (p) => Math.round(100 * p));
      const most = probabilities?.indexOf(Math.max(...probabilities));
      [...bars.children].forEach((bar, n) => {
        bar.classList.toggle("most", n === most);
        bar.querySelector("small").textContent = percents[n] || "";
        bar.querySelector("i").style.setProperty("--percent", percents[n] ?? 0);
      });
      const said = percents.map((percent, n) => `${n}: ${percent} %`).filter((_, n) => percents[n]);
      bars.ariaLabel = `Probability of each digit. ${said.join(", ")}`;
    },
  };

  ink.lineWidth = PEN;
  ink.lineCap = ink.lineJoin = "round";
  clear();
  pad.show({});
  return pad;
}
