/** Who asks, as far as it is proven. */
export type Caller =
	/** An Appwrite account, by a JWT that it made. */
	| { readonly kind: "user"; readonly userId: string; readonly labels?: readonly string[] }
	/** Whoever knows the SERVICE_KEY: health-cron, an operator, a server. */
	| { readonly kind: "service" };
