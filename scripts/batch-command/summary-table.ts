import type { BatchSummary, ItemDetail } from "../../shared/service/batch/batch-summary.ts";
import type { Warning } from "../../shared/video/conversation/warning.ts";
import { EXIT } from "../cli/exit.ts";
import { formatTable } from "../cli/format-table.ts";
import type { BatchItem } from "./read-items.ts";

const COUNTS = ["completed", "failed", "refused", "skipped", "cancelled", "queued", "running"] as const;

export function formatSummary(summary: BatchSummary, items: readonly BatchItem[]): string {
	const rows = summary.details.map((detail) => {
		const item = items[detail.index];
		return [
			item?.name ?? "",
			detail.status,
			formatCpu(detail),
			detail.status === "completed" ? videoPlace(detail, item) : errorLine(detail),
		];
	});
	const counts = COUNTS.filter((name) => summary[name] > 0).map((name) => `${summary[name]} ${name}`);
	const table = formatTable([["job", "status", "CPU s", ""], ...rows]);
	const warnings = summary.details.flatMap((detail) => warningLines(detail, items[detail.index]));
	const warned = warnings.length === 0 ? [] : ["Warnings:", ...warnings, ""];
	return [table, "", ...warned, `${summary.total} jobs: ${counts.join(", ")}`].join("\n");
}

export function chooseExitCode({ failed, refused, cancelled, skipped }: BatchSummary): number {
	if (failed + refused + cancelled > 0) return EXIT.failed;
	return skipped > 0 ? EXIT.quotaUsedUp : EXIT.ok;
}

export function errorLine({ error }: ItemDetail): string {
	return String(error?.["message"] ?? "").replaceAll(/\s+/g, " ");
}

function warningLines({ result }: ItemDetail, item: BatchItem | undefined): readonly string[] {
	const warnings = (result?.["warnings"] ?? []) as unknown as readonly Warning[];
	return warnings.map(({ code, message, pointer }) => {
		const place = pointer === undefined ? "" : `${pointer}  `;
		return `  ${item?.name}  ${place}${message} [${code}]`;
	});
}

function formatCpu({ result }: ItemDetail): string {
	const seconds = result?.["cpuSeconds"];
	return typeof seconds === "number" ? seconds.toFixed(2) : "";
}

function videoPlace({ result }: ItemDetail, item: BatchItem | undefined): string {
	return String(result?.["outputPath"] ?? result?.["fileId"] ?? item?.output ?? "");
}
