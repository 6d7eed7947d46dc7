import { ApiError } from "../http/api-error.ts";
import { newId } from "../http/ids.ts";
import { accepted, type Call, type Reply } from "../http/route.ts";
import type { Upload } from "../http/upload.ts";
import type { Store } from "../store.ts";
import type { Builds } from "./builds.ts";
import {
	allDeployments,
	changeDeployment,
	type Deployment,
	deploymentNotFound,
	findDeployment,
	insertDeployment,
	isOf,
	isUploaded,
	writeSource,
} from "./deployments.ts";
import { presentDeployment } from "./present-deployment.ts";

/** `_APP_COMPUTE_SIZE_LIMIT` of a server that nobody has changed. */
const MAX_SOURCE_BYTES = 30_000_000;

type Needs = { readonly store: Store; readonly builds: Builds };

/** How a deployment is begun by its first chunk. */
type Begun = Pick<Deployment, "kind" | "resourceId" | "buildCommands"> &
	Partial<Pick<Deployment, "entrypoint" | "outputDirectory" | "fallbackFile">>;

/**
 * Takes the source of a deployment, or a chunk of it, and starts its build when all of it is here. A chunk of one that is
 * complete changes nothing, and chunks of two uploads to one id are not told apart, as on the real server.
 */
export function takeSource(
	{ store, builds }: Needs,
	upload: Upload,
	headers: Call["headers"],
	begun: Begun,
): Reply {
	requireArchive(upload);
	const $id = upload.continuedId ?? newId();
	const before = findDeployment(store, $id);
	// A chunk for another's deployment would have that one's owner build it.
	if (before !== null && !isOf(before, begun.kind, begun.resourceId)) throw deploymentNotFound();
	if (before !== null && isUploaded(before)) return accepted(presentDeployment(before));
	const deployment = before ?? begin(store, $id, begun, upload, headers);
	const written = writeSource(store, deployment, upload.start, upload.bytes);
	if (!isUploaded(written)) return accepted(presentDeployment(written));
	const uploaded = replaceActivations(store, written, upload.isChunk);
	builds.start(uploaded.$id);
	return accepted(presentDeployment(uploaded));
}

function begin(
	store: Store,
	$id: string,
	begun: Begun,
	{ form, size, chunksTotal }: Upload,
	headers: Call["headers"],
): Deployment {
	return insertDeployment(store, {
		...begun,
		$id,
		type: headers["x-sdk-language"] === "cli" ? "cli" : "manual",
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
	for (const { $id, activate } of allDeployments(store, uploaded.kind, uploaded.resourceId)) {
		if (activate && ($id !== uploaded.$id || isChunk)) changeDeployment(store, $id, { activate: false });
	}
	return findDeployment(store, uploaded.$id) ?? uploaded;
}

function requireArchive({ name, size }: Upload): void {
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
