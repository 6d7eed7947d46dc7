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
	| { readonly kind: "answered"; readonly executionId: string }
	/** It lives. */
	| { readonly kind: "pong" };

/** What it is told. */
export type FromParent =
	/** First of all, and here rather than in its arguments, which every user of the machine can list. */
	| { readonly kind: "start"; readonly secret: string; readonly clockOffsetMs: number }
	/** How far its clock is from the machine's, from now on. */
	| { readonly kind: "clock"; readonly clockOffsetMs: number }
	| { readonly kind: "ping" };

/** Does nothing once the parent is gone. */
export function tellParent(message: ToParent): void {
	if (process.connected) process.send?.(message);
}
