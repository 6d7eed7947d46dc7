import type { Row } from "../service/tables.ts";
import { type AlertState, INACTIVE, type Severity } from "./alert-state.ts";
import { type Told, UNTOLD } from "./notifications.ts";

/**
 * What is known of all alerts and channels, as the rows of the table `alerts`: the alert `<name>`; what a channel was told of it
 * `<name>.<channel>`; the channel itself `to.<channel>`. Kept there, so that a restart repeats nothing.
 */
export type AlertMemory = ReadonlyMap<string, AlertRow>;

export type AlertRow = {
	readonly state: string;
	readonly sinceMs: number | null;
	readonly clearedMs: number | null;
	readonly lastNotifiedMs: number | null;
};

const BLANK = { sinceMs: null, clearedMs: null, lastNotifiedMs: null };
const PHASES = ["pending", "firing"] as const;
const SEVERITIES = ["warn", "fail"] as const;

export const channelRowId = (channel: string) => `to.${channel}`;
export const toldRowId = (alert: string, channel: string) => `${alert}.${channel}`;

export function alertIn(memory: AlertMemory, alert: string): AlertState {
	const row = memory.get(alert);
	const [phaseText, severityText] = row?.state.split(" ") ?? [];
	const phase = PHASES.find((each) => each === phaseText);
	const severity = SEVERITIES.find((each) => each === severityText);
	if (row === undefined || phase === undefined || severity === undefined) return INACTIVE;
	return { phase, severity, sinceMs: row.sinceMs, clearedMs: row.clearedMs };
}

export function alertRow({ phase, severity, sinceMs, clearedMs }: AlertState): AlertRow {
	return { ...BLANK, state: severity === null ? phase : `${phase} ${severity}`, sinceMs, clearedMs };
}

export function toldIn(memory: AlertMemory, alert: string, channel: string): Told {
	const row = memory.get(toldRowId(alert, channel));
	if (row === undefined) return UNTOLD;
	const severity: Severity | null = SEVERITIES.find((each) => row.state === `told ${each}`) ?? null;
	return { severity, lastNotifiedMs: row.lastNotifiedMs };
}

export function toldRow({ severity, lastNotifiedMs }: Told): AlertRow {
	return { ...BLANK, state: severity === null ? "told resolved" : `told ${severity}`, lastNotifiedMs };
}

/** The names of the alerts that fire. */
export function firingIn(memory: AlertMemory): readonly string[] {
	return [...memory.keys()].filter((rowId) => alertIn(memory, rowId).phase === "firing");
}

/** Since when nothing reaches a channel; null where the last message did, or none was ever sent. */
export function failingSinceIn(memory: AlertMemory, channel: string): number | null {
	const row = memory.get(channelRowId(channel));
	return row?.state === "failing" ? row.sinceMs : null;
}

export function channelRow(failingSinceMs: number | null, nowMs: number): AlertRow {
	return { ...BLANK, state: failingSinceMs === null ? "works" : "failing", sinceMs: failingSinceMs ?? nowMs };
}

export function memoryOf(rows: readonly Row<"alerts">[]): AlertMemory {
	return new Map(
		rows.map(({ id, state, sinceMs, clearedMs, lastNotifiedMs }) => [
			id,
			{ state, sinceMs, clearedMs, lastNotifiedMs },
		]),
	);
}
