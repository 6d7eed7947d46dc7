import type { Fault } from "../../../shared/core/fault.ts";
import type { Warning } from "../../../shared/video/conversation/warning.ts";

/**
 * What the page asks of the worker that quotes and exports. `id` is the page's own, and stands in every answer. A conversation is as a
 * file has it: its pictures are data URLs. The page sends the next quote when the last is answered, so that only the newest waits.
 */
export type WorkRequest =
	/** The first. Not answered: what cannot be opened is said of each request that needs it. */
	| { readonly kind: "open"; readonly fontsAddress: string }
	| { readonly kind: "quote"; readonly id: number; readonly conversation: unknown }
	/** Whether this browser can export a video of this size: two frames are truly encoded. */
	| { readonly kind: "trial"; readonly id: number; readonly video: VideoSize }
	/** One at a time; another is answered with `failed`. Quotes are answered meanwhile. */
	| { readonly kind: "export"; readonly id: number; readonly conversation: unknown }
	/** Ends the export of this id, which is answered with `cancelled`. For an id that is answered already: nothing. */
	| { readonly kind: "cancel"; readonly id: number };

export type VideoSize = { readonly widthPx: number; readonly heightPx: number; readonly fps: number };

/** What the worker answers: one of these per request, and any number of `progress` before the end of an export. */
export type WorkAnswer =
	| { readonly kind: "quoted"; readonly id: number; readonly quote: Quote }
	| { readonly kind: "tried"; readonly id: number; readonly canExport: boolean; readonly words: string }
	/** 0 to 1, ascending; at most ten times a second. */
	| { readonly kind: "progress"; readonly id: number; readonly done: number }
	| { readonly kind: "exported"; readonly id: number; readonly video: ExportedVideo }
	| { readonly kind: "cancelled"; readonly id: number }
	/** The conversation is not valid, or its pictures are not: to a quote as to an export. */
	| { readonly kind: "faulty"; readonly id: number; readonly faults: readonly Fault[] }
	/** In words for the maker. */
	| { readonly kind: "failed"; readonly id: number; readonly words: string };

export type Quote = {
	/** What a server will use to render it. */
	readonly cpuSeconds: number;
	readonly durationSeconds: number;
	readonly frames: number;
	readonly widthPx: number;
	readonly heightPx: number;
	/** Between these bytes the server's file will be. One that a browser exports may be larger. */
	readonly bytes: { readonly low: number; readonly high: number };
	readonly warnings: readonly Warning[];
};

export type ExportedVideo = {
	/** The MP4. Its bytes are the browser's to keep, also on disk; `URL.createObjectURL` plays it. */
	readonly file: Blob;
	/** A PNG of half the size, of the moment that the library chooses or `video.poster` says. */
	readonly poster: Blob;
	/** Without an extension, by the contact or the first words: `first-date`. */
	readonly name: string;
	readonly durationSeconds: number;
	readonly frames: number;
	readonly widthPx: number;
	readonly heightPx: number;
	readonly warnings: readonly Warning[];
};
