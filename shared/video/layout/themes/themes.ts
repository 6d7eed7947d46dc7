import { imessage } from "./imessage/theme.ts";
import type { Theme } from "./theme.ts";

/** The looks by the name that a conversation asks for. */
export const themes: { readonly imessage: Theme } = { imessage };
