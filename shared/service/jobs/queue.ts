// Jobs wait by owners: one user's two hundred must not keep another's first waiting. So the queue is gone through by owners, in
// the order of their ids and then from the beginning, and of each the oldest job has its turn. A process, and the sweep, remember
// whose turn was last.
import type { Row, RowList } from "../row-store.ts";
import { RENDERS } from "./job.ts";

/** Whose turn was last; undefined: nobody's. Null is what has no user, the jobs of service callers. */
export type QueueCursor = { last?: string | null };

/** The id of the job whose turn it is, without those that were seen; null where there is none. */
export type NextQueued = (seen: ReadonlySet<string>) => Promise<string | null>;

/** Of one owner so many are looked at, because the first may be held by others. */
const LOOK = 25;

type Rows = Pick<RowList, "list">;

/** `before`: jobs that are younger are left out (ISO 8601). */
export function createQueue(rows: Rows, cursor: QueueCursor, before?: string): NextQueued {
	return async (seen) => {
		const visited = new Set<string | null>();
		let owner = await ownerAfter(rows, cursor.last, before);
		while (owner !== undefined && !visited.has(owner)) {
			visited.add(owner);
			const jobs = await listQueued(rows, before, {
				...(owner === null ? { isNull: ["userId"] } : { equal: { userId: [owner] } }),
				...{ orderBy: "$createdAt", limit: LOOK },
			});
			const next = jobs.find(({ $id }) => !seen.has($id));
			if (next !== undefined) {
				cursor.last = owner;
				return next.$id;
			}
			owner = await ownerAfter(rows, owner, before);
		}
		return null;
	};
}

/** The next who has a queued job: those without a user first, then by ids, then from the beginning. */
async function ownerAfter(
	rows: Rows,
	last: string | null | undefined,
	before: string | undefined,
): Promise<string | null | undefined> {
	const userAfter = async (userId: string) => {
		const above = { column: "userId", value: userId };
		const [first] = await listQueued(rows, before, { above, orderBy: "userId", limit: 1 });
		return first === undefined ? undefined : String(first["userId"]);
	};
	const nobody = async () => {
		const found = await listQueued(rows, before, { isNull: ["userId"], orderBy: "$createdAt", limit: 1 });
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
	before: string | undefined,
	{ equal = {}, ...query }: Omit<Parameters<Rows["list"]>[1], "columns">,
): Promise<readonly Row[]> {
	return list(RENDERS, {
		...query,
		equal: { status: ["queued"], target: ["bucket"], ...equal },
		...(before === undefined ? {} : { between: { column: "$createdAt", before } }),
		columns: ["userId"],
	});
}
