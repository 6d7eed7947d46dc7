import { type Client, ExecutionMethod, Functions } from "node-appwrite";
import { call } from "./call.ts";

/** The function of `appwrite.json` that renders. */
const RENDER_FUNCTION_ID = "render";

/** Starts an execution that runs a job, and the queue after it. Nobody waits for it; a second one does no harm. */
export async function startRun(client: Client, serviceKey: string, jobId: string): Promise<void> {
	await call(() =>
		new Functions(client).createExecution({
			functionId: RENDER_FUNCTION_ID,
			async: true,
			xpath: `/jobs/${encodeURIComponent(jobId)}/run`,
			method: ExecutionMethod.POST,
			headers: { "x-chatreel-key": serviceKey, "content-type": "application/json" },
			body: JSON.stringify({ drain: true }),
		}),
	);
}
