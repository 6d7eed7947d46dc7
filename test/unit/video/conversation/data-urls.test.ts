import { describe, expect, test } from "vitest";
import {
	type Checked,
	checkConversation,
	checkConversationText,
} from "../../../../shared/video/conversation/parse.ts";
import { pngChunk, pngFile } from "../../../helpers/picture-files.ts";

const faultsOf = (checked: Checked) =>
	checked.ok
		? []
		: checked.faults.map(({ pointer, allowed, received }) => `${pointer} ${allowed}, ${received}`);

/** A picture as a data URL of just so many characters: whatever it lacks is in a chunk that says nothing. */
function dataUrl(characters: number): string {
	const head = "data:image/png;base64,";
	const bytes = ((characters - head.length) / 4) * 3;
	if (!Number.isInteger(bytes)) throw new Error("base64 comes in fours");
	const bare = pngFile({ width: 1, height: 1, more: [pngChunk("teSt")] }).length;
	const filled = pngFile({ width: 1, height: 1, more: [pngChunk("teSt", Buffer.alloc(bytes - bare))] });
	return head + filled.toString("base64");
}

const withImages = (...images: readonly string[]) => ({
	messages: [{ sender: "you", text: "Look" }, ...images.map((image) => ({ sender: "you", images: [image] }))],
});

describe("the bytes of data URLs count apart", () => {
	const { length } = "data:image/png;base64,";
	const million = dataUrl(1_000_000 + (length % 4));

	test("a picture larger than the limit of texts is taken, as a value and as text", () => {
		expect(faultsOf(checkConversation(withImages(million, million)))).toEqual([]);
		const json = JSON.stringify(withImages(million));
		expect(faultsOf(checkConversationText(json))).toEqual([]);
		// As PHP writes it.
		expect(faultsOf(checkConversationText(json.replaceAll("/", "\\/")))).toEqual([]);
	});

	test("one may have 4,000,000, all together 6,000,000", () => {
		const largest = dataUrl(4_000_000 - 4 + (length % 4));
		expect(faultsOf(checkConversation(withImages(largest)))).toEqual([]);
		const larger = dataUrl(4_000_000 + (length % 4));
		expect(faultsOf(checkConversation(withImages(larger)))).toEqual([
			`/messages/1/images/0 a data URL of at most 4000000 bytes, ${larger.length} bytes`,
		]);
		expect(faultsOf(checkConversation(withImages(...Array(7).fill(million))))).toEqual([
			` at most 6000000 bytes of data URLs, ${7 * million.length} bytes`,
		]);
	});

	test("the texts beside them keep their limit", () => {
		const { messages } = withImages(million);
		const many = [...messages, { sender: "you", text: "é".repeat(250_000) }];
		expect(faultsOf(checkConversation({ messages: many }))).toEqual([
			expect.stringMatching(/^ at most 500000 bytes beside its data URLs, 500\d{3} bytes$/),
		]);
	});

	test("what only looks like a data URL counts as text", () => {
		const text = `data:text/plain;base64,${"A".repeat(600_000)}`;
		expect(faultsOf(checkConversation({ messages: [{ sender: "you", text }] }))).toEqual([
			expect.stringMatching(/^ at most 500000 bytes, /),
		]);
		expect(faultsOf(checkConversationText(`{"data:image/png;base64,${"A".repeat(6_000_001)}`))).toEqual([
			expect.stringMatching(/^ at most 500000 bytes, /),
		]);
	});
});
