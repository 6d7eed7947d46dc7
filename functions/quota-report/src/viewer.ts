import { ChatreelError } from "../../../shared/core/errors.ts";
import { isAdmin } from "../../../shared/platform/appwrite/admins.ts";
import type { Connection } from "../../../shared/platform/appwrite/client.ts";
import { identifyCaller } from "../../../shared/platform/appwrite/identity.ts";
import type { FunctionContext } from "../../../shared/platform/http/function-context.ts";
import type { Env } from "../../../shared/platform/node/env.ts";
import { type Viewer, verifyLink } from "../../../shared/service/quota/signed-links.ts";

type Access = { readonly request: FunctionContext; readonly connection: Connection; readonly env: Env };

/** Who sees the report: by a link, or else the caller. Rejects with UNAUTHENTICATED for an invalid link, whoever sends it. */
export async function requireViewer(access: Access, nowMs: number): Promise<Viewer> {
	const token = access.request.req.query["link"];
	if (token === undefined) return requireCallerAsViewer(access);
	const { SERVICE_KEY: key } = access.env;
	const viewer = key === undefined ? null : await verifyLink(key, token, nowMs);
	if (viewer !== null) return viewer;
	throw new ChatreelError("UNAUTHENTICATED", "The link is not valid, or its ten minutes are over.");
}

/** Rejects with FORBIDDEN unless the caller is an admin or a service. A link lets nobody write. */
export async function requireAdmin(access: Access): Promise<void> {
	if ((await requireCallerAsViewer(access)).kind === "all") return;
	throw new ChatreelError("FORBIDDEN", "This is for admins and service callers (x-chatreel-key).");
}

async function requireCallerAsViewer({ request, connection, env }: Access): Promise<Viewer> {
	const caller = await identifyCaller(request, connection, env.SERVICE_KEY);
	const seesAll = caller.kind === "service" || (await isAdmin(caller, connection, env.ADMIN_TEAM_ID));
	return seesAll ? { kind: "all" } : { kind: "user", userId: caller.userId };
}
