/** A voice note. `none`: the look does not show it. */
export type Voice = { readonly at: "none" };
