
// The network in plain JavaScript. `layers` holds for each Dense layer its kernel, row by row, and its bias.

/** Return the ten probabilities for 784 pixels: relu after each hidden layer, softmax after the last. */
function forward(layers, pixels) {
  let values = pixels;
  layers.forEach(({ kernel, bias }, n) => {
    const sums = Float64Array.from(bias);
    values.forEach((value, row) => {
      if (value === 0) return;
      const start = row * sums.length;
      for (let column = 0; column < sums.length; column++)
        sums[column] += value * kernel[start + column];
    });
    values = n < layers.length - 1 ? sums.map((sum) => Math.max(0, sum)) : softmax(sums);
  });
  return values;
}

function softmax(sums) {
  const most = Math.max(...sums); // exp of a large number would be infinite.
  const powers = sums.map((sum) => Math.exp(sum - most));
  const total = powers.reduce((a, b) => a + b);
  return powers.map((power) => power / total);
}

/** Return a drawing (row by row, 0 is ink, 255 is paper) in 784 pixels from 0 to 1 (ink), as prepare_digit does. */
function prepare(grey, width) {
  const rows = Array.from({ length: grey.length / width }, (_, y) =>
    Array.from(grey.subarray(y * width, (y + 1) * width), (shade) => 1 - shade / 255)
  );
  const crop = transposed(withoutEdges(transposed(withoutEdges(rows))));
  const [high, wide] = [crop.length, crop[0].length].map((side, _, sides) =>
    Math.max(1, Math.round((20 * side) / Math.max(...sides)))
  );
  const digit = transposed(averaged(transposed(averaged(crop, high)), wide));
  const most = Math.max(...digit.flat());
  const [top, left] = [digit, transposed(digit)].map((lines) =>
    Math.min(28 - lines.length, Math.max(0, Math.round(14 - middle(lines))))
  );
  const pixels = new Float64Array(784);
  digit.forEach((row, y) =>
    row.forEach((value, x) => (pixels[28 * (y + top) + x + left] = value / most))
  );
  return pixels;
}

const transposed = (rows) => rows[0].map((_, x) => rows.map((row) => row[x]));

/** Return the rows from the first to the last that has ink. */
function withoutEdges(rows) {
  const inked = rows.map((row) => row.some((value) => value > 0.1));
  return rows.slice(inked.indexOf(true), inked.lastIndexOf(true) + 1);
}

/** Return `count` rows; each is the mean of the rows that lie there, which count by how much of them does. */
function averaged(rows, count) {
  const size = rows.length / count;
  return Array.from({ length: count }, (_, n) =>
    rows[0].map((_, x) => {
      let sum = 0;
      for (let y = Math.floor(n * size); y < Math.min(rows.length, (n + 1) * size); y++)
        sum += rows[y][x] * (Math.min(y + 1, (n + 1) * size) - Math.max(y, n * size));
      return sum / size;
    })
  );
}

/** Return the line in which the ink's centre of mass is. */
function middle(lines) {
  const sums = lines.map((line) => line.reduce((a, b) => a + b));
  return sums.reduce((sum, each, n) => sum + each * n, 0) / sums.reduce((a, b) => a + b);
}
