import { type Client, type ExecutionMethod, Functions } from "node-appwrite";
import type { RenderPort } from "../../health/ports.ts";
import { callOnce } from "./call.ts";
import { SYNC_LIMIT_MS } from "./executions.ts";

/** The render function as health-cron sees it. */
export function createRenderPort(client: Client, serviceKey: string | undefined): RenderPort {
	const functions = new Functions(client);
	const execution = {
		functionId: "render",
		async: false,
		xpath: "/health",
		method: "GET" as ExecutionMethod,
		headers: { "x-chatreel-key": serviceKey },
	};
	return {
		readSettings: async () => {
			const { timeout, enabled, events } = await callOnce(() => functions.get({ functionId: "render" }));
			return { timeoutSeconds: timeout, isEnabled: enabled, events };
		},
		requestHealth:
			serviceKey === undefined
				? null
				: async () => {
						const { responseStatusCode: statusCode, responseBody: body } = await callOnce(
							() => functions.createExecution(execution),
							SYNC_LIMIT_MS,
						);
						return { statusCode, body };
					},
	};
}
