import { createRenderProcess, type RenderProcess } from "../../../shared/app/render-function.ts";
import type { FunctionContext } from "../../../shared/platform/http/function-context.ts";
import { respond } from "../../../shared/platform/http/respond.ts";
import { readEnv } from "../../../shared/platform/node/env.ts";
import { renderRoutes } from "./routes.ts";

/** One process runs many executions at once. */
let process: RenderProcess | undefined;

/** Answers one execution. Never rejects. */
export default function main(request: FunctionContext): Promise<unknown> {
	return respond(request, () => {
		const env = readEnv();
		process ??= createRenderProcess(env);
		return renderRoutes(request, env, process);
	});
}
