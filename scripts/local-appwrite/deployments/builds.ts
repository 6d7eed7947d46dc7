import { join } from "node:path";
import type { Credentials } from "../auth/resolve-caller.ts";
import { functionKey } from "../auth/tokens.ts";
import type { MakeEnvironment } from "../executions/environment.ts";
import { requireFunction } from "../functions/functions.ts";
import { listJson } from "../json-rows.ts";
import type { Store } from "../store.ts";
import {
	changeDeployment,
	type Deployment,
	findDeployment,
	isUploaded,
	noteLatestDeployment,
	sourcePath,
} from "./deployments.ts";
import { changeResource, findResource } from "./resources.ts";
import { buildTooLarge, MAX_BUILD_BYTES, runBuild } from "./run-build.ts";

type Options = {
	readonly store: Store;
	readonly credentials: Credentials;
	readonly makeEnvironment: MakeEnvironment;
	/** After how long a build is ended. */
	readonly limitMs: number;
};

/** Builds deployments, each at once, and activates those that are to be. */
export class Builds {
	readonly #options: Options;
	readonly #running = new Map<string, { readonly end: AbortController; readonly done: Promise<void> }>();
	#isStopped = false;

	constructor(options: Options) {
		this.#options = options;
	}

	start(deploymentId: string): void {
		const end = new AbortController();
		const timer = setTimeout(() => end.abort(new Error(TIMED_OUT)), this.#options.limitMs);
		const done = Promise.resolve()
			.then(() => this.#build(deploymentId, end.signal))
			.finally(() => {
				clearTimeout(timer);
				this.#running.delete(deploymentId);
			});
		this.#running.set(deploymentId, { end, done });
	}

	/** Ends a build and waits until its processes are gone. */
	async abort(deploymentId: string): Promise<void> {
		const build = this.#running.get(deploymentId);
		build?.end.abort();
		await build?.done;
	}

	/** Starts the builds again that the server's end cut short. */
	resume(): void {
		for (const deployment of listJson<Deployment>(this.#options.store, "deployments")) {
			const isOpen = ["waiting", "processing", "building"].includes(deployment.status);
			if (isOpen && isUploaded(deployment)) this.start(deployment.$id);
		}
	}

	async stop(): Promise<void> {
		this.#isStopped = true;
		await Promise.all([...this.#running.keys()].map((id) => this.abort(id)));
	}

	async #build(id: string, signal: AbortSignal): Promise<void> {
		const { store } = this.#options;
		const deployment = findDeployment(store, id);
		if (deployment === null || this.#isStopped) return;
		if (findResource(store, deployment.kind, deployment.resourceId) === null) return;
		const startedAt = performance.now();
		let buildLogs = "";
		const onOutput = (text: string) => {
			buildLogs += text;
			if (!this.#isStopped) changeDeployment(store, id, { buildLogs });
		};
		const buildDuration = () => Math.ceil((performance.now() - startedAt) / 1000);
		try {
			this.#change(id, { status: "processing" });
			this.#change(id, { status: "building" });
			const buildSize = await this.#run(deployment, signal, onOutput);
			if (buildSize > MAX_BUILD_BYTES) throw new Error(buildTooLarge());
			const totalSize = deployment.sourceSize + buildSize;
			this.#change(id, { status: "ready", buildDuration: buildDuration(), buildSize, totalSize });
			if (!this.#isStopped) activate(store, id);
		} catch (error) {
			onOutput(`\n${error instanceof Error ? error.message : error}`);
			this.#change(id, { status: "failed", buildDuration: buildDuration() });
		}
	}

	#run(deployment: Deployment, signal: AbortSignal, onOutput: (text: string) => void): Promise<number> {
		const { store, credentials, makeEnvironment, limitMs } = this.#options;
		const { kind, resourceId } = deployment;
		const scopes = kind === "function" ? requireFunction(store, resourceId).scopes : [];
		const key = functionKey(scopes, store.now() + limitMs, credentials.tokenSecret);
		return runBuild({
			source: sourcePath(store, deployment),
			codeDir: deployment.codeDir,
			outputDirectory: deployment.outputDirectory,
			commands: deployment.buildCommands,
			env: { ...makeEnvironment(deployment), [`APPWRITE_${kind.toUpperCase()}_API_KEY`]: key },
			homeDir: join(store.dir, "build-home"),
			signal,
			onOutput,
		});
	}

	/** Not once the server stops: then the next start resumes the build. */
	#change(id: string, changes: Partial<Deployment>): void {
		const { store } = this.#options;
		const changed = this.#isStopped ? null : changeDeployment(store, id, changes);
		if (changed !== null) noteLatestDeployment(store, changed.kind, changed.resourceId);
	}
}

/** Activates what was built, unless it is not to be, or a deployment is active that was made later. */
function activate(store: Store, id: string): void {
	const built = findDeployment(store, id);
	const owner = built === null ? null : findResource(store, built.kind, built.resourceId);
	if (built === null || owner === null || !built.activate) return;
	const active = findDeployment(store, owner.deploymentId);
	const isNewer = active !== null && active.$createdAt < built.$createdAt;
	if (owner.deploymentId !== "" && !isNewer) return;
	const { $id: deploymentId, $createdAt: deploymentCreatedAt } = built;
	changeResource(store, built.kind, owner.$id, { live: true, deploymentId, deploymentCreatedAt });
}

const TIMED_OUT =
	"Build timed out. Increase the build timeout via the `_APP_COMPUTE_BUILD_TIMEOUT` environment variable, or simplify the build to complete within the limit.";
