import { ApiError, invalidParam } from "../http/api-error.ts";
import { type Caller, listRoles } from "./caller.ts";
import { findRoleError } from "./roles.ts";

export type Action = "create" | "read" | "update" | "delete";

/** Of an array in a request (`APP_LIMIT_ARRAY_PARAMS_SIZE`). */
export const MAX_ARRAY_SIZE = 100;

/** The actions that permissions of a table or a bucket may name, and those of a row or a file. */
const CONTAINER_ACTIONS = ["create", "read", "update", "delete", "write"];
const ITEM_ACTIONS = ["read", "update", "delete", "write"];

const PERMISSION = /^([a-z]+)\("([^"]+)"\)$/;

/** Whether one of the permissions lets the caller do it. `write` is create, update and delete in one. */
export function allows(permissions: readonly string[], action: Action, caller: Caller): boolean {
	if (caller.kind === "key") return true;
	const granted = new Set(permissionsFor(action, listRoles(caller)));
	return permissions.some((permission) => granted.has(permission));
}

/** The permissions that let one of the roles do it, as they are stored. */
export function permissionsFor(action: Action, roles: readonly string[]): string[] {
	const names = action === "read" ? ["read"] : [action, "write"];
	return names.flatMap((name) => roles.map((role) => `${name}("${role}")`));
}

/** The permissions of a table or a bucket, `write` spelt out; none when none are given. Throws for one that is not valid. */
export function readPermissions(given: unknown): readonly string[] {
	if (given === undefined || given === null) return [];
	return parsed(given, CONTAINER_ACTIONS).flatMap(({ action, role }) => {
		const actions = action === "write" ? ["create", "update", "delete"] : [action];
		return actions.map((each) => `${each}("${role}")`);
	});
}

/**
 * What a new row or file is stored with: as given, `write` spelt out; without any, its creator's own, and none for a
 * server's. A user cannot give permissions to a role that is not theirs.
 */
export function permissionsToStore(given: unknown, caller: Caller): readonly string[] {
	if (given === undefined || given === null) {
		if (caller.kind !== "user") return [];
		return ["read", "update", "delete"].map((action) => `${action}("user:${caller.userId}")`);
	}
	const roles = listRoles(caller);
	return parsed(given, ITEM_ACTIONS).flatMap(({ action, role }) => {
		if (caller.kind !== "key" && !roles.includes(role)) {
			throw new ApiError(401, "user_unauthorized", `Permissions must be one of: (${roles.join(", ")})`);
		}
		return action === "write"
			? ["update", "delete"].map((each) => `${each}("${role}")`)
			: `${action}("${role}")`;
	});
}

/** The roles that may execute a function. Throws for one that is not valid. */
export function readRoles(given: unknown, param: string): readonly string[] {
	if (given === undefined || given === null) return [];
	if (!Array.isArray(given)) throw invalidParam(param, "Roles must be an array of strings.");
	if (given.length > MAX_ARRAY_SIZE)
		throw invalidParam(param, `You can only provide up to ${MAX_ARRAY_SIZE} roles.`);
	return given.map((role: unknown) => {
		if (typeof role !== "string") throw invalidParam(param, "Every role must be of type string.");
		const wrong = findRoleError(role);
		if (wrong !== null) throw invalidParam(param, wrong);
		return role;
	});
}

function parsed(given: unknown, actions: readonly string[]) {
	if (!Array.isArray(given)) throw invalidParam("permissions", "Permissions must be an array of strings.");
	if (given.length > MAX_ARRAY_SIZE) {
		throw invalidParam("permissions", `You can only provide up to ${MAX_ARRAY_SIZE} permissions.`);
	}
	return given.map((each: unknown) => {
		if (typeof each !== "string")
			throw invalidParam("permissions", "Every permission must be of type string.");
		const [, action, role] = PERMISSION.exec(each) ?? [];
		if (action === undefined || role === undefined) {
			throw invalidParam("permissions", `Invalid permission string format: "${each}".`);
		}
		if (!actions.includes(action)) {
			const allowed = actions.join(", ");
			throw invalidParam("permissions", `Permission "${each}" is not allowed. Must be one of: ${allowed}.`);
		}
		const wrong = findRoleError(role);
		if (wrong !== null) throw invalidParam("permissions", wrong);
		return { action, role };
	});
}

export const unauthorized = () =>
	new ApiError(
		401,
		"user_unauthorized",
		"The current user is not authorized to perform the requested action.",
	);
