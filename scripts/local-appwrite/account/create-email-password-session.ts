import type { Credentials } from "../auth/resolve-caller.ts";
import { ApiError } from "../http/api-error.ts";
import { route } from "../http/route.ts";
import { findJson } from "../json-rows.ts";
import type { Store } from "../store.ts";
import { isPassword } from "../users/password.ts";
import { openSession, presentSession } from "../users/sessions.ts";
import type { User } from "../users/users.ts";

type Needs = { readonly store: Store; readonly credentials: Credentials };

/** The secret is in the cookie; a server, which has none, finds it in the answer. */
export const createEmailPasswordSession = ({ store, credentials }: Needs) =>
	route("POST", "/account/sessions/email", null, ({ body, caller }) => {
		const user = signIn(store, String(body["email"]), String(body["password"]));
		const session = openSession(store, user.id, "email");
		const name = `a_session_${credentials.projectId}`;
		return {
			status: 201,
			body: presentSession(session, caller.kind === "key"),
			headers: {
				"set-cookie": `${name}=${session.secret}; path=/; httponly; samesite=lax`,
				"x-fallback-cookies": JSON.stringify({ [name]: session.secret }),
			},
		};
	});

/** 401 that does not say whether the e-mail or the password is wrong. */
function signIn(store: Store, email: string, password: string): User {
	const user = findJson<User>(store, "users", "email = ?", email);
	if (user?.password && isPassword(password, user.password)) return user;
	throw new ApiError(
		401,
		"user_invalid_credentials",
		"Invalid credentials. Please check the email and password.",
	);
}
