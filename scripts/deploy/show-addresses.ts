import type { Client } from "node-appwrite";
import type { Connection } from "../../shared/platform/appwrite/client.ts";
import { formatTable } from "../cli/format-table.ts";
import { listAddresses } from "./addresses.ts";
import { askPage } from "./ask-page.ts";
import type { DeployPlan } from "./plan-deploy.ts";
import { nameTarget } from "./targets.ts";

type Say = (line: string) => void;

/** Prints where functions and sites are. */
export async function showAddresses(
	client: Client,
	{ endpoint }: Connection,
	{ code }: DeployPlan,
	say: Say,
): Promise<void> {
	const addresses = {
		function: await listAddresses(client, endpoint, "function"),
		site: await listAddresses(client, endpoint, "site"),
	};
	const without = {
		function: "no address of its own: call it by an execution",
		site: "no address known: the key lacks rules.read, or give it a domain in the console",
	};
	const rows = code.map(({ target }) => [
		nameTarget(target),
		addresses[target.kind].get(target.id) ?? without[target.kind],
	]);
	say(`\n${formatTable(rows)}\n`);
}

/** Asks each site for its page. False when one does not answer. */
export async function checkSites(
	client: Client,
	{ endpoint }: Connection,
	{ code }: DeployPlan,
	say: Say,
): Promise<boolean> {
	const addresses = await listAddresses(client, endpoint, "site");
	let isServed = true;
	for (const { target } of code) {
		const address = addresses.get(target.id);
		if (target.kind !== "site" || address === undefined) continue;
		const fault = await askPage(address, endpoint);
		isServed &&= fault === null;
		say(fault === null ? `The ${target.id} answers at ${address}` : `${nameTarget(target)}: ${fault}`);
	}
	return isServed;
}
