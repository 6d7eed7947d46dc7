import { AppwriteException, type Client, type Models } from "node-appwrite";
import type { Declaration } from "../provision/declaration.ts";
import { isDifference, planSteps } from "../provision/plan-steps.ts";
import type { Present, PresentVariable, Step, Variables } from "../provision/step.ts";
import { findWithoutAddress } from "./addresses.ts";
import type { Archive } from "./archive.ts";
import {
	type DeploymentPlan,
	deploymentHash,
	describeDeployment,
	planDeployment,
	readRecord,
	siteDeploymentHash,
} from "./plan-deployment.ts";
import { createFunctionTarget, createSiteTarget, type DeployTarget, nameTarget } from "./targets.ts";
import { findMissingHosts } from "./web-hosts.ts";

type CodePlan = {
	readonly target: DeployTarget;
	readonly archive: Archive;
	/** The deployment hash of this checkout. */
	readonly sha256: string;
	/** Null when it is the active one already. */
	readonly deployment: DeploymentPlan | null;
};

/** The differences between a server and this checkout. */
export type DeployPlan = {
	/** Provisioning. */
	readonly steps: readonly Step[];
	/** Of the functions, then of the sites. */
	readonly code: readonly CodePlan[];
	/** Functions to give an address below `functionsDomain`. */
	readonly unaddressed: readonly string[];
	readonly functionsDomain: string | null;
	/** Sites to give an address. */
	readonly unaddressedSites: readonly string[];
	/** Hosts to register as Web platforms. */
	readonly webHosts: readonly string[];
};

export type Wanted = {
	readonly declared: Declaration;
	readonly variables: Variables;
	/** By the id of a function or a site. */
	readonly archives: ReadonlyMap<string, Archive>;
	/** Null: addresses stay as they are. */
	readonly functionsDomain: string | null;
	readonly webHosts: readonly string[];
};

/** Reads deployments, addresses and platforms from the server; changes nothing. */
export async function planDeploy(client: Client, present: Present, wanted: Wanted): Promise<DeployPlan> {
	const { declared, variables, archives, functionsDomain, webHosts } = wanted;
	const steps = planSteps(declared, present, variables);
	const code: CodePlan[] = [];
	for (const plan of declared.functions) {
		const archive = requireArchive(archives, plan.$id);
		const found = present.functions.find(({ $id }) => $id === plan.$id);
		const sha256 = deploymentHash(archive.sha256, plan, variablesAfter(plan.$id, present, steps));
		code.push(await planCode(createFunctionTarget(client, plan.$id), { archive, sha256, found }));
	}
	const sites = present.withoutSites === null ? declared.sites : [];
	for (const site of sites) {
		const archive = requireArchive(archives, site.$id);
		const found = present.sites.find(({ $id }) => $id === site.$id);
		const sha256 = siteDeploymentHash(archive.sha256, site, readable(found?.variables ?? []));
		code.push(await planCode(createSiteTarget(client, site.$id), { archive, sha256, found }));
	}
	const ids = (declaredOnes: readonly { readonly $id: string }[]) => declaredOnes.map(({ $id }) => $id);
	return {
		steps,
		code,
		functionsDomain,
		unaddressed:
			functionsDomain === null ? [] : await findWithoutAddress(client, "function", ids(declared.functions)),
		unaddressedSites: await findWithoutAddress(client, "site", ids(sites)),
		webHosts: await findMissingHosts(client, webHosts),
	};
}

type Known = Pick<CodePlan, "archive" | "sha256"> & {
	/** As it is on the server; undefined: not there. */
	readonly found:
		| { readonly variables: readonly PresentVariable[]; readonly [name: string]: unknown }
		| undefined;
};

async function planCode(target: DeployTarget, { archive, sha256, found }: Known): Promise<CodePlan> {
	const record = readRecord(found?.variables ?? []);
	const recorded = record === null ? null : await findDeployment(target, record.deploymentId);
	const deployment = planDeployment(sha256, record, recorded, String(found?.["deploymentId"] ?? ""));
	return { target, archive, sha256, deployment };
}

function requireArchive(archives: Wanted["archives"], id: string): Archive {
	const archive = archives.get(id);
	if (archive === undefined) throw new Error(`${id} was not built`);
	return archive;
}

/** A line for each change, without secrets that cannot be compared. */
export function describePlan({
	steps,
	code,
	unaddressed,
	functionsDomain,
	unaddressedSites,
	webHosts,
}: DeployPlan): string[] {
	return [
		...describeSteps(steps.filter(isDifference)),
		...code.flatMap(({ target, deployment }) =>
			deployment === null ? [] : [describeDeployment(nameTarget(target), deployment)],
		),
		...unaddressed.map((id) => `create address of function ${id} below ${functionsDomain}`),
		...unaddressedSites.map((id) => `create address of site ${id}`),
		...webHosts.map((host) => `create web platform ${host}`),
	];
}

/** One line for a new table with its columns and indexes. */
function describeSteps(steps: readonly Step[]): readonly string[] {
	const isNew = (tableId: string) =>
		steps.some((step) => step.kind === "create table" && step.table.$id === tableId);
	return steps.flatMap((step) => {
		if (step.kind === "create table") {
			const { $id, columns, indexes } = step.table;
			const indexWords = indexes.length === 1 ? "1 index" : `${indexes.length} indexes`;
			return [`create table ${$id}, ${columns.length} columns, ${indexWords}`];
		}
		const isOfNewTable =
			(step.kind === "create column" || step.kind === "create index") && isNew(step.at.tableId);
		return isOfNewTable ? [] : [step.description];
	});
}

/** The readable variables of a function after the steps. */
function variablesAfter(
	functionId: string,
	{ functions }: Present,
	steps: readonly Step[],
): ReadonlyMap<string, string> {
	const current = functions.find(({ $id }) => $id === functionId)?.variables ?? [];
	const after = new Map(readable(current));
	for (const step of steps) {
		if (step.kind !== "create variable" && step.kind !== "update variable") continue;
		if (step.functionId === functionId && !step.isSecret) after.set(step.key, step.value);
	}
	return after;
}

const readable = (variables: readonly PresentVariable[]): ReadonlyMap<string, string> =>
	new Map(variables.filter(({ secret }) => !secret).map(({ key, value }) => [key, value]));

async function findDeployment(target: DeployTarget, deploymentId: string): Promise<Models.Deployment | null> {
	try {
		return await target.getDeployment(deploymentId);
	} catch (error) {
		if (error instanceof AppwriteException && error.type === "deployment_not_found") return null;
		throw error;
	}
}
