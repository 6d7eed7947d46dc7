import { sha256Hex } from "../../core/hash.ts";
import type { JsonObject } from "../../core/json.ts";
import { type EpochMs, toIso } from "../../core/time.ts";
import type { Changes, Row } from "../tables.ts";

/** One webhook message to one target, until it is delivered or given up. */
export type Delivery = Row<"deliveries">;

/** A hash of what ended, so that each end has one delivery. */
export async function toDeliveryId(kind: "job" | "batch", id: string): Promise<string> {
	return (await sha256Hex(`${kind} ${id}`)).slice(0, 32);
}

/** The process that creates the row makes the first attempt at once. If it dies, the sweep takes over after this. */
const FIRST_ATTEMPT_MS = 30_000;

/** The column has 100,000; the rest is for the event. */
const PAYLOAD_CHARACTERS = 95_000;

/** Sends only `essential` when the payload is too large. */
export function createDelivery(
	{
		target,
		event,
		payload,
	}: { readonly target: string; readonly event: string; readonly payload: JsonObject },
	essential: JsonObject,
	nowMs: EpochMs,
): Changes<"deliveries"> {
	const text = JSON.stringify({ event, ...payload });
	const fits = text.length <= PAYLOAD_CHARACTERS;
	return {
		target,
		event,
		attempt: 0,
		state: "due",
		payload: fits ? text : JSON.stringify({ event, ...essential }),
		nextAtMs: nowMs + FIRST_ATTEMPT_MS,
	};
}

/** A delivery for the owner of its job. */
export function toDeliveryBody({ event, state, attempt, nextAtMs, failure }: Delivery): JsonObject {
	const nextAt = state === "due" && nextAtMs !== null ? toIso(nextAtMs) : null;
	return { event, state, attempts: attempt, nextAt, failure };
}
