import { route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { requireFile } from "./file-access.ts";
import { contentReply } from "./file-content.ts";

export const getFileDownload = ({ store }: { readonly store: Store }) =>
	route("GET", "/storage/buckets/:bucketId/files/:fileId/download", "files.read", (call) => {
		const { file } = requireFile(store, call, "read");
		return contentReply(store, file, call.headers["range"], {
			disposition: "attachment",
			contentType: file.mimeType,
			cutBytes: 10 * 1024 * 1024,
		});
	});
