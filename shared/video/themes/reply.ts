/** The message that a message quotes. `none`: the look does not show it. */
export type Reply = { readonly at: "none" };
