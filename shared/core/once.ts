/** Runs `work` at the first call; later calls return the same value. */
export function once<Value>(work: () => Value): () => Value {
	let begun: { readonly value: Value } | undefined;
	return () => {
		begun ??= { value: work() };
		return begun.value;
	};
}
