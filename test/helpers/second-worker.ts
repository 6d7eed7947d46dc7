import {
	createRenderProcess,
	openRenderContext,
	type RenderProcess,
} from "../../shared/app/render-function.ts";
import { readConnection } from "../../shared/platform/appwrite/client.ts";
import type { FunctionContext } from "../../shared/platform/http/function-context.ts";
import { readEnv } from "../../shared/platform/node/env.ts";
import type { Context } from "../../shared/service/context.ts";
import type { RenderServer } from "./render-server.ts";

export type SecondWorker = {
	readonly variables?: Readonly<Record<string, string>>;
	/** What its executions share, where it is not what the function has. */
	readonly process?: Partial<RenderProcess>;
	/** As the platform's header names the execution. Default: it names none. */
	readonly executionId?: string;
};

/** The render function's own code in the test's process: a worker beside the function's, as another container would be. */
export async function inSecondWorker<Result>(
	server: RenderServer,
	work: (context: Context) => Promise<Result>,
	{ variables = {}, process = {}, executionId = "" }: SecondWorker = {},
): Promise<Result> {
	const env = readEnv({
		...{ MIN_FREE_DISK_GIB: "0", MIN_FREE_MEMORY_GIB: "0", ...variables },
		APPWRITE_FUNCTION_API_ENDPOINT: server.endpoint,
		APPWRITE_FUNCTION_PROJECT_ID: server.projectId,
	});
	const headers = { "x-appwrite-key": server.apiKey, "x-appwrite-execution-id": executionId };
	const request: FunctionContext = {
		req: { method: "POST", path: "/", bodyText: "", bodyBinary: new Uint8Array(), query: {}, headers },
		res: { text: () => null },
		log: () => {},
		error: () => {},
	};
	const shared = { ...createRenderProcess(env), ...process };
	using context = openRenderContext(request, readConnection(request, env), env, shared);
	return await work(context);
}
