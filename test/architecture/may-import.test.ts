import { globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, test } from "vitest";

/** Who may import whom. Types count. `wiring`, `functions` and `scripts` are handled below. */
const MAY_IMPORT: Record<string, readonly string[]> = {
	core: [],
	chat: ["core"],
	timeline: ["core", "chat"],
	layout: ["core", "chat", "timeline"],
	plan: ["core", "chat", "timeline", "layout"],
	paint: ["core", "layout", "plan"],
	audio: ["core", "timeline"],
	encode: ["core", "plan"],
	quota: ["core"],
	webhooks: ["core"],
	jobs: ["core", "quota", "webhooks"],
	batch: ["core", "chat", "quota", "jobs"],
	health: ["core", "quota", "jobs", "webhooks"],
	render: ["core", "chat", "timeline", "layout", "plan", "quota", "jobs"],
	platform: ["core", "chat", "quota", "jobs", "webhooks", "batch", "health", "render"],
};

/** Stages without input and output: they take what they need as arguments, and some run in a browser. */
const PURE = ["core", "chat", "timeline", "layout", "plan", "quota", "jobs", "webhooks", "batch", "render"];

/** Each of these packages has one folder that knows it. */
const ONLY_USER: Record<string, string> = {
	"node-appwrite": "shared/platform",
	"@napi-rs/canvas": "shared/paint",
	"fluent-ffmpeg": "shared/encode",
};

const files = globSync("{shared,functions,scripts}/**/*.ts").map((file) => file.replaceAll("\\", "/"));

function importsOf(file: string): string[] {
	const source = readFileSync(file, "utf8");
	const specifiers = [...source.matchAll(/(?:from|import)\s*\(?\s*["']([^"']+)["']/g)].map(
		(match) => match[1] ?? "",
	);
	return specifiers.map((specifier) =>
		specifier.startsWith(".") ? normalize(join(dirname(file), specifier)) : specifier,
	);
}

function refusal(file: string, target: string): string | null {
	const [top, stage = ""] = file.split("/");
	const [targetTop, targetStage = ""] = target.split("/");
	const owner = ONLY_USER[target];
	if (owner !== undefined && !file.startsWith(`${owner}/`) && top === "shared")
		return `only ${owner} uses ${target}`;
	if (top === "shared" && PURE.includes(stage)) {
		const isIo = target.startsWith("node:") || target in ONLY_USER || target.startsWith("@ffmpeg-installer");
		if (isIo) return `${stage} is pure: no ${target}`;
	}
	const isStreamWriter = file.startsWith("shared/encode/h264/");
	if (isStreamWriter && !target.startsWith("shared/encode/h264/"))
		return `encode/h264 stands alone: no ${target}`;
	if (!["shared", "functions", "scripts"].includes(targetTop ?? "")) return null;
	if (top === "shared") {
		if (targetTop !== "shared") return `shared never imports ${targetTop}`;
		if (stage === targetStage || stage === "wiring") return null;
		const allowed = MAY_IMPORT[stage];
		if (allowed === undefined) return `shared/${stage} is not in the table`;
		return allowed.includes(targetStage) ? null : `${stage} may not import ${targetStage}`;
	}
	if (top === "functions") {
		const isOwn = targetTop === "functions" && targetStage === stage;
		return targetTop === "shared" || isOwn ? null : `functions import shared and themselves, not ${target}`;
	}
	return targetTop === "functions" ? "scripts never import functions" : null;
}

describe("the folder law", () => {
	test("there are files to check", () => {
		expect(files.length).toBeGreaterThan(20);
	});

	test.each(files)("%s imports only what its folder may", (file) => {
		const refusals = importsOf(file).flatMap((target) => refusal(file, target) ?? []);
		expect(refusals).toEqual([]);
	});

	test("a forbidden import is seen", () => {
		expect(refusal("shared/chat/parse.ts", "shared/layout/scene.ts")).toBe("chat may not import layout");
		expect(refusal("shared/core/x.ts", "node:fs")).toBe("core is pure: no node:fs");
		expect(refusal("shared/encode/h264/x.ts", "node:fs")).toBe("encode/h264 stands alone: no node:fs");
		expect(refusal("shared/render/x.ts", "fluent-ffmpeg")).toBe("only shared/encode uses fluent-ffmpeg");
	});

	test("process.env is read in platform alone, but for the switch that canvas reads on import", () => {
		const readers = files.filter((file) => /process\.env/.test(readFileSync(file, "utf8")));
		const strangers = readers.filter(
			(file) => !file.startsWith("shared/platform/") && file !== "shared/paint/canvas.ts",
		);
		expect(strangers).toEqual([]);
	});
});
