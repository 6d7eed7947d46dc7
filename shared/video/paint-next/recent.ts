/** A cache that keeps the values used last. */
type Recent<Value> = {
	/** Returns the value of a key, and makes it if it is not in the cache. */
	readonly of: (key: string, make: () => Value) => Value;
	/** How many values were made, those made again included. */
	readonly made: () => number;
};

type RecentOptions<Value> = {
	readonly limitBytes: number;
	readonly countBytes: (value: Value) => number;
	/** Called with each value that the cache drops; no later call returns it. */
	readonly onForget?: (value: Value) => void;
};

/** Creates a cache that keeps the values used last, up to `limitBytes` together; the newest stays whatever its size. */
export function createRecent<Value>({
	limitBytes,
	countBytes,
	onForget = () => {},
}: RecentOptions<Value>): Recent<Value> {
	// In insertion order: the first is the least recently used.
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
			bytes += countBytes(value);
			for (const [oldest, forgotten] of values) {
				if (bytes <= limitBytes || values.size === 1) break;
				values.delete(oldest);
				bytes -= countBytes(forgotten);
				onForget(forgotten);
			}
			return value;
		},
		made: () => made,
	};
}
