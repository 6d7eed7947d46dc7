import { rmSync } from "node:fs";
import { join } from "node:path";
import { NO_CONTENT, route } from "../http/route.ts";
import { removeJson } from "../json-rows.ts";
import type { Store } from "../store.ts";
import { requireBucket } from "./buckets.ts";

export const deleteBucket = ({ store }: { readonly store: Store }) =>
	route("DELETE", "/storage/buckets/:bucketId", "buckets.write", ({ params, caller }) => {
		const { id } = requireBucket(store, params.bucketId, caller);
		removeJson(store, "files", "bucket_id = ?", id);
		removeJson(store, "buckets", "id = ?", id);
		rmSync(join(store.dir, "files", id), { recursive: true, force: true });
		return NO_CONTENT;
	});
