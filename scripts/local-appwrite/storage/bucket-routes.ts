import { dateText } from "../data/table.ts";
import { Fault } from "../http/fault.ts";
import { listReply } from "../http/list-page.ts";
import type { Call, Route } from "../http/router.ts";
import { idOrNew } from "../identity/users.ts";
import type { Parts } from "../parts.ts";
import type { Bucket } from "./files.ts";

const DEFAULT_MAX_FILE_BYTES = 30_000_000;

export function bucketRoutes({ files, now }: Parts): readonly Route[] {
	const present = (bucket: Bucket) => presentBucket(bucket, files.totalSize(bucket.id));
	const bucketOf = ({ params }: Call) => files.bucket(params["bucketId"] ?? "");
	return [
		{
			method: "GET",
			path: "/storage/buckets",
			scope: "buckets.read",
			handle: (call) => listReply("buckets", files.buckets().map(present), call),
		},
		{
			method: "POST",
			path: "/storage/buckets",
			scope: "buckets.write",
			handle: ({ body }) => {
				const id = idOrNew(body["bucketId"]);
				if (files.buckets().some((each) => each.id === id)) throw alreadyThere();
				const bucket = files.saveBucket({
					id,
					createdAt: dateText(now()),
					...settingsOf(body),
				});
				return { status: 201, body: present(bucket) };
			},
		},
		{
			method: "GET",
			path: "/storage/buckets/:bucketId",
			scope: "buckets.read",
			handle: (call) => ({ status: 200, body: present(bucketOf(call)) }),
		},
		{
			method: "PUT",
			path: "/storage/buckets/:bucketId",
			scope: "buckets.write",
			handle: (call) => {
				const { id, createdAt } = bucketOf(call);
				const bucket = files.saveBucket({ id, createdAt, ...settingsOf(call.body) });
				return { status: 200, body: present(bucket) };
			},
		},
		{
			method: "DELETE",
			path: "/storage/buckets/:bucketId",
			scope: "buckets.write",
			handle: (call) => {
				files.removeBucket(bucketOf(call).id);
				return { status: 204 };
			},
		},
	];
}

function settingsOf(body: Call["body"]): Omit<Bucket, "id" | "createdAt"> {
	const { name, permissions, fileSecurity, maximumFileSize, allowedFileExtensions } = body;
	return {
		name: String(name),
		permissions: Array.isArray(permissions) ? permissions.map(String) : [],
		fileSecurity: fileSecurity === true,
		maximumFileSize: Number(maximumFileSize ?? DEFAULT_MAX_FILE_BYTES),
		allowedFileExtensions: Array.isArray(allowedFileExtensions) ? allowedFileExtensions.map(String) : [],
	};
}

function presentBucket(bucket: Bucket, totalSize: number) {
	const { id, createdAt, permissions, name, fileSecurity, maximumFileSize, allowedFileExtensions } = bucket;
	const fixed = {
		enabled: true,
		compression: "none",
		encryption: false,
		antivirus: false,
		transformations: true,
	};
	const at = { $id: id, $createdAt: createdAt, $updatedAt: createdAt, $permissions: permissions };
	return { ...at, name, fileSecurity, maximumFileSize, allowedFileExtensions, totalSize, ...fixed };
}

const alreadyThere = () =>
	new Fault(
		409,
		"storage_bucket_already_exists",
		"A storage bucket with the requested ID already exists. Try again with a different ID or use ID.unique() to generate a unique ID.",
	);
