import { join } from "node:path";
import type { EnvironmentOf } from "../functions/environment.ts";
import { functionKey } from "../functions/function-key.ts";
import type { Functions } from "../functions/functions.ts";
import type { Parts } from "../parts.ts";
import { type Deployment, type Deployments, isUploaded } from "./deployments.ts";
import { buildTooLarge, MAX_BUILD_BYTES, runBuild } from "./run-build.ts";

export type Builds = ReturnType<typeof createBuilds>;

type Surroundings = Pick<Parts, "credentials" | "now"> & {
	readonly functions: Functions;
	readonly deployments: Deployments;
	readonly dataDir: string;
	readonly environmentOf: EnvironmentOf;
	/** After how long a build is ended. */
	readonly limitMs: number;
};

/** Builds deployments, each at once, and activates those that are to be. */
export function createBuilds({
	functions,
	deployments,
	dataDir,
	environmentOf,
	credentials,
	now,
	limitMs,
}: Surroundings) {
	const running = new Map<string, { readonly end: AbortController; readonly done: Promise<void> }>();
	let isStopped = false;

	/** Whether the build may go on, and be written about: false once it was cancelled or deleted, or the server stops. */
	const goesOn = (id: string) => {
		const status = isStopped ? undefined : deployments.find(id)?.status;
		return status !== undefined && status !== "canceled";
	};

	const change = (id: string, changes: Partial<Deployment>) => {
		const changed = deployments.change(id, changes);
		if (changed !== null) tellLatest(changed.resourceId);
	};

	/** Notes in a function what has become of its newest deployment. */
	const tellLatest = (functionId: string) => {
		const latest = deployments
			.listOf(functionId)
			.reduce<Deployment | null>(
				(newest, each) => (newest !== null && newest.$createdAt > each.$createdAt ? newest : each),
				null,
			);
		if (functions.find(functionId) === null) return;
		functions.change(functionId, {
			latestDeploymentId: latest?.$id ?? "",
			latestDeploymentCreatedAt: latest?.$createdAt ?? "",
			latestDeploymentStatus: latest?.status ?? "",
		});
	};

	const build = async ({ $id }: Deployment, signal: AbortSignal): Promise<void> => {
		const deployment = deployments.find($id);
		const made = functions.find(deployment?.resourceId ?? "");
		if (deployment === null || made === null || !goesOn($id)) return;
		const startedAt = performance.now();
		const { codeDir, buildCommands: commands } = deployment;
		let buildLogs = "";
		const onOutput = (text: string) => {
			buildLogs += text;
			if (goesOn($id)) deployments.change($id, { buildLogs });
		};
		const durationSeconds = () => Math.ceil((performance.now() - startedAt) / 1000);
		try {
			change($id, { status: "processing" });
			change($id, { status: "building" });
			const buildSize = await runBuild({
				source: deployments.sourceOf(deployment),
				codeDir,
				commands,
				env: {
					...environmentOf(made, deployment),
					APPWRITE_FUNCTION_API_KEY: functionKey(made.scopes, now() + limitMs, credentials.tokenSecret),
				},
				homeDir: join(dataDir, "build-home"),
				signal,
				onOutput,
			});
			if (!goesOn($id)) return;
			if (buildSize > MAX_BUILD_BYTES) throw new Error(buildTooLarge());
			const sizes = { buildSize, totalSize: deployment.sourceSize + buildSize };
			onOutput(appwriteLine("Deployment finished.", 32));
			change($id, { status: "ready", buildDuration: durationSeconds(), ...sizes });
			activate($id);
		} catch (error) {
			if (!goesOn($id)) return;
			onOutput(`\n${error instanceof Error ? error.message : error}`);
			change($id, { status: "failed", buildDuration: durationSeconds() });
		}
	};

	/** Unless it is not to be, or a deployment is active that was made later. */
	const activate = (id: string) => {
		const built = deployments.find(id);
		const made = built === null ? null : functions.find(built.resourceId);
		if (built === null || made === null || !built.activate) return;
		const active = deployments.find(made.deploymentId);
		const isNewer = active !== null && active.$createdAt < built.$createdAt;
		if (made.deploymentId !== "" && !isNewer) return;
		functions.change(made.$id, {
			live: true,
			deploymentId: built.$id,
			deploymentCreatedAt: built.$createdAt,
		});
	};

	const start = (deployment: Deployment): void => {
		const end = new AbortController();
		const timer = setTimeout(() => end.abort(new Error(TIMED_OUT)), limitMs);
		const done = Promise.resolve()
			.then(() => build(deployment, end.signal))
			.finally(() => {
				clearTimeout(timer);
				running.delete(deployment.$id);
			});
		running.set(deployment.$id, { end, done });
	};

	/** Ends a build and waits until its processes are gone. */
	const abort = async (id: string): Promise<void> => {
		const build = running.get(id);
		build?.end.abort();
		await build?.done;
	};

	return {
		start,
		abort,
		tellLatest,

		cancel: async (deployment: Deployment): Promise<Deployment> => {
			const line = appwriteLine("Build has been canceled.", 33);
			const buildLogs = deployment.buildLogs + line;
			const canceled = deployments.change(deployment.$id, { status: "canceled", buildLogs });
			await abort(deployment.$id);
			return canceled ?? deployment;
		},

		/** Begins again what the server's end has cut short. */
		resume: (): void => {
			for (const deployment of deployments.list()) {
				const isOpen = ["waiting", "processing", "building"].includes(deployment.status);
				if (isOpen && isUploaded(deployment)) start(deployment);
			}
		},

		stop: async (): Promise<void> => {
			isStopped = true;
			await Promise.all([...running.keys()].map(abort));
		},
	};
}

const TIMED_OUT =
	"Build timed out. Increase the build timeout via the `_APP_COMPUTE_BUILD_TIMEOUT` environment variable, or simplify the build to complete within the limit.";

function appwriteLine(words: string, colour: number): string {
	const time = new Date().toTimeString().slice(0, 8);
	return `\x1b[90m[${time}] \x1b[90m[\x1b[0mappwrite\x1b[90m]\x1b[${colour}m ${words} \x1b[0m\n`;
}
