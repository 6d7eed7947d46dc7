import { ApiError } from "../http/api-error.ts";
import type { Reply } from "../http/route.ts";
import type { Store } from "../store.ts";
import { fileNotFound } from "./file-access.ts";
import { readBytes, type StoredFile } from "./files.ts";

/** A range of more than this (`APP_STORAGE_READ_BUFFER`), or without an end, is cut. */
export const MAX_RANGE_BYTES = 20_000_000;

/** How a download and a view differ. */
type Options = {
	readonly disposition: "attachment" | "inline";
	readonly contentType: string;
	/** The length of a range that is cut. */
	readonly cutBytes: number;
	readonly more?: Readonly<Record<string, string>>;
};

/** The bytes of a file, or the range of them that is asked for. */
export function contentReply(
	store: Store,
	file: StoredFile,
	rangeHeader: string | undefined,
	{ disposition, contentType, cutBytes, more = {} }: Options,
): Reply {
	// An unfinished upload cannot be read, though it is listed.
	if (file.signature === "") throw fileNotFound();
	const { name, sizeOriginal: size } = file;
	const headers = {
		"content-type": contentType,
		// Headers are bytes to the real server, which writes the name's UTF-8 as it is.
		"content-disposition": `${disposition}; filename="${escapeName(name)}"`,
		"cache-control": "private, max-age=3888000",
		...more,
	};
	if (rangeHeader === undefined) return { status: 200, headers, body: readBytes(store, file, 0, size) };
	const range = parseRange(rangeHeader, size, cutBytes);
	if (range === null) {
		const words = "The requested range is not satisfiable. Please check the value of the Range header.";
		throw new ApiError(416, "storage_invalid_range", words);
	}
	const { from, to } = range;
	const partial = { "accept-ranges": "bytes", "content-range": `bytes ${from}-${to}/${size}` };
	return {
		status: 206,
		headers: { ...headers, ...partial },
		body: readBytes(store, file, from, to - from + 1),
	};
}

/** A name without the characters that would end it or its header's line. */
const escapeName = (name: string) =>
	// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
	Buffer.from(name.replaceAll(/[\x00-\x1f\x7f"\\]/g, "_")).toString("latin1");

/** Null for all that the real server refuses: an end beyond the file's, a single byte, several ranges, one from the end. */
function parseRange(header: string, size: number, cutBytes: number) {
	const [, first, last = ""] = /^bytes=(\d+)-(\d*)$/.exec(header) ?? [];
	if (first === undefined) return null;
	const from = Number(first);
	const isCut = last === "" || Number(last) - from > MAX_RANGE_BYTES;
	const to = isCut ? Math.min(from + cutBytes - 1, size - 1) : Number(last);
	return from < to && to < size ? { from, to } : null;
}
