/** Writes an RBSP bit by bit. */
export type BitWriter = {
	/** u(n), n ≤ 32 (7.2). */
	readonly bits: (value: number, count: number) => void;
	readonly flag: (value: boolean) => void;
	/** ue(v) (9.1), `value` < 2³¹. */
	readonly ue: (value: number) => void;
	/** se(v) (9.1.1), |`value`| < 2³⁰. */
	readonly se: (value: number) => void;
	/** Fills the last byte with ones (cabac_alignment_one_bit, 7.3.4) or zeros (7.3.2.11). */
	readonly align: (bit: 0 | 1) => void;
	/** What was written, its last byte filled with zeros. */
	readonly bytes: () => Uint8Array;
};

/** A slice header is 11 bytes. */
const FIRST_BYTES = 32;

/** What is put at once: with the up to 7 bits that wait it stays below 2³¹. */
const MOST_BITS = 24;

export function writeBits(): BitWriter {
	let done = new Uint8Array(FIRST_BYTES);
	let length = 0;
	let waiting = 0;
	let waitingCount = 0;
	const grow = () => {
		const larger = new Uint8Array(2 * done.length);
		larger.set(done);
		done = larger;
	};
	const put = (value: number, count: number) => {
		waiting = (waiting << count) | (value & ((1 << count) - 1));
		waitingCount += count;
		while (waitingCount >= 8) {
			waitingCount -= 8;
			if (length === done.length) grow();
			done[length++] = waiting >>> waitingCount;
		}
		waiting &= (1 << waitingCount) - 1;
	};
	const bits = (value: number, count: number) => {
		if (count > MOST_BITS) {
			put(value >>> MOST_BITS, count - MOST_BITS);
			put(value, MOST_BITS);
		} else put(value, count);
	};
	const ue = (value: number) => {
		const zeros = 31 - Math.clz32(value + 1);
		bits(0, zeros);
		bits(value + 1, zeros + 1);
	};
	return {
		bits,
		flag: (value) => put(value ? 1 : 0, 1),
		ue,
		se: (value) => ue(value > 0 ? 2 * value - 1 : -2 * value),
		align: (bit) => {
			if (waitingCount > 0) put(bit === 1 ? 255 : 0, 8 - waitingCount);
		},
		bytes: () => {
			if (waitingCount === 0) return done.slice(0, length);
			if (length === done.length) grow();
			done[length] = waiting << (8 - waitingCount);
			return done.slice(0, length + 1);
		},
	};
}
