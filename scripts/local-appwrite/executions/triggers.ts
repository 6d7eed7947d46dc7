import { Cron } from "croner";
import { type Events, listFunctionEventNames } from "../events.ts";
import { listFunctions } from "../functions/functions.ts";
import type { Store } from "../store.ts";
import { VERSION } from "../version.ts";
import { EMPTY_REQUEST, removeOldExecutions } from "./executions.ts";
import type { Executor } from "./executor.ts";

const SERVER = { kind: "key", scopes: "all" } as const;

/** Runs the functions that listen to events. Returns a function that ends it. */
export function runOnEvents(store: Store, executor: Executor, events: Events): () => void {
	return events.subscribe((event) => {
		const names = new Set(listFunctionEventNames(event));
		const { name, payload, userId } = event;
		const listeners = listFunctions(store).filter((each) => each.events.some((wanted) => names.has(wanted)));
		for (const owner of listeners) {
			const body = Buffer.from(JSON.stringify(payload)).toString("base64");
			const headers = { "user-agent": `Appwrite/${VERSION}`, "content-type": "application/json" };
			const request = { ...EMPTY_REQUEST, trigger: "event" as const, event: name, userId, headers, body };
			executor.start(owner, request, SERVER);
		}
	});
}

/**
 * Runs the functions whose time has come: those put off, and by their schedule each minute of the server's clock once.
 * Minutes that a moved clock skips are not made up for. The returned function looks at the clock; it is called now and then.
 */
export function createScheduler(store: Store, executor: Executor): () => void {
	let lastMinute = Math.floor(store.now() / 60_000);
	return () => {
		executor.runDue();
		const minute = Math.floor(store.now() / 60_000);
		if (minute === lastMinute) return;
		lastMinute = minute;
		removeOldExecutions(store);
		for (const owner of listFunctions(store)) {
			const isDue = owner.schedule !== "" && isDueAt(owner.schedule, minute * 60_000);
			// The schedule of a function without a deployment rests.
			if (!isDue || owner.deploymentId === "") continue;
			executor.start(owner, { ...EMPTY_REQUEST, trigger: "schedule" }, SERVER);
		}
	};
}

function isDueAt(schedule: string, minuteMs: number): boolean {
	return new Cron(schedule, { timezone: "UTC" }).nextRun(new Date(minuteMs - 1))?.getTime() === minuteMs;
}
