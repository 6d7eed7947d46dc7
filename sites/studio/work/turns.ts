/** Lets other tasks of a thread run, such as messages to a worker: `setTimeout` would wait 4 ms each time. */
export function createTurns(): { readonly next: () => Promise<void>; readonly end: () => void } {
	const { port1, port2 } = new MessageChannel();
	return {
		next: () =>
			new Promise((resolve) => {
				port1.onmessage = () => resolve();
				port2.postMessage(null);
			}),
		end: () => port1.close(),
	};
}
