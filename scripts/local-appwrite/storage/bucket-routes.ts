import { dateText } from "../data/table.ts";
import { badArgument, Fault } from "../http/fault.ts";
import { listReply } from "../http/list-page.ts";
import type { Call, Route } from "../http/router.ts";
import { missingParam, newIdOf } from "../identity/ids.ts";
import { MAX_ARRAY_SIZE, readPermissions } from "../identity/permissions.ts";
import type { Parts } from "../parts.ts";
import { BUCKET_DEFAULTS, type Bucket } from "./files.ts";

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
				const id = newIdOf(body, "bucketId");
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
				const before = bucketOf(call);
				const { id, createdAt } = before;
				const bucket = files.saveBucket({ id, createdAt, ...settingsOf(call.body, before) });
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

/** An update sets back what it leaves out, but for the permissions. */
function settingsOf(body: Call["body"], before: Bucket | null = null): Omit<Bucket, "id" | "createdAt"> {
	const { name, permissions, maximumFileSize, allowedFileExtensions: extensions, compression } = body;
	if (typeof name !== "string" || name === "") throw missingParam("name");
	const size = Number(maximumFileSize ?? MAX_FILE_BYTES);
	if (!Number.isInteger(size) || size < 1 || size > MAX_FILE_BYTES) {
		throw invalid("maximumFileSize", `Value must be a valid range between 1 and ${MAX_FILE_BYTES}`);
	}
	if (!COMPRESSIONS.includes(String(compression ?? "none"))) {
		throw invalid("compression", `Value must be one of (${COMPRESSIONS.join(", ")})`);
	}
	if (!isList(extensions ?? [])) {
		throw invalid("allowedFileExtensions", `Value must a valid array no longer than ${MAX_ARRAY_SIZE} items`);
	}
	const flag = (key: "fileSecurity" | "enabled" | "encryption" | "antivirus" | "transformations") => {
		const value = body[key] ?? BUCKET_DEFAULTS[key];
		if (typeof value === "boolean") return value;
		throw invalid(key, "Value must be a valid boolean");
	};
	return {
		name,
		permissions:
			(permissions ?? null) === null && before !== null ? before.permissions : readPermissions(permissions),
		maximumFileSize: size,
		allowedFileExtensions: Array.isArray(extensions) ? extensions.map(String) : [],
		compression: String(compression ?? "none"),
		fileSecurity: flag("fileSecurity"),
		enabled: flag("enabled"),
		encryption: flag("encryption"),
		antivirus: flag("antivirus"),
		transformations: flag("transformations"),
	};
}

/** `_APP_STORAGE_LIMIT` of a server that nobody has changed. */
const MAX_FILE_BYTES = 30_000_000;
const COMPRESSIONS = ["none", "gzip", "zstd"];

const isList = (value: unknown) =>
	Array.isArray(value) &&
	value.length <= MAX_ARRAY_SIZE &&
	value.every((each) => typeof each === "string" && each.length <= 64);
const invalid = (param: string, words: string) => badArgument(`Invalid \`${param}\` param: ${words}`);

function presentBucket({ id, createdAt, permissions, ...settings }: Bucket, totalSize: number) {
	const at = { $id: id, $createdAt: createdAt, $updatedAt: createdAt, $permissions: permissions };
	return { ...at, ...settings, totalSize };
}

const alreadyThere = () =>
	new Fault(
		409,
		"storage_bucket_already_exists",
		"A storage bucket with the requested ID already exists. Try again with a different ID or use ID.unique() to generate a unique ID.",
	);
