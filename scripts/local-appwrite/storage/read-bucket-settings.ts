import { MAX_ARRAY_SIZE, readPermissions } from "../auth/permissions.ts";
import { invalidParam, missingParam } from "../http/api-error.ts";
import { type Json, textsIn } from "../http/read-json.ts";
import { BUCKET_DEFAULTS, type Bucket, MAX_FILE_BYTES } from "./buckets.ts";

const COMPRESSIONS = ["none", "gzip", "zstd"];

/** An update sets back what it leaves out, but for the permissions. */
export function readBucketSettings(
	body: Json,
	before: Bucket | null = null,
): Omit<Bucket, "id" | "createdAt"> {
	const { name, permissions = null, maximumFileSize, allowedFileExtensions: extensions } = body;
	if (typeof name !== "string" || name === "") throw missingParam("name");
	const size = Number(maximumFileSize ?? MAX_FILE_BYTES);
	if (!Number.isInteger(size) || size < 1 || size > MAX_FILE_BYTES) {
		throw invalidParam("maximumFileSize", `Value must be a valid range between 1 and ${MAX_FILE_BYTES}`);
	}
	const compression = String(body["compression"] ?? "none");
	if (!COMPRESSIONS.includes(compression)) {
		throw invalidParam("compression", `Value must be one of (${COMPRESSIONS.join(", ")})`);
	}
	if (!isListOfExtensions(extensions ?? [])) {
		throw invalidParam(
			"allowedFileExtensions",
			`Value must a valid array no longer than ${MAX_ARRAY_SIZE} items`,
		);
	}
	return {
		name,
		permissions: permissions === null && before !== null ? before.permissions : readPermissions(permissions),
		maximumFileSize: size,
		allowedFileExtensions: textsIn(extensions),
		compression,
		fileSecurity: readFlag(body, "fileSecurity"),
		enabled: readFlag(body, "enabled"),
		encryption: readFlag(body, "encryption"),
		antivirus: readFlag(body, "antivirus"),
		transformations: readFlag(body, "transformations"),
	};
}

const isListOfExtensions = (value: unknown) =>
	Array.isArray(value) &&
	value.length <= MAX_ARRAY_SIZE &&
	value.every((each) => typeof each === "string" && each.length <= 64);

type Flag = "fileSecurity" | "enabled" | "encryption" | "antivirus" | "transformations";

function readFlag(body: Json, name: Flag): boolean {
	const value = body[name] ?? BUCKET_DEFAULTS[name];
	if (typeof value === "boolean") return value;
	throw invalidParam(name, "Value must be a valid boolean");
}
