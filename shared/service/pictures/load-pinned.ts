import { ChatreelError } from "../../core/errors.ts";
import type { LoadPicture } from "../../video/conversation/pictures/read-pictures.ts";
import type { BucketFiles, PinnedFile } from "./bucket-files.ts";

/** Loads the files in buckets that a job was accepted with, and refuses one that has changed since. */
export function loadPinned(
	pinned: readonly PinnedFile[],
	{ readPinned }: Pick<BucketFiles, "readPinned">,
): LoadPicture {
	return async (source, { mostBytes }) => {
		const file =
			typeof source === "string"
				? undefined
				: pinned.find(({ bucketId, fileId }) => bucketId === source.bucketId && fileId === source.fileId);
		if (file === undefined) throw new ChatreelError("FORBIDDEN", "no such file is read here");
		// Larger files than may be are refused when they are pinned: here it is all of them together.
		if (file.bytes > mostBytes)
			throw new ChatreelError("INVALID_INPUT", "with it the files are too large together");
		const bytes = await readPinned(file);
		if (bytes === null)
			throw new ChatreelError("NOT_FOUND", "it was changed or removed since the job was accepted");
		return bytes;
	};
}
