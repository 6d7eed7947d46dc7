import { readEnv, readFunctionVariables } from "../shared/platform/env.ts";
import { EXIT, runCommand, UsageError } from "./cli/exit.ts";
import { readArguments, USAGE } from "./deploy/arguments.ts";
import { deploy } from "./deploy/deploy.ts";
import { explainRefusal, requireServer } from "./provision/refusal.ts";

await runCommand(USAGE, async () => {
	const options = readArguments();
	if (options.isHelp) {
		process.stdout.write(`${USAGE}\n`);
		return EXIT.ok;
	}
	const env = readEnv();
	const { APPWRITE_ENDPOINT: endpoint, APPWRITE_PROJECT_ID: projectId, APPWRITE_API_KEY: apiKey } = env;
	if (endpoint === undefined || projectId === undefined || apiKey === undefined) {
		throw new UsageError("Set APPWRITE_ENDPOINT, APPWRITE_PROJECT_ID and APPWRITE_API_KEY.");
	}
	const connection = { endpoint, projectId, apiKey };
	try {
		await requireServer(endpoint);
		return await deploy({ connection, env, variables: readFunctionVariables(), options });
	} catch (error) {
		throw explainRefusal(error, { endpoint, projectId });
	}
});
