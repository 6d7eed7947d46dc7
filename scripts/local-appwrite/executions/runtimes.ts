import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Deployment, findActiveDeployment } from "../deployments/deployments.ts";
import { type AppwriteFunction, requireFunction } from "../functions/functions.ts";
import { FunctionRuntime } from "../runtime/function-runtime.ts";
import type { Store } from "../store.ts";
import type { MakeEnvironment } from "./environment.ts";

type Options = { readonly store: Store; readonly makeEnvironment: MakeEnvironment };

/** The processes of functions: one for each active deployment. */
export class Runtimes {
	readonly #options: Options;
	/** By their deployments. */
	readonly #running = new Map<string, { readonly functionId: string; readonly runtime: FunctionRuntime }>();
	#clockOffsetMs = 0;

	constructor(options: Options) {
		this.#options = options;
	}

	/** The runtime of a deployment. The function's other ones end when they have answered. */
	of(owner: AppwriteFunction, deployment: Deployment): FunctionRuntime {
		const known = this.#running.get(deployment.$id);
		if (known !== undefined) return known.runtime;
		for (const [id, { functionId, runtime }] of this.#running) {
			if (functionId !== owner.$id) continue;
			this.#running.delete(id);
			void runtime.retire();
		}
		const runtime = this.#create(owner, deployment);
		this.#running.set(deployment.$id, { functionId: owner.$id, runtime });
		return runtime;
	}

	/** The runtime of a function's active deployment. Throws without one. */
	ofFunction(functionId: string): FunctionRuntime {
		const owner = requireFunction(this.#options.store, functionId);
		const deployment = findActiveDeployment(this.#options.store, "function", owner);
		if (deployment === null) throw new Error(`The function ${functionId} has no active deployment.`);
		return this.of(owner, deployment);
	}

	#create(owner: AppwriteFunction, deployment: Deployment): FunctionRuntime {
		const { store, makeEnvironment } = this.#options;
		const cwd = join(store.dir, "functions", owner.$id);
		const tmp = join(cwd, "tmp");
		mkdirSync(tmp, { recursive: true });
		const runtime = new FunctionRuntime({
			entrypoint: join(deployment.codeDir, deployment.entrypoint),
			cwd,
			env: () => ({
				PATH: "/usr/local/bin:/usr/bin:/bin",
				TMPDIR: tmp,
				...makeEnvironment(deployment),
			}),
		});
		runtime.shiftClock(this.#clockOffsetMs);
		return runtime;
	}

	/** Kills the process of a deployment, if it has one. */
	async kill(deploymentId: string): Promise<void> {
		const running = this.#running.get(deploymentId);
		this.#running.delete(deploymentId);
		await running?.runtime.kill();
	}

	async killFunction(id: string): Promise<void> {
		for (const [deploymentId, { functionId }] of this.#running) {
			if (functionId === id) await this.kill(deploymentId);
		}
	}

	shiftClock(offsetMs: number): void {
		this.#clockOffsetMs = offsetMs;
		for (const { runtime } of this.#running.values()) runtime.shiftClock(offsetMs);
	}

	/** Kills every process, and what they started. */
	async stop(): Promise<void> {
		await Promise.all([...this.#running.values()].map(({ runtime }) => runtime.kill()));
	}
}
