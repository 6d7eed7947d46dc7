import type { Deadline } from "../core/deadline.ts";
import type { JsonObject } from "../core/json.ts";
import type { Slices } from "../core/steps.ts";
import type { Turns } from "../core/turns.ts";
import type { Slots } from "./attempt/slots.ts";
import type { JobPorts } from "./job-ports.ts";
import type { NextQueued } from "./jobs/queue.ts";
import type { Bounds } from "./quote/prepare.ts";
import type { WebhookProblem } from "./quote/request.ts";

/** Long plans wait for each other, and short ones wait for none of them. */
export type PlanTurns = { readonly short: Turns; readonly long: Turns };

export type ServicePorts = JobPorts & {
	/** The queued job whose turn it is, without those that were seen; null where there is none. */
	readonly nextQueued: NextQueued;
	/** Shared by all executions of the process, as are the slices and turns in which they plan. */
	readonly slots: Slots;
	readonly slices: Slices;
	readonly turns: PlanTurns;
	/** Loads what every plan needs, where it is not loaded. Never rejects. */
	readonly warmUp: () => Promise<void>;
	readonly slotWaitMs: number;
	/** What a synchronous execution leaves for a render. */
	readonly syncMs: number;
	readonly maxMessages: number;
	readonly webhookProblem: WebhookProblem;
	readonly bounds: Bounds;
};

/** One run of the function. */
export type Execution = {
	readonly id: string;
	/** By which its work must end; what is left after it is for settling and telling. */
	readonly deadline: Deadline;
	/** Milliseconds since 1970 at which it began. */
	readonly startedMs: number;
};

export type Surroundings = { readonly ports: ServicePorts; readonly execution: Execution };

export type Answer = { readonly status: number; readonly body: JsonObject };
