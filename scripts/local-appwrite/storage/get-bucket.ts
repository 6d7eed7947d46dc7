import { ok, route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { presentBucket, requireBucket } from "./buckets.ts";

export const getBucket = ({ store }: { readonly store: Store }) =>
	route("GET", "/storage/buckets/:bucketId", "buckets.read", ({ params, caller }) =>
		ok(presentBucket(store, requireBucket(store, params.bucketId, caller))),
	);
