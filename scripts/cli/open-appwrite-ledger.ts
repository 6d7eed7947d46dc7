import { createAppwriteRowStore } from "../../shared/platform/appwrite/appwrite-row-store.ts";
import { createClient } from "../../shared/platform/appwrite/client.ts";
import { deliverToBucket } from "../../shared/platform/appwrite/deliver-to-bucket.ts";
import type { Env } from "../../shared/platform/node/env.ts";
import { TABLES } from "../../shared/service/tables.ts";
import { openAppwrite } from "./open-appwrite.ts";

/** The ledger over HTTP, of the Appwrite that is configured or the local one. Imported where it is needed alone. */
export async function openAppwriteLedger(env: Env, dataDir: string, needsBucket: boolean) {
	const { connection, close } = await openAppwrite(env, dataDir);
	const client = createClient(connection);
	const store = createAppwriteRowStore(client, TABLES);
	return { store, bucket: needsBucket ? deliverToBucket(client) : null, close };
}
