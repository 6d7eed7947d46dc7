/** Who a request is from. */
export type Caller =
	/** A server: permissions do not bind it, its scopes do. */
	| { readonly kind: "key"; readonly scopes: "all" | readonly string[] }
	| {
			readonly kind: "user";
			readonly userId: string;
			readonly labels: readonly string[];
			/** `team:<id>` and `team:<id>/<role>` of every confirmed membership. */
			readonly teamRoles: readonly string[];
	  }
	| { readonly kind: "guest" };

export type Session = {
	readonly id: string;
	readonly userId: string;
	readonly secret: string;
	readonly provider: "email" | "server";
	readonly createdAt: string;
	readonly expiresAt: string;
};

/** The roles that a permission may name to include this caller. A key needs none. */
export function listRoles(caller: Caller): readonly string[] {
	switch (caller.kind) {
		case "key":
			return ["any"];
		case "guest":
			return ["any", "guests"];
		case "user": {
			const { userId, labels, teamRoles } = caller;
			const own = ["users", "users/unverified", `user:${userId}`, `user:${userId}/unverified`];
			return ["any", ...own, ...labels.map((label) => `label:${label}`), ...teamRoles];
		}
	}
}

export function hasScope(caller: Caller, scope: string): boolean {
	return caller.kind !== "key" || caller.scopes === "all" || caller.scopes.includes(scope);
}

/** Empty for servers and guests. */
export const getUserId = (caller: Caller): string => (caller.kind === "user" ? caller.userId : "");
