import { randomBytes } from "node:crypto";
import { invalidParam, missingParam } from "./api-error.ts";

const KEY = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const MAX_LENGTH = 36;

/** What a key must be, in the real server's words (utopia-php/database, Validator/Key.php). */
export const keyWords = (maxLength = MAX_LENGTH): string =>
	`Parameter must contain at most ${maxLength} chars. Valid chars are a-z, A-Z, 0-9, period, hyphen, and underscore. Can't start with a special char`;

/** Ids become parts of roles, events, channels and paths: no character that separates those may be in one. */
export function isKey(value: unknown, maxLength = MAX_LENGTH): value is string {
	return typeof value === "string" && value.length <= maxLength && KEY.test(value);
}

export const newId = () => randomBytes(10).toString("hex");

/** The id that a caller chose, or a new one for `unique()`. */
export const idOrNew = (given: unknown, param: string): string =>
	given === "unique()" ? newId() : requireKey(given, param);

export function requireKey(given: unknown, param: string): string {
	if (given === undefined || given === null || given === "") throw missingParam(param);
	if (isKey(given)) return given;
	throw invalidParam(param, keyWords());
}

/** An id in an address or of something that is there already (Validator/UID.php). */
export function requireUid(given: string, param: string): void {
	if (isKey(given)) return;
	throw invalidParam(
		param,
		`UID must contain at most ${MAX_LENGTH} chars. Valid chars are a-z, A-Z, 0-9, and underscore. Can't start with a leading underscore`,
	);
}
