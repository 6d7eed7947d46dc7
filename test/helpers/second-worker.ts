import { readEnv } from "../../shared/platform/env.ts";
import type { FunctionContext } from "../../shared/platform/function-context.ts";
import { createRenderProcess, openRenderService } from "../../shared/wiring/render-function.ts";
import type { RenderServer } from "./render-server.ts";

/** The render function's own code in the test's process: a worker beside the function's, as another container would be. */
export async function runInSecondWorker(server: RenderServer, jobId: string): Promise<number> {
	const env = readEnv({
		...{ MIN_FREE_DISK_GIB: "0", MIN_FREE_MEMORY_GIB: "0" },
		APPWRITE_FUNCTION_API_ENDPOINT: server.endpoint,
		APPWRITE_FUNCTION_PROJECT_ID: server.projectId,
	});
	const context: FunctionContext = {
		req: { method: "POST", path: "/", bodyText: "", query: {}, headers: { "x-appwrite-key": server.apiKey } },
		res: { text: () => null },
		log: () => {},
		error: () => {},
	};
	const { service, close } = openRenderService(context, env, createRenderProcess(env));
	try {
		return (await service.run(jobId)).status;
	} finally {
		close();
	}
}
