import type { Deadline } from "../core/deadline.ts";
import type { JsonObject } from "../core/json.ts";
import type { Row } from "../core/rows.ts";
import type { Slots } from "../jobs/slots.ts";
import type { JobPorts } from "./ports.ts";
import type { Bounds } from "./prepare.ts";
import type { WebhookProblem } from "./request.ts";

export type ServicePorts = JobPorts & {
	/** Jobs that wait for their turn, the oldest first; of each row its id alone. */
	readonly listQueued: () => Promise<readonly Row[]>;
	/** Shared by all executions of the process. */
	readonly slots: Slots;
	readonly slotWaitMs: number;
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
