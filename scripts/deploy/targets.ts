import { type Client, Functions, ID, type Models, Sites } from "node-appwrite";
import { InputFile } from "node-appwrite/file";

/** A function or a site, to which code is deployed. */
export type DeployTarget = {
	readonly kind: "function" | "site";
	readonly id: string;
	readonly upload: (
		code: Buffer,
		onProgress: (progress: { readonly $id: string; readonly progress: number }) => void,
	) => Promise<Models.Deployment>;
	readonly getDeployment: (deploymentId: string) => Promise<Models.Deployment>;
	readonly deleteDeployment: (deploymentId: string) => Promise<unknown>;
	readonly activate: (deploymentId: string) => Promise<unknown>;
	/** The active deployment; empty: none. */
	readonly readActiveId: () => Promise<string>;
	/** Creates or updates a variable that can be read back. */
	readonly setVariable: (key: string, value: string) => Promise<unknown>;
};

export const nameTarget = ({ kind, id }: Pick<DeployTarget, "kind" | "id">) => `${kind} ${id}`;

export function createFunctionTarget(client: Client, functionId: string): DeployTarget {
	const functions = new Functions(client);
	return {
		kind: "function",
		id: functionId,
		upload: (code, onProgress) =>
			functions.createDeployment({ functionId, code: fileOf(code), activate: true, onProgress }),
		getDeployment: (deploymentId) => functions.getDeployment({ functionId, deploymentId }),
		deleteDeployment: (deploymentId) => functions.deleteDeployment({ functionId, deploymentId }),
		activate: (deploymentId) => functions.updateFunctionDeployment({ functionId, deploymentId }),
		readActiveId: async () => (await functions.get({ functionId })).deploymentId,
		setVariable: async (key, value) => {
			const { variables } = await functions.listVariables({ functionId });
			const variableId = variables.find((each) => each.key === key)?.$id;
			return variableId === undefined
				? functions.createVariable({ functionId, variableId: ID.unique(), key, value, secret: false })
				: functions.updateVariable({ functionId, variableId, key, value });
		},
	};
}

export function createSiteTarget(client: Client, siteId: string): DeployTarget {
	const sites = new Sites(client);
	return {
		kind: "site",
		id: siteId,
		upload: (code, onProgress) =>
			sites.createDeployment({ siteId, code: fileOf(code), activate: true, onProgress }),
		getDeployment: (deploymentId) => sites.getDeployment({ siteId, deploymentId }),
		deleteDeployment: (deploymentId) => sites.deleteDeployment({ siteId, deploymentId }),
		activate: (deploymentId) => sites.updateSiteDeployment({ siteId, deploymentId }),
		readActiveId: async () => (await sites.get({ siteId })).deploymentId,
		setVariable: async (key, value) => {
			const { variables } = await sites.listVariables({ siteId });
			const variableId = variables.find((each) => each.key === key)?.$id;
			return variableId === undefined
				? sites.createVariable({ siteId, variableId: ID.unique(), key, value, secret: false })
				: sites.updateVariable({ siteId, variableId, key, value });
		},
	};
}

const fileOf = (code: Buffer) => InputFile.fromBuffer(code, "code.tar.gz");
