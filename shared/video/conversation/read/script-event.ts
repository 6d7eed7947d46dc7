import type { Named } from "./names.ts";
import type { Part } from "./places.ts";
import type { Spot } from "./script-lines.ts";

/** To which message a line says something more: the last before it, the last of somebody, or the last of anybody else. */
export type Target =
	| { readonly kind: "last" }
	| { readonly kind: "by" | "not by"; readonly who: Named }
	| { readonly kind: "yours" };

/** What one line of a script says. Parts are below the entry, `field` names one of it. */
export type ScriptEvent =
	/** Without `who`, whoever sent the last one. */
	| {
			readonly kind: "message";
			readonly who: Named | null;
			readonly parts: readonly Part[];
			readonly spot: Spot;
	  }
	/** `who` types. */
	| {
			readonly kind: "entry";
			readonly who: Named | null;
			readonly parts: readonly Part[];
			readonly spot: Spot;
	  }
	| { readonly kind: "json"; readonly value: unknown; readonly spot: Spot }
	/** Of the message that follows. */
	| { readonly kind: "next"; readonly parts: readonly Part[]; readonly spot: Spot }
	| { readonly kind: "reply"; readonly to: string; readonly spot: Spot }
	/** Of a message before. `who` reacts; `at` is a time of the video, from which its message's is taken. */
	| {
			readonly kind: "change";
			readonly target: Target;
			readonly parts: readonly Part[];
			readonly who: Named | null;
			readonly at: Part | null;
			readonly spot: Spot;
	  }
	| { readonly kind: "start"; readonly spot: Spot };
