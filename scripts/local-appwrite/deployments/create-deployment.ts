import { type AppwriteFunction, requireFunction } from "../functions/functions.ts";
import { ApiError, missingParam } from "../http/api-error.ts";
import { newId } from "../http/ids.ts";
import { accepted, type Call, route } from "../http/route.ts";
import { readUpload, type Upload } from "../http/upload.ts";
import type { Store } from "../store.ts";
import type { Builds } from "./builds.ts";
import {
	allDeployments,
	changeDeployment,
	type Deployment,
	deploymentNotFound,
	findDeployment,
	insertDeployment,
	isUploaded,
	writeSource,
} from "./deployments.ts";
import { presentDeployment } from "./present-deployment.ts";

/** `_APP_COMPUTE_SIZE_LIMIT` of a server that nobody has changed. */
const MAX_SOURCE_BYTES = 30_000_000;

type Needs = { readonly store: Store; readonly builds: Builds };

/**
 * Takes the source of a deployment, or a chunk of it, and starts its build when all of it is here. A chunk of one that is
 * complete changes nothing, and chunks of two uploads to one id are not told apart, as on the real server.
 */
export const createDeployment = ({ store, builds }: Needs) =>
	route("POST", "/functions/:functionId/deployments", "functions.write", async (call) => {
		const owner = requireFunction(store, call.params.functionId);
		const upload = await readUpload(call, "code");
		requireAllowed(upload, owner);
		const $id = upload.continuedId ?? newId();
		const before = findDeployment(store, $id);
		// A chunk for another function's deployment would have that one's owner build it.
		if (before !== null && before.resourceId !== owner.$id) throw deploymentNotFound();
		if (before !== null && isUploaded(before)) return accepted(presentDeployment(before));
		const begun = before ?? begin(store, $id, owner, upload, call.headers);
		const written = writeSource(store, begun, upload.start, upload.bytes);
		if (!isUploaded(written)) return accepted(presentDeployment(written));
		const uploaded = replaceActivations(store, written, upload.isChunk);
		builds.start(uploaded.$id);
		return accepted(presentDeployment(uploaded));
	});

function begin(
	store: Store,
	$id: string,
	owner: AppwriteFunction,
	{ form, size, chunksTotal }: Upload,
	headers: Call["headers"],
): Deployment {
	return insertDeployment(store, {
		$id,
		resourceId: owner.$id,
		type: headers["x-sdk-language"] === "cli" ? "cli" : "manual",
		entrypoint: String(form.get("entrypoint") ?? owner.entrypoint),
		buildCommands: String(form.get("commands") ?? owner.commands),
		activate: ["true", "1"].includes(String(form.get("activate"))),
		sourceSize: size,
		chunksTotal,
	});
}

/**
 * Of the deployments that are to be activated, the newest remains. A server of 1.9.0–1.9.6 takes that from this one too when it
 * came in chunks: its row is there before the last chunk.
 */
function replaceActivations(store: Store, uploaded: Deployment, isChunk: boolean): Deployment {
	if (!uploaded.activate) return uploaded;
	for (const { $id, activate } of allDeployments(store, uploaded.resourceId)) {
		if (activate && ($id !== uploaded.$id || isChunk)) changeDeployment(store, $id, { activate: false });
	}
	return findDeployment(store, uploaded.$id) ?? uploaded;
}

function requireAllowed({ form, name, size }: Upload, owner: AppwriteFunction): void {
	if (form.get("activate") === null) throw missingParam("activate");
	if (String(form.get("entrypoint") ?? owner.entrypoint) === "") {
		throw new ApiError(
			404,
			"function_entrypoint_missing",
			'Entrypoint for your Appwrite Function is missing. Please specify it when making deployment or update the entrypoint under your function\'s "Settings" > "Configuration" > "Entrypoint".',
		);
	}
	if (!name.toLowerCase().endsWith(".gz")) {
		throw new ApiError(400, "storage_file_type_unsupported", "The given file extension is not supported.");
	}
	if (size > MAX_SOURCE_BYTES) {
		throw new ApiError(
			400,
			"storage_invalid_file_size",
			"The file size is either not valid or exceeds the maximum allowed size. Please check the file or the value of the _APP_STORAGE_LIMIT environment variable.",
		);
	}
}
