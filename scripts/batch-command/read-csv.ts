import { CsvError, parse } from "csv-parse/sync";
import { suggestion } from "../../shared/core/similar-name.ts";
import type { ConversationText } from "../../shared/video/conversation/text-form.ts";
import { InputError } from "../cli/exit.ts";

const REQUIRED = ["job", "sender", "text"];
const COLUMNS = [...REQUIRED, "timestamp"];

/** A job as read from a file, its conversation not checked yet. */
export type RawItem = {
	readonly name: string;
	/** File and line, for messages. */
	readonly place: string;
	readonly value?: unknown;
	/** In place of `value`. */
	readonly text?: ConversationText;
	readonly output?: unknown;
	/** The line of each message; a CSV file has them. */
	readonly lines?: readonly number[];
	/** Faults outside its conversation. */
	readonly faults?: readonly string[];
};

type CsvRow = { readonly cells: readonly string[]; readonly line: number };
type Sheet = {
	readonly columns: readonly string[];
	readonly rows: readonly CsvRow[];
	readonly isDecimalComma: boolean;
};

/**
 * Reads the jobs of a CSV file (RFC 4180, also with semicolons or tabs, and any line ends): the rows of one `job` are its
 * messages, in order. Ignores empty rows and columns. Throws InputError, with the line, for bad CSV and for wrong columns.
 */
export function readCsv(text: string, file: string): readonly RawItem[] {
	const sheet = readSheet(text, file);
	const jobs = new Map<string, CsvRow[]>();
	for (const row of sheet.rows) {
		const job = readCell(row, sheet, "job").trim() || `line-${row.line}`;
		const ofJob = jobs.get(job);
		if (ofJob === undefined) jobs.set(job, [row]);
		else ofJob.push(row);
	}
	return [...jobs].map(([name, ofJob]): RawItem => {
		const lines = ofJob.map(({ line }) => line);
		const place = `${file} line ${lines[0]}`;
		const faults = ofJob.flatMap((row) => rowFaults(row, sheet));
		const messages = ofJob.map((row) => readMessage(row, sheet));
		return { name, place, value: { messages }, lines, faults };
	});
}

function readSheet(text: string, file: string): Sheet {
	const { delimiter, table, linesBefore } = detectForm(text, COLUMNS);
	const all = parseRows(table, { delimiter, linesBefore, file });
	const [head, ...rows] = all.filter(({ cells }) => cells.some((cell) => cell.trim() !== ""));
	if (head === undefined)
		throw new InputError(`${file} is empty: expected the columns ${COLUMNS.join(", ")}.`);
	const names = head.cells.map((cell) => cell.trim().toLowerCase());
	const width = names.findLastIndex((name) => name !== "") + 1;
	for (const [column, name] of names.slice(0, width).entries()) {
		const used = name === "" ? rows.find(({ cells }) => (cells[column] ?? "").trim() !== "") : undefined;
		if (used === undefined) continue;
		const fault = `column ${column + 1} has no name, but line ${used.line} has something in it`;
		throw new InputError(`${file} line ${head.line}: ${fault}.`);
	}
	const columns = names.slice(0, width);
	requireColumns(columns, `${file} line ${head.line}`);
	return {
		columns,
		rows: rows.map(({ cells, line }) => ({ cells: withoutEmptyEnd(cells, width), line })),
		isDecimalComma: delimiter !== ",",
	};
}

function withoutEmptyEnd(cells: readonly string[], width: number): readonly string[] {
	const used = cells.findLastIndex((cell) => cell.trim() !== "") + 1;
	return cells.length <= width ? cells : cells.slice(0, Math.max(width, used));
}

type Place = { readonly delimiter: string; readonly linesBefore: number; readonly file: string };

function parseRows(table: string, { delimiter, linesBefore, file }: Place): readonly CsvRow[] {
	// With tabs as delimiters, trimming would eat empty cells.
	const form = { delimiter, record_delimiter: "\n", trim: delimiter !== "\t" };
	const rows: CsvRow[] = [];
	let endOfLast = linesBefore;
	try {
		parse(table, {
			...form,
			relax_column_count: true,
			skip_empty_lines: true,
			on_record: (cells: string[], { lines }) => {
				// A record ends on `lines`, and each line end in its fields is a line more.
				const inside = cells.reduce((sum, cell) => sum + cell.split("\n").length - 1, 0);
				endOfLast = linesBefore + lines;
				rows.push({ cells, line: endOfLast - inside });
				return null;
			},
		});
		return rows;
	} catch (error) {
		if (!(error instanceof CsvError)) throw error;
		throw new InputError(
			`${file} ${describeCsvError(error, { table, delimiter, linesBefore, endOfLast })}.`,
			{
				cause: error,
			},
		);
	}
}

/** Names the line of the record, or of the quote that is never closed. */
function describeCsvError(
	{ code }: CsvError,
	{
		table,
		delimiter,
		linesBefore,
		endOfLast,
	}: {
		readonly table: string;
		readonly delimiter: string;
		readonly linesBefore: number;
		readonly endOfLast: number;
	},
): string {
	const opened = findOpenQuote(table, delimiter);
	if (code === "CSV_QUOTE_NOT_CLOSED" && opened !== null)
		return `line ${linesBefore + opened}: a quote is opened here and never closed`;
	const lines = table.split("\n");
	let line = endOfLast - linesBefore;
	while (lines[line]?.trim() === "") line += 1;
	const place = `line ${linesBefore + line + 1}`;
	if (code === "INVALID_OPENING_QUOTE")
		return `${place}: a quote stands within a cell; put the whole cell in quotes, and write each quote in it twice`;
	if (/CLOSING_QUOTE/.test(code))
		return `${place}: a quoted cell goes on after its closing quote; write each quote in it twice`;
	return `${place}: not valid CSV (${code})`;
}

function requireColumns(columns: readonly string[], place: string): void {
	const named = columns.filter((name) => name !== "");
	const missing = REQUIRED.filter((name) => !named.includes(name));
	const strange = named.filter((name) => !COLUMNS.includes(name));
	const twice = repeated(named);
	if (missing.length + strange.length + twice.length === 0) return;
	const suggested = strange.slice(0, 10).map((name) => `${name.slice(0, 40)}${suggestion(name, COLUMNS)}`);
	const again = twice.slice(0, 10).map((name) => name.slice(0, 40));
	const faults = [
		...(missing.length === 0 ? [] : [`missing: ${missing.join(", ")}`]),
		...(strange.length === 0 ? [] : [`unknown: ${suggested.join(", ")}`]),
		...(twice.length === 0 ? [] : [`twice: ${again.join(", ")}`]),
	];
	throw new InputError(`${place}: expected the columns ${COLUMNS.join(", ")}; ${faults.join("; ")}.`);
}

function repeated(names: readonly string[]): readonly string[] {
	const seen = new Set<string>();
	const again = new Set<string>();
	for (const name of names) {
		if (seen.has(name)) again.add(name);
		seen.add(name);
	}
	return [...again];
}

function rowFaults(row: CsvRow, sheet: Sheet): readonly string[] {
	const { cells, line } = row;
	const { columns } = sheet;
	const count =
		cells.length === columns.length
			? []
			: [`line ${line}: expected ${columns.length} cells, received ${cells.length}`];
	const job = readCell(row, sheet, "job").trim();
	return job === "" ? [...count, `line ${line}: expected a job, received nothing`] : count;
}

function readCell({ cells }: CsvRow, { columns }: Sheet, name: string): string {
	return cells[columns.indexOf(name)] ?? "";
}

/** A timestamp that is no number stays a text: checking the message then reports it. */
function readMessage(row: CsvRow, sheet: Sheet): object {
	const time = readCell(row, sheet, "timestamp").trim();
	// When the delimiter is not a comma, numbers may have decimal commas: Excel and LibreOffice write so in half of Europe.
	const decimal = sheet.isDecimalComma ? time.replace(",", ".") : time;
	const timestamp = /^-?\d+(\.\d+)?$/.test(decimal) ? Number(decimal) : time;
	const message = { sender: readCell(row, sheet, "sender").trim(), text: readCell(row, sheet, "text") };
	return time === "" ? message : { ...message, timestamp };
}

const DELIMITERS = [",", ";", "\t"];

type CsvForm = {
	readonly delimiter: string;
	/** The file's text from its header on, with line feeds as line ends. */
	readonly table: string;
	/** Lines of the file before the table. */
	readonly linesBefore: number;
};

/**
 * The delimiter is that of a first line `sep=;` (Excel writes it), otherwise the one that yields most of the expected columns in
 * the header, a comma when none does.
 */
function detectForm(text: string, columns: readonly string[]): CsvForm {
	const lines = text.replaceAll(/\r\n?/g, "\n");
	const named = /^"?sep=([^\n"])"?[^\S\n]*(?:\n|$)/i.exec(lines);
	if (named?.[1] !== undefined)
		return { delimiter: named[1], table: lines.slice(named[0].length), linesBefore: 1 };
	const header = /^.*\S.*$/m.exec(lines)?.[0] ?? "";
	const countKnown = (delimiter: string) =>
		header.split(delimiter).filter((cell) => columns.includes(columnName(cell))).length;
	const [best = ","] = DELIMITERS.toSorted((a, b) => countKnown(b) - countKnown(a));
	return { delimiter: best, table: lines, linesBefore: 0 };
}

const columnName = (cell: string) => cell.replaceAll('"', "").trim().toLowerCase();

/** The line, from 1, of a quote that is never closed, or null. */
function findOpenQuote(table: string, delimiter: string): number | null {
	let line = 1;
	let openedAt: number | null = null;
	let isCellStart = true;
	for (let at = 0; at < table.length; at++) {
		const character = table[at];
		if (character === "\n") line += 1;
		if (openedAt !== null) {
			if (character !== '"') continue;
			if (table[at + 1] === '"') at += 1;
			else openedAt = null;
			continue;
		}
		if (character === '"' && isCellStart) openedAt = line;
		isCellStart = character === delimiter || character === "\n" || (isCellStart && character === " ");
	}
	return openedAt;
}
