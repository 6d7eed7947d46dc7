import { invalidParam, missingParam } from "../http/api-error.ts";
import { idOrNew } from "../http/ids.ts";
import type { Json } from "../http/read-json.ts";

export type NewUser = {
	readonly id: string;
	/** Empty: none. */
	readonly email: string;
	/** Null: none, and they cannot sign in by one. */
	readonly password: string | null;
	readonly name: string;
};

const MAX_NAME = 128;

/** Reads a new user of a request. `needsPassword`: a person who registers has to sign in later. */
export function readNewUser(body: Json, needsPassword: boolean): NewUser {
	const id = idOrNew(body["userId"], "userId");
	const { email, password, name } = body;
	if (needsPassword && isMissing(email)) throw missingParam("email");
	if (needsPassword && isMissing(password)) throw missingParam("password");
	if (!isMissing(email) && !isEmail(email)) {
		throw invalidParam("email", "Value must be a valid email address");
	}
	if (!isMissing(password) && !isLongEnough(password)) {
		throw invalidParam("password", "Password must be between 8 and 265 characters long.");
	}
	if (!isMissing(name) && (typeof name !== "string" || name.length > MAX_NAME)) {
		throw invalidParam("name", `Value must be a valid string and no longer than ${MAX_NAME} chars`);
	}
	return {
		id,
		email: isMissing(email) ? "" : String(email).toLowerCase(),
		password: isMissing(password) ? null : String(password),
		name: String(name ?? ""),
	};
}

const isMissing = (value: unknown) => value === undefined || value === null || value === "";
const isEmail = (value: unknown) =>
	typeof value === "string" && value.length <= 254 && /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(value);
const isLongEnough = (value: unknown) =>
	typeof value === "string" && value.length >= 8 && value.length <= 256;
