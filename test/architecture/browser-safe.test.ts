import { build } from "esbuild";
import { expect, test } from "vitest";

/** What a page that previews a video would import: from a conversation to its scenes. */
const PREVIEW = `
	export { parseConversation } from "./shared/video/conversation/parse.ts";
	export { planTimeline } from "./shared/video/timeline/plan-timeline.ts";
	export { planRender } from "./shared/video/plan/plan-render.ts";
	export { sceneAt } from "./shared/video/animation/scene-at.ts";
`;

const bundle = (contents: string) =>
	build({
		stdin: { contents, resolveDir: process.cwd() },
		bundle: true,
		write: false,
		metafile: true,
		platform: "browser",
		format: "esm",
		logLevel: "silent",
	});

test("conversation, timeline, layout, animation and plan run in a browser: nothing of Node is in their bundle", async () => {
	const { metafile } = await bundle(PREVIEW);
	const files = Object.keys(metafile.inputs);
	expect(files.filter((file) => file.startsWith("shared/")).length).toBeGreaterThan(40);
	expect(
		files.filter((file) =>
			/shared\/(video\/(paint|encode|node|sound)|service|health|platform|app)\//.test(file),
		),
	).toEqual([]);
});

test("an import of Node would be seen", async () => {
	await expect(bundle('export { join } from "node:path";')).rejects.toThrow("node:path");
});
