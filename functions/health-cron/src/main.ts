import type { FunctionContext } from "../../../shared/platform/function-context.ts";
import { createHealthProcess } from "../../../shared/wiring/health-function.ts";
import { handle } from "./handler.ts";

/** Of the process, which runs one tick after the other. */
const shared = createHealthProcess();

export default function main(context: FunctionContext): Promise<unknown> {
	return handle(context, shared);
}
