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

export function writeBits(): BitWriter {
	const done: number[] = [];
	let current = 0;
	let filled = 0;
	const put = (bit: number) => {
		current = (current << 1) | bit;
		filled++;
		if (filled < 8) return;
		done.push(current);
		current = 0;
		filled = 0;
	};
	const bits = (value: number, count: number) => {
		for (let i = count - 1; i >= 0; i--) put((value >>> i) & 1);
	};
	const ue = (value: number) => {
		const length = 31 - Math.clz32(value + 1);
		bits(0, length);
		bits(value + 1, length + 1);
	};
	return {
		bits,
		flag: (value) => put(value ? 1 : 0),
		ue,
		se: (value) => ue(value > 0 ? 2 * value - 1 : -2 * value),
		align: (bit) => {
			while (filled > 0) put(bit);
		},
		bytes: () => Uint8Array.from(filled === 0 ? done : [...done, current << (8 - filled)]),
	};
}
