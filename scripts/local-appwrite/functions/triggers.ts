import { Cron } from "croner";
import { type Events, namesOf } from "../events.ts";
import { VERSION } from "../http/answer.ts";
import { NOTHING } from "./execution.ts";
import type { Executor } from "./executor.ts";
import type { Functions } from "./functions.ts";

const SERVER = { kind: "key", scopes: "all" } as const;

/** Runs the functions that listen to what happens. Returns what ends it. */
export function runOnEvents(functions: Functions, executor: Executor, events: Events): () => void {
	return events.subscribe((event) => {
		const names = new Set(namesOf(event));
		const { name, payload, userId } = event;
		for (const made of functions.list()) {
			if (!made.events.some((wanted) => names.has(wanted))) continue;
			const body = Buffer.from(JSON.stringify(payload)).toString("base64");
			const headers = { "user-agent": `Appwrite/${VERSION}`, "content-type": "application/json" };
			executor.start(made, { ...NOTHING, trigger: "event", event: name, userId, headers, body }, SERVER);
		}
	});
}

/**
 * Runs the functions whose time has come: those put off, and by their schedule each minute of the server's clock once.
 * Minutes that a moved clock leaps over are not made up for. `tick` is called now and then and looks at the clock.
 */
export function createClockwork(
	functions: Functions,
	executor: Executor,
	now: () => number,
): { readonly tick: () => void } {
	let lastMinute = Math.floor(now() / 60_000);
	return {
		tick: () => {
			executor.runDue();
			const minute = Math.floor(now() / 60_000);
			if (minute === lastMinute) return;
			lastMinute = minute;
			executor.removeOld();
			for (const made of functions.list()) {
				const isDue = made.schedule !== "" && isDueAt(made.schedule, minute * 60_000);
				// The schedule of a function without a deployment rests.
				if (!isDue || made.deploymentId === "") continue;
				executor.start(made, { ...NOTHING, trigger: "schedule" }, SERVER);
			}
		},
	};
}

function isDueAt(schedule: string, minuteMs: number): boolean {
	return new Cron(schedule, { timezone: "UTC" }).nextRun(new Date(minuteMs - 1))?.getTime() === minuteMs;
}
