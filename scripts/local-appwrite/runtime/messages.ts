/** What a function's process tells the server that started it. */
export type ToParent =
	| { readonly kind: "ready"; readonly port: number }
	| {
			readonly kind: "log";
			readonly executionId: string;
			readonly stream: "logs" | "errors";
			readonly text: string;
	  }
	/** All that an execution logged before its answer has been told. */
	| { readonly kind: "answered"; readonly executionId: string };

/** What it is told: how far its clock is from the machine's. */
export type FromParent = { readonly clockOffsetMs: number };

/** Does nothing once the parent is gone. */
export function tellParent(message: ToParent): void {
	if (process.connected) process.send?.(message);
}
