import { randomBytes } from "node:crypto";
import { AppwriteException, type Client, type Models, Proxy as ProxyRules, Query } from "node-appwrite";
import { ChatreelError } from "../../shared/core/errors.ts";

/**
 * The domain of the functions' addresses, for the regions of Appwrite Cloud and for a server on this machine (the default of
 * `_APP_DOMAIN_FUNCTIONS` in its app/config/variables.php); null for any other endpoint.
 */
export function guessFunctionsDomain(endpoint: string): string | null {
	const { hostname } = new URL(endpoint);
	const region = /^([a-z0-9]+)\.cloud\.appwrite\.io$/.exec(hostname)?.[1];
	if (region !== undefined) return `${region}.appwrite.run`;
	return ["localhost", "127.0.0.1"].includes(hostname) ? "functions.localhost" : null;
}

type Kind = "function" | "site";

/** Functions or sites without an address. Empty when the key lacks `rules.read`: then addresses stay as they are. */
export async function findWithoutAddress(
	client: Client,
	kind: Kind,
	ids: readonly string[],
): Promise<readonly string[]> {
	const rules = await listRules(client, kind);
	return rules === null ? [] : ids.filter((id) => !rules.some((rule) => rule.deploymentResourceId === id));
}

/** Addresses of functions or sites, by their ids. */
export async function listAddresses(
	client: Client,
	endpoint: string,
	kind: Kind,
): Promise<ReadonlyMap<string, string>> {
	const { protocol, port } = new URL(endpoint);
	const suffix = port === "" ? "" : `:${port}`;
	const rules = (await listRules(client, kind)) ?? [];
	return new Map(rules.map((rule) => [rule.deploymentResourceId, `${protocol}//${rule.domain}${suffix}`]));
}

/**
 * Creates the address `<function>-<project>` below `functionsDomain`, with a random suffix when another project has it. Rejects
 * with INVALID_INPUT, and leaves nothing behind, when the domain is not the server's own.
 */
export async function createAddress(
	client: Client,
	projectId: string,
	functionId: string,
	functionsDomain: string,
): Promise<void> {
	const rules = new ProxyRules(client);
	const { status, $id: ruleId } = await createNamed(functionId, projectId, (label) =>
		rules.createFunctionRule({ domain: `${label}.${functionsDomain}`, functionId }),
	);
	if (status === "verified") return;
	await rules.deleteRule({ ruleId });
	const message = `The server gives functions no addresses below ${functionsDomain}: set --functions-domain to its _APP_DOMAIN_FUNCTIONS, or to none.`;
	throw new ChatreelError("INVALID_INPUT", message);
}

/**
 * Creates the address `<site>-<project>` where the server gave the site's deployment its own: which domain it has for sites, it
 * tells in no other way.
 */
export async function createSiteAddress(client: Client, projectId: string, siteId: string): Promise<void> {
	const previews = (await listRules(client, "site", "deployment")) ?? [];
	const preview = previews.find((rule) => rule.deploymentResourceId === siteId)?.domain ?? "";
	const parent = preview.slice(preview.indexOf(".") + 1);
	if (parent === "") {
		const message = `The server has no domain for sites (_APP_DOMAIN_SITES): give ${siteId} a domain in the console.`;
		throw new ChatreelError("DEPENDENCY_ERROR", message);
	}
	await createNamed(siteId, projectId, (label) =>
		new ProxyRules(client).createSiteRule({ domain: `${label}.${parent}`, siteId }),
	);
}

/** With a random suffix when another project has the name. */
async function createNamed(
	id: string,
	projectId: string,
	create: (label: string) => Promise<Models.ProxyRule>,
): Promise<Models.ProxyRule> {
	const label = `${id}-${projectId}`.toLowerCase().replaceAll(/[^a-z0-9-]/g, "-");
	return create(label).catch((error: unknown) => {
		if (!(error instanceof AppwriteException) || error.type !== "rule_already_exists") throw error;
		return create(`${label}-${randomBytes(4).toString("hex")}`);
	});
}

/** Null when the key may not list rules, or the server lets no key do so. */
async function listRules(
	client: Client,
	kind: Kind,
	trigger: "manual" | "deployment" = "manual",
): Promise<readonly Models.ProxyRule[] | null> {
	try {
		const queries = [
			Query.equal("deploymentResourceType", [kind]),
			Query.equal("trigger", [trigger]),
			Query.limit(100),
		];
		const { rules } = await new ProxyRules(client).listRules({ queries });
		return rules.filter(({ status }) => status === "verified");
	} catch (error) {
		if (error instanceof AppwriteException && (error.code === 401 || error.code === 404)) return null;
		throw error;
	}
}
