import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describePermanentError } from "../../shared/core/errors.ts";
import type { Connection } from "../../shared/platform/appwrite/client.ts";
import type { Env } from "../../shared/platform/node/env.ts";
import { parseConfig } from "../local-appwrite/config.ts";
import { dataFolderFailure } from "../local-appwrite/data-folder.ts";
import { ownOrJoin } from "../local-appwrite/own-or-join.ts";
import { UsageError } from "./exit.ts";
import { ROOT } from "./root.ts";

export type OpenAppwrite = {
	readonly connection: Connection;
	/** False for a local Appwrite that this command started for itself. */
	readonly runsFunctions: boolean;
	/** Each function's address on a local Appwrite of another process; otherwise null. */
	readonly domains: Readonly<Record<string, string>> | null;
	readonly close: () => Promise<void>;
};

/**
 * Opens the Appwrite of APPWRITE_ENDPOINT, APPWRITE_PROJECT_ID and APPWRITE_API_KEY when these are set, otherwise the local one
 * of `dataDir`. `variables` go to the functions when this process starts the local one.
 */
export async function openAppwrite(
	env: Env,
	dataDir: string,
	variables: Readonly<Record<string, string>> = {},
): Promise<OpenAppwrite> {
	const { APPWRITE_ENDPOINT: endpoint, APPWRITE_PROJECT_ID: projectId, APPWRITE_API_KEY: apiKey } = env;
	if (endpoint !== undefined && projectId !== undefined && apiKey !== undefined) {
		return {
			connection: { endpoint, projectId, apiKey },
			runsFunctions: true,
			domains: null,
			close: async () => {},
		};
	}
	if (endpoint !== undefined || projectId !== undefined || apiKey !== undefined) {
		throw new UsageError(
			"Set APPWRITE_ENDPOINT, APPWRITE_PROJECT_ID and APPWRITE_API_KEY, or none of them for the local Appwrite.",
		);
	}
	const config = parseConfig(readFileSync(join(ROOT, "appwrite.json"), "utf8"), ROOT);
	const folder = resolve(dataDir);
	const { close, own, domains, ...connection } = await ownOrJoin({
		dataDir: folder,
		config,
		variables,
	}).catch((error: unknown) => {
		throw dataFolderFailure(folder, error);
	});
	return {
		connection,
		runsFunctions: own === null,
		domains: own === null ? domains : null,
		// A failed write at the end must not hide why the command failed.
		close: () =>
			close().catch((error: unknown) => {
				const reason = describePermanentError(error);
				if (reason === null) throw error;
				process.stderr.write(`The data in ${folder} could not be written: ${reason}.\n`);
			}),
	};
}
