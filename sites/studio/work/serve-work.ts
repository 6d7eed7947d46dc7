import { ChatreelError, isKind } from "../../../shared/core/errors.ts";
import type { Fault } from "../../../shared/core/fault.ts";
import { throttled } from "../../../shared/video/encode/throttled.ts";
import { openMachine, type PageMachine } from "../machine/open-machine.ts";
import { CannotExportError, exportVideo } from "./export-video.ts";
import type { VideoSize, WorkAnswer, WorkRequest } from "./messages.ts";
import { quoteInPage } from "./quote-in-page.ts";
import { type Trial, tryEncoder } from "./try-encoder.ts";
import { WORK_WORDS } from "./words.ts";

const PROGRESS_EVERY_MS = 100;

type Request<Kind extends WorkRequest["kind"]> = Extract<WorkRequest, { kind: Kind }>;

/** Answers the page's requests. One export at a time; quotes and trials beside it. */
export function serveWork(answer: (answer: WorkAnswer) => void): (request: WorkRequest) => Promise<void> {
	let machine: Promise<PageMachine> | null = null;
	let running: { readonly id: number; readonly controller: AbortController } | null = null;

	const open = (fontsAddress: string) => {
		machine = openMachine(fontsAddress);
		// Told to each request that needs it.
		machine.catch(() => {});
	};
	const getMachine = () => machine ?? Promise.reject(new Error("the worker was not opened"));

	/** Configurations that work, by size. What failed is tried anew: the browser may have been busy. */
	const known = new Map<string, Trial>();
	const tryOnce = async (size: VideoSize) => {
		const key = JSON.stringify(size);
		const trial = known.get(key) ?? (await tryEncoder(size));
		if (trial.config !== null) known.set(key, trial);
		return trial;
	};

	const quote = async ({ id, conversation }: Request<"quote">) =>
		answer({ kind: "quoted", id, quote: await quoteInPage(conversation, await getMachine()) });

	const tryOut = async ({ id, video }: Request<"trial">) => {
		const trial = await tryOnce(video);
		if (trial.config === null) answer({ kind: "tried", id, canExport: false, words: trial.words });
		else answer({ kind: "tried", id, canExport: true, words: WORK_WORDS.canExport });
	};

	const exportOne = async ({ id, conversation }: Request<"export">) => {
		if (running !== null) return answer({ kind: "failed", id, words: WORK_WORDS.busy });
		const controller = new AbortController();
		const { signal } = controller;
		running = { id, controller };
		const report = throttled((done: number) => answer({ kind: "progress", id, done }), PROGRESS_EVERY_MS);
		try {
			report(0);
			const options = { signal, onProgress: report, tryEncoder: tryOnce };
			const video = await exportVideo(conversation, await getMachine(), options);
			answer({ kind: "exported", id, video });
		} catch (error) {
			if (!signal.aborted) throw error;
			answer({ kind: "cancelled", id });
		} finally {
			running = null;
		}
	};

	return async (request) => {
		try {
			if (request.kind === "open") open(request.fontsAddress);
			else if (request.kind === "quote") await quote(request);
			else if (request.kind === "trial") await tryOut(request);
			else if (request.kind === "export") await exportOne(request);
			else if (running?.id === request.id) running.controller.abort();
		} catch (error) {
			if ("id" in request) answer(describeFailure(request.id, error));
		}
	};
}

function describeFailure(id: number, error: unknown): WorkAnswer {
	if (isKind(error, "INVALID_INPUT")) {
		const faults: unknown = error.details["faults"];
		return { kind: "faulty", id, faults: faults as readonly Fault[] };
	}
	if (error instanceof CannotExportError || error instanceof ChatreelError)
		return { kind: "failed", id, words: error.message };
	console.error(error);
	return { kind: "failed", id, words: WORK_WORDS.encoderFailed };
}
