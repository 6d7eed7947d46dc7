import type { Caller } from "../../../shared/core/caller.ts";
import type { Route } from "../../../shared/platform/respond.ts";
import type { BatchService } from "../../../shared/wiring/batch-function.ts";

export function batchRoutes(
	service: BatchService,
	caller: () => Promise<Caller>,
	body: () => string,
): readonly Route[] {
	return [
		{
			method: "POST",
			path: "/batch",
			handle: async () => {
				const who = await caller();
				return service.accept(body(), who);
			},
		},
		{
			method: "GET",
			path: "/batches/:batchId",
			handle: async ({ batchId = "" }) => service.state(batchId, await caller()),
		},
		{
			method: "DELETE",
			path: "/batches/:batchId",
			handle: async ({ batchId = "" }) => service.cancel(batchId, await caller()),
		},
	];
}
