import type { FunctionContext } from "../../../shared/platform/http/function-context.ts";
import { respond } from "../../../shared/platform/http/respond.ts";
import { readEnv } from "../../../shared/platform/node/env.ts";
import { quotaRoutes } from "./routes.ts";

/** Answers one execution. Never rejects. */
export default function main(request: FunctionContext): Promise<unknown> {
	return respond(request, () => quotaRoutes(request, readEnv()));
}
