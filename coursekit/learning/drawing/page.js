
const layers = JSON.parse(document.getElementById("layers").textContent).map((layer) => ({
  kernel: decode(layer.kernel),
  bias: decode(layer.bias),
}));

/** Return the 32-bit numbers that Python wrote, little-endian, as base64. */
function decode(text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return new Float32Array(bytes.buffer);
}

function read(grey) {
  if (!grey.length) return {};
  const prepared = prepare(grey, SIZE);
  const probabilities = forward(layers, prepared);
  const digit = probabilities.indexOf(Math.max(...probabilities));
  const percent = Math.round(100 * probabilities[digit]);
  return { prepared, probabilities, answer: `The network says ${digit}. It is ${percent} % sure.` };
}

makePad(document.querySelector("main"), (pad) => pad.show(read(pad.grey())));
