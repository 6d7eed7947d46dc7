// Read before a command (`node -r`): Node loads no ES module from a folder with a backslash in its name, and would say so by a
// stack. In CommonJS, because that is loaded from everywhere.
if (__dirname.includes("\\")) {
	process.stderr.write(
		`Node cannot load modules from a folder with a backslash in its name. Rename or move ${require("node:path").join(__dirname, "../..")}.\n`,
	);
	process.exit(1);
}
