import type { Credentials } from "../auth/resolve-caller.ts";
import { jwtEndMs, signToken } from "../auth/tokens.ts";
import { created, route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { requireAccount } from "./require-account.ts";

type Needs = { readonly store: Store; readonly credentials: Credentials };

export const createJwt = ({ store, credentials }: Needs) =>
	route("POST", "/account/jwts", null, ({ caller, session, body }) => {
		const { id: userId } = requireAccount(store, caller);
		const claims = { kind: "user" as const, userId, ...(session === null ? {} : { sessionId: session.id }) };
		const expiresAtMs = jwtEndMs(body, store.now());
		return created({ jwt: signToken({ ...claims, expiresAtMs }, credentials.tokenSecret) });
	});
