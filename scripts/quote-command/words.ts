import type { JsonObject } from "../../shared/core/json.ts";
import { faultLines } from "../cli/explain-failure.ts";
import { formatTable } from "../cli/format-table.ts";

/** What of the answer is shown to a person. */
export type Quote = {
	readonly valid: boolean;
	readonly errors: readonly { readonly pointer: string; readonly message: string }[];
	readonly warnings: readonly { readonly message: string }[];
	readonly quotedCpuSeconds: number | null;
	readonly errorBand: { readonly low: number; readonly high: number; readonly jobs: number } | null;
	readonly durationSeconds: number;
	readonly frames: number;
	readonly pictures: number;
	readonly bands: number;
	readonly quota: { readonly allowed: boolean; readonly message: string } | null;
	readonly fitsSync: boolean;
	readonly fitsDeadline: boolean;
	readonly suggestions: readonly (JsonObject & {
		readonly message: string;
		readonly quotedCpuSeconds: number;
	})[];
};

/** A quote as a table, with what is wrong and what could be changed under it. `foreign` says whose file it seems to be. */
export function formatQuote(quoted: Quote, foreign: string | null): string {
	const { errors, warnings, errorBand, quotedCpuSeconds, quota, suggestions } = quoted;
	const figures =
		quotedCpuSeconds === null || errorBand === null
			? []
			: [
					[
						"CPU",
						`${quotedCpuSeconds.toFixed(2)} s; nine of ten use ${band(errorBand)} s (${learned(errorBand.jobs)})`,
					],
					[
						"Length",
						`${quoted.durationSeconds.toFixed(2)} s, ${quoted.frames} frames: ${quoted.pictures} pictures, ${quoted.bands} strips of 16 rows placed in them`,
					],
					["Budget", `${quota?.allowed === true ? "fits" : "does not fit"}: ${quota?.message}`],
					["Fits", `a synchronous call ${yesNo(quoted.fitsSync)}, the timeout ${yesNo(quoted.fitsDeadline)}`],
				];
	const lines = [
		...(foreign === null || quoted.valid ? [] : [foreign]),
		...faultLines(foreign === null ? errors : errors.slice(0, 3), errors.length),
		...warnings.map(({ message }) => `  Warning: ${message}`),
		...suggestions.map(({ message, quotedCpuSeconds: then }) => `  ${message} (${then.toFixed(2)} CPU s)`),
	];
	return [formatTable([["Valid", quoted.valid ? "yes" : "no"], ...figures]), ...lines].join("\n");
}

const band = ({ low, high }: { readonly low: number; readonly high: number }) =>
	`${low.toFixed(2)} to ${high.toFixed(2)}`;
const learned = (jobs: number) =>
	jobs === 0 ? "nothing was rendered here yet" : `learned from ${jobs} renders`;
const yesNo = (fits: boolean) => (fits ? "yes" : "no");
