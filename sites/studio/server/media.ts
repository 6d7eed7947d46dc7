import { type ReadonlySignal, signal } from "@preact/signals";
import type { Appwrite } from "./appwrite.ts";
import type { VideoJob } from "./video-job.ts";

/** A file that the page has fetched: an address alone would not carry the session where a browser keeps cookies back. */
type Fetched =
	| { readonly kind: "loading" }
	| { readonly kind: "failed"; readonly words: string }
	| { readonly kind: "ready"; readonly blob: Blob; readonly address: string };

/** The videos that were asked for. */
export type Media = {
	readonly videos: ReadonlySignal<ReadonlyMap<string, Fetched>>;
	/** Fetches a job's video once, and again when that failed. */
	readonly loadVideo: (job: Pick<VideoJob, "id" | "file">) => Promise<Fetched>;
	/** Rejects with a ServerError. Null: it has none. */
	readonly fetchPoster: (job: Pick<VideoJob, "file">) => Promise<Blob | null>;
	readonly forget: (jobId: string) => void;
	readonly clear: () => void;
};

export function createMedia({ getFile }: Pick<Appwrite, "getFile">): Media {
	const videos = signal<ReadonlyMap<string, Fetched>>(new Map());
	const set = (jobId: string, fetched: Fetched) => {
		videos.value = new Map(videos.peek()).set(jobId, fetched);
	};
	const release = (fetched: Fetched | undefined) => {
		if (fetched?.kind === "ready") URL.revokeObjectURL(fetched.address);
	};
	return {
		videos,
		loadVideo: async ({ id, file }) => {
			const known = videos.peek().get(id);
			if (known !== undefined && known.kind !== "failed") return known;
			if (file === null) return { kind: "failed", words: "" };
			set(id, { kind: "loading" });
			const fetched = await getFile(file).then(
				(blob): Fetched => ({ kind: "ready", blob, address: URL.createObjectURL(blob) }),
				(error: unknown): Fetched => ({ kind: "failed", words: String((error as Error).message) }),
			);
			set(id, fetched);
			return fetched;
		},
		fetchPoster: async ({ file }) =>
			file?.posterFileId == null ? null : getFile({ bucketId: file.bucketId, fileId: file.posterFileId }),
		forget: (jobId) => {
			const rest = new Map(videos.peek());
			release(rest.get(jobId));
			rest.delete(jobId);
			videos.value = rest;
		},
		clear: () => {
			for (const fetched of videos.peek().values()) release(fetched);
			videos.value = new Map();
		},
	};
}
