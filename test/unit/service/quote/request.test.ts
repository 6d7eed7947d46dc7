import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
	decodeRequest,
	encodeRequest,
	parseCreatedRow,
	parseRequest,
} from "../../../../shared/service/quote/request.ts";
import { arbitraryConversation } from "../../../helpers/arbitrary-conversation.ts";
import { jsonText } from "../../../helpers/json-text.ts";
import { pngUrl } from "../../../helpers/picture-files.ts";

const conversation = { messages: [{ sender: "you", text: "Hi" }] };

function faultsOf(work: () => unknown): readonly string[] {
	try {
		work();
	} catch (error) {
		const { details } = error as { details: { faults: { pointer: string }[] } };
		return details.faults.map(({ pointer }) => pointer);
	}
	return [];
}

describe("a request", () => {
	test("is an envelope or a bare conversation, and both mean the same", async () => {
		const bare = parseRequest(jsonText(conversation), 50);
		const wrapped = parseRequest(jsonText({ conversation, wait: true, jobId: "a" }), 50);
		expect(bare.conversation).toEqual(wrapped.conversation);
		expect(wrapped.options).toEqual({ wait: true, jobId: "a" });
		expect((await encodeRequest(bare)).hash).toBe((await encodeRequest(wrapped)).hash);
	});

	test("may be a script, alone, beside options and in a row: then it is the request that its JSON is", async () => {
		const script = "contact: Maya\n\nme: Hi\n";
		const same = { contact: { name: "Maya" }, messages: [{ sender: "you", text: "Hi" }] };
		const requests = [
			parseRequest({ text: script, form: "script" }, 50),
			parseRequest(jsonText({ conversation: script }), 50),
			parseCreatedRow({ conversation: script, options: null }, 50),
		];
		const { hash } = await encodeRequest(parseRequest(jsonText(same), 50));
		for (const request of requests) expect((await encodeRequest(request)).hash).toBe(hash);
		expect(parseRequest(jsonText({ conversation: script, jobId: "a" }), 50).options).toEqual({ jobId: "a" });
		const place = expect.objectContaining({ pointer: "/conversation", line: 2, column: 1 });
		const refused = expect.objectContaining({ details: { faults: [place], faultCount: 1 } });
		const bad = "me: Hi\nyou there\n";
		expect(() => parseRequest(jsonText({ conversation: bad }), 50)).toThrow(refused);
		expect(() => parseCreatedRow({ conversation: bad, options: null }, 50)).toThrow(refused);
	});

	test("is told from another by all that changes its video, and by nothing else", async () => {
		const hashOf = async (body: object) => (await encodeRequest(parseRequest(jsonText(body), 50))).hash;
		const same = [
			{ conversation },
			{ jobId: "other", wait: true, conversation },
			{ conversation: { sound: true, messages: [{ text: "Hi", sender: "you" }] } },
			{ conversation: { ...conversation, video: { fps: 30 }, theme: { mode: "light" } } },
		];
		const others = [
			{ conversation, maxCpuSeconds: 9 },
			{ conversation: { ...conversation, sound: false } },
			{ conversation: { ...conversation, video: { crf: 21 } } },
			{ conversation: { ...conversation, theme: { mode: "dark" } } },
			{ conversation: { ...conversation, contact: { name: "Maya" } } },
			{ conversation: { messages: [{ sender: "them", text: "Hi" }] } },
		];
		expect(new Set(await Promise.all(same.map(hashOf))).size).toBe(1);
		expect(new Set(await Promise.all([...same, ...others].map(hashOf))).size).toBe(1 + others.length);
	});

	test("tells all faults, in options and conversation, with pointers from its own root", () => {
		const faulty = {
			conversation: { messages: [{ sender: "me", text: "Hi" }] },
			wait: 1,
			maxCpuSeconds: 0,
			foo: 1,
		};
		expect(faultsOf(() => parseRequest(jsonText(faulty), 50)).toSorted()).toEqual([
			"/conversation/messages/0/sender",
			"/foo",
			"/maxCpuSeconds",
			"/wait",
		]);
	});

	const { messages } = conversation;
	test.each([
		["messages", { mesages: messages }],
		["messages", { Messages: messages, sound: false }],
		["messages", { mesages: messages, contact: { name: "Maya" }, jobId: "a" }],
		["video", { vidoe: {}, messages }],
		["theme", { them: {} }],
		["conversation", { convesation: conversation }],
		["conversation", { conversations: conversation, wait: true }],
		["wait", { conversation, wiat: true }],
		["jobId", { conversation, jobid: "a" }],
		["maxCpuSeconds", { conversation, maxCpuSecond: 5 }],
		["webhook", { conversation, webhok: "https://example.com" }],
	])("B16: names the field that was meant: %s", (meant, body) => {
		expect(() => parseRequest(jsonText(body), 50)).toThrow(
			expect.objectContaining({
				details: expect.objectContaining({
					faults: expect.arrayContaining([
						expect.objectContaining({ message: expect.stringContaining(`(did you mean \`${meant}\`?)`) }),
					]),
				}),
			}),
		);
	});

	test("of a row has its options in a column of their own, and no job id", () => {
		const text = JSON.stringify(conversation);
		const row = { conversation: text, options: '{"maxCpuSeconds": 5}' };
		expect(parseCreatedRow(row, 50).options).toEqual({ maxCpuSeconds: 5 });
		expect(parseCreatedRow({ conversation: text, options: null }, 50).options).toEqual({});
		expect(faultsOf(() => parseCreatedRow({ ...row, options: '{"jobId": "a"}' }, 50))).toEqual([
			"/options/jobId",
		]);
		expect(faultsOf(() => parseCreatedRow({ ...row, options: "5" }, 50))).toEqual(["/options"]);
		expect(faultsOf(() => parseCreatedRow({ conversation: null, options: null }, 50))).toEqual([
			"/conversation",
		]);
	});

	test("of a row has at most 700,000 bytes of data URLs together", () => {
		const urls = [pngUrl(350_002), pngUrl(349_998)];
		const row = (images: readonly string[]) => ({
			conversation: JSON.stringify({ messages: [{ sender: "you", images }] }),
			options: null,
		});
		expect(faultsOf(() => parseCreatedRow(row(urls), 50))).toEqual([]);
		const tooMuch = row([...urls, pngUrl(1002)]);
		expect(() => parseCreatedRow(tooMuch, 50)).toThrow(
			expect.objectContaining({ message: expect.stringMatching(/at most 700000 bytes .* bucket/) }),
		);
	});

	test("that was stored is read as it was, and parsed again it is the same request", async () => {
		await fc.assert(
			fc.asyncProperty(arbitraryConversation(), async (given) => {
				const request = parseRequest(jsonText({ conversation: given }), 50);
				const stored = await encodeRequest(request);
				const again = decodeRequest(stored.text);
				expect(await encodeRequest(again)).toEqual(stored);
				const text = JSON.stringify(again.conversation);
				expect(await encodeRequest(parseCreatedRow({ conversation: text, options: null }, 50))).toEqual(
					stored,
				);
			}),
			{ numRuns: 50 },
		);
	});
});
