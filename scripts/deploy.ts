import { readEnv, readFunctionVariables } from "../shared/platform/node/env.ts";
import { EXIT, runCommand } from "./cli/exit.ts";
import { requireConnection } from "./cli/require-connection.ts";
import { deploy } from "./deploy/deploy.ts";
import { readDeployArguments, USAGE } from "./deploy/deploy-arguments.ts";
import { explainRefusal, requireServer } from "./provision/explain-refusal.ts";

await runCommand(USAGE, async () => {
	const options = readDeployArguments();
	if (options.isHelp) {
		process.stdout.write(`${USAGE}\n`);
		return EXIT.ok;
	}
	const env = readEnv();
	const connection = requireConnection(env);
	try {
		await requireServer(connection.endpoint);
		return await deploy({ connection, env, variables: readFunctionVariables(), options });
	} catch (error) {
		throw explainRefusal(error, connection);
	}
});
