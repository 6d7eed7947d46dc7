import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { buildBundles } from "./build/build-bundles.ts";
import { EXIT, runCommand } from "./cli/exit.ts";
import { formatTable } from "./cli/table.ts";

const USAGE = `Usage: npm run build

Bundles each function into dist/, where appwrite.json says that it is deployed from.`;

const root = dirname(dirname(fileURLToPath(import.meta.url)));

await runCommand(USAGE, async () => {
	const { values } = parseArgs({ options: { help: { type: "boolean", default: false } } });
	if (values.help) {
		process.stdout.write(`${USAGE}\n`);
		return EXIT.ok;
	}
	const built = await buildBundles(root, join(root, "dist"));
	const rows = built.map(({ name, dir, bytes }) => [
		name,
		relative(root, dir),
		`${Math.round(bytes / 1000)} kB`,
	]);
	process.stdout.write(`${formatTable(rows)}\n`);
	return EXIT.ok;
});
