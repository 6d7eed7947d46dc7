import { effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { ConversationInput } from "../../../shared/video/conversation/conversation.ts";
import { SERVER_WORDS } from "../page/words.ts";
import type { Studio } from "../state/studio.ts";
import { toShown } from "../story/story.ts";
import { type AppwriteAddress, createAppwrite, ServerError } from "./appwrite.ts";
import { followJobs } from "./follow-jobs.ts";
import { createJobId } from "./job-id.ts";
import { createJobList, type JobList } from "./job-list.ts";
import { createMedia, type Media } from "./media.ts";
import { createService, type ServerQuote, type Service } from "./service.ts";

type Account =
	| { readonly kind: "checking" }
	| { readonly kind: "unknown"; readonly words: string }
	| { readonly kind: "out"; readonly words: string | null }
	| { readonly kind: "in"; readonly email: string };

type Quoting =
	| { readonly kind: "none" }
	| { readonly kind: "asking" }
	| { readonly kind: "failed"; readonly words: string }
	| { readonly kind: "quoted"; readonly quote: ServerQuote };

/** Renders stories on a server, for the user whose session the browser has. Nothing of it rejects: what fails is told in words. */
export type Renderer = {
	readonly account: ReadonlySignal<Account>;
	readonly quoting: ReadonlySignal<Quoting>;
	/** Asks for the price again, after that failed. */
	readonly quoteAgain: () => void;
	readonly list: JobList;
	readonly media: Media;
	/** The job whose video is shown. */
	readonly shown: Signal<string | null>;
	/** Jobs that are asked to stop. */
	readonly cancelling: ReadonlySignal<ReadonlySet<string>>;
	readonly findAccount: () => Promise<void>;
	readonly signIn: (email: string, password: string) => Promise<void>;
	readonly signOut: () => Promise<void>;
	/** Has a video made and returns its job's id, which begins with the title. */
	readonly request: (conversation: ConversationInput, title: string) => string;
	readonly cancel: (jobId: string) => Promise<void>;
	readonly deleteVideo: (jobId: string) => Promise<void>;
};

/** A quote is an execution on the server: it waits until nothing was typed for so long. */
const QUOTE_AFTER_MS = 1000;

export function createRenderer(
	studio: Studio,
	address: AppwriteAddress,
	isOpen: ReadonlySignal<boolean>,
): Renderer {
	const appwrite = createAppwrite(address);
	const service: Service = createService(appwrite);
	const account = signal<Account>({ kind: "checking" });
	const quoting = signal<Quoting>({ kind: "none" });
	const tries = signal(0);
	const cancelling = signal<ReadonlySet<string>>(new Set());
	const shown = signal<string | null>(null);
	const list = createJobList();
	const media = createMedia(appwrite);
	let unfollow = () => {};

	/** The words of what failed; a session that has ended leads back to the form. */
	const explain = (error: unknown): string => {
		const words = error instanceof Error ? error.message : String(error);
		if (!(error instanceof ServerError && error.status === 401)) return words;
		leave(SERVER_WORDS.sessionEnded);
		return SERVER_WORDS.sessionEnded;
	};
	const leave = (words: string | null) => {
		unfollow();
		unfollow = () => {};
		list.clear();
		media.clear();
		shown.value = null;
		quoting.value = { kind: "none" };
		account.value = { kind: "out", words };
	};
	const refresh = () =>
		service.listJobs().then(
			(jobs) => {
				account.peek().kind === "in" && list.merge(jobs);
			},
			// Asked again soon; only a session that has ended is told.
			(error: unknown) => void explain(error),
		);
	const enter = (email: string) => {
		account.value = { kind: "in", email };
		unfollow();
		unfollow = followJobs(appwrite, {
			onJob: list.put,
			onGap: () => void refresh(),
			isWaiting: list.isWaiting,
		});
		void refresh();
	};
	const setCancelling = (jobId: string, isCancelling: boolean) => {
		const ids = new Set(cancelling.peek());
		if (isCancelling) ids.add(jobId);
		else ids.delete(jobId);
		cancelling.value = ids;
	};

	effect(() => {
		const { conversation, rows } = toShown(studio.story.value);
		// What has ended has changed what is left.
		list.endedCount.value;
		tries.value;
		if (!isOpen.value || account.value.kind !== "in" || rows.length === 0) {
			quoting.value = { kind: "none" };
			return;
		}
		let isLatest = true;
		const timer = setTimeout(async () => {
			const answer = await service.quote(conversation).then(
				(quote): Quoting => ({ kind: "quoted", quote }),
				(error: unknown): Quoting => ({ kind: "failed", words: explain(error) }),
			);
			if (isLatest && account.peek().kind === "in") quoting.value = answer;
		}, QUOTE_AFTER_MS);
		quoting.value = { kind: "asking" };
		return () => {
			isLatest = false;
			clearTimeout(timer);
		};
	});

	return {
		...{ account, quoting, list, media, shown, cancelling },
		quoteAgain: () => {
			tries.value += 1;
		},
		findAccount: async () => {
			account.value = { kind: "checking" };
			try {
				const email = await service.findAccount();
				if (email === null) leave(null);
				else enter(email);
			} catch (error) {
				account.value = { kind: "unknown", words: explain(error) };
			}
		},
		signIn: async (email, password) => {
			try {
				await service.signIn(email, password);
				enter((await service.findAccount()) ?? email);
			} catch (error) {
				// Not `explain`: here 401 is a wrong password.
				account.value = { kind: "out", words: error instanceof Error ? error.message : String(error) };
			}
		},
		signOut: async () => {
			// Also when the server is lost: then the page forgets the session, and it ends by itself.
			await service.signOut().catch(() => {});
			leave(null);
		},
		request: (conversation, title) => {
			const id = createJobId(title);
			list.begin(id);
			shown.value = id;
			void service.requestVideo(id, conversation).catch((error: unknown) => list.fail(id, explain(error)));
			return id;
		},
		cancel: async (jobId) => {
			setCancelling(jobId, true);
			await service.cancel(jobId).catch((error: unknown) => studio.announce(explain(error)));
			await refresh();
			setCancelling(jobId, false);
		},
		deleteVideo: async (jobId) => {
			try {
				if (!list.isLocal(jobId)) await service.deleteVideo(jobId);
				list.remove(jobId);
				media.forget(jobId);
				studio.announce(SERVER_WORDS.wasDeleted);
			} catch (error) {
				studio.announce(explain(error));
			}
		},
	};
}
