/** The work, done when it is first asked for; whoever asks again gets the same. */
export function once<Value>(work: () => Promise<Value>): () => Promise<Value> {
	let begun: Promise<Value> | undefined;
	return () => {
		begun ??= work();
		return begun;
	};
}
