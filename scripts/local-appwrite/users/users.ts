import { ApiError } from "../http/api-error.ts";
import { findJson, saveJson } from "../json-rows.ts";
import { nowText, type Store } from "../store.ts";
import { hashPassword } from "./password.ts";
import type { NewUser } from "./read-new-user.ts";

export type User = {
	readonly id: string;
	readonly email: string;
	readonly name: string;
	readonly labels: readonly string[];
	readonly createdAt: string;
	/** Salt and hash in hex; null for one who cannot sign in by a password. */
	readonly password: { readonly salt: string; readonly hash: string } | null;
};

export const findUser = (store: Store, id: string) => findJson<User>(store, "users", "id = ?", id);

export function requireUser(store: Store, id: string): User {
	const user = findUser(store, id);
	if (user !== null) return user;
	throw new ApiError(404, "user_not_found", "User with the requested ID could not be found.");
}

export function insertUser(store: Store, { id, email, password, name }: NewUser): User {
	if (findJson(store, "users", "id = ? OR email = ?", id, email) !== null) {
		throw new ApiError(
			409,
			"user_already_exists",
			"A user with the same id, email, or phone already exists in this project.",
		);
	}
	const hash = password === null ? null : hashPassword(password);
	return saveUser(store, { id, email, name, labels: [], createdAt: nowText(store), password: hash });
}

export const saveUser = (store: Store, user: User): User =>
	saveJson(store, "users", { id: user.id, email: user.email === "" ? null : user.email }, user);

export function presentUser({ id, email, name, labels, createdAt }: User) {
	return {
		$id: id,
		$createdAt: createdAt,
		$updatedAt: createdAt,
		registration: createdAt,
		email,
		name,
		labels,
		status: true,
		emailVerification: false,
		phoneVerification: false,
		mfa: false,
		phone: "",
		prefs: {},
		targets: [],
	};
}
