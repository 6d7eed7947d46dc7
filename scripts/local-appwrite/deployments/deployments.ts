import { closeSync, existsSync, ftruncateSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { ApiError } from "../http/api-error.ts";
import { findJson, listJson, removeJson, saveJson } from "../json-rows.ts";
import { nowText, type Store } from "../store.ts";
import { changeResource, findResource, type Resource, type ResourceKind } from "./resources.ts";

/**
 * A version of the code of a function, or of the files of a site. What was uploaded and built is in `deployments/` of the data folder, a folder for each, unless
 * it is a folder that appwrite.json names.
 */
export type Deployment = {
	readonly $id: string;
	readonly $createdAt: string;
	readonly $updatedAt: string;
	/** Whether Appwrite's command line uploaded it, or another client. */
	readonly type: "manual" | "cli";
	/** Whose it is. */
	readonly kind: ResourceKind;
	readonly resourceId: string;
	/** Of a function. */
	readonly entrypoint: string;
	/** Of a site: the folder that is served, in what was built. */
	readonly outputDirectory: string;
	/** Of a site: the file that is served in place of one that is missing; empty: none. */
	readonly fallbackFile: string;
	readonly buildCommands: string;
	/** Whether it becomes the active one once it is built. */
	readonly activate: boolean;
	readonly status: "waiting" | "processing" | "building" | "ready" | "failed";
	readonly buildLogs: string;
	/** Seconds. */
	readonly buildDuration: number;
	/** Bytes. */
	readonly sourceSize: number;
	readonly buildSize: number;
	readonly totalSize: number;
	readonly chunksTotal: number;
	/** Where each chunk that is here began, in bytes. */
	readonly chunkStarts: readonly number[];
	/** Where its code is, an absolute path. */
	readonly codeDir: string;
};

type NewDeployment = Pick<
	Deployment,
	"$id" | "type" | "kind" | "resourceId" | "buildCommands" | "activate" | "sourceSize" | "chunksTotal"
> &
	Partial<Pick<Deployment, "entrypoint" | "outputDirectory" | "fallbackFile">>;

export const findDeployment = (store: Store, id: string) =>
	findJson<Deployment>(store, "deployments", "id = ?", id);

/** The oldest first. */
export const allDeployments = (store: Store, kind: ResourceKind, resourceId: string) =>
	listJson<Deployment>(
		store,
		"deployments",
		"json_extract(json, '$.kind') = ? AND json_extract(json, '$.resourceId') = ?",
		kind,
		resourceId,
	);

export function requireDeployment(
	store: Store,
	kind: ResourceKind,
	resourceId: string,
	id: string,
): Deployment {
	const found = findDeployment(store, id);
	if (found === null || !isOf(found, kind, resourceId)) throw deploymentNotFound();
	return found;
}

export const isOf = (deployment: Deployment, kind: ResourceKind, resourceId: string) =>
	deployment.kind === kind && deployment.resourceId === resourceId;

/** The deployment that answers for a function or a site; null without one. */
export function findActiveDeployment(
	store: Store,
	kind: ResourceKind,
	{ $id, deploymentId }: Pick<Resource, "$id" | "deploymentId">,
): Deployment | null {
	const deployment = findDeployment(store, deploymentId);
	if (deployment === null || !isOf(deployment, kind, $id)) return null;
	return deployment.status === "ready" ? deployment : null;
}

export function insertDeployment(
	store: Store,
	given: NewDeployment,
	more: Partial<Deployment> = {},
): Deployment {
	const at = nowText(store);
	const deployment: Deployment = {
		entrypoint: "",
		outputDirectory: "",
		fallbackFile: "",
		...given,
		$createdAt: at,
		$updatedAt: at,
		status: "waiting",
		buildLogs: "",
		buildDuration: 0,
		buildSize: 0,
		totalSize: given.sourceSize,
		chunkStarts: [],
		codeDir: join(deploymentFolder(store, given.$id), "code"),
		...more,
	};
	return saveJson(store, "deployments", { id: given.$id }, deployment);
}

/** Null when it has been deleted. */
export function changeDeployment(store: Store, id: string, changes: Partial<Deployment>): Deployment | null {
	const before = findDeployment(store, id);
	if (before === null) return null;
	return saveJson(store, "deployments", { id }, { ...before, ...changes, $updatedAt: nowText(store) });
}

/** Writes a chunk of the source where it belongs. The bytes go first: a row is never ahead of them. */
export function writeSource(
	store: Store,
	deployment: Deployment,
	start: number,
	bytes: Uint8Array,
): Deployment {
	const path = sourcePath(store, deployment);
	mkdirSync(dirname(path), { recursive: true });
	const handle = openSync(path, existsSync(path) ? "r+" : "w+");
	try {
		writeSync(handle, bytes, 0, bytes.length, start);
		ftruncateSync(handle, deployment.sourceSize);
	} finally {
		closeSync(handle);
	}
	const chunkStarts = [...new Set([...deployment.chunkStarts, start])];
	return changeDeployment(store, deployment.$id, { chunkStarts }) ?? deployment;
}

export function removeDeployment(store: Store, { $id }: Deployment): void {
	removeJson(store, "deployments", "id = ?", $id);
	rmSync(deploymentFolder(store, $id), { recursive: true, force: true });
}

/** Notes in a function or a site the status of its newest deployment. */
export function noteLatestDeployment(store: Store, kind: ResourceKind, resourceId: string): void {
	if (findResource(store, kind, resourceId) === null) return;
	const latest = allDeployments(store, kind, resourceId).reduce<Deployment | null>(
		(newest, each) => (newest !== null && newest.$createdAt > each.$createdAt ? newest : each),
		null,
	);
	changeResource(store, kind, resourceId, {
		latestDeploymentId: latest?.$id ?? "",
		latestDeploymentCreatedAt: latest?.$createdAt ?? "",
		latestDeploymentStatus: latest?.status ?? "",
	});
}

/** The uploaded archive. */
export const sourcePath = (store: Store, { $id }: Pick<Deployment, "$id">) =>
	join(deploymentFolder(store, $id), "code.tar.gz");

const deploymentFolder = ({ dir }: Store, id: string) => join(dir, "deployments", id);

export const isUploaded = ({ chunkStarts, chunksTotal }: Deployment) => chunkStarts.length === chunksTotal;

export const deploymentNotFound = (
	message = "Deployment with the requested ID could not be found.",
): ApiError => new ApiError(404, "deployment_not_found", message);
