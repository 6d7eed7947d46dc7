import type { Credentials } from "../auth/resolve-caller.ts";
import { jwtEndMs, signToken } from "../auth/tokens.ts";
import { created, route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { requireUser } from "./users.ts";

type Needs = { readonly store: Store; readonly credentials: Credentials };

export const createUserJwt = ({ store, credentials }: Needs) =>
	route("POST", "/users/:userId/jwts", "users.write", ({ params, body }) => {
		const { id: userId } = requireUser(store, params.userId);
		const claims = { kind: "user" as const, userId, expiresAtMs: jwtEndMs(body, store.now()) };
		return created({ jwt: signToken(claims, credentials.tokenSecret) });
	});
