/** Numbers and bytes of a box, in order. */
export type Part = Uint8Array;

/** A box of ISO/IEC 14496-12, 4.2: its size, four letters, and what is in it. */
export function box(type: string, ...parts: readonly Part[]): Part {
	const length = parts.reduce((sum, part) => sum + part.length, 8);
	return concat([u32(length), ascii(type), ...parts]);
}

export function concat(parts: readonly Part[]): Part {
	const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		bytes.set(part, at);
		at += part.length;
	}
	return bytes;
}

/** A box with a version and flags before what is in it. */
export function fullBox(type: string, version: number, flags: number, ...parts: readonly Part[]): Part {
	return box(type, u32(version * 2 ** 24 + flags), ...parts);
}

export function ascii(text: string): Part {
	return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

export function u8(...values: readonly number[]): Part {
	return Uint8Array.from(values);
}

export function u16(...values: readonly number[]): Part {
	return Uint8Array.from(values.flatMap((value) => [value >> 8, value & 0xff]));
}

export function u32(...values: readonly number[]): Part {
	return table(values);
}

/** As {@link u32}, also of numbers below 0, for lists too long to be arguments. A loop, because some lists have an entry for every picture. */
export function table(values: readonly number[]): Part {
	const bytes = new DataView(new ArrayBuffer(4 * values.length));
	let at = 0;
	for (const value of values) {
		bytes.setUint32(at, value);
		at += 4;
	}
	return new Uint8Array(bytes.buffer);
}

/** The matrix that leaves a picture where it is (ISO/IEC 14496-12, 6.2.2). */
export const UNITY_MATRIX: Part = u32(0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000);
