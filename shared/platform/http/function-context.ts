/** The argument that Appwrite's Node runtime passes to a function (open-runtimes 92fccd1b, runtimes/node). */
export type FunctionContext = {
	readonly req: {
		readonly method: string;
		readonly path: string;
		readonly bodyText: string;
		readonly bodyBinary: Uint8Array;
		/** Not URL-decoded. Of several with one name the last. */
		readonly query: Readonly<Record<string, string>>;
		readonly headers: Readonly<Record<string, string>>;
	};
	readonly res: {
		readonly text: (body: string, statusCode?: number, headers?: Record<string, string>) => unknown;
	};
	/** Adds an entry to the execution's log, at most 8000 characters. */
	readonly log: (text: string) => void;
	readonly error: (text: string) => void;
};

/** The value of a header; "" if it is missing. */
export function readHeader({ req }: FunctionContext, name: string): string {
	return req.headers[name] ?? "";
}
