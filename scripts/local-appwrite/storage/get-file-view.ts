import { route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { requireFile } from "./file-access.ts";
import { contentReply, MAX_RANGE_BYTES } from "./file-content.ts";

/** The types that a page gets as they are (app/config/storage/mimes.php), of those that are detected here; any other is text to it. */
const SHOWN_TYPES = new Set([
	...["image/jpeg", "image/gif", "image/png", "image/webp", "image/heic", "image/avif"],
	...["video/mp4", "video/quicktime", "audio/x-wav", "application/pdf"],
]);

export const getFileView = ({ store }: { readonly store: Store }) =>
	route("GET", "/storage/buckets/:bucketId/files/:fileId/view", "files.read", (call) => {
		const { file } = requireFile(store, call, "read");
		return contentReply(store, file, call.headers["range"], {
			disposition: "inline",
			contentType: SHOWN_TYPES.has(file.mimeType) ? file.mimeType : "text/plain",
			cutBytes: MAX_RANGE_BYTES,
			more: { "content-security-policy": "script-src none;" },
		});
	});
