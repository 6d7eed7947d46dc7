// Jobs wait by owners: one user's two hundred must not keep another's first waiting. So the queue is gone through by owners, in
// the order of their ids and then from the beginning, and of each the oldest job has its turn. A process, and the sweep, remember
// whose turn was last.
import type { RowQuery, RowStore } from "../row-store.ts";
import type { Row } from "../tables.ts";

/** Whose turn was last; undefined: nobody's. Null is what has no user, the jobs of service callers. */
export type QueueCursor = { last?: string | null };

/** The id of the job whose turn it is, without those that were seen; null where there is none. */
export type NextQueued = (seen: ReadonlySet<string>) => Promise<string | null>;

/** Of one owner so many are looked at, because the first may be held by others. */
const LOOK = 25;

type Rows = Pick<RowStore, "list">;

/** `beforeMs`: jobs that are younger are left out. */
export function createQueue(rows: Rows, cursor: QueueCursor, beforeMs?: number): NextQueued {
	return async (seen) => {
		const visited = new Set<string | null>();
		let owner = await ownerAfter(rows, cursor.last, beforeMs);
		while (owner !== undefined && !visited.has(owner)) {
			visited.add(owner);
			const query = { where: { userId: owner }, orderBy: "createdAtMs", limit: LOOK } as const;
			const jobs = await listQueued(rows, beforeMs, query);
			const next = jobs.find(({ id }) => !seen.has(id));
			if (next !== undefined) {
				cursor.last = owner;
				return next.id;
			}
			owner = await ownerAfter(rows, owner, beforeMs);
		}
		return null;
	};
}

/** The next who has a queued job: those without a user first, then by ids, then from the beginning. */
async function ownerAfter(
	rows: Rows,
	last: string | null | undefined,
	beforeMs: number | undefined,
): Promise<string | null | undefined> {
	const userAfter = async (userId: string) => {
		const query = { where: { userId: { above: userId } }, orderBy: "userId", limit: 1 } as const;
		const [first] = await listQueued(rows, beforeMs, query);
		return first?.userId ?? undefined;
	};
	const nobody = async () => {
		const query = { where: { userId: null }, orderBy: "createdAtMs", limit: 1 } as const;
		const found = await listQueued(rows, beforeMs, query);
		return found.length > 0 ? null : undefined;
	};
	if (last === undefined) return (await nobody()) === null ? null : userAfter("");
	const after = await userAfter(last ?? "");
	if (after !== undefined) return after;
	if ((await nobody()) === null) return null;
	return last === null ? undefined : userAfter("");
}

/** Jobs of a command wait for nobody but it. */
function listQueued(
	{ list }: Rows,
	beforeMs: number | undefined,
	{ where, ...query }: Omit<RowQuery<"jobs">, "fields">,
): Promise<readonly Row<"jobs", "userId">[]> {
	const made = beforeMs === undefined ? {} : { createdAtMs: { before: beforeMs } };
	return list("jobs", {
		...query,
		where: { status: "queued", target: "bucket", ...where, ...made },
		fields: ["userId"],
	});
}
