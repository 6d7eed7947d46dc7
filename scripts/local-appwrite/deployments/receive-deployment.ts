import type { AppwriteFunction } from "../functions/functions.ts";
import { badArgument, Fault } from "../http/fault.ts";
import { readUpload, type Upload } from "../http/read-upload.ts";
import type { Call } from "../http/router.ts";
import { newId } from "../identity/ids.ts";
import type { Parts } from "../parts.ts";
import { type Deployment, deploymentNotFound, isUploaded } from "./deployments.ts";

/** `_APP_COMPUTE_SIZE_LIMIT` of a server that nobody has changed. */
const MAX_SOURCE_BYTES = 30_000_000;

/**
 * Takes the source of a deployment, or a chunk of it, and begins its build when all has come. A chunk of one that is here
 * whole changes nothing, and chunks of two uploads to one id are not told apart: so it is on the real server.
 */
export async function receiveDeployment(
	made: AppwriteFunction,
	call: Call,
	parts: Parts,
): Promise<Deployment> {
	const { deployments, builds } = parts;
	const upload = await readUpload(call, "code");
	const { form, start, bytes, size, chunksTotal, isChunk, continuedId } = upload;
	if (form.get("activate") === null) throw badArgument('Param "activate" is not optional.');
	const entrypoint = String(form.get("entrypoint") ?? made.entrypoint);
	if (entrypoint === "") throw entrypointMissing();
	requireAllowed(upload);
	const $id = continuedId ?? newId();
	const before = deployments.find($id);
	// A chunk for another function's deployment would have that one's owner build it.
	if (before !== null && before.resourceId !== made.$id) throw deploymentNotFound();
	if (before !== null && isUploaded(before)) return before;
	const deployment =
		before ??
		deployments.create({
			$id,
			resourceId: made.$id,
			type: call.headers["x-sdk-language"] === "cli" ? "cli" : "manual",
			entrypoint,
			buildCommands: String(form.get("commands") ?? made.commands),
			activate: ["true", "1"].includes(String(form.get("activate"))),
			sourceSize: size,
			chunksTotal,
		});
	const written = deployments.writeChunk(deployment, start, bytes);
	if (!isUploaded(written)) return written;
	const uploaded = replaceActivations(written, isChunk, parts);
	builds.start(uploaded);
	return uploaded;
}

/**
 * Of the deployments that are to be activated, the newest remains. A server of 1.9.0–1.9.6 takes that from this one too, where
 * it came in chunks: its row is there before the last chunk.
 */
function replaceActivations(
	uploaded: Deployment,
	isChunk: boolean,
	{ deployments, weaknesses }: Parts,
): Deployment {
	if (!uploaded.activate) return uploaded;
	const forgetsItself = isChunk && weaknesses().largeDeploymentsStayInactive;
	for (const { $id, activate } of deployments.listOf(uploaded.resourceId)) {
		if (activate && ($id !== uploaded.$id || forgetsItself)) deployments.change($id, { activate: false });
	}
	return deployments.find(uploaded.$id) ?? uploaded;
}

function requireAllowed({ name, size }: Upload): void {
	if (!name.toLowerCase().endsWith(".gz")) {
		throw new Fault(400, "storage_file_type_unsupported", "The given file extension is not supported.");
	}
	if (size > MAX_SOURCE_BYTES) {
		throw new Fault(
			400,
			"storage_invalid_file_size",
			"The file size is either not valid or exceeds the maximum allowed size. Please check the file or the value of the _APP_STORAGE_LIMIT environment variable.",
		);
	}
}

const entrypointMissing = () =>
	new Fault(
		404,
		"function_entrypoint_missing",
		'Entrypoint for your Appwrite Function is missing. Please specify it when making deployment or update the entrypoint under your function\'s "Settings" > "Configuration" > "Entrypoint".',
	);
