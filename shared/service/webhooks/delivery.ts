import { sha256Hex } from "../../core/hash.ts";
import type { JsonObject } from "../../core/json.ts";
import { isoOf } from "../../core/time.ts";
import type { Changes, Row } from "../tables.ts";

/** One thing to be told to one target, until it is delivered or given up. */
export type Delivery = Row<"deliveries">;

/** Of what ends once, there is one delivery: its id is a hash of what ended, so that it is made once. */
export async function deliveryIdOf(kind: "job" | "batch", id: string): Promise<string> {
	return (await sha256Hex(`${kind} ${id}`)).slice(0, 32);
}

/** The first attempt is made by whoever makes the row, at once. If they die, the sweep begins after this. */
const FIRST_ATTEMPT_MS = 30_000;

/** What the column holds, with room for what is added around. */
const PAYLOAD_CHARACTERS = 95_000;

/** A new delivery. Of a payload that is too large only what identifies it is sent. */
export function newDelivery(
	told: { readonly target: string; readonly event: string; readonly payload: JsonObject },
	essential: JsonObject,
	nowMs: number,
): Changes<"deliveries"> {
	const { target, event, payload } = told;
	const text = JSON.stringify({ event, ...payload });
	const fits = text.length <= PAYLOAD_CHARACTERS;
	return {
		...{ target, event, attempt: 0, state: "due" },
		payload: fits ? text : JSON.stringify({ event, ...essential }),
		nextAtMs: nowMs + FIRST_ATTEMPT_MS,
	};
}

/** A delivery as the owner of its job sees it. */
export function deliveryView({ event, state, attempt, nextAtMs, failure }: Delivery): JsonObject {
	const nextAt = state === "due" && nextAtMs !== null ? isoOf(nextAtMs) : null;
	return { event, state, attempts: attempt, nextAt, failure };
}
