import type { FunctionContext } from "../../../shared/platform/function-context.ts";
import { handle } from "./handler.ts";

export default function main(context: FunctionContext): Promise<unknown> {
	return handle(context);
}
