
// In a notebook, Python reads the drawing: coursekit/learning/drawing_pad.py.

function render({ model, el }) {
  const pad = makePad(el, (pad, done) => {
    if (!done) return;
    model.set("drawing", new DataView(pad.grey().buffer));
    model.save_changes();
  });
  const show = () => pad.show(model.get("reading"));
  model.on("change:reading", show);
  return () => model.off("change:reading", show);
}

export default { render };
