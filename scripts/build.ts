import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { readEnv } from "../shared/platform/node/env.ts";
import { buildBundles } from "./build/build-bundles.ts";
import { buildPackage } from "./build/build-package.ts";
import { EXIT, printUsage, runCommand } from "./cli/exit.ts";
import { formatTable } from "./cli/format-table.ts";
import { ROOT } from "./cli/root.ts";

const USAGE = `Usage: npm run build [-- --package]

Bundles each function into dist/, where appwrite.json says that it is deployed from.

  --package   writes the npm package of the library into dist/package instead; npm pack ./dist/package packs it
  --help      print this`;

await runCommand(USAGE, async () => {
	const { values } = parseArgs({
		options: { package: { type: "boolean", default: false }, help: { type: "boolean", default: false } },
	});
	if (values.help) return printUsage(USAGE);
	if (values.package) {
		await buildPackage(ROOT, join(ROOT, "dist/package"));
		process.stdout.write("dist/package\n");
		return EXIT.ok;
	}
	const built = await buildBundles(ROOT, join(ROOT, "dist"), readEnv().EMOJI_FONT);
	const rows = built.map(({ name, dir, bytes }) => [
		name,
		relative(ROOT, dir),
		`${Math.round(bytes / 1000)} kB`,
	]);
	process.stdout.write(`${formatTable(rows)}\n`);
	return EXIT.ok;
});
