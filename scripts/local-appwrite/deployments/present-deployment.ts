import type { Deployment } from "./deployments.ts";

export function presentDeployment({
	buildCommands: _commands,
	chunkStarts: _starts,
	chunksTotal: _total,
	codeDir: _folder,
	outputDirectory: _output,
	fallbackFile: _fallback,
	kind,
	...rest
}: Deployment) {
	return {
		...rest,
		resourceType: `${kind}s`,
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
