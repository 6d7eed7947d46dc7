import { AppwriteException } from "node-appwrite";
import { describe, expect, test } from "vitest";
import { type Declaration, parseDeclaration } from "../../../scripts/provision/declaration.ts";
import { planSteps } from "../../../scripts/provision/plan-steps.ts";
import { explainNoSites } from "../../../scripts/provision/read-present.ts";
import type { Present } from "../../../scripts/provision/step.ts";

const text = { key: "text", type: "string", required: false, array: false, size: 20, default: null };
const kind = {
	key: "kind",
	type: "string",
	format: "enum",
	required: false,
	array: false,
	elements: ["a", "b"],
};
const FUNCTION = {
	$id: "f",
	name: "F",
	runtime: "node-22",
	execute: ["any"],
	events: [],
	scopes: [],
	schedule: "",
	timeout: 15,
	entrypoint: "main.js",
	commands: "",
};
const BUCKET = {
	$id: "b",
	$permissions: [],
	name: "B",
	fileSecurity: true,
	maximumFileSize: 1,
	allowedFileExtensions: [],
	compression: "none",
	encryption: false,
	antivirus: false,
};
const TABLE = { $id: "t", $permissions: [], databaseId: "d", name: "T", rowSecurity: false };

const SITE = {
	...{ $id: "s", name: "S", framework: "other", adapter: "static", buildRuntime: "node-22", timeout: 30 },
	...{ installCommand: "", buildCommand: "true", outputDirectory: "./", fallbackFile: "" },
};

const declare = (columns: readonly object[], changed: object = {}): Declaration =>
	parseDeclaration(
		JSON.stringify({
			tablesDB: [{ $id: "d", name: "D" }],
			tables: [{ ...TABLE, columns, indexes: [], ...changed }],
			buckets: [BUCKET],
			functions: [FUNCTION],
			sites: [SITE],
		}),
	);

const key = { $id: "k", key: "SERVICE_KEY", value: "", secret: true };
const PRESENT: Present = {
	databases: ["d"],
	tables: [{ ...TABLE, columns: [text, kind], indexes: [] }],
	buckets: [BUCKET],
	functions: [{ ...FUNCTION, variables: [key] }],
	sites: [{ ...SITE, variables: [] }],
	withoutSites: null,
};
const describeSteps = (columns: readonly object[], present: Partial<Present> = {}) =>
	planSteps(declare(columns), { ...PRESENT, ...present }, {}).map(
		(step) => `${step.kind}: ${step.description}`,
	);

describe("a change of a column that holds data", () => {
	test.each([
		["more room", { ...text, size: 21 }, "update column: update column t.text: size 20 → 21"],
		["a default", { ...text, default: "x" }, 'update column: update column t.text: default null → "x"'],
		["less room", { ...text, size: 19 }, /^by hand: column t.text differs \(size 20 → 19\)/],
		[
			"another type",
			{ ...text, type: "integer", size: undefined },
			/^by hand: column t.text .*create it again/,
		],
		["a value in each row", { ...text, required: true }, /^by hand: .*existing rows have no value/],
	])("%s", (_, column, words) => {
		expect(describeSteps([column, kind])).toEqual([
			typeof words === "string" ? words : expect.stringMatching(words),
		]);
	});

	test("elements of an enum are added, and removed when no row has them", () => {
		const fewer = [text, { ...kind, elements: ["a", "c"] }];
		const words = 'column t.kind: elements ["a","b"] → ["a","c"]';
		expect(describeSteps(fewer)).toEqual([`update column: update ${words}`]);
		expect(describeSteps(fewer, { elementsInUse: { "t.kind": ["b"] } })).toEqual([
			expect.stringMatching(/^by hand: column t.kind differs .*: rows have b:/),
		]);
	});

	test("a new one may be required in a new table only", () => {
		const required = { ...text, key: "must", required: true };
		expect(describeSteps([text, kind, required])).toEqual([
			expect.stringMatching(/^by hand: column t.must is new and required/),
		]);
		expect(describeSteps([required], { tables: [] })).toEqual([
			"create table: create table t",
			"create column: create column t.must",
		]);
		expect(() => declare([{ ...required, default: "x" }])).toThrow("no default for a required column");
	});
});

describe("an update", () => {
	test("keeps settings outside the declaration, and comes after the variables", () => {
		const more = { enabled: false, runtimeSpecification: "s-2vcpu-2gb", deploymentId: "one" };
		const present = {
			tables: [{ ...TABLE, name: "Old", enabled: false, columns: [text, kind], indexes: [] }],
			buckets: [{ ...BUCKET, name: "Old", enabled: false, totalSize: 5 }],
			functions: [{ ...FUNCTION, ...more, timeout: 10, variables: [] }],
		};
		const steps = planSteps(declare([text, kind]), { ...PRESENT, ...present }, {});
		expect(steps.map((step) => [step.kind, "kept" in step ? step.kept : null])).toEqual([
			["update table", { enabled: false }],
			["update bucket", { enabled: false }],
			["create variable", null],
			["update function", { enabled: false, runtimeSpecification: "s-2vcpu-2gb" }],
		]);
	});
});

describe("a site", () => {
	const planned = (present: Partial<Present>) =>
		planSteps(declare([text, kind]), { ...PRESENT, ...present }, {}).map(({ description }) => description);

	test("is created, and updated where it differs, without what else is set there", () => {
		expect(planned({ sites: [] })).toEqual(["create site s"]);
		const changed = { ...SITE, enabled: false, buildCommand: "false", variables: [] };
		expect(planned({ sites: [changed] })).toEqual(['update site s: buildCommand "false" → "true"']);
		const [step] = planSteps(declare([text, kind]), { ...PRESENT, sites: [changed] }, {});
		expect(step).toMatchObject({ kind: "update site", kept: { enabled: false } });
	});

	test("is left out where the server takes none", () => {
		expect(planned({ sites: [], withoutSites: "The server has no Sites." })).toEqual([]);
	});
});

describe("a server that takes no sites", () => {
	const refusal = (message: string, code: number, type: string) => new AppwriteException(message, code, type);

	test.each([
		["before Sites", refusal("<!doctype html>", 404, ""), "The server has no Sites."],
		["after that", refusal("Route not found.", 404, "general_route_not_found"), "The server has no Sites."],
		[
			"where they are disabled",
			refusal("The requested service is disabled.", 403, "general_service_disabled"),
			"Sites are disabled in this project.",
		],
		[
			"for a key without their scope",
			refusal('missing scopes (["sites.read"])', 401, "general_unauthorized_scope"),
			"APPWRITE_API_KEY lacks sites.read or sites.write.",
		],
	])("%s, is told from one that fails", (_when, error, words) => {
		expect(explainNoSites(error)).toBe(words);
	});

	test("is not one that refuses the key or does not answer", () => {
		expect(explainNoSites(refusal("no", 401, "user_unauthorized"))).toBe(null);
		expect(explainNoSites(refusal("no", 404, "project_not_found"))).toBe(null);
		expect(explainNoSites(new TypeError("fetch failed"))).toBe(null);
	});
});
