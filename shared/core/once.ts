/** Does the work when it is first asked for; whoever asks again gets the same. */
export function once<Value>(work: () => Value): () => Value {
	let begun: { readonly value: Value } | undefined;
	return () => {
		begun ??= { value: work() };
		return begun.value;
	};
}
