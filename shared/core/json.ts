/** A value that JSON can say, and that can therefore be stored, logged and answered as it is. */
type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export type JsonObject = { readonly [key: string]: Json };
