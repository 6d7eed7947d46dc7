import type { Events } from "../events.ts";
import { NO_CONTENT, route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { emitFileEvent, requireFile } from "./file-access.ts";
import { removeFile } from "./files.ts";

type Needs = { readonly store: Store; readonly events: Pick<Events, "emit"> };

export const deleteFile = ({ store, events }: Needs) =>
	route("DELETE", "/storage/buckets/:bucketId/files/:fileId", "files.write", (call) => {
		const found = requireFile(store, call, "delete");
		removeFile(store, found.file);
		emitFileEvent(events, "delete", found, call.caller);
		return NO_CONTENT;
	});
