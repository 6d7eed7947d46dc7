/** A function as `appwrite.json` declares it. */
export type FunctionPlan = {
	readonly id: string;
	readonly name: string;
	readonly runtime: string;
	/** The roles that may execute it. */
	readonly execute: readonly string[];
	/** The names of events that start it. */
	readonly events: readonly string[];
	readonly scopes: readonly string[];
	/** Cron, in five fields; empty: none. */
	readonly schedule: string;
	readonly timeoutSeconds: number;
	/** The built bundle's entry, an absolute path. */
	readonly entrypoint: string;
	/** What appwrite.json says of its deployment, to be shown. */
	readonly deployment: { readonly entrypoint: string; readonly commands: string };
};

export function presentFunction(plan: FunctionPlan) {
	const { id, name, runtime, execute, events, scopes, schedule, timeoutSeconds, deployment } = plan;
	const fixed = { enabled: true, live: true, logging: true, deploymentId: "local", vars: [] };
	const settings = { execute, events, scopes, schedule, timeout: timeoutSeconds };
	return { $id: id, name, runtime, ...settings, ...fixed, ...deployment };
}
