import type { JsonObject } from "../core/json.ts";

/** Who calls, as far as it is proven. */
export type Caller =
	/** An Appwrite account, proven by a JWT that it made. */
	| { readonly kind: "user"; readonly userId: string; readonly labels?: readonly string[] }
	/** Proven by the SERVICE_KEY: health-cron, an operator, a server. */
	| { readonly kind: "service" };

/** What a caller gets. */
export type Answer = { readonly status: number; readonly body: JsonObject };
