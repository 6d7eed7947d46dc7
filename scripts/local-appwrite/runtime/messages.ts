/** The messages of a function's process to the server that started it. */
export type ToParent =
	| { readonly kind: "ready"; readonly port: number }
	| {
			readonly kind: "log";
			readonly executionId: string;
			readonly stream: "logs" | "errors";
			readonly text: string;
	  }
	/** An execution is answered, and its log is complete. */
	| { readonly kind: "answered"; readonly executionId: string }
	| { readonly kind: "pong" };

/** The messages to it. */
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
