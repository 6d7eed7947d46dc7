import { imessage } from "./imessage/theme.ts";
import type { Theme } from "./theme.ts";

/** Every look a conversation can ask for, by the name it asks with. */
export const themes: { readonly imessage: Theme } = { imessage };
