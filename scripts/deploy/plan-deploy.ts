import { AppwriteException, type Client, Functions, type Models } from "node-appwrite";
import type { Declaration } from "../provision/declaration.ts";
import { isDifference, planSteps } from "../provision/plan-steps.ts";
import type { Present, Step, Variables } from "../provision/step.ts";
import { findFunctionsWithoutAddress } from "./addresses.ts";
import type { Archive } from "./archive.ts";
import {
	type DeploymentPlan,
	deploymentHash,
	describeDeployment,
	planDeployment,
	readRecord,
} from "./plan-deployment.ts";
import { findMissingHosts } from "./web-hosts.ts";

type FunctionPlan = {
	readonly functionId: string;
	readonly archive: Archive;
	/** The deployment hash of this checkout. */
	readonly sha256: string;
	/** Null when the function runs it already. */
	readonly deployment: DeploymentPlan | null;
};

/** The differences between a server and this checkout. */
export type DeployPlan = {
	/** Provisioning. */
	readonly steps: readonly Step[];
	readonly functions: readonly FunctionPlan[];
	/** Functions to give an address below `functionsDomain`. */
	readonly unaddressed: readonly string[];
	readonly functionsDomain: string | null;
	/** Hosts to register as Web platforms. */
	readonly webHosts: readonly string[];
};

export type Wanted = {
	readonly declared: Declaration;
	readonly variables: Variables;
	/** By function id. */
	readonly archives: ReadonlyMap<string, Archive>;
	/** Null: addresses stay as they are. */
	readonly functionsDomain: string | null;
	readonly webHosts: readonly string[];
};

/** Reads deployments, addresses and platforms from the server; changes nothing. */
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

/** A line for each change, without secrets that cannot be compared. */
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
	const after = new Map(current.filter(({ secret }) => !secret).map(({ key, value }) => [key, value]));
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
