import { randomBytes } from "node:crypto";
import type { Session } from "../auth/caller.ts";
import { newId } from "../http/ids.ts";
import { findJson, removeJson, saveJson } from "../json-rows.ts";
import { dateText, nowText, type Store } from "../store.ts";

/** A year, the real server's default. */
const SESSION_MS = 365 * 86_400_000;

/** A user's oldest sessions beyond these end. A real server has no limit unless its project sets one. */
const MAX_SESSIONS = 100;
const BEYOND_MAX =
	"rowid IN (SELECT rowid FROM sessions WHERE user_id = ? ORDER BY rowid DESC LIMIT -1 OFFSET ?)";

export function openSession(store: Store, userId: string, provider: Session["provider"]): Session {
	const session: Session = {
		id: newId(),
		userId,
		secret: randomBytes(32).toString("hex"),
		provider,
		createdAt: nowText(store),
		expiresAt: dateText(store.now() + SESSION_MS),
	};
	saveJson(store, "sessions", { id: session.id, user_id: userId, secret: session.secret }, session);
	removeJson(store, "sessions", BEYOND_MAX, userId, MAX_SESSIONS);
	return session;
}

/** Null for one that has expired, too. */
export function findSessionBySecret(store: Store, secret: string): Session | null {
	const session = findJson<Session>(store, "sessions", "secret = ?", secret);
	return session !== null && Date.parse(session.expiresAt) > store.now() ? session : null;
}

export const findSession = (store: Store, id: string) => findJson<Session>(store, "sessions", "id = ?", id);

export function presentSession(
	{ id, userId, secret, provider, createdAt, expiresAt }: Session,
	withSecret: boolean,
) {
	const ids = { $id: id, $createdAt: createdAt, $updatedAt: createdAt, userId };
	return { ...ids, provider, expire: expiresAt, current: true, secret: withSecret ? secret : "" };
}
