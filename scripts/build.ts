import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { readEnv } from "../shared/platform/node/env.ts";
import { buildBundles } from "./build/build-bundles.ts";
import { buildPackage } from "./build/build-package.ts";
import { writeStudio } from "./build/write-studio.ts";
import { EXIT, printUsage, runCommand } from "./cli/exit.ts";
import { formatTable } from "./cli/format-table.ts";
import { ROOT } from "./cli/root.ts";
import { chooseServer } from "./studio/choose-server.ts";

const USAGE = `Usage: npm run build [-- --package]

Bundles each function and the studio into dist/, where appwrite.json says that they are deployed from. The studio renders on the
Appwrite of APPWRITE_ENDPOINT and APPWRITE_PROJECT_ID; without these it does without a server.

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
	const env = readEnv();
	const server = chooseServer({ given: {}, env, local: null });
	const built = [
		...(await buildBundles(ROOT, join(ROOT, "dist"), env.EMOJI_FONT)),
		await writeStudio(ROOT, join(ROOT, "dist/studio"), server),
	];
	const rows = built.map(({ name, dir, bytes }) => [
		name,
		relative(ROOT, dir),
		`${Math.round(bytes / 1000)} kB`,
	]);
	process.stdout.write(`${formatTable(rows)}\n`);
	return EXIT.ok;
});
