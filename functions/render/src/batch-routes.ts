import type { BatchService } from "../../../shared/app/batch-function.ts";
import type { Route } from "../../../shared/platform/http/respond.ts";
import type { Caller } from "../../../shared/service/caller.ts";

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
