import { randomBytes } from "node:crypto";
import { AppwriteException, type Client, type Models, Proxy as ProxyRules, Query } from "node-appwrite";
import { ChatreelError } from "../../shared/core/errors.ts";

/**
 * The domain below which a server gives functions addresses of their own, as far as its endpoint tells: Cloud's regions, and the
 * default for a server on this machine (`_APP_DOMAIN_FUNCTIONS` in its app/config/variables.php). Null for any other.
 */
export function guessFunctionsDomain(endpoint: string): string | null {
	const { hostname } = new URL(endpoint);
	const region = /^([a-z0-9]+)\.cloud\.appwrite\.io$/.exec(hostname)?.[1];
	if (region !== undefined) return `${region}.appwrite.run`;
	return ["localhost", "127.0.0.1"].includes(hostname) ? "functions.localhost" : null;
}

/** The functions that have no address; none, where this key may not look (it needs `rules.read`): then they are left alone. */
export async function findFunctionsWithoutAddress(
	client: Client,
	ids: readonly string[],
): Promise<readonly string[]> {
	const rules = await listRules(client);
	return rules === null ? [] : ids.filter((id) => !rules.some((rule) => rule.deploymentResourceId === id));
}

/** The functions' addresses, by id. */
export async function listAddresses(client: Client, endpoint: string): Promise<ReadonlyMap<string, string>> {
	const { protocol, port } = new URL(endpoint);
	const behind = port === "" ? "" : `:${port}`;
	const rules = (await listRules(client)) ?? [];
	return new Map(rules.map((rule) => [rule.deploymentResourceId, `${protocol}//${rule.domain}${behind}`]));
}

/**
 * Gives a function the address `<function>-<project>` below `functionsDomain`, or a like one where another project has that. Rejects
 * with INVALID_INPUT, and leaves nothing behind, where that domain is not the server's own.
 */
export async function createAddress(
	client: Client,
	projectId: string,
	functionId: string,
	functionsDomain: string,
): Promise<void> {
	const rules = new ProxyRules(client);
	const label = `${functionId}-${projectId}`.toLowerCase().replaceAll(/[^a-z0-9-]/g, "-");
	const create = (name: string) =>
		rules.createFunctionRule({ domain: `${name}.${functionsDomain}`, functionId });
	const { status, $id: ruleId } = await create(label).catch((error: unknown) => {
		if (!(error instanceof AppwriteException) || error.type !== "rule_already_exists") throw error;
		return create(`${label}-${randomBytes(4).toString("hex")}`);
	});
	if (status === "verified") return;
	await rules.deleteRule({ ruleId });
	const message = `The server gives functions no addresses below ${functionsDomain}: name its _APP_DOMAIN_FUNCTIONS with --functions-domain, or none.`;
	throw new ChatreelError("INVALID_INPUT", message);
}

/** The rules that lead to functions; null where this key may not look, or the server lets no key do so. */
async function listRules(client: Client): Promise<readonly Models.ProxyRule[] | null> {
	try {
		const queries = [Query.equal("deploymentResourceType", ["function"]), Query.limit(100)];
		const { rules } = await new ProxyRules(client).listRules({ queries });
		return rules.filter(({ status }) => status === "verified");
	} catch (error) {
		if (error instanceof AppwriteException && (error.code === 401 || error.code === 404)) return null;
		throw error;
	}
}
