import type { JsonObject } from "../core/json.ts";

/** An authenticated caller. */
export type Caller =
	/** An Appwrite account, by its JWT. */
	| { readonly kind: "user"; readonly userId: string; readonly labels?: readonly string[] }
	/** By the SERVICE_KEY: health-cron, an operator, a server. */
	| { readonly kind: "service" };

/** What a caller gets. */
export type Answer = { readonly status: number; readonly body: JsonObject };
