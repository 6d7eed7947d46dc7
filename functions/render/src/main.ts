import { readEnv } from "../../../shared/platform/env.ts";
import type { FunctionContext } from "../../../shared/platform/function-context.ts";
import { createRenderProcess, type RenderProcess } from "../../../shared/wiring/render-function.ts";
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
