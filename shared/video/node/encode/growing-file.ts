import { open } from "node:fs/promises";

/** A file to append to. One call at a time. */
export type GrowingFile = {
	/** The bytes are copied or written before it resolves, so the caller may change them afterwards. */
	readonly append: (parts: readonly Uint8Array[]) => Promise<void>;
	/** Bytes appended, whether written or still in memory. */
	readonly length: () => number;
	/** Reads appended bytes from any place. The result is a view that the next call may overwrite. */
	readonly read: (at: number, length: number) => Promise<Uint8Array>;
	/** Writes the rest and closes. */
	readonly end: () => Promise<void>;
	/** Closes without writing the rest. Never rejects. */
	readonly drop: () => Promise<void>;
};

/** A repeated picture is some sixty bytes, and a system call costs more than copying thousands of bytes. */
const BUFFER_BYTES = 128 * 1024;
const READ_AHEAD_BYTES = 256 * 1024;

/** The result of most appends: it saves thousands of promises. */
const DONE = Promise.resolve();

/** Creates or replaces the file. Rejects with the system's error. */
export async function createGrowingFile(path: string): Promise<GrowingFile> {
	const file = await open(path, "w+");
	const buffer = Buffer.allocUnsafe(BUFFER_BYTES);
	let [buffered, written] = [0, 0];
	// One buffer for all reads: a new one each would leave garbage as large as the file.
	let readBuffer = Buffer.allocUnsafe(0);
	let ahead: { readonly at: number; readonly bytes: Uint8Array } = { at: 0, bytes: readBuffer };

	async function put(bytes: Uint8Array): Promise<void> {
		for (let at = 0; at < bytes.length; ) {
			const { bytesWritten } = await file.write(bytes, at, bytes.length - at, written);
			at += bytesWritten;
			written += bytesWritten;
		}
	}
	async function get(at: number, length: number): Promise<Uint8Array> {
		if (readBuffer.length < length) readBuffer = Buffer.allocUnsafe(length);
		const bytes = readBuffer.subarray(0, length);
		for (let done = 0; done < length; ) {
			const { bytesRead } = await file.read(bytes, done, length - done, at + done);
			if (bytesRead === 0) throw new RangeError(`${length} bytes were expected at ${at}, not ${done}`);
			done += bytesRead;
		}
		return bytes;
	}
	async function flush(): Promise<void> {
		const length = buffered;
		buffered = 0;
		await put(buffer.subarray(0, length));
	}
	function keep(part: Uint8Array): void {
		buffer.set(part, buffered);
		buffered += part.length;
	}
	async function appendBeyond(parts: readonly Uint8Array[]): Promise<void> {
		for (const part of parts) {
			if (buffered + part.length > BUFFER_BYTES) await flush();
			if (part.length > BUFFER_BYTES) await put(part);
			else keep(part);
		}
	}
	return {
		append: (parts) => {
			const bytes = parts.reduce((sum, part) => sum + part.length, 0);
			if (buffered + bytes > BUFFER_BYTES) return appendBeyond(parts);
			for (const part of parts) keep(part);
			return DONE;
		},
		length: () => written + buffered,
		read: async (at, length) => {
			if (at < ahead.at || at + length > ahead.at + ahead.bytes.length) {
				await flush();
				const wanted = Math.max(length, Math.min(READ_AHEAD_BYTES, written - at));
				ahead = { at, bytes: await get(at, wanted) };
			}
			return ahead.bytes.subarray(at - ahead.at, at - ahead.at + length);
		},
		end: async () => {
			await flush();
			await file.close();
		},
		drop: () => file.close().catch(() => {}),
	};
}
