import type { BucketFacts, BucketFiles, FileFacts } from "./bucket-files.ts";

/** For whom a file is read: a caller, or whoever has written a row. */
export type Reader =
	| { readonly kind: "user"; readonly userId: string }
	/**
	 * A service caller. Only servers can read the video of such a job, and they can read every file too, but for those of buckets that
	 * are switched off.
	 */
	| { readonly kind: "service" }
	/** Of a created row without an owner: anybody may have written it. */
	| { readonly kind: "guest" };

/** Of a created row, whose event has no token. */
export function ownerAsReader(userId: string | null): Reader {
	return userId === null ? { kind: "guest" } : { kind: "user", userId };
}

/**
 * Whether Appwrite would let the reader read a file: by the bucket's permissions, and by the file's own where the bucket says that these
 * count. Of the roles of a user those count that are certain without a session: not `label:`, `member:`, `users/verified` and the like.
 */
export async function mayRead(
	reader: Reader,
	bucket: BucketFacts,
	file: Pick<FileFacts, "permissions">,
	{ findTeamRoles }: Pick<BucketFiles, "findTeamRoles">,
): Promise<boolean> {
	if (!bucket.isEnabled) return false;
	if (reader.kind === "service") return true;
	const counted = [...bucket.permissions, ...(bucket.hasFileSecurity ? file.permissions : [])];
	const allowed = new Set(counted.flatMap(readRole));
	const own = reader.kind === "guest" ? ["any", "guests"] : ["any", "users", `user:${reader.userId}`];
	if (own.some((role) => allowed.has(role))) return true;
	if (reader.kind === "guest") return false;
	for (const { teamId, role } of [...allowed].flatMap(readTeam)) {
		const roles = await findTeamRoles(teamId, reader.userId);
		if (roles !== null && (role === undefined || roles.includes(role))) return true;
	}
	return false;
}

/** The role that a permission lets read. */
function readRole(permission: string): readonly string[] {
	const role = /^read\("([^"]+)"\)$/.exec(permission)?.[1];
	return role === undefined ? [] : [role];
}

function readTeam(
	allowed: string,
): readonly { readonly teamId: string; readonly role: string | undefined }[] {
	const [, teamId, role] = /^team:([^/]+)(?:\/(.+))?$/.exec(allowed) ?? [];
	return teamId === undefined ? [] : [{ teamId, role }];
}
