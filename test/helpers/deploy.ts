import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Functions, type Models, Runtime } from "node-appwrite";
import { InputFile } from "node-appwrite/file";
import { create } from "tar";
import { vi } from "vitest";

/** A server that has nothing to do builds in seconds, one that fetches its images first in minutes. */
export const BUILD_WAIT_MS = 300_000;

/** Says what it was asked, and which deployment it is. */
export const ECHO = `module.exports = async ({ req, res }) => {
	const { method, path, query, bodyText, headers } = req;
	const { APPWRITE_FUNCTION_DEPLOYMENT, GREETING } = process.env;
	return res.json({ method, path, query, bodyText, headers, deployment: APPWRITE_FUNCTION_DEPLOYMENT, GREETING });
};
`;

/** A .tar.gz of these files, by their names. */
export async function pack(files: Readonly<Record<string, string | Uint8Array>>): Promise<Buffer> {
	const dir = mkdtempSync(join(tmpdir(), "pack-"));
	for (const [name, content] of Object.entries(files)) writeFileSync(join(dir, name), content);
	const file = join(dir, "code.tar.gz");
	await create({ file, cwd: dir, gzip: true }, Object.keys(files));
	const bytes = readFileSync(file);
	rmSync(dir, { recursive: true });
	return bytes;
}

export type DeployOptions = {
	readonly functionId: string;
	readonly code: Buffer;
	readonly activate?: boolean;
	readonly commands?: string;
};

/** Uploads a deployment. */
export function upload(
	functions: Functions,
	{ functionId, code, activate = false, commands }: DeployOptions,
): Promise<Models.Deployment> {
	const file = InputFile.fromBuffer(new Uint8Array(code), "code.tar.gz");
	const given = commands === undefined ? {} : { commands };
	return functions.createDeployment({ functionId, code: file, activate, ...given });
}

/** Uploads a deployment, and gives it once its build has ended, in whatever way. */
export async function deploy(functions: Functions, options: DeployOptions): Promise<Models.Deployment> {
	const { $id } = await upload(functions, options);
	return built(functions, options.functionId, $id);
}

/** Waits until a build has ended. */
export function built(
	functions: Functions,
	functionId: string,
	deploymentId: string,
): Promise<Models.Deployment> {
	return vi.waitUntil(
		async () => {
			const deployment = await functions.getDeployment({ functionId, deploymentId });
			return ["ready", "failed", "canceled"].includes(deployment.status) ? deployment : false;
		},
		{ timeout: BUILD_WAIT_MS, interval: 50 },
	);
}

let count = 0;

/** Makes a function that anybody may execute, and gives its id. */
export async function makeFunction(functions: Functions, more: object = {}): Promise<string> {
	const functionId = `f${++count}`;
	const settings = { name: functionId, runtime: Runtime.Node22, entrypoint: "main.js", execute: ["any"] };
	await functions.create({ functionId, ...settings, ...more });
	return functionId;
}

/** What a function of `ECHO` says. */
export type Said = {
	readonly method: string;
	readonly path: string;
	readonly query: Readonly<Record<string, string>>;
	readonly bodyText: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly deployment: string;
	readonly GREETING?: string;
};

/** Executes a function of `ECHO`. */
export async function saidBy(functions: Functions, functionId: string): Promise<Said> {
	return JSON.parse((await functions.createExecution({ functionId })).responseBody);
}
