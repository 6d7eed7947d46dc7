/** Lines of the chat itself among the messages: what happened, and days. `none`: the look does not show it. */
export type ChatLines = { readonly at: "none" };
