import { ApiError } from "../http/api-error.ts";
import { idOrNew } from "../http/ids.ts";
import { created, route } from "../http/route.ts";
import { nowText, type Store } from "../store.ts";
import { findBucket, presentBucket, saveBucket } from "./buckets.ts";
import { readBucketSettings } from "./read-bucket-settings.ts";

export const createBucket = ({ store }: { readonly store: Store }) =>
	route("POST", "/storage/buckets", "buckets.write", ({ body }) => {
		const id = idOrNew(body["bucketId"], "bucketId");
		if (findBucket(store, id) !== null) {
			throw new ApiError(
				409,
				"storage_bucket_already_exists",
				"A storage bucket with the requested ID already exists. Try again with a different ID or use ID.unique() to generate a unique ID.",
			);
		}
		const bucket = { id, createdAt: nowText(store), ...readBucketSettings(body) };
		return created(presentBucket(store, saveBucket(store, bucket)));
	});
