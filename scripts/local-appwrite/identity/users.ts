import { randomBytes, scryptSync, timingSafeEqual } from "node:crypto";
import { dateText } from "../data/table.ts";
import { badArgument, Fault } from "../http/fault.ts";
import type { Call } from "../http/router.ts";
import type { Store } from "../store.ts";
import { missingParam, newId, newIdOf } from "./ids.ts";

export type User = {
	readonly id: string;
	readonly email: string;
	readonly name: string;
	readonly labels: readonly string[];
	readonly createdAt: string;
	/** Salt and hash in hex; null for one who cannot sign in by a password. */
	readonly password: { readonly salt: string; readonly hash: string } | null;
};

export type Session = {
	readonly id: string;
	readonly userId: string;
	readonly secret: string;
	readonly provider: "email" | "anonymous" | "server";
	readonly createdAt: string;
	readonly expiresAt: string;
};

export type NewUser = {
	readonly id: string;
	/** Empty: none. */
	readonly email: string;
	/** Null: none, and they cannot sign in by one. */
	readonly password: string | null;
	readonly name: string;
};

/** A year, as the real server's default has it. */
const SESSION_MS = 365 * 86_400_000;

/** The oldest of a user's sessions end where there are more. A real server has no limit unless its project sets one. */
const MAX_SESSIONS = 100;
const OLD_SESSIONS =
	"DELETE FROM sessions WHERE rowid IN (SELECT rowid FROM sessions WHERE user_id = ? ORDER BY rowid DESC LIMIT -1 OFFSET ?)";

export type Users = ReturnType<typeof createUsers>;

export function createUsers(store: Store, now: () => number) {
	const rowOf = (sql: string, ...values: string[]) => {
		const row = store.one(sql, ...values);
		return row === undefined ? null : JSON.parse(String(row["json"]));
	};
	const find = (id: string): User | null => rowOf("SELECT json FROM users WHERE id = ?", id);
	const save = (user: User): User => {
		const sql =
			"INSERT INTO users (id, email, json) VALUES (?, ?, ?) " +
			"ON CONFLICT (id) DO UPDATE SET email = excluded.email, json = excluded.json";
		store.run(sql, user.id, user.email === "" ? null : user.email, JSON.stringify(user));
		return user;
	};
	const get = (id: string): User => {
		const user = find(id);
		if (user === null)
			throw new Fault(404, "user_not_found", "User with the requested ID could not be found.");
		return user;
	};

	return {
		find,
		get,

		list: (): readonly User[] =>
			store.all("SELECT json FROM users ORDER BY rowid").map(({ json }) => JSON.parse(String(json))),

		create: ({ id, email, password, name }: NewUser): User => {
			const taken = store.one("SELECT 1 FROM users WHERE id = ? OR email = ?", id, email);
			if (taken !== undefined) {
				throw new Fault(
					409,
					"user_already_exists",
					"A user with the same id, email, or phone already exists in this project.",
				);
			}
			const hash = password === null ? null : hashed(password);
			return save({ id, email, name, labels: [], createdAt: dateText(now()), password: hash });
		},

		setLabels: (id: string, labels: readonly string[]): User => save({ ...get(id), labels }),

		remove: (id: string): void => {
			get(id);
			store.run("DELETE FROM sessions WHERE user_id = ?", id);
			// Whoever takes the id next is another.
			store.run("DELETE FROM memberships WHERE user_id = ?", id);
			store.run("DELETE FROM users WHERE id = ?", id);
		},

		/** The user whose e-mail and password these are; 401 that does not say which of the two is wrong. */
		signIn: (email: string, password: string): User => {
			const user: User | null = rowOf("SELECT json FROM users WHERE email = ?", email);
			if (user?.password && matches(password, user.password)) return user;
			throw new Fault(
				401,
				"user_invalid_credentials",
				"Invalid credentials. Please check the email and password.",
			);
		},

		openSession: (userId: string, provider: Session["provider"]): Session => {
			const session: Session = {
				id: newId(),
				userId,
				secret: randomBytes(32).toString("hex"),
				provider,
				createdAt: dateText(now()),
				expiresAt: dateText(now() + SESSION_MS),
			};
			const sql = "INSERT INTO sessions (id, user_id, secret, json) VALUES (?, ?, ?, ?)";
			store.run(sql, session.id, userId, session.secret, JSON.stringify(session));
			store.run(OLD_SESSIONS, userId, MAX_SESSIONS);
			return session;
		},

		sessionOf: (secret: string): Session | null => {
			const session: Session | null = rowOf("SELECT json FROM sessions WHERE secret = ?", secret);
			return session !== null && Date.parse(session.expiresAt) > now() ? session : null;
		},

		sessionById: (id: string): Session | null => rowOf("SELECT json FROM sessions WHERE id = ?", id),

		closeSession: (id: string): void => {
			store.run("DELETE FROM sessions WHERE id = ?", id);
		},
	};
}

export function presentUser({ id, email, name, labels, createdAt }: User) {
	const fixed = {
		status: true,
		emailVerification: false,
		phoneVerification: false,
		mfa: false,
		phone: "",
		prefs: {},
		targets: [],
	};
	return {
		$id: id,
		$createdAt: createdAt,
		$updatedAt: createdAt,
		registration: createdAt,
		email,
		name,
		labels,
		...fixed,
	};
}

export function presentSession(
	{ id, userId, secret, provider, createdAt, expiresAt }: Session,
	withSecret: boolean,
) {
	const ids = { $id: id, $createdAt: createdAt, $updatedAt: createdAt, userId };
	return { ...ids, provider, expire: expiresAt, current: true, secret: withSecret ? secret : "" };
}

/** What makes a user of a request. `needsPassword`: who registers has to sign in later. */
export function readNewUser(body: Call["body"], needsPassword: boolean): NewUser {
	const id = newIdOf(body, "userId");
	const { email, password, name } = body;
	if (needsPassword && isMissing(email)) throw missingParam("email");
	if (needsPassword && isMissing(password)) throw missingParam("password");
	if (!isMissing(email) && !isEmail(email)) {
		throw badArgument("Invalid `email` param: Value must be a valid email address");
	}
	if (!isMissing(password) && !isPassword(password)) {
		throw badArgument("Invalid `password` param: Password must be between 8 and 265 characters long.");
	}
	if (!isMissing(name) && (typeof name !== "string" || name.length > MAX_NAME)) {
		throw badArgument(
			`Invalid \`name\` param: Value must be a valid string and no longer than ${MAX_NAME} chars`,
		);
	}
	return {
		id,
		email: isMissing(email) ? "" : String(email).toLowerCase(),
		password: isMissing(password) ? null : String(password),
		name: String(name ?? ""),
	};
}

const MAX_NAME = 128;
const isMissing = (value: unknown) => value === undefined || value === null || value === "";
const isEmail = (value: unknown) =>
	typeof value === "string" && value.length <= 254 && /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(value);
const isPassword = (value: unknown) => typeof value === "string" && value.length >= 8 && value.length <= 256;

function hashed(password: string) {
	const salt = randomBytes(16).toString("hex");
	return { salt, hash: scryptSync(password, salt, 32).toString("hex") };
}

function matches(
	password: string,
	{ salt, hash }: { readonly salt: string; readonly hash: string },
): boolean {
	return timingSafeEqual(scryptSync(password, salt, 32), Buffer.from(hash, "hex"));
}
