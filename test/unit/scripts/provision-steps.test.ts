import { describe, expect, test } from "vitest";
import { type Declaration, parseDeclaration } from "../../../scripts/provision/declaration.ts";
import { planSteps } from "../../../scripts/provision/plan-steps.ts";
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

const declare = (columns: readonly object[], changed: object = {}): Declaration =>
	parseDeclaration(
		JSON.stringify({
			tablesDB: [{ $id: "d", name: "D" }],
			tables: [{ ...TABLE, columns, indexes: [], ...changed }],
			buckets: [BUCKET],
			functions: [FUNCTION],
		}),
	);

const key = { $id: "k", key: "SERVICE_KEY", value: "", secret: true };
const PRESENT: Present = {
	databases: ["d"],
	tables: [{ ...TABLE, columns: [text, kind], indexes: [] }],
	buckets: [BUCKET],
	functions: [{ ...FUNCTION, variables: [key] }],
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
