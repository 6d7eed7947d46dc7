import { listReply } from "../http/list-reply.ts";
import { route } from "../http/route.ts";
import { listJson } from "../json-rows.ts";
import type { Store } from "../store.ts";
import { requireBucket } from "./buckets.ts";
import { mayTouch, requireMayInBucket } from "./file-access.ts";
import { presentFile, type StoredFile } from "./files.ts";

export const listFiles = ({ store }: { readonly store: Store }) =>
	route("GET", "/storage/buckets/:bucketId/files", "files.read", (call) => {
		const { caller } = call;
		const bucket = requireBucket(store, call.params.bucketId, caller);
		requireMayInBucket("read", bucket, caller);
		const files = listJson<StoredFile>(store, "files", "bucket_id = ?", bucket.id).filter((file) =>
			mayTouch("read", bucket, file, caller),
		);
		return listReply("files", files.map(presentFile), call);
	});
