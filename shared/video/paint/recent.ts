/** What was used last, of things that can be made again. */
export type Recent<Value> = {
	/** The value of that key, made where it is not there, or not any more. */
	readonly of: (key: string, make: () => Value) => Value;
	/** How many values were made; one that was forgotten and made again counts again. */
	readonly made: () => number;
};

export type RecentOptions<Value> = {
	readonly limitBytes: number;
	readonly bytesOf: (value: Value) => number;
	/** Told of each that is forgotten: nobody is given it again. */
	readonly onForget?: (value: Value) => void;
};

/** Keeps the values that were used last, as many as hold `limitBytes` together; the newest stays whatever its size. */
export function createRecent<Value>({
	limitBytes,
	bytesOf,
	onForget = () => {},
}: RecentOptions<Value>): Recent<Value> {
	// In the order in which they were set: the first was not used for longest.
	const values = new Map<string, Value>();
	let [bytes, made] = [0, 0];
	return {
		of: (key, make) => {
			const known = values.get(key);
			const value = known ?? make();
			values.delete(key);
			values.set(key, value);
			if (known !== undefined) return value;
			made += 1;
			bytes += bytesOf(value);
			for (const [oldest, forgotten] of values) {
				if (bytes <= limitBytes || values.size === 1) break;
				values.delete(oldest);
				bytes -= bytesOf(forgotten);
				onForget(forgotten);
			}
			return value;
		},
		made: () => made,
	};
}
