import { resolve } from "node:path";
import type { Env } from "../../shared/platform/node/env.ts";
import { serviceKeyOf } from "../local-appwrite/service-key.ts";

/**
 * The service key of the Appwrite that a command works on, as `npm run dev` has it: what is set, else the key that was made with the
 * local one's data. Undefined for another Appwrite whose key is not set.
 */
export function findServiceKey(
	{ SERVICE_KEY, APPWRITE_ENDPOINT }: Pick<Env, "SERVICE_KEY" | "APPWRITE_ENDPOINT">,
	dataDir: string,
): string | undefined {
	return SERVICE_KEY ?? (APPWRITE_ENDPOINT === undefined ? serviceKeyOf(resolve(dataDir)) : undefined);
}
