import { resolve } from "node:path";
import type { Env } from "../../shared/platform/node/env.ts";
import { serviceKeyOf } from "../local-appwrite/service-key.ts";

/** SERVICE_KEY when set, otherwise the key of the local Appwrite's data; undefined for another Appwrite whose key is not set. */
export function findServiceKey(
	{ SERVICE_KEY, APPWRITE_ENDPOINT }: Pick<Env, "SERVICE_KEY" | "APPWRITE_ENDPOINT">,
	dataDir: string,
): string | undefined {
	return SERVICE_KEY ?? (APPWRITE_ENDPOINT === undefined ? serviceKeyOf(resolve(dataDir)) : undefined);
}
