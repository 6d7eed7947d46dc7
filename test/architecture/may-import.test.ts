import { globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, test } from "vitest";

type Law = {
	/** What it may import: rooms, wings ("video" is all of it) or single files. Itself and `core` are always allowed. */
	readonly values: readonly string[];
	/** What it may import as types alone: nothing of it runs. */
	readonly types?: readonly string[];
};

/** The way of a conversation inside `video`, and of a job inside `service`: arrows run from right to left. */
const LAWS: Record<string, Law> = {
	core: { values: [] },
	"video/conversation": { values: ["video/themes"] },
	"video/locale": { values: [], types: ["video/conversation/warning.ts"] },
	"video/timeline": { values: ["video/conversation", "video/locale"] },
	"video/themes": { values: ["video/locale"], types: ["video/scene", "video/sound"] },
	"video/scene": { values: [] },
	"video/text": { values: [], types: ["video/conversation", "video/scene", "video/graphics.ts"] },
	"video/layout": {
		values: ["video/conversation", "video/themes", "video/text", "video/scene"],
	},
	"video/animation": {
		values: ["video/timeline", "video/scene"],
		types: ["video/themes", "video/layout"],
	},
	"video/paint": { values: ["video/scene"], types: ["video/text", "video/graphics.ts"] },
	"video/sound": { values: [], types: ["video/timeline"] },
	"video/encode": { values: ["video/scene"], types: ["video/sound", "video/conversation/warning.ts"] },
	"video/cost": { values: ["video/sound/format.ts"], types: ["video/encode"] },
	"video/node": {
		values: ["video/paint", "video/text", "video/scene", "video/encode", "video/sound/format.ts"],
		types: ["video"],
	},
	video: {
		values: [
			...[
				"video/conversation",
				"video/locale",
				"video/timeline",
				"video/themes",
				"video/text",
				"video/scene",
				"video/layout",
			],
			...["video/animation", "video/paint", "video/sound", "video/encode", "video/cost"],
		],
	},

	"service/quota": { values: [], types: ["service", "video/cost"] },
	"service/webhooks": { values: [], types: ["service"] },
	"service/jobs": { values: ["service/quota", "service/webhooks"], types: ["service"] },
	"service/pictures": { values: [], types: ["service"] },
	"service/quote": { values: ["service/quota", "service/jobs"], types: ["service"] },
	"service/attempt": {
		values: ["service/quota", "service/jobs", "service/pictures", "service/quote"],
		types: ["service"],
	},
	"service/api": {
		values: ["service/quota", "service/jobs", "service/pictures", "service/quote", "service/attempt"],
		types: ["service"],
	},
	"service/batch": {
		values: ["service/quota", "service/webhooks", "service/jobs", "service/pictures", "service/quote"],
		types: ["service"],
	},
	service: { values: [], types: ["service"] },

	health: { values: ["service/quota", "service/webhooks", "service/jobs"], types: ["service"] },

	"platform/node": { values: [], types: ["service", "video", "platform"] },
	"platform/appwrite": {
		values: ["platform/http/function-context.ts"],
		types: ["service", "health", "platform/node"],
	},
	"platform/http": { values: ["platform/node", "platform/appwrite"], types: ["service"] },

	app: { values: ["video", "service", "health", "platform"] },
};

/** What of `video` a service may use: its front door. As types, anything. */
const FRONT_DOOR = ["video/conversation", "video/cost", "video/render-video.ts", "video/plan-video.ts"];

/** The rooms that run anywhere, a browser too: they take what they need of a machine as arguments. */
const isPure = (room: string) =>
	room === "core" || room.startsWith("service") || (room.startsWith("video") && room !== "video/node");

/** Each of these packages has one room that knows it. */
const ONLY_USER: Record<string, string> = {
	"node-appwrite": "shared/platform/appwrite",
	"@napi-rs/canvas": "shared/video/node",
	"fluent-ffmpeg": "shared/video/node",
};

type Import = { readonly target: string; readonly isType: boolean };

const files = globSync(["{shared,functions,scripts}/**/*.ts", "sites/**/*.{ts,tsx}"]).map((file) =>
	file.replaceAll("\\", "/"),
);

function importsOf(file: string): readonly Import[] {
	const source = readFileSync(file, "utf8");
	const statements = source.matchAll(/^(?:import|export)\s([^;"']*?)from\s+["']([^"']+)["']/gm);
	const named = [...statements].map(([, clause = "", specifier = ""]) => ({
		specifier,
		isType: isTypeOnly(clause),
	}));
	const bare = [...source.matchAll(/(?:^import\s+|import\s*\(\s*)["']([^"']+)["']/gm)].map(
		([, specifier = ""]) => ({ specifier, isType: false }),
	);
	return [...named, ...bare].map(({ specifier, isType }) => ({
		target: specifier.startsWith(".") ? normalize(join(dirname(file), specifier)) : specifier,
		isType,
	}));
}

function isTypeOnly(clause: string): boolean {
	if (clause.startsWith("type ")) return true;
	const names = /^\{([^}]*)\}\s*$/.exec(clause)?.[1];
	return names?.split(",").every((name) => /^\s*(type\s.*)?$/s.test(name)) ?? false;
}

/** "video/paint" of shared/video/paint/yuv.ts, "video" of shared/video/render-video.ts, "core" of shared/core/time.ts. */
function roomOf(file: string): string {
	const [, wing = "", room = "", inner] = file.split("/");
	const hasRooms = ["video", "service", "platform"].includes(wing);
	return hasRooms && inner !== undefined ? `${wing}/${room}` : wing;
}

const isIn = (file: string, places: readonly string[]) =>
	places.some((place) => file === `shared/${place}` || file.startsWith(`shared/${place}/`));

function refusal(file: string, { target, isType }: Import): string | null {
	const [top, folder] = file.split("/");
	const [targetTop, targetFolder] = target.split("/");
	const room = top === "shared" ? roomOf(file) : "";
	const owner = ONLY_USER[target];
	if (top === "shared" && owner !== undefined && !file.startsWith(`${owner}/`))
		return `only ${owner} uses ${target}`;
	const isIo = target.startsWith("node:") || target in ONLY_USER || target.startsWith("@ffmpeg-installer");
	if (top === "shared" && isIo && isPure(room)) return `${room} is pure: no ${target}`;
	const h264 = "shared/video/encode/h264/";
	if (file.startsWith(h264) && !target.startsWith(h264)) return `encode/h264 stands alone: no ${target}`;
	if (top === "sites") return refusalInSites(folder ?? "", target);
	if (!["shared", "functions", "scripts", "sites"].includes(targetTop ?? "")) return null;
	if (top === "functions")
		return targetTop === "shared" || (targetTop === "functions" && targetFolder === folder)
			? null
			: `functions import shared and themselves, not ${target}`;
	if (top === "scripts" && targetTop === "sites")
		return isType ? null : "scripts import of sites only types: pages are built, not run";
	if (top === "scripts") return targetTop === "functions" ? "scripts never import functions" : null;
	if (targetTop !== "shared") return `shared never imports ${targetTop}`;
	return refusalInShared(room, { target, isType });
}

/** The packages that pages are made of. */
const OF_PAGES = ["preact", "@preact/signals"];

/** A site is a page in a browser: it plans and draws by `video`, and speaks to a service as any client does. */
function refusalInSites(site: string, target: string): string | null {
	const [top] = target.split("/");
	if (target.startsWith(`sites/${site}/`)) return null;
	if (top === "shared")
		return isIn(target, ["core", "video"]) && !isIn(target, ["video/node"])
			? null
			: `sites import of shared only core and video without video/node, not ${target}`;
	const isOfPages = OF_PAGES.some((name) => target === name || target.startsWith(`${name}/`));
	return isOfPages ? null : `sites never import ${target}`;
}

function refusalInShared(room: string, { target, isType }: Import): string | null {
	const law = LAWS[room];
	if (law === undefined) return `shared/${room} has no law`;
	const targetRoom = roomOf(target);
	if (targetRoom === room || targetRoom === "core") return null;
	const ofService = room.startsWith("service/") ? FRONT_DOOR : [];
	if (isIn(target, [...law.values, ...ofService])) return null;
	const typesOfService = room.startsWith("service") ? ["video"] : [];
	if (isType && isIn(target, [...(law.types ?? []), ...typesOfService])) return null;
	return `${room} may not import ${isType ? "the types of " : ""}${targetRoom}`;
}

/** The files of one circle of imports, types counted; null where there is none. */
function findCircle(graph: ReadonlyMap<string, readonly string[]>): readonly string[] | null {
	const done = new Set<string>();
	const visit = (file: string, path: readonly string[]): readonly string[] | null => {
		if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
		if (done.has(file)) return null;
		done.add(file);
		for (const target of graph.get(file) ?? []) {
			const circle = visit(target, [...path, file]);
			if (circle !== null) return circle;
		}
		return null;
	};
	for (const file of graph.keys()) {
		const circle = visit(file, []);
		if (circle !== null) return circle;
	}
	return null;
}

describe("the law of imports", () => {
	test("there are files to check", () => {
		expect(files.length).toBeGreaterThan(20);
	});

	test.each(files)("%s imports only what its room may", (file) => {
		expect(importsOf(file).flatMap((imported) => refusal(file, imported) ?? [])).toEqual([]);
	});

	test("no file imports itself by way of others, not even for a type", () => {
		const graph = new Map(files.map((file) => [file, importsOf(file).map(({ target }) => target)]));
		expect(findCircle(graph)).toBeNull();
	});

	test("a forbidden import is seen", () => {
		const value = (file: string, target: string) => refusal(file, { target, isType: false });
		const type = (file: string, target: string) => refusal(file, { target, isType: true });
		expect(value("shared/video/conversation/parse.ts", "shared/video/layout/column.ts")).toBe(
			"video/conversation may not import video/layout",
		);
		expect(value("shared/video/render-video.ts", "shared/service/quota/ledger.ts")).toBe(
			"video may not import service/quota",
		);
		expect(value("shared/service/jobs/x.ts", "shared/video/layout/column.ts")).toBe(
			"service/jobs may not import video/layout",
		);
		expect(type("shared/service/jobs/x.ts", "shared/video/layout/column.ts")).toBeNull();
		expect(type("shared/service/jobs/x.ts", "shared/platform/appwrite/appwrite-row-store.ts")).toBe(
			"service/jobs may not import the types of platform/appwrite",
		);
		expect(type("shared/platform/appwrite/x.ts", "shared/service/row-store.ts")).toBeNull();
		expect(value("shared/platform/appwrite/x.ts", "shared/service/jobs/job.ts")).toBe(
			"platform/appwrite may not import service/jobs",
		);
		expect(value("shared/core/x.ts", "node:fs")).toBe("core is pure: no node:fs");
		expect(value("shared/video/encode/h264/x.ts", "node:fs")).toBe("video/encode is pure: no node:fs");
		expect(value("shared/video/encode/h264/x.ts", "shared/core/errors.ts")).toBe(
			"encode/h264 stands alone: no shared/core/errors.ts",
		);
		expect(value("sites/studio/page/x.ts", "shared/service/quota/ledger.ts")).toContain("sites import");
		expect(value("sites/studio/page/x.ts", "shared/video/node/graphics.ts")).toContain("sites import");
		expect(value("sites/studio/page/x.ts", "sites/report/y.ts")).toBe("sites never import sites/report/y.ts");
		expect(value("sites/studio/page/x.ts", "node:fs")).toBe("sites never import node:fs");
		expect(value("sites/studio/page/x.ts", "shared/video/plan-film.ts")).toBeNull();
		expect(value("sites/studio/page/x.ts", "preact/hooks")).toBeNull();
		expect(value("shared/video/x.ts", "sites/studio/machine/fonts.ts")).toBe("shared never imports sites");
		expect(value("scripts/build/x.ts", "sites/studio/machine/fonts.ts")).toContain("only types");
		expect(value("shared/app/x.ts", "fluent-ffmpeg")).toBe("only shared/video/node uses fluent-ffmpeg");
		expect(
			findCircle(
				new Map([
					["a", ["b"]],
					["b", ["c"]],
					["c", ["a"]],
				]),
			),
		).toEqual(["a", "b", "c", "a"]);
	});

	test("an import of types alone is told from one of values", () => {
		expect(isTypeOnly("type { A, B } ")).toBe(true);
		expect(isTypeOnly("{ type A, type B } ")).toBe(true);
		expect(isTypeOnly("{ type A, b } ")).toBe(false);
		expect(isTypeOnly("* as all ")).toBe(false);
	});

	test("raw rows are read in platform/appwrite alone, by what columns.ts says of them", () => {
		const readers = files.filter(
			(file) =>
				!file.startsWith("scripts/") &&
				// A page is a client of its own: it reads what Appwrite answers.
				!file.startsWith("sites/studio/server/") &&
				/\$(id|createdAt|updatedAt|permissions)\b/.test(readFileSync(file, "utf8")),
		);
		const strangers = readers.filter(
			(file) => !file.startsWith("shared/platform/appwrite/") && file !== "shared/service/columns.ts",
		);
		expect(strangers).toEqual([]);
	});

	test("process.env is read in platform alone, but for the switch that canvas reads on import", () => {
		const readers = files.filter((file) => /process\.env/.test(readFileSync(file, "utf8")));
		const strangers = readers.filter(
			(file) => !file.startsWith("shared/platform/") && file !== "shared/video/node/fonts/canvas.ts",
		);
		expect(strangers).toEqual([]);
	});
});
