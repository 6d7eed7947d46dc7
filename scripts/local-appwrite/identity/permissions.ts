import { badArgument, Fault } from "../http/fault.ts";
import { type Caller, rolesOf } from "./caller.ts";

export type Action = "create" | "read" | "update" | "delete";

const PERMISSION = /^(create|read|update|delete|write)\("([^"]+)"\)$/;

/** Whether one of the permissions lets the caller do it. `write` is create, update and delete in one. */
export function allows(permissions: readonly string[], action: Action, caller: Caller): boolean {
	if (caller.kind === "key") return true;
	const granted = new Set(permissionsFor(action, rolesOf(caller)));
	return permissions.some((permission) => granted.has(permission));
}

/** The permissions that let one of the roles do it, as they are stored. */
export function permissionsFor(action: Action, roles: readonly string[]): string[] {
	const names = action === "read" ? ["read"] : [action, "write"];
	return names.flatMap((name) => roles.map((role) => `${name}("${role}")`));
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
	if (!Array.isArray(given))
		throw badArgument("Invalid `permissions` param: Permissions must be an array of strings.");
	const roles = rolesOf(caller);
	return given.flatMap((each: unknown) => {
		const [, action, role] = PERMISSION.exec(String(each)) ?? [];
		if (action === undefined || role === undefined) {
			throw badArgument(`Invalid \`permissions\` param: Permission "${each}" is not valid.`);
		}
		if (caller.kind !== "key" && !roles.includes(role)) {
			throw new Fault(401, "user_unauthorized", `Permissions must be one of: (${roles.join(", ")})`);
		}
		return action === "write"
			? ["update", "delete"].map((each) => `${each}("${role}")`)
			: `${action}("${role}")`;
	});
}

export const unauthorized = () =>
	new Fault(401, "user_unauthorized", "The current user is not authorized to perform the requested action.");
