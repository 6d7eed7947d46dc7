import type { Env } from "../platform/node/env.ts";
import { toLimits } from "../service/quota/budget.ts";
import type { Limits } from "../service/quota/operations.ts";

/** The limits that this environment sets. */
export function limitsIn({ QUOTA_HOURS, QUOTA_USER_SHARE }: Env): Limits {
	return toLimits({ hours: QUOTA_HOURS, userShare: QUOTA_USER_SHARE });
}
