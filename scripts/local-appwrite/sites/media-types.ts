/**
 * What a file of a site is, by its name: of the many that the real server's file server knows (static-web-server 2.39,
 * mime_guess), those of which sites are made.
 */
const TYPES: Readonly<Record<string, string>> = {
	avif: "image/avif",
	css: "text/css",
	gif: "image/gif",
	htm: "text/html",
	html: "text/html",
	ico: "image/x-icon",
	jpeg: "image/jpeg",
	jpg: "image/jpeg",
	js: "text/javascript",
	json: "application/json",
	mjs: "text/javascript",
	mp3: "audio/mpeg",
	mp4: "video/mp4",
	pdf: "application/pdf",
	png: "image/png",
	svg: "image/svg+xml",
	ttf: "font/ttf",
	txt: "text/plain",
	wasm: "application/wasm",
	webm: "video/webm",
	webp: "image/webp",
	woff: "font/woff",
	woff2: "font/woff2",
	xml: "text/xml",
};

export function mediaTypeByName(path: string): string {
	const extension = /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? "";
	return Object.hasOwn(TYPES, extension) ? (TYPES[extension] ?? "") : "application/octet-stream";
}
