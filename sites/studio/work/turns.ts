/** Lets other tasks of a thread run, such as messages to a worker: `setTimeout` would wait 4 ms each time. */
export function createTurns(): { readonly next: () => Promise<void>; readonly end: () => void } {
	const { port1, port2 } = new MessageChannel();
	/** Several may wait at once, and each has a message of its own. */
	const waiting: (() => void)[] = [];
	port1.onmessage = () => waiting.shift()?.();
	return {
		next: () =>
			new Promise((resolve) => {
				waiting.push(resolve);
				port2.postMessage(null);
			}),
		end: () => port1.close(),
	};
}
