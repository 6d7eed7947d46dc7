import { CsvError, parse } from "csv-parse/sync";
import { UsageError } from "../cli/exit.ts";
import type { RawItem } from "./items.ts";

const REQUIRED = ["job", "sender", "text"];
const COLUMNS = [...REQUIRED, "timestamp"];

type CsvRow = { readonly cells: readonly string[]; readonly line: number };

/**
 * Jobs of a CSV file (RFC 4180; a byte order mark and any line ends are taken): the rows of one `job`, in their order, are its
 * messages. Throws UsageError with the line where the file is no CSV, or its columns are others.
 */
export function readCsv(text: string, file: string): readonly RawItem[] {
	const [head, ...rows] = rowsOf(text, file);
	if (head === undefined)
		throw new UsageError(`${file} is empty: expected the columns ${COLUMNS.join(", ")}.`);
	const columns = head.cells.map((cell) => cell.trim().toLowerCase());
	requireColumns(columns, file);
	const jobs = new Map<string, CsvRow[]>();
	for (const row of rows) {
		const job = (row.cells[columns.indexOf("job")] ?? "").trim() || `line-${row.line}`;
		jobs.set(job, [...(jobs.get(job) ?? []), row]);
	}
	return [...jobs].map(([name, ofJob]): RawItem => {
		const lines = ofJob.map(({ line }) => line);
		const place = `${file} line ${lines[0]}`;
		const faults = ofJob.flatMap((row) => rowFaults(row, columns));
		const messages = ofJob.map(({ cells }) => messageOf(columns, cells));
		return { name, place, value: { messages }, lines, faults };
	});
}

function rowsOf(text: string, file: string): readonly CsvRow[] {
	try {
		const options = { bom: true, info: true, relax_column_count: true, skip_empty_lines: true } as const;
		const parsed = parse(text, options) as unknown as { record: string[]; info: { lines: number } }[];
		return parsed.map(({ record, info }) => {
			// A row ends on `lines`, and each line end in its fields is a line more.
			const inside = record.reduce((sum, cell) => sum + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);
			return { cells: record, line: info.lines - inside };
		});
	} catch (error) {
		if (!(error instanceof CsvError)) throw error;
		const line = "lines" in error ? `line ${String(error["lines"])}` : "somewhere";
		throw new UsageError(`${file} ${line}: this is no CSV (${error.code}).`, { cause: error });
	}
}

function requireColumns(columns: readonly string[], file: string): void {
	const missing = REQUIRED.filter((name) => !columns.includes(name));
	const strange = columns.filter((name) => !COLUMNS.includes(name));
	const twice = columns.filter((name, index) => columns.indexOf(name) !== index);
	if (missing.length + strange.length + twice.length === 0) return;
	const words = [
		...(missing.length === 0 ? [] : [`missing: ${missing.join(", ")}`]),
		...(strange.length === 0 ? [] : [`unknown: ${strange.join(", ")}`]),
		...(twice.length === 0 ? [] : [`twice: ${twice.join(", ")}`]),
	];
	throw new UsageError(`${file} line 1: expected the columns ${COLUMNS.join(", ")}; ${words.join("; ")}.`);
}

function rowFaults({ cells, line }: CsvRow, columns: readonly string[]): readonly string[] {
	const count =
		cells.length === columns.length
			? []
			: [`line ${line}: expected ${columns.length} cells, received ${cells.length}`];
	const job = (cells[columns.indexOf("job")] ?? "").trim();
	return job === "" ? [...count, `line ${line}: expected a job, received nothing`] : count;
}

/** A cell that is no number is left as it is, so that it is told as a fault of the message. */
function messageOf(columns: readonly string[], cells: readonly string[]): object {
	const cell = (name: string) => cells[columns.indexOf(name)] ?? "";
	const time = cell("timestamp").trim();
	const timestamp = /^-?\d+(\.\d+)?$/.test(time) ? Number(time) : time;
	const message = { sender: cell("sender").trim(), text: cell("text") };
	return time === "" ? message : { ...message, timestamp };
}
