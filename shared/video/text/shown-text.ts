/** A text of a video, and its JSON pointer (RFC 6901) in the conversation. Null: a text of the theme. */
export type ShownText = { readonly text: string; readonly pointer: string | null };
