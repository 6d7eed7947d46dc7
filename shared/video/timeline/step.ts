import type { Change } from "../conversation/chat-state.ts";

/** A change and its time, in whole milliseconds from the start of the video. */
export type Step = { readonly atMs: number; readonly change: Change };
