import { requirePreflight } from "../shared/app/preflight.ts";
import { type LocalOptions, renderToFile } from "../shared/app/render-to-file.ts";
import { createDeadline } from "../shared/core/time.ts";
import { type Env, readEnv } from "../shared/platform/node/env.ts";
import { loadBeside } from "../shared/platform/node/load-beside.ts";
import type { Conversation } from "../shared/video/conversation/conversation.ts";
import { nameLinesIn, placeFaults } from "../shared/video/conversation/read/name-lines.ts";
import { createNodeMachine } from "../shared/video/node/node-machine.ts";
import { type RenderOptions, renderVideo } from "../shared/video/render-video.ts";
import { EXIT, runCommand } from "./cli/exit.ts";
import { interruptSignal } from "./cli/interrupt.ts";
import { openLedger } from "./cli/open-ledger.ts";
import { createStepReporter } from "./cli/progress-bar.ts";
import { findPicturesDir, parseInput, readConversationText } from "./cli/read-conversation.ts";
import { type RenderArguments, readArguments, USAGE } from "./render-command/arguments.ts";
import { showProgress } from "./render-command/show-progress.ts";
import { type CommandResult, summaryOf } from "./render-command/summary.ts";

await runCommand(USAGE, async () => {
	const args = readArguments(process.argv.slice(2));
	if (args === null) {
		process.stdout.write(`${USAGE}\n`);
		return EXIT.ok;
	}
	const env = readEnv();
	const source = await readConversationText(args.input, args.overrides);
	const conversation = parseInput(source, env.MAX_MESSAGES);
	const picturesDir = findPicturesDir(args.input);
	const timeoutMs = (args.timeoutSeconds ?? env.RENDER_TIMEOUT_SECONDS) * 1000;
	const interrupt = interruptSignal("The render was stopped.");
	const reporter = createStepReporter(args.json ? process.stderr : process.stdout);
	const onProgress = showProgress(reporter);
	const ledger = args.quota ? await openLedger(env, args.data, { bucket: args.upload }) : null;
	const deadline = createDeadline(timeoutMs);
	const watched = { signal: AbortSignal.any([deadline.signal, interrupt.signal]), onProgress };
	try {
		const { output, engine } = args;
		const result: CommandResult =
			ledger === null
				? await renderAlone(conversation, args, env, { ...watched, picturesDir })
				: await renderToFile(conversation, output, env, {
						...{ store: ledger.store, bucket: ledger.bucket, picturesDir, engine, timeoutMs },
						...watched,
					});
		reporter.end();
		const { warnings } = result;
		const told =
			source.form === "script" ? { ...result, warnings: nameLinesIn(warnings, source.text) } : result;
		process.stdout.write(args.json ? `${JSON.stringify(result)}\n` : `${summaryOf(told)}\n`);
		return result.uploadError === undefined ? EXIT.ok : EXIT.failed;
	} catch (thrown) {
		throw source.form === "script" ? placeFaults(thrown, source.text) : thrown;
	} finally {
		reporter.end();
		deadline.clear();
		await ledger?.close();
		interrupt.clear();
	}
});

async function renderAlone(
	conversation: Conversation,
	{ output, engine }: RenderArguments,
	env: Env,
	{ signal, onProgress, picturesDir }: Pick<LocalOptions, "signal" | "onProgress" | "picturesDir">,
): Promise<CommandResult> {
	const startedMs = performance.now();
	onProgress({ stage: "preflight", framesDone: 0, framesTotal: 0 });
	await requirePreflight(env);
	const options: RenderOptions = {
		...{ output, engine, maxMessages: env.MAX_MESSAGES, signal },
		loadPicture: loadBeside(picturesDir),
		onProgress: (frames) => onProgress({ stage: "render", ...frames }),
	};
	const machine = createNodeMachine({ ffmpegPath: env.FFMPEG_PATH, emojiFont: env.EMOJI_FONT });
	const { files, ...rest } = await renderVideo(conversation, options, machine);
	const renderSeconds = Math.round(performance.now() - startedMs) / 1000;
	return { ...rest, renderSeconds, outputPath: files.video, posterPath: files.poster };
}
