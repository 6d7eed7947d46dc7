/** What tells that a message was edited. `none`: the look does not show it. */
export type Edited = { readonly at: "none" };

/** What stands in the place of a message that was deleted. `none`: it stays as it was. */
export type Deleted = { readonly at: "none" };
