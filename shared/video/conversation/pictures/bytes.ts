/** Numbers of a file by their place in bytes. Reading beyond its end throws: the callers compare with `length` before. */
export type Bytes = {
	readonly length: number;
	readonly u8: (at: number) => number;
	readonly u16: (at: number, isLittleEndian?: boolean) => number;
	readonly u24: (at: number) => number;
	readonly u32: (at: number, isLittleEndian?: boolean) => number;
	/** As Latin-1. Shorter at the end of the file. */
	readonly text: (at: number, length: number) => string;
};

/** Big-endian unless asked otherwise; `u24` is little-endian, as the one format that has it. */
export function readBytes(bytes: Uint8Array): Bytes {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	return {
		length: bytes.length,
		u8: (at) => view.getUint8(at),
		u16: (at, isLittleEndian = false) => view.getUint16(at, isLittleEndian),
		u24: (at) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16),
		u32: (at, isLittleEndian = false) => view.getUint32(at, isLittleEndian),
		text: (at, length) => String.fromCharCode(...bytes.subarray(at, at + length)),
	};
}

/** Bytes `[from, to)` of a file. */
export type ByteRange = { readonly from: number; readonly to: number };
