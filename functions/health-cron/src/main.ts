import { createHealthProcess } from "../../../shared/app/health-function.ts";
import type { FunctionContext } from "../../../shared/platform/http/function-context.ts";
import { handle } from "./handler.ts";

/** Belongs to the process, which runs one cycle after the other. */
const shared = createHealthProcess();

export default function main(context: FunctionContext): Promise<unknown> {
	return handle(context, shared);
}
