import { expect, test } from "vitest";
import { ChatreelError } from "../../../../shared/core/errors.ts";
import { createFault, createInputError } from "../../../../shared/core/fault.ts";
import { calibrate } from "../../../../shared/service/quota/calibration.ts";
import { pointIntoRequest } from "../../../../shared/service/quote/point-into-request.ts";
import { prepare } from "../../../../shared/service/quote/prepare.ts";
import { parseCreatedRow, parseRequest } from "../../../../shared/service/quote/request.ts";
import { jsonText } from "../../../helpers/json-text.ts";
import { quoteMachine } from "../../../helpers/measure.ts";

const words = { expected: "a picture", allowed: "a sound one", received: "another" };

test("faults of a conversation point into its request, and keep their number and words", async () => {
	const error = createInputError("conversation", [
		createFault(["messages", 0, "images", 1], words),
		createFault([], words),
	]);
	const moved = await pointIntoRequest({ pointer: "/conversation" }, () => Promise.reject(error)).catch(
		(thrown) => thrown,
	);
	expect(moved).toMatchObject({ kind: "INVALID_INPUT", message: error.message, status: 400 });
	expect(moved.details).toEqual({
		faultCount: 2,
		faults: [
			{
				pointer: "/conversation/messages/0/images/1",
				message: expect.stringContaining("images[1]"),
				...words,
			},
			{ pointer: "/conversation", message: expect.stringContaining("the conversation"), ...words },
		],
	});
});

test.each([
	["a bare conversation's", "", createInputError("conversation", [createFault(["contact"], words)])],
	["one without a list of faults", "/conversation", new ChatreelError("INVALID_INPUT", "Too long.")],
	["a failure of a service", "/conversation", new ChatreelError("DEPENDENCY_ERROR", "Down.")],
])("an error is passed on as it is: %s", async (_, pointer, error) => {
	await expect(pointIntoRequest({ pointer }, () => Promise.reject(error))).rejects.toBe(error);
});

test("what only the plan finds has the pointer that a fault of the request's text has", async () => {
	const conversation = { messages: [{ sender: "you", images: ["missing.png"] }] };
	const text = JSON.stringify(conversation);
	const requests = [
		parseRequest(jsonText(text), 50),
		parseRequest(jsonText({ conversation }), 50),
		parseCreatedRow({ conversation: text, options: null }, 50),
	];
	const ports = {
		machine: quoteMachine,
		engine: "fast" as const,
		findCalibration: async () => calibrate("fast", []),
	};
	const pointers = requests.map((request) =>
		prepare(request, ports).then(
			() => null,
			({ details }) => details.faults[0].pointer,
		),
	);
	expect(await Promise.all(pointers)).toEqual([
		"/messages/0/images/0",
		"/conversation/messages/0/images/0",
		"/conversation/messages/0/images/0",
	]);
});

test("what only the plan finds in a script has its line and column", async () => {
	const script = "contact: Maya\n\nme: hi\n[image a.jpg, missing.png]\n";
	const fault = createFault(["messages", 1, "images", 1], words);
	const requests = [
		parseRequest({ text: script, form: "script" }, 50),
		parseRequest(jsonText({ conversation: script }), 50),
	];
	const moved = requests.map((request) =>
		pointIntoRequest(request, () => Promise.reject(createInputError("conversation", [fault]))).catch(
			(thrown) => thrown,
		),
	);
	const place = {
		line: 4,
		column: 15,
		message: expect.stringMatching(/^line 4, column 15: expected a picture/),
	};
	const [bare, wrapped] = await Promise.all(moved);
	expect(bare.details.faults).toEqual([{ ...words, ...place, pointer: "/messages/1/images/1" }]);
	expect(bare.message).toContain("line 4, column 15");
	expect(wrapped.details.faults).toMatchObject([{ ...place, pointer: "/conversation/messages/1/images/1" }]);
});
