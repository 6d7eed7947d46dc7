import { AppwriteException, type Client, Functions, type Models } from "node-appwrite";
import type { Declaration } from "../provision/declaration.ts";
import { isDifference, planSteps } from "../provision/plan-steps.ts";
import type { Present, Step, Variables } from "../provision/step.ts";
import { findFunctionsWithoutAddress } from "./addresses.ts";
import type { Archive } from "./archive.ts";
import { deploymentHash, readRecord } from "./deployment-record.ts";
import { type DeploymentPlan, describeDeployment, planDeployment } from "./plan-deployment.ts";
import { findMissingHosts } from "./web-hosts.ts";

export type FunctionPlan = {
	readonly functionId: string;
	readonly archive: Archive;
	/** The deployment hash of this checkout. */
	readonly sha256: string;
	/** Null where the function runs it already. */
	readonly deployment: DeploymentPlan | null;
};

/** What lies between a server and this checkout. */
export type DeployPlan = {
	/** What provisioning does. */
	readonly steps: readonly Step[];
	readonly functions: readonly FunctionPlan[];
	/** Functions that get an address below `functionsDomain`. */
	readonly unaddressed: readonly string[];
	readonly functionsDomain: string | null;
	/** Hosts whose pages are let in. */
	readonly webHosts: readonly string[];
};

export type Wanted = {
	readonly declared: Declaration;
	readonly variables: Variables;
	/** One for each declared function. */
	readonly archives: ReadonlyMap<string, Archive>;
	/** Null: addresses are left as they are. */
	readonly functionsDomain: string | null;
	readonly webHosts: readonly string[];
};

/** Reads what is there beside `present`, and changes nothing. */
export async function planDeploy(client: Client, present: Present, wanted: Wanted): Promise<DeployPlan> {
	const { declared, variables, archives, functionsDomain, webHosts } = wanted;
	const steps = planSteps(declared, present, variables);
	const functions: FunctionPlan[] = [];
	for (const plan of declared.functions) {
		const archive = archives.get(plan.$id);
		if (archive === undefined) throw new Error(`${plan.$id} was not built`);
		const found = present.functions.find(({ $id }) => $id === plan.$id);
		const sha256 = deploymentHash(archive.sha256, plan, variablesAfter(plan.$id, present, steps));
		const record = readRecord(found?.variables ?? []);
		const recorded = record === null ? null : await findDeployment(client, plan.$id, record.deploymentId);
		const deployment = planDeployment(sha256, record, recorded, String(found?.["deploymentId"] ?? ""));
		functions.push({ functionId: plan.$id, archive, sha256, deployment });
	}
	const ids = declared.functions.map(({ $id }) => $id);
	return {
		steps,
		functions,
		functionsDomain,
		unaddressed: functionsDomain === null ? [] : await findFunctionsWithoutAddress(client, ids),
		webHosts: await findMissingHosts(client, webHosts),
	};
}

/** What would be done, a line each, without what cannot be compared: nobody knows whether that changes anything. */
export function describePlan({
	steps,
	functions,
	unaddressed,
	functionsDomain,
	webHosts,
}: DeployPlan): string[] {
	return [
		...describeSteps(steps.filter(isDifference)),
		...functions.flatMap(({ functionId, deployment }) =>
			deployment === null ? [] : [describeDeployment(functionId, deployment)],
		),
		...unaddressed.map((id) => `create address of function ${id} below ${functionsDomain}`),
		...webHosts.map((host) => `create web platform ${host}`),
	];
}

/** The columns and indexes of a new table are told with it. */
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
		return isOfNewTable ? [] : [step.words];
	});
}

/** A function's variables that can be read, as they will be once the steps are done. */
function variablesAfter(
	functionId: string,
	{ functions }: Present,
	steps: readonly Step[],
): ReadonlyMap<string, string> {
	const there = functions.find(({ $id }) => $id === functionId)?.variables ?? [];
	const after = new Map(there.filter(({ secret }) => !secret).map(({ key, value }) => [key, value]));
	for (const step of steps) {
		if (step.kind !== "create variable" && step.kind !== "update variable") continue;
		if (step.functionId === functionId && !step.isSecret) after.set(step.key, step.value);
	}
	return after;
}

async function findDeployment(
	client: Client,
	functionId: string,
	deploymentId: string,
): Promise<Models.Deployment | null> {
	try {
		return await new Functions(client).getDeployment({ functionId, deploymentId });
	} catch (error) {
		if (error instanceof AppwriteException && error.type === "deployment_not_found") return null;
		throw error;
	}
}
