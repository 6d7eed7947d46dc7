import { expect, test } from "vitest";
import { ChatreelError } from "../../../../shared/core/errors.ts";
import { type RunSteps, runAtOnce } from "../../../../shared/core/steps.ts";
import type { Graphics } from "../../../../shared/video/graphics.ts";
import { openFonts } from "../../../../shared/video/text/open-fonts.ts";
import { evenGraphics, oneFont } from "../../../helpers/measure.ts";

type Ports = { readonly loadFont?: Graphics["loadFont"]; readonly runSteps?: RunSteps };

const open = ({ loadFont = () => {}, runSteps = runAtOnce }: Ports) =>
	openFonts([{ text: "Hi", pointer: "/messages/0/text" }], {
		graphics: { ...evenGraphics, loadFont },
		fonts: oneFont,
		runSteps,
	});

const missing = Object.assign(new Error("ENOENT: /usr/local/fonts"), { code: "ENOENT" });
const throwMissing = () => {
	throw missing;
};

test.each<[string, Graphics["loadFont"]]>([
	["at once", throwMissing],
	["while they load", () => Promise.reject(missing)],
])("fonts that fail %s are a fault of the deployment, and told without a path", async (_, loadFont) => {
	await expect(open({ loadFont })).rejects.toMatchObject({
		...{ kind: "DEPENDENCY_ERROR", status: 503, cause: missing },
		message: "The fonts could not be loaded.",
	});
});

test("what ends the planning is told as it is", async () => {
	const ended = new ChatreelError("TIMEOUT", "The time was up.");
	await expect(open({ runSteps: () => Promise.reject(ended) })).rejects.toBe(ended);
});

test("fonts are open when all have loaded", async () => {
	let isThere = false;
	const loadFont = async () => {
		await new Promise((resolve) => setTimeout(resolve, 5));
		isThere = true;
	};
	await open({ loadFont });
	expect(isThere).toBe(true);
});
