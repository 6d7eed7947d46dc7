import type { FunctionContext } from "../../../shared/platform/http/function-context.ts";
import { handle } from "./handler.ts";

export default function main(context: FunctionContext): Promise<unknown> {
	return handle(context);
}
