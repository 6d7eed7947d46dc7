import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type Client, Functions, ID, Sites, Storage, TablesDB } from "node-appwrite";
import { ChatreelError } from "../../shared/core/errors.ts";
import type { DeclaredColumn } from "./declaration.ts";
import type { Step } from "./step.ts";

/** A server makes a column in a third of a second, or in minutes when its workers are busy. */
const WAIT_MS = 300_000;

/** Applies the steps in order, calling `onDone` after each, and skips those "by hand". Rejects with the error of the first that fails. */
export async function applySteps(
	client: Client,
	steps: readonly Step[],
	onDone: (step: Step) => void | Promise<void>,
): Promise<void> {
	const newKey = randomBytes(24).toString("hex");
	let [done, stage] = [[] as Step[], 0];
	for (const step of steps) {
		// An index needs its columns to be available, and a function both.
		if (chooseStage(step) > stage) {
			await waitForTables(client, done);
			[done, stage] = [[], chooseStage(step)];
		}
		await apply(client, step, newKey);
		done.push(step);
		await onDone(step);
	}
	await waitForTables(client, done);
}

function chooseStage({ kind }: Step): number {
	if (["create database", "create table", "update table", "create column", "update column"].includes(kind))
		return 0;
	return kind === "create index" ? 1 : 2;
}

async function apply(client: Client, step: Step, serviceKey: string): Promise<void> {
	const [tables, storage, functions] = [new TablesDB(client), new Storage(client), new Functions(client)];
	switch (step.kind) {
		case "create database":
			await tables.create({ databaseId: step.id, name: step.name });
			return;
		case "create table":
		case "update table": {
			const { $id: tableId, databaseId, name, $permissions: permissions, rowSecurity } = step.table;
			const settings = { ...step.kept, databaseId, tableId, name, permissions, rowSecurity };
			await (step.kind === "create table" ? tables.createTable(settings) : tables.updateTable(settings));
			return;
		}
		case "create column":
			await createColumn(tables, step.at, step.column);
			return;
		case "update column":
			await updateColumn(tables, step.at, step.column);
			return;
		case "create index": {
			const { key, type, columns, orders } = step.index;
			await tables.createIndex({ ...step.at, key, type: type as never, columns, orders: orders as never });
			return;
		}
		case "create bucket":
		case "update bucket": {
			const { $id: bucketId, $permissions: permissions, compression, ...rest } = step.bucket;
			const settings = { ...step.kept, bucketId, permissions, compression: compression as never, ...rest };
			await (step.kind === "create bucket" ? storage.createBucket(settings) : storage.updateBucket(settings));
			return;
		}
		case "create function":
		case "update function": {
			const { $id: functionId, runtime, scopes, runtimeSpecification, ...rest } = step.plan;
			const settings = {
				...step.kept,
				...(runtimeSpecification === undefined ? {} : { runtimeSpecification }),
				...rest,
				functionId,
				runtime: runtime as never,
				scopes: scopes as never,
			};
			await (step.kind === "create function" ? functions.create(settings) : functions.update(settings));
			return;
		}
		case "create site":
		case "update site": {
			const sites = new Sites(client);
			const { $id: siteId, framework, adapter, buildRuntime, ...rest } = step.site;
			const settings = {
				...step.kept,
				...rest,
				siteId,
				framework: framework as never,
				adapter: adapter as never,
				buildRuntime: buildRuntime as never,
			};
			await (step.kind === "create site" ? sites.create(settings) : sites.update(settings));
			return;
		}
		case "create variable":
		case "update variable": {
			const { functionId, variableId, key, isSecret } = step;
			const value = step.value === "" ? serviceKey : step.value;
			if (variableId === null) {
				await functions.createVariable({ functionId, variableId: ID.unique(), key, value, secret: isSecret });
			} else {
				// A secret variable stays secret: the server refuses `false`.
				const secret = isSecret ? { secret: true } : {};
				await functions.updateVariable({ functionId, variableId, key, value, ...secret });
			}
			return;
		}
		case "by hand":
			return;
	}
}

type Place = { readonly databaseId: string; readonly tableId: string };

async function createColumn(tables: TablesDB, at: Place, column: DeclaredColumn): Promise<void> {
	const { key, required, array, size = 255, elements = [], default: given } = column;
	// The SDK omits an undefined default.
	const settings = { ...at, key, required, array, xdefault: (given ?? undefined) as never };
	if (column.format === "enum") await tables.createEnumColumn({ ...settings, elements });
	else if (column.type === "string") await tables.createStringColumn({ ...settings, size });
	else if (column.type === "datetime") await tables.createDatetimeColumn(settings);
	else if (column.type === "integer") await tables.createIntegerColumn(settings);
	else await tables.createBooleanColumn(settings);
}

async function updateColumn(tables: TablesDB, at: Place, column: DeclaredColumn): Promise<void> {
	const { key, required, size, elements = [], default: given } = column;
	// The server requires a default, also null.
	const settings = { ...at, key, required, xdefault: given as never };
	if (column.format === "enum") await tables.updateEnumColumn({ ...settings, elements });
	else if (column.type === "string") {
		await tables.updateStringColumn({ ...settings, ...(size === undefined ? {} : { size }) });
	} else if (column.type === "datetime") await tables.updateDatetimeColumn(settings);
	else if (column.type === "integer") await tables.updateIntegerColumn(settings);
	else await tables.updateBooleanColumn(settings);
}

/** The server makes columns and indexes after it has answered: waits until those of the steps are available. */
async function waitForTables(client: Client, steps: readonly Step[]): Promise<void> {
	const tables = new TablesDB(client);
	const touched = new Map(
		steps.flatMap((step) => ("at" in step ? [[step.at.tableId, step.at] as const] : [])),
	);
	const giveUpAt = performance.now() + WAIT_MS;
	for (const at of touched.values()) {
		for (;;) {
			const { columns, indexes } = await tables.getTable(at);
			const parts = [...columns, ...indexes];
			const failed = parts.find(({ status }) => status === "failed" || status === "stuck");
			if (failed !== undefined)
				throw unusable(`${at.tableId}.${failed.key} could not be made: ${failed.error}`);
			if (parts.every(({ status }) => status === "available")) break;
			if (performance.now() > giveUpAt)
				throw unusable(`${at.tableId} is not ready after ${WAIT_MS / 1000} s.`);
			await sleep(200);
		}
	}
}

function unusable(message: string): ChatreelError {
	return new ChatreelError("DEPENDENCY_ERROR", message);
}
