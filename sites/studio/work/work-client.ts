import type { VideoSize, WorkAnswer, WorkRequest } from "./messages.ts";

type Answer<Kind extends WorkAnswer["kind"]> = Extract<WorkAnswer, { kind: Kind }>;
type QuoteAnswer = Answer<"quoted" | "faulty" | "failed">;
export type ExportAnswer = Answer<"exported" | "cancelled" | "faulty" | "failed">;
type TrialAnswer = Answer<"tried" | "failed">;

type ExportOptions = {
	/** Cancels the export, which is then answered with `cancelled`. */
	readonly signal?: AbortSignal | undefined;
	/** 0 to 1. */
	readonly onProgress?: ((done: number) => void) | undefined;
};

/** The page's side of the worker that quotes and exports. No call rejects. */
export type WorkClient = {
	/** One at a time. Null: a newer conversation was to be quoted before this one's turn came. */
	readonly quote: (conversation: unknown) => Promise<QuoteAnswer | null>;
	readonly tryExport: (video: VideoSize) => Promise<TrialAnswer>;
	readonly exportVideo: (conversation: unknown, options?: ExportOptions) => Promise<ExportAnswer>;
	/** Ends the worker. What is under way is answered with `failed`. */
	readonly close: () => void;
};

const CLOSED = "The worker that exports ended. Reload the page.";

/** `worker`: of work-worker.ts. `fontsAddress`: of the index of the fonts. */
export function createWorkClient(worker: Worker, fontsAddress: string): WorkClient {
	const listeners = new Map<number, (answer: WorkAnswer) => void>();
	let nextId = 1;
	const tell = (request: WorkRequest) => worker.postMessage(request);

	const fail = () => {
		for (const [id, listen] of listeners) listen({ kind: "failed", id, words: CLOSED });
		listeners.clear();
	};
	worker.addEventListener("message", ({ data }: MessageEvent<WorkAnswer>) => listeners.get(data.id)?.(data));
	worker.addEventListener("error", fail);
	tell({ kind: "open", fontsAddress });

	/** Sends a request and resolves with the answer that ends it. */
	const ask = <Ends extends WorkAnswer>(
		createRequest: (id: number) => WorkRequest,
		onProgress: (done: number) => void = () => {},
	): Promise<Ends> =>
		new Promise((resolve) => {
			const id = nextId++;
			listeners.set(id, (answer) => {
				if (answer.kind === "progress") return onProgress(answer.done);
				listeners.delete(id);
				resolve(answer as Ends);
			});
			tell(createRequest(id));
		});

	let isQuoting = false;
	let waiting: {
		readonly conversation: unknown;
		readonly resolve: (answer: QuoteAnswer | null) => void;
	} | null = null;
	const quoteWaiting = async () => {
		if (isQuoting) return;
		isQuoting = true;
		for (let next = waiting; next !== null; next = waiting) {
			waiting = null;
			const { conversation, resolve } = next;
			resolve(await ask<QuoteAnswer>((id) => ({ kind: "quote", id, conversation })));
		}
		isQuoting = false;
	};

	return {
		quote: (conversation) =>
			new Promise((resolve) => {
				waiting?.resolve(null);
				waiting = { conversation, resolve };
				void quoteWaiting();
			}),
		tryExport: (video) => ask<TrialAnswer>((id) => ({ kind: "trial", id, video })),
		exportVideo: async (conversation, { signal, onProgress } = {}) => {
			let cancel = () => {};
			const onAbort = () => cancel();
			signal?.addEventListener("abort", onAbort, { once: true });
			const answer = await ask<ExportAnswer>((id) => {
				cancel = () => tell({ kind: "cancel", id });
				return { kind: "export", id, conversation };
			}, onProgress);
			signal?.removeEventListener("abort", onAbort);
			return answer;
		},
		close: () => {
			worker.terminate();
			fail();
		},
	};
}
