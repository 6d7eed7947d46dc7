/** The card of a link. `none`: the look does not show it. */
export type LinkCard = { readonly at: "none" };
