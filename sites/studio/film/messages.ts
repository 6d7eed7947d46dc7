import type { Fault } from "../../../shared/core/fault.ts";
import type { ConversationInput } from "../../../shared/video/conversation/conversation.ts";
import type { Warning } from "../../../shared/video/conversation/warning.ts";
import type { Sound } from "../../../shared/video/sound/sound.ts";
import type { ThemeName } from "../../../shared/video/themes/themes.ts";

/** Where a film is to stand: at a time, or where an entry of the conversation has come to rest. */
export type Spot = { readonly seconds: number } | { readonly entry: number };

/** The film stands at `seconds` when the clock of all threads (`performance.timeOrigin + performance.now()`) says `epochMs`. */
export type Anchor = { readonly seconds: number; readonly epochMs: number; readonly rate: number };

/** What the page tells the worker that draws. */
export type ToFilm =
	/** The first message. The canvas is the worker's from then on. */
	| { readonly kind: "open"; readonly canvas: OffscreenCanvas; readonly fontsAddress: string }
	/** A conversation to show. Only the newest is planned. */
	| {
			readonly kind: "story";
			readonly id: number;
			readonly conversation: ConversationInput;
			readonly spot: Spot | null;
	  }
	| { readonly kind: "seek"; readonly spot: Spot }
	| { readonly kind: "play"; readonly anchor: Anchor }
	| { readonly kind: "pause"; readonly seconds: number }
	| { readonly kind: "ask"; readonly id: number; readonly question: Question };

export type Question =
	/** Which entry stands at a point of the picture, in px of the video. */
	| { readonly kind: "entryAt"; readonly xPx: number; readonly yPx: number }
	/** A small picture of how a conversation ends in a look. */
	| {
			readonly kind: "look";
			readonly conversation: ConversationInput;
			readonly name: ThemeName;
			readonly widthPx: number;
	  }
	/** JSON or a script, as a conversation. */
	| { readonly kind: "read"; readonly text: string; readonly format: "json" | "script" }
	| { readonly kind: "write"; readonly conversation: ConversationInput }
	/** At which pace the video lasts at most so long. */
	| { readonly kind: "fit"; readonly conversation: ConversationInput; readonly seconds: number };

export type Answer =
	| { readonly kind: "entryAt"; readonly entry: number | null }
	| { readonly kind: "look"; readonly picture: ImageBitmap | null }
	| { readonly kind: "read"; readonly conversation: ConversationInput; readonly faults: readonly [] }
	| { readonly kind: "read"; readonly conversation: null; readonly faults: readonly Fault[] }
	| { readonly kind: "write"; readonly script: string | null }
	| {
			readonly kind: "fit";
			readonly fit: { readonly pace: number; readonly durationSeconds: number } | null;
	  };

/** From the worker to the page. */
export type FromFilm =
	| { readonly kind: "opened" }
	/** The worker cannot draw at all: no fonts, no canvas. */
	| { readonly kind: "broken"; readonly message: string }
	| { readonly kind: "planned"; readonly id: number; readonly facts: FilmFacts }
	/** The last film stays on the canvas. */
	| { readonly kind: "refused"; readonly id: number; readonly faults: readonly Fault[] }
	/** A picture is on the canvas. `storyId`: of the conversation that it shows. */
	| { readonly kind: "shown"; readonly storyId: number; readonly seconds: number; readonly drawMs: number }
	| { readonly kind: "ended" }
	| { readonly kind: "answer"; readonly id: number; readonly answer: Answer };

export type FilmFacts = {
	readonly widthPx: number;
	readonly heightPx: number;
	readonly fps: number;
	readonly durationSeconds: number;
	readonly times: readonly EntryTimes[];
	readonly events: readonly FilmEvent[];
	readonly warnings: readonly Warning[];
	readonly sound: Sound | null;
	/** What an app covers, in px from three edges. */
	readonly covered: { readonly topPx: number; readonly rightPx: number; readonly bottomPx: number };
	/** How long the check, plan and layout took. */
	readonly planMs: number;
};

/** When a message is seen. */
export type EntryTimes = {
	readonly entry: number;
	readonly startSeconds: number;
	/** Until the next message, or the end. */
	readonly shownSeconds: number;
	readonly readSeconds: number;
};

/** Something that happens in the film, for the marks of the scrubber. */
export type FilmEvent = {
	readonly kind: "sent" | "received" | "typing" | "reaction" | "deleted" | "edited";
	readonly entry: number;
	readonly seconds: number;
};
