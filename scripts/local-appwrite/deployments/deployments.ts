import { closeSync, existsSync, ftruncateSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs";
import { cp } from "node:fs/promises";
import { dirname, join } from "node:path";
import { dateText } from "../data/table.ts";
import { Fault } from "../http/fault.ts";
import { createJsonTable } from "../json-table.ts";
import type { Store } from "../store.ts";

export type DeploymentStatus = "waiting" | "processing" | "building" | "ready" | "failed" | "canceled";

/** A version of a function's code: what was uploaded, and what was built of it. */
export type Deployment = {
	readonly $id: string;
	readonly $createdAt: string;
	readonly $updatedAt: string;
	/** By whom it was uploaded: Appwrite's command line, or any other. */
	readonly type: "manual" | "cli";
	/** The function. */
	readonly resourceId: string;
	readonly entrypoint: string;
	readonly buildCommands: string;
	/** Whether it is to be the active one when it is built. */
	readonly activate: boolean;
	readonly status: DeploymentStatus;
	readonly buildLogs: string;
	/** Seconds. */
	readonly buildDuration: number;
	/** Bytes. */
	readonly sourceSize: number;
	readonly buildSize: number;
	readonly totalSize: number;
	readonly chunksTotal: number;
	/** Where each chunk that came began, in bytes. */
	readonly chunkStarts: readonly number[];
	/** Where its code is, an absolute path. */
	readonly codeDir: string;
};

/** What a new deployment is given; the rest is made up. */
export type NewDeployment = Pick<
	Deployment,
	"$id" | "type" | "resourceId" | "entrypoint" | "buildCommands" | "activate" | "sourceSize" | "chunksTotal"
>;

export type Deployments = ReturnType<typeof createDeployments>;

/** Deployments; what was uploaded and built is in `<dataDir>/deployments`, a folder for each. */
export function createDeployments(store: Store, dataDir: string, now: () => number) {
	const table = createJsonTable<Deployment>(store, "deployments");
	const folderOf = (id: string) => join(dataDir, "deployments", id);
	const sourceOf = ({ $id }: Pick<Deployment, "$id">) => join(folderOf($id), "code.tar.gz");
	return {
		find: table.find,
		/** Of a function, the oldest first. */
		listOf: table.listOf,
		/** All of them. */
		list: table.list,
		sourceOf,

		get: (functionId: string, id: string): Deployment => {
			const found = table.find(id);
			if (found === null || found.resourceId !== functionId) throw deploymentNotFound();
			return found;
		},

		create: (given: NewDeployment): Deployment => {
			const at = dateText(now());
			const unbuilt = { status: "waiting", buildLogs: "", buildDuration: 0, buildSize: 0 } as const;
			const codeDir = join(folderOf(given.$id), "code");
			const source = { totalSize: given.sourceSize, chunkStarts: [], codeDir };
			return table.save({ ...given, $createdAt: at, $updatedAt: at, ...unbuilt, ...source });
		},

		/** One that needs no build, because it runs where its code is. Takes the place of one of its id, and is the newest. */
		createReady: (given: NewDeployment, codeDir: string): Deployment => {
			table.remove(given.$id);
			const at = dateText(now());
			const built = { status: "ready", buildLogs: "", buildDuration: 0, buildSize: 0, totalSize: 0 } as const;
			return table.save({ ...given, $createdAt: at, $updatedAt: at, ...built, chunkStarts: [0], codeDir });
		},

		/** Null where it is not there any more. */
		change: (id: string, changes: Partial<Deployment>): Deployment | null => {
			const before = table.find(id);
			if (before === null) return null;
			return table.save({ ...before, ...changes, $updatedAt: dateText(now()) });
		},

		/** Writes a chunk of the source where it belongs. The bytes go first: a row is never ahead of them. */
		writeChunk: (deployment: Deployment, start: number, bytes: Uint8Array): Deployment => {
			const path = sourceOf(deployment);
			mkdirSync(dirname(path), { recursive: true });
			const handle = openSync(path, existsSync(path) ? "r+" : "w+");
			try {
				writeSync(handle, bytes, 0, bytes.length, start);
				ftruncateSync(handle, deployment.sourceSize);
			} finally {
				closeSync(handle);
			}
			const chunkStarts = [...new Set([...deployment.chunkStarts, start])];
			return table.save({ ...deployment, chunkStarts, $updatedAt: dateText(now()) });
		},

		copySource: async (from: Deployment, to: Pick<Deployment, "$id">): Promise<void> => {
			await cp(sourceOf(from), sourceOf(to));
		},

		remove: ({ $id }: Deployment): void => {
			table.remove($id);
			rmSync(folderOf($id), { recursive: true, force: true });
		},
	};
}

/** All of the source is here. */
export function isUploaded({ chunkStarts, chunksTotal }: Deployment): boolean {
	return chunkStarts.length === chunksTotal;
}

export function presentDeployment({
	buildCommands: _commands,
	chunkStarts: _starts,
	chunksTotal: _total,
	codeDir: _folder,
	...rest
}: Deployment) {
	const screenshots = { screenshotLight: "", screenshotDark: "" };
	return { ...rest, resourceType: "functions", buildId: "", ...screenshots, ...UNCONNECTED };
}

/** Not from a repository. */
const UNCONNECTED = {
	providerRepositoryName: "",
	providerRepositoryOwner: "",
	providerRepositoryUrl: "",
	providerCommitHash: "",
	providerCommitAuthorUrl: "",
	providerCommitAuthor: "",
	providerCommitMessage: "",
	providerCommitUrl: "",
	providerBranch: "",
	providerBranchUrl: "",
};

export const deploymentNotFound = (message = "Deployment with the requested ID could not be found."): Fault =>
	new Fault(404, "deployment_not_found", message);
