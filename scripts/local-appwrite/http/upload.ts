import { ApiError, badArgument } from "./api-error.ts";
import { isKey } from "./ids.ts";
import type { Call } from "./route.ts";

/** The SDKs cut larger files into chunks of 5 MiB. */
const CHUNK_BYTES = 5 * 1024 * 1024;

/** A file, or a chunk of one, as it is in a request. */
export type Upload = {
	/** What else is in the form. */
	readonly form: FormData;
	readonly name: string;
	readonly bytes: Uint8Array;
	/** Where the bytes begin in the file. */
	readonly start: number;
	/** Bytes of the whole file. */
	readonly size: number;
	/** 1 for a file in one request. */
	readonly chunksTotal: number;
	readonly isChunk: boolean;
	/** The id that a chunk's header names; null without one, and for a file in one request. */
	readonly continuedId: string | null;
};

/** Reads the file of a multipart form. Throws when there is none, or when its range is not that of its bytes. */
export async function readUpload(call: Pick<Call, "bytes" | "headers">, field: string): Promise<Upload> {
	const form = await new Response(new Uint8Array(call.bytes), {
		headers: { "content-type": call.headers["content-type"] ?? "" },
	})
		.formData()
		.catch(() => {
			throw badArgument("Invalid request body: expected multipart/form-data.");
		});
	const content = form.get(field);
	if (!(content instanceof File)) {
		throw new ApiError(400, "storage_file_empty", "Empty file passed to the endpoint.");
	}
	const bytes = new Uint8Array(await content.arrayBuffer());
	const range = call.headers["content-range"];
	const isChunk = range !== undefined;
	const { start, size } = isChunk ? parseRange(range, bytes.length) : { start: 0, size: bytes.length };
	const chunksTotal = isChunk ? Math.ceil(size / CHUNK_BYTES) : 1;
	const continuedId = isChunk ? readContinuedId(call) : null;
	return { form, name: content.name, bytes, start, size, chunksTotal, isChunk, continuedId };
}

/** It becomes the name of a file or a folder, too. */
function readContinuedId({ headers }: Pick<Call, "headers">): string | null {
	const id = headers["x-appwrite-id"];
	if (id === undefined || isKey(id)) return id ?? null;
	throw new ApiError(
		400,
		"storage_invalid_appwrite_id",
		"The value for x-appwrite-id header is invalid. Please check the value of the x-appwrite-id header is a valid id and not unique().",
	);
}

function parseRange(range: string, length: number): { readonly start: number; readonly size: number } {
	const [, start, end, size] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(range) ?? [];
	if (Number(end) - Number(start) + 1 !== length || Number(end) > Number(size) || length === 0) {
		throw new ApiError(
			400,
			"storage_invalid_content_range",
			"The content range is invalid. Please check the value of the Content-Range header.",
		);
	}
	return { start: Number(start), size: Number(size) };
}
