import { createRenderProcess, type RenderProcess } from "../../../shared/app/render-function.ts";
import type { FunctionContext } from "../../../shared/platform/http/function-context.ts";
import { readEnv } from "../../../shared/platform/node/env.ts";
import { handle } from "./handler.ts";

/** Slots and CPU shares belong to the process, which runs many executions at once. */
let shared: RenderProcess | undefined;

export default function main(context: FunctionContext): Promise<unknown> {
	return handle(context, () => {
		const env = readEnv();
		shared ??= createRenderProcess(env);
		return { env, process: shared };
	});
}
