// The queue serves owners in turn (round robin): two hundred jobs of one user must not delay the first job of another. It goes
// through the owners in the order of their ids, and takes the oldest job of each. Each process, and the sweep, remembers the last
// owner.
import type { EpochMs } from "../../core/time.ts";
import type { RowQuery, RowStore } from "../row-store.ts";
import type { Row } from "../tables.ts";

/** The last owner served. Null stands for service callers, whose jobs have no user. */
export type QueueCursor = { last?: string | null };

/** The id of the next job that is not in `seen`; null when there is none. */
export type NextQueued = (seen: ReadonlySet<string>) => Promise<string | null>;

/** Jobs read per owner, because other workers may hold the first. */
const JOBS_PER_OWNER = 25;

type Rows = Pick<RowStore, "list">;

/** `beforeMs` leaves out younger jobs. */
export function createQueue(rows: Rows, cursor: QueueCursor, beforeMs?: EpochMs): NextQueued {
	return async (seen) => {
		const visited = new Set<string | null>();
		let owner = await findOwnerAfter(rows, cursor.last, beforeMs);
		while (owner !== undefined && !visited.has(owner)) {
			visited.add(owner);
			const query = { where: { userId: owner }, orderBy: "createdAtMs", limit: JOBS_PER_OWNER } as const;
			const jobs = await listQueued(rows, beforeMs, query);
			const next = jobs.find(({ id }) => !seen.has(id));
			if (next !== undefined) {
				cursor.last = owner;
				return next.id;
			}
			owner = await findOwnerAfter(rows, owner, beforeMs);
		}
		return null;
	};
}

/** The next owner with a queued job: service callers first, then users by id, then from the start. */
async function findOwnerAfter(
	rows: Rows,
	last: string | null | undefined,
	beforeMs: number | undefined,
): Promise<string | null | undefined> {
	const findUserAfter = async (userId: string) => {
		const query = { where: { userId: { above: userId } }, orderBy: "userId", limit: 1 } as const;
		const [first] = await listQueued(rows, beforeMs, query);
		return first?.userId ?? undefined;
	};
	const hasServiceJob = async () => {
		const query = { where: { userId: null }, orderBy: "createdAtMs", limit: 1 } as const;
		const found = await listQueued(rows, beforeMs, query);
		return found.length > 0;
	};
	if (last === undefined) return (await hasServiceJob()) ? null : findUserAfter("");
	const after = await findUserAfter(last ?? "");
	if (after !== undefined) return after;
	if (await hasServiceJob()) return null;
	return last === null ? undefined : findUserAfter("");
}

/** Without the jobs of commands, which only the command itself renders. */
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
