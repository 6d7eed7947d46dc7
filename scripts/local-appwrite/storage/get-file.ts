import { ok, route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { requireFile } from "./file-access.ts";
import { presentFile } from "./files.ts";

export const getFile = ({ store }: { readonly store: Store }) =>
	route("GET", "/storage/buckets/:bucketId/files/:fileId", "files.read", (call) =>
		ok(presentFile(requireFile(store, call, "read").file)),
	);
