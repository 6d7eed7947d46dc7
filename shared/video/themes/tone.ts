import type { Colour, TextStyle } from "../scene/scene.ts";

/** One colour in both modes, or one for each. */
export type Tone = Colour | { readonly light: Colour; readonly dark: Colour };

export type Weight = TextStyle["weight"];
