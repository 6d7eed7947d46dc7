import { request } from "node:http";
import { buffer } from "node:stream/consumers";
import { Adapter, BuildRuntime, Framework, type Models, type Sites } from "node-appwrite";
import { InputFile } from "node-appwrite/file";
import { vi } from "vitest";
import { BUILD_WAIT_MS } from "./deploy.ts";

/** The settings of a site of files that are there as they are served. */
export const STATIC = {
	framework: Framework.Other,
	adapter: Adapter.Static,
	buildRuntime: BuildRuntime.Node22,
};

type SiteDeployment = {
	readonly siteId: string;
	readonly code: Buffer;
	readonly activate?: boolean;
	readonly buildCommand?: string;
	readonly outputDirectory?: string;
};

/** Uploads the files of a site, and gives the deployment once its build has ended, in whatever way. */
export async function deploySite(sites: Sites, given: SiteDeployment): Promise<Models.Deployment> {
	const { siteId, code, activate = false, ...more } = given;
	const file = InputFile.fromBuffer(new Uint8Array(code), "code.tar.gz");
	const { $id: deploymentId } = await sites.createDeployment({ siteId, code: file, activate, ...more });
	return vi.waitUntil(
		async () => {
			const deployment = await sites.getDeployment({ siteId, deploymentId });
			return ["ready", "failed", "canceled"].includes(deployment.status) ? deployment : false;
		},
		{ timeout: BUILD_WAIT_MS, interval: 50 },
	);
}

export type Answer = {
	readonly status: number;
	readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
	readonly text: string;
};

type Asked = { readonly method?: string; readonly headers?: Readonly<Record<string, string>> };

/** Asks a domain of the server at this endpoint: the path as it is, to a name that this machine may not resolve. */
export async function askDomain(
	endpoint: string,
	domain: string,
	path = "/",
	{ method = "GET", headers = {} }: Asked = {},
): Promise<Answer> {
	const { protocol, hostname, port } = new URL(endpoint);
	if (protocol === "https:") {
		const response = await fetch(`https://${domain}${path}`, { method, headers, redirect: "manual" });
		return {
			status: response.status,
			headers: Object.fromEntries(response.headers),
			text: await response.text(),
		};
	}
	return new Promise((resolve, reject) => {
		const host = port === "" ? domain : `${domain}:${port}`;
		const sent = request({ hostname, port, path, method, headers: { host, ...headers }, agent: false });
		sent.once("error", reject).once("response", (response) => {
			buffer(response).then(
				(bytes) =>
					resolve({
						status: response.statusCode ?? 0,
						headers: response.headers,
						text: bytes.toString(),
					}),
				reject,
			);
		});
		sent.end();
	});
}
