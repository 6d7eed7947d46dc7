import { refuse } from "./unsupported-stream-error.ts";

/** Reads an RBSP (emulation prevention removed) bit by bit; refuses to read past its end. */
export type BitReader = {
	/** u(n), n ≤ 32 (7.2). */
	readonly bits: (count: number) => number;
	/** u(1) as a boolean. */
	readonly flag: () => boolean;
	/** ue(v) (9.1). */
	readonly ue: () => number;
	/** se(v) (9.1.1). */
	readonly se: () => number;
	readonly bitPosition: () => number;
};

export function readBits(rbsp: Uint8Array): BitReader {
	let position = 0;
	const bit = () => {
		const byte = rbsp[position >> 3] ?? refuse("a header that ends too early");
		return (byte >> (7 - (position++ & 7))) & 1;
	};
	const bits = (count: number) => {
		let value = 0;
		for (let i = 0; i < count; i++) value = value * 2 + bit();
		return value;
	};
	const ue = () => {
		let zeros = 0;
		while (bit() === 0) zeros++;
		return 2 ** zeros - 1 + bits(zeros);
	};
	const se = () => {
		const code = ue();
		return code % 2 === 1 ? (code + 1) / 2 : -code / 2 || 0;
	};
	return { bits, flag: () => bit() === 1, ue, se, bitPosition: () => position };
}
