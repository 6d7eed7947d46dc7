import { ok, route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { presentBucket, requireBucket, saveBucket } from "./buckets.ts";
import { readBucketSettings } from "./read-bucket-settings.ts";

export const updateBucket = ({ store }: { readonly store: Store }) =>
	route("PUT", "/storage/buckets/:bucketId", "buckets.write", ({ params, body, caller }) => {
		const before = requireBucket(store, params.bucketId, caller);
		const { id, createdAt } = before;
		const bucket = { id, createdAt, ...readBucketSettings(body, before) };
		return ok(presentBucket(store, saveBucket(store, bucket)));
	});
