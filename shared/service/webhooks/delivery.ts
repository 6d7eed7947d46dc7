import { sha256Hex } from "../../core/hash.ts";
import type { JsonObject } from "../../core/json.ts";
import type { Row } from "../row-store.ts";

/** The table of deliveries, as `appwrite.json` declares it. */
export const DELIVERIES = "webhook_deliveries";

export type DeliveryState = "due" | "delivered" | "given_up";

/** One thing to be told to one target, until it is delivered or given up. */
export type Delivery = {
	readonly id: string;
	readonly target: string;
	readonly event: string;
	/** The body, JSON. */
	readonly payload: string;
	/** Attempts that were begun. */
	readonly attempt: number;
	readonly state: DeliveryState;
	/** ISO 8601: when it is tried again; null where it is not. */
	readonly nextAt: string | null;
	/** Why the last attempt failed. */
	readonly failure: string | null;
};

/** Of what ends once, there is one delivery: its id is a hash of what ended, so that it is made once. */
export async function deliveryIdOf(kind: "job" | "batch", id: string): Promise<string> {
	return (await sha256Hex(`${kind} ${id}`)).slice(0, 32);
}

/** The first attempt is made by whoever makes the row, at once. If they die, the sweep begins after this. */
const FIRST_ATTEMPT_MS = 30_000;

/** What the column holds, with room for what is added around. */
const PAYLOAD_CHARACTERS = 95_000;

/** The columns of a new delivery. Of a payload that is too large only what identifies it is sent. */
export function newDelivery(
	told: { readonly target: string; readonly event: string; readonly payload: JsonObject },
	essential: JsonObject,
	nowMs: number,
): JsonObject {
	const { target, event, payload } = told;
	const text = JSON.stringify({ event, ...payload });
	const fits = text.length <= PAYLOAD_CHARACTERS;
	return {
		...{ target, event, attempt: 0, state: "due" },
		payload: fits ? text : JSON.stringify({ event, ...essential }),
		nextAt: new Date(nowMs + FIRST_ATTEMPT_MS).toISOString(),
	};
}

export function deliveryOf(row: Row): Delivery {
	const text = (column: string) => (typeof row[column] === "string" ? row[column] : null);
	return {
		id: row.$id,
		target: text("target") ?? "",
		event: text("event") ?? "",
		payload: text("payload") ?? "",
		attempt: Number(row["attempt"] ?? 0),
		state: (text("state") ?? "due") as DeliveryState,
		nextAt: text("nextAt"),
		failure: text("failure"),
	};
}

/** A delivery as the owner of its job sees it. */
export function deliveryView({ event, state, attempt, nextAt, failure }: Delivery): JsonObject {
	return { event, state, attempts: attempt, nextAt: state === "due" ? nextAt : null, failure };
}
