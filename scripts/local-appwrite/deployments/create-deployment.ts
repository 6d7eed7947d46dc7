import { requireFunction } from "../functions/functions.ts";
import { ApiError, missingParam } from "../http/api-error.ts";
import { route } from "../http/route.ts";
import { readUpload } from "../http/upload.ts";
import type { Store } from "../store.ts";
import type { Builds } from "./builds.ts";
import { takeSource } from "./take-source.ts";

type Needs = { readonly store: Store; readonly builds: Builds };

export const createDeployment = (needs: Needs) =>
	route("POST", "/functions/:functionId/deployments", "functions.write", async (call) => {
		const owner = requireFunction(needs.store, call.params.functionId);
		const upload = await readUpload(call, "code");
		const { form } = upload;
		if (form.get("activate") === null) throw missingParam("activate");
		const entrypoint = String(form.get("entrypoint") ?? owner.entrypoint);
		if (entrypoint === "") throw entrypointMissing();
		const buildCommands = String(form.get("commands") ?? owner.commands);
		const begun = { kind: "function" as const, resourceId: owner.$id, entrypoint, buildCommands };
		return takeSource(needs, upload, call.headers, begun);
	});

const entrypointMissing = () =>
	new ApiError(
		404,
		"function_entrypoint_missing",
		'Entrypoint for your Appwrite Function is missing. Please specify it when making deployment or update the entrypoint under your function\'s "Settings" > "Configuration" > "Entrypoint".',
	);
