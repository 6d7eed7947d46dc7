import { createAlertStore } from "../../../shared/health/alert-store.ts";
import type { FunctionContext } from "../../../shared/platform/http/function-context.ts";
import { handle } from "./handler.ts";

/** Belongs to the process, which runs one cycle after the other: known also while the database is down. */
const alerts = createAlertStore();

export default function main(context: FunctionContext): Promise<unknown> {
	return handle(context, alerts);
}
