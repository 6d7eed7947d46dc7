import { Query, Teams } from "node-appwrite";
import { ChatreelError } from "../../core/errors.ts";
import type { Caller } from "../../service/caller.ts";
import { call } from "./call.ts";
import { type Connection, createClient } from "./client.ts";

/** Marks a user as an admin. Only a server can set labels. */
const ADMIN_LABEL = "admin";

/** Whether a user is an admin: by the label, or as a member of the admins' team. */
export async function isAdmin(
	caller: Caller & { readonly kind: "user" },
	connection: Connection,
	adminTeamId: string | undefined,
): Promise<boolean> {
	if (caller.labels?.includes(ADMIN_LABEL) === true) return true;
	if (adminTeamId === undefined) return false;
	const queries = [Query.equal("userId", [caller.userId])];
	const teams = new Teams(createClient(connection));
	try {
		const { memberships } = await call(() => teams.listMemberships({ teamId: adminTeamId, queries }));
		// An invitation counts once it is accepted.
		return memberships.some(({ userId, confirm }) => userId === caller.userId && confirm);
	} catch (error) {
		// A team that was deleted has no members.
		if (error instanceof ChatreelError && error.kind === "NOT_FOUND") return false;
		throw error;
	}
}
