import { invalidParam, missingParam, notImplemented } from "../http/api-error.ts";
import type { Json } from "../http/read-json.ts";

/** The settings of a site. Of those about a repository, and of its specifications, a site here has none. */
export type SiteSettings = {
	readonly name: string;
	readonly framework: string;
	/** Whether its pages are served. */
	readonly enabled: boolean;
	readonly logging: boolean;
	/** Seconds. */
	readonly timeout: number;
	/** The commands that build it, for bash. */
	readonly installCommand: string;
	readonly buildCommand: string;
	readonly startCommand: string;
	/** The folder that is served, in what was built. */
	readonly outputDirectory: string;
	readonly buildRuntime: string;
	readonly adapter: string;
	/** The file that is served in place of one that is missing; empty: none. */
	readonly fallbackFile: string;
};

/** app/config/frameworks.php of 1.9.6. */
const FRAMEWORKS = `
	analog angular nextjs react nuxt vue sveltekit astro tanstack-start remix lynx flutter react-native vite other
`
	.trim()
	.split(/\s+/);
const MAX_TIMEOUT_SECONDS = 900;

/**
 * The settings that a request gives, with the real server's defaults for those it leaves out: an update, too, sets back what
 * it leaves out.
 */
export function readSiteSettings(body: Json, isUpdate: boolean): SiteSettings {
	const framework = readText(body, "framework", 128);
	if (framework === "") throw missingParam("framework");
	if (!FRAMEWORKS.includes(framework)) {
		throw invalidParam("framework", `Value must be one of (${FRAMEWORKS.join(", ")})`);
	}
	const buildRuntime = readText(body, "buildRuntime", 128);
	if (buildRuntime === "" && !isUpdate) throw missingParam("buildRuntime");
	if (buildRuntime !== "" && !buildRuntime.startsWith("node-")) {
		throw notImplemented(`the runtime ${buildRuntime}`);
	}
	const adapter = readText(body, "adapter", 128);
	if (!["", "static", "ssr"].includes(adapter)) {
		throw invalidParam("adapter", "Value must be one of (static, ssr)");
	}
	if (adapter !== "static") throw notImplemented(`the adapter ${adapter === "" ? "of a build" : adapter}`);
	const timeout = Number(body["timeout"] ?? 30);
	if (!Number.isInteger(timeout) || timeout < 1 || timeout > MAX_TIMEOUT_SECONDS) {
		throw invalidParam("timeout", `Value must be a valid range between 1 and ${MAX_TIMEOUT_SECONDS}`);
	}
	const name = readText(body, "name", 128);
	if (name === "") throw missingParam("name");
	return {
		name,
		framework,
		enabled: body["enabled"] !== false,
		logging: body["logging"] !== false,
		timeout,
		installCommand: readText(body, "installCommand", 8192),
		buildCommand: readText(body, "buildCommand", 8192),
		startCommand: readText(body, "startCommand", 8192),
		outputDirectory: readText(body, "outputDirectory", 8192),
		buildRuntime,
		adapter,
		fallbackFile: readText(body, "fallbackFile", 255),
	};
}

/** Whether an active deployment is still what these settings would make. */
export function isSameSite(one: SiteSettings, other: SiteSettings): boolean {
	const names = [
		"name",
		"buildCommand",
		"installCommand",
		"startCommand",
		"outputDirectory",
		"framework",
	] as const;
	return names.every((name) => one[name] === other[name]);
}

/** Empty when it is left out. */
function readText(body: Json, name: string, maxLength: number): string {
	const text = body[name] ?? "";
	if (typeof text === "string" && text.length <= maxLength) return text;
	throw invalidParam(name, `Value must be a valid string and no longer than ${maxLength} chars`);
}
