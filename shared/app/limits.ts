import type { Env } from "../platform/node/env.ts";
import { limitsOf } from "../service/quota/budget.ts";
import type { Limits } from "../service/quota/operations.ts";

/** The limits that this environment sets. */
export function limitsIn({ QUOTA_HOURS, QUOTA_USER_SHARE }: Env): Limits {
	return limitsOf({ hours: QUOTA_HOURS, userShare: QUOTA_USER_SHARE });
}
