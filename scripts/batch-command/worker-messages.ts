import type { FileJob } from "../../shared/app/batch-to-files.ts";
import type { LocalResult } from "../../shared/app/render-to-file.ts";
import { ChatreelError, type ErrorKind } from "../../shared/core/errors.ts";
import type { JsonObject } from "../../shared/core/json.ts";
import type { Progress } from "../../shared/service/context.ts";

/** To a worker: a render, one at a time, or to stop it. */
export type ToWorker =
	| {
			readonly kind: "render";
			readonly item: FileJob;
			/** Where the local Appwrite keeps its data, unless another is configured. */
			readonly dataDir: string;
			readonly timeoutMs: number;
	  }
	| { readonly kind: "stop" };

/** From a worker, for each render: any number of "progress", then one "made" or "failed". */
export type FromWorker =
	| { readonly kind: "progress"; readonly progress: Progress }
	| { readonly kind: "made"; readonly result: LocalResult }
	| { readonly kind: "failed"; readonly problem: Problem };

/** A ChatreelError as it is sent between processes, without its cause. */
export type Problem = {
	readonly kind: ErrorKind;
	readonly message: string;
	readonly status: number;
	readonly details: JsonObject;
};

export function toProblem({ kind, message, status, details }: ChatreelError): Problem {
	return { kind, message, status, details };
}

export function fromProblem({ kind, message, status, details }: Problem): ChatreelError {
	return new ChatreelError(kind, message, { status, details });
}
