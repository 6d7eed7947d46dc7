import type { Deployment } from "./deployments.ts";

export function presentDeployment({
	buildCommands: _commands,
	chunkStarts: _starts,
	chunksTotal: _total,
	codeDir: _folder,
	...rest
}: Deployment) {
	return {
		...rest,
		resourceType: "functions",
		buildId: "",
		screenshotLight: "",
		screenshotDark: "",
		...UNCONNECTED,
	};
}

/** Not from a repository. */
const UNCONNECTED = {
	providerRepositoryName: "",
	providerRepositoryOwner: "",
	providerRepositoryUrl: "",
	providerCommitHash: "",
	providerCommitAuthorUrl: "",
	providerCommitAuthor: "",
	providerCommitMessage: "",
	providerCommitUrl: "",
	providerBranch: "",
	providerBranchUrl: "",
};
