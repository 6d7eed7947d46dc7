import type { Row, RowList } from "../core/rows.ts";
import { RENDERS } from "./job.ts";

/** Jobs that wait for their turn, the oldest first; of each row its id alone. Those of a command wait for nobody but it. */
export function listQueued(
	{ list }: Pick<RowList, "list">,
	{ limit, before }: { readonly limit: number; readonly before?: string | undefined },
): Promise<readonly Row[]> {
	return list(RENDERS, {
		equal: { status: ["queued"], target: ["bucket"] },
		...(before === undefined ? {} : { between: { column: "$createdAt", before } }),
		orderBy: "$createdAt",
		limit,
		columns: [],
	});
}
