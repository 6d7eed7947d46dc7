import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { themeNames } from "../shared/video/themes/themes.ts";
import { EXIT, printUsage, runCommand, UsageError } from "./cli/exit.ts";
import { ROOT } from "./cli/root.ts";
import { drawSheet } from "./contact-sheet/draw-sheet.ts";

/** A phone is then 240 wide, the least that a video may be. */
const LEAST_HEIGHT_PX = 428;

const USAGE = `Usage: npm run contact-sheet -- [options]      (draws all themes side by side, light over dark)

  --group            a group chat in place of a chat of two
  --theme NAME       only this theme; may be repeated
  --height N         pixels of a phone, even, ${LEAST_HEIGHT_PX} to 1920 (default 640)
  --output FILE      the picture (default docs/images/themes.png, with --group docs/images/themes-group.png)
  --help             print this help

Exit codes: 0 drawn, 1 failed, 2 unknown flag, theme or height.`;

await runCommand(USAGE, async () => {
	const { values } = parseArgs({
		options: {
			group: { type: "boolean", default: false },
			theme: { type: "string", multiple: true, default: themeNames },
			height: { type: "string", default: "640" },
			output: { type: "string" },
			help: { type: "boolean", default: false },
		},
		strict: true,
	});
	if (values.help) return printUsage(USAGE);
	const chosen = values.theme.map((given) => {
		const name = themeNames.find((each) => each === given);
		if (name === undefined)
			throw new UsageError(`--theme: expected one of ${themeNames.join(", ")}, received ${given}`);
		return name;
	});
	const heightPx = Number(values.height);
	if (!(heightPx >= LEAST_HEIGHT_PX && heightPx <= 1920 && heightPx % 2 === 0))
		throw new UsageError(
			`--height: expected an even number, ${LEAST_HEIGHT_PX} to 1920, received ${values.height}`,
		);
	const name = values.group ? "themes-group" : "themes";
	const chat = JSON.parse(await readFile(join(ROOT, "scripts/contact-sheet", `${name}.json`), "utf8"));
	const output = values.output ?? join(ROOT, "docs/images", `${name}.png`);
	await writeFile(output, await drawSheet(chat, chosen, heightPx));
	process.stdout.write(`${output}\n`);
	return EXIT.ok;
});
