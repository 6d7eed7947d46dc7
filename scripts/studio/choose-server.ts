import type { Env } from "../../shared/platform/node/env.ts";
import type { RenderServer } from "../build/studio.ts";
import { UsageError } from "../cli/exit.ts";
import type { ServerFile } from "../local-appwrite/server-file.ts";

type Sources = {
	/** The flags. */
	readonly given: { readonly endpoint?: string | undefined; readonly project?: string | undefined };
	readonly env: Pick<Env, "APPWRITE_ENDPOINT" | "APPWRITE_PROJECT_ID">;
	/** Of the local Appwrite that runs. */
	readonly local: Pick<ServerFile, "endpoint" | "projectId"> | null;
};

/** The Appwrite on which the page renders: of the flags, else of the environment, else the local one. Null: none. */
export function chooseServer({ given, env, local }: Sources): RenderServer | null {
	const { endpoint, project } = given;
	if (endpoint !== undefined || project !== undefined) {
		if (endpoint === undefined || project === undefined)
			throw new UsageError("--endpoint and --project come together.");
		return { endpoint: readEndpoint(endpoint), projectId: project };
	}
	const { APPWRITE_ENDPOINT, APPWRITE_PROJECT_ID } = env;
	if (APPWRITE_ENDPOINT !== undefined && APPWRITE_PROJECT_ID !== undefined)
		return { endpoint: APPWRITE_ENDPOINT, projectId: APPWRITE_PROJECT_ID };
	// A page of `localhost` and a server of 127.0.0.1 are two sites, and browsers keep cookies from the other site.
	return local === null
		? null
		: { endpoint: local.endpoint.replace("//127.0.0.1:", "//localhost:"), projectId: local.projectId };
}

function readEndpoint(text: string): string {
	const url = URL.canParse(text) ? new URL(text) : null;
	if (url !== null && /^https?:$/.test(url.protocol)) return text.replace(/\/+$/, "");
	throw new UsageError(
		`--endpoint: expected an address such as https://fra.cloud.appwrite.io/v1, received "${text}"`,
	);
}
