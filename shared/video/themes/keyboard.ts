/** The keyboard that types one's own messages. `none`: the look does not show it. */
export type Keyboard = { readonly at: "none" };
