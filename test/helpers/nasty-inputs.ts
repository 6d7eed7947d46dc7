import fc from "fast-check";

/** Texts that have ended servers: of prototypes, paths, SQL, header lines, dates, patterns, halves of characters. */
const NASTY_TEXTS = [
	...["", " ", "__proto__", "constructor", "toString", "hasOwnProperty", "null", "undefined"],
	...[
		"../../../../etc/passwd",
		"..",
		".",
		"/",
		"\\",
		"%2e%2e%2f",
		"a\u0000b",
		"a\r\nset-cookie: x=y",
		"\u007f",
	],
	...["'; DROP TABLE rows; --", '" OR ""="', "#{7*7}", "{{7*7}}", '$."a"', "%", "_", "*", "?", "#"],
	...["\ud800", "🎉", "日本語", "é", "unique()", "current", "d", "t", "b", "echo", "there"],
	...["-1", "0", "NaN", "Infinity", "1e999", "9007199254740993", "@99999999999999999999", "0000-00-00"],
	...["99999999999 weeks ago", "2026-02-30", "9999-12-31T23:59:59.999+23:59", "((((((a+)+)+)+)+)+)+$"],
	...[
		'read("any")',
		'read("user:x/unverified")',
		'create("any',
		"node-22",
		"* * * * *",
		"0 0 31 2 *",
		"*/0 * * * *",
	],
	...["bytes 0-0/1", "bytes 5-1/9", "bytes 0-99999999999999999/99999999999999999", "bytes=0-", "a,b;c=d"],
	...[
		'{"method":"increment","values":[1]}',
		'{"method":"nonsense","values":[]}',
		"[".repeat(2000),
		"x".repeat(5000),
	],
];

const text = fc.oneof(fc.constantFrom(...NASTY_TEXTS), fc.string({ unit: "binary", maxLength: 40 }));
const scalar = fc.oneof(
	text,
	fc.constantFrom(true, false, null, 0, -1, 1.5, 1e308, 2 ** 53, -(2 ** 63), 60, 3600),
	fc.double(),
);

/** Any value that JSON has, of nasty texts. */
export const nastyValue = fc.oneof(
	{ weight: 3, arbitrary: scalar },
	fc.array(scalar, { maxLength: 4 }),
	fc.array(fc.constantFrom([], {}, null, [[]], { $id: [] }, { key: {} }, { type: "constructor" }), {
		maxLength: 2,
	}),
	fc.dictionary(text, scalar, { maxKeys: 3 }),
);

const METHODS = [
	...[
		"equal",
		"notEqual",
		"lessThan",
		"greaterThan",
		"between",
		"contains",
		"search",
		"startsWith",
		"endsWith",
	],
	...["isNull", "isNotNull", "and", "or", "select", "limit", "offset", "cursorAfter", "cursorBefore"],
	...["orderAsc", "orderDesc", "orderRandom", "constructor", "__proto__", "nonsense"],
];
const attribute = fc.oneof(
	fc.constantFrom("text", "count", "$id", "$createdAt", "$sequence", "name", "constructor", "__proto__"),
	nastyValue,
);
const query = fc.record(
	{ method: fc.oneof(fc.constantFrom(...METHODS), nastyValue), attribute, values: nastyValue },
	{ requiredKeys: ["method"] },
);

/** What stands for a query in an address. */
export const nastyQuery = fc.oneof(
	query.map((each) => JSON.stringify(each)),
	fc.array(query, { maxLength: 3 }).map((values) => JSON.stringify({ method: "or", values })),
	text,
);

export const nastyText = text;
