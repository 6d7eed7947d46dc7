import { renderToFile } from "../shared/app/render-to-file.ts";
import { createDeadline } from "../shared/core/deadline.ts";
import { readEnv } from "../shared/platform/node/env.ts";
import { EXIT, runCommand } from "./cli/exit.ts";
import { interruptSignal } from "./cli/interrupt.ts";
import { openAppwrite } from "./cli/open-appwrite.ts";
import { createStepReporter } from "./cli/progress-bar.ts";
import { parseInput } from "./conversation-input/parse-input.ts";
import { readConversationText } from "./conversation-input/text.ts";
import { readArguments, USAGE } from "./render-command/arguments.ts";
import { showProgress } from "./render-command/show-progress.ts";
import { summaryOf } from "./render-command/summary.ts";

await runCommand(USAGE, async () => {
	const args = readArguments(process.argv.slice(2));
	if (args === null) {
		process.stdout.write(`${USAGE}\n`);
		return EXIT.ok;
	}
	const env = readEnv();
	const source = await readConversationText(args.input, args.overrides);
	const conversation = parseInput(source, env.MAX_MESSAGES);
	const timeoutMs = (args.timeoutSeconds ?? env.RENDER_TIMEOUT_SECONDS) * 1000;
	const interrupt = interruptSignal("The render was stopped.");
	const reporter = createStepReporter(args.json ? process.stderr : process.stdout);
	const appwrite = await openAppwrite(env, args.data);
	const deadline = createDeadline(timeoutMs);
	try {
		const result = await renderToFile(conversation, args.output, env, {
			connection: appwrite.connection,
			upload: args.upload,
			engine: args.engine,
			timeoutMs,
			signal: AbortSignal.any([deadline.signal, interrupt.signal]),
			onProgress: showProgress(reporter),
		});
		reporter.end();
		process.stdout.write(args.json ? `${JSON.stringify(result)}\n` : `${summaryOf(result)}\n`);
		return result.uploadError === undefined ? EXIT.ok : EXIT.failed;
	} finally {
		reporter.end();
		deadline.clear();
		await appwrite.close();
		interrupt.clear();
	}
});
