import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ChatreelError } from "../../../shared/core/errors.ts";
import type { Table } from "../../../shared/service/columns.ts";
import { TABLES } from "../../../shared/service/tables.ts";

type DeclaredColumn = {
	readonly key: string;
	readonly type: string;
	readonly required: boolean;
	readonly array: boolean;
	readonly size?: number;
	readonly elements?: readonly string[];
	readonly default: unknown;
};

const { tables: declared } = JSON.parse(
	readFileSync(join(import.meta.dirname, "../../../appwrite.json"), "utf8"),
) as {
	readonly tables: readonly { readonly $id: string; readonly columns: readonly DeclaredColumn[] }[];
};

/** The columns of a table but those that every row has. */
function columnsOf({ columns, columnName }: Table): readonly DeclaredColumn[] {
	return Object.entries(columns)
		.map(([field, { type, size, elements, default: initial }]) => ({
			...{ key: columnName(field), type, required: false, array: false, default: initial },
			// Appwrite declares no size where it declares the words.
			...(elements === undefined || size !== undefined ? (size === undefined ? {} : { size }) : { elements }),
		}))
		.filter(({ key }) => !key.startsWith("$"));
}

const byKey = (columns: readonly DeclaredColumn[]) => columns.toSorted((a, b) => (a.key < b.key ? -1 : 1));

describe("the tables", () => {
	const tables: readonly Table[] = Object.values(TABLES) as unknown as readonly Table[];

	test("are those of appwrite.json, no more and no fewer", () => {
		expect(tables.map(({ id }) => id).toSorted()).toEqual(declared.map(({ $id }) => $id).toSorted());
	});

	test.each(tables.map((table) => [table.id, table] as const))(
		"%s has the columns of appwrite.json, with their types, sizes, words and defaults",
		(id, table) => {
			const columns = declared.find(({ $id }) => $id === id)?.columns ?? [];
			const told = columns.map(({ key, type, required, array, size, elements, default: initial }) => ({
				...{ key, type, required, array, default: initial },
				...(size === undefined ? {} : { size }),
				...(elements === undefined ? {} : { elements }),
			}));
			expect(byKey(columnsOf(table))).toEqual(byKey(told));
		},
	);
});

describe("a row", () => {
	test("is read under the names of its fields: times as milliseconds, JSON as values, an owner as what it is", () => {
		const row = TABLES.attempts.decode({
			...{ $id: "job.1", $createdAt: "2026-11-01T00:00:00.000+00:00", month: "2026-11", userId: null },
			...{ state: "settled", reservedMs: 9, chargedMs: 4, owner: "execution" },
			...{ leaseUntil: "2026-11-01T00:00:30.000+00:00", costUnits: '{"engine":"fast"}' },
		});
		expect(row).toMatchObject({
			...{ id: "job.1", createdAtMs: Date.UTC(2026, 10, 1), month: "2026-11", userId: null },
			...{ state: "settled", reservedMs: 9, chargedMs: 4, executionId: "execution", cpuMs: null },
			...{ leaseUntilMs: Date.UTC(2026, 10, 1, 0, 0, 30), expiresAtMs: null },
			costUnits: { engine: "fast" },
		});
	});

	test("is written under the names of its columns", () => {
		expect(TABLES.leases.encode({ executionId: "one", untilMs: 0, notes: { from: 1 } })).toEqual({
			...{ owner: "one", until: "1970-01-01T00:00:00.000Z", notes: '{"from":1}' },
		});
		expect(TABLES.deliveries.encode({ nextAtMs: null, failure: null })).toEqual({
			...{ nextAt: null, failure: null },
		});
	});

	test("of which columns are empty, cut off or unknown words has the defaults of its fields", () => {
		const job = TABLES.jobs.decode({
			...{ $id: "job", status: "of a later release", percent: null, userId: "", error: '{"code":"ERR' },
			warnings: "{}",
		});
		expect(job).toMatchObject({
			...{ status: "queued", percent: 0, userId: null, error: null, warnings: [], target: "bucket" },
			...{ cancelRequested: false, request: "", etaSeconds: null, permissions: [] },
		});
	});

	test("keeps an error as its caller may know it, and gives it back as an error", () => {
		const error = new ChatreelError("RESOURCE_EXHAUSTED", "No memory.", {
			...{ status: 507, details: { freeBytes: 1 }, cause: new Error("/a/secret/path") },
		});
		const { error: text } = TABLES.jobs.encode({ error });
		expect(text).toBe('{"code":"ERR_004","status":507,"message":"No memory.","details":{"freeBytes":1}}');
		const { error: restored } = TABLES.jobs.decode({ $id: "job", error: text });
		expect(restored).toBeInstanceOf(ChatreelError);
		expect(restored).toMatchObject({ kind: "RESOURCE_EXHAUSTED", status: 507, details: { freeBytes: 1 } });
		expect(TABLES.jobs.encode({ error: restored })).toEqual({ error: text });
	});

	test("keeps of an error with too many faults as many as fit into its column", () => {
		const faults = Array.from({ length: 2000 }, (_, index) => ({
			pointer: `/${index}`,
			message: "x".repeat(90),
		}));
		const error = new ChatreelError("INVALID_INPUT", "Many faults.", { details: { faults } });
		const text = String(TABLES.jobs.encode({ error })["error"]);
		expect(text.length).toBeLessThan(100_000);
		expect(JSON.parse(text).details.faults.length).toBeGreaterThan(500);
	});
});
