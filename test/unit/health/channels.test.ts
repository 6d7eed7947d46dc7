import { describe, expect, test } from "vitest";
import { type AlertMessage, createTestMessage } from "../../../shared/health/alert-message.ts";
import {
	channelProblem,
	emailChannel,
	shapeFor,
	webhookBody,
	webhookChannel,
} from "../../../shared/health/channels.ts";

const MESSAGE: AlertMessage = {
	id: "m1",
	at: "2026-11-25T00:00:00.000Z",
	title: "chatreel: 1 firing, 1 resolved",
	remark: "",
	alerts: [
		{
			name: "queue",
			state: "firing",
			severity: "warn",
			isRepeated: false,
			since: "2026-11-24T23:00:00.000Z",
			words: "a <b> & @everyone",
		},
		{
			name: "render",
			state: "resolved",
			severity: null,
			isRepeated: false,
			since: null,
			words: "Videos can be made.",
		},
	],
};

describe("the shape of a webhook", () => {
	test.each([
		["https://hooks.slack.com/services/T/B/x", "slack"],
		["https://discord.com/api/webhooks/1/x", "discord"],
		["https://ptb.discord.com/api/webhooks/1/x", "discord"],
		["https://discord.com/api/webhooks/1/x/slack", "slack"],
		["https://notdiscord.com/x", "generic"],
		["https://chat.example.org/hooks/x#slack", "slack"],
		["https://example.org/x", "generic"],
	])("of %s is %s", (address, shape) => {
		expect(shapeFor(address)).toBe(shape);
	});

	test("is Slack's with what means something to Slack escaped", () => {
		expect(webhookBody(MESSAGE, "slack")).toEqual({
			text: [
				"*chatreel: 1 firing, 1 resolved*",
				"• WARN queue since 2026-11-24T23:00:00.000Z: a &lt;b&gt; &amp; @everyone",
				"• RESOLVED render: Videos can be made.",
			].join("\n"),
		});
	});

	test("is Discord's, which calls nobody and has at most 2000 characters", () => {
		const [line] = MESSAGE.alerts;
		const long = { ...MESSAGE, alerts: [{ ...line, words: "x".repeat(5000) }] as AlertMessage["alerts"] };
		const { content, allowed_mentions } = webhookBody(long, "discord") as {
			content: string;
			allowed_mentions: object;
		};
		expect([content.length, content.at(-1), allowed_mentions]).toEqual([2000, "…", { parse: [] }]);
	});

	test("is JSON with everything else", () => {
		expect(webhookBody(MESSAGE, "generic")).toEqual({ event: "health.alert", ...MESSAGE });
	});
});

describe("a webhook channel", () => {
	const channel = (address: string, secret?: string) => {
		const sent: { readonly headers: Readonly<Record<string, string>>; readonly body: string }[] = [];
		const send = webhookChannel(address, {
			secret,
			allowPrivate: false,
			nowMs: () => 1_800_000_000_000,
			send: async (message) => {
				sent.push(message);
				return null;
			},
		});
		return { send, sent };
	};

	test("signs what is no chat's, and names it, so that a receiver knows a repetition", async () => {
		const { send, sent } = channel("https://example.org/x", "a secret of this test");
		await send(MESSAGE);
		expect(sent[0]?.headers).toMatchObject({
			"x-chatreel-delivery": "m1",
			"x-chatreel-event": "health.alert",
			"x-chatreel-signature": expect.stringMatching(/^t=1800000000,v1=[0-9a-f]{64}$/),
		});
	});

	test("sends nothing unsigned, and nothing to places that are not allowed, and does not repeat them", async () => {
		for (const address of [
			"https://example.org/token",
			"http://hooks.slack.com/token",
			"https://127.0.0.1/token#slack",
		]) {
			const { send, sent } = channel(address);
			const refused = send(createTestMessage(0));
			await expect(refused).rejects.toMatchObject({ kind: "DEPENDENCY_ERROR", retryable: false });
			expect(sent).toEqual([]);
			expect(channelProblem(address, { secret: undefined, allowPrivate: false })).not.toContain("token");
		}
	});

	test("says what is missing where it has no secret", () => {
		const problem = channelProblem("https://example.org/x", { secret: undefined, allowPrivate: false });
		expect(problem).toMatch(/^ALERT_WEBHOOK_URL: set WEBHOOK_SECRET too\./);
	});

	test("needs no secret for a chat", async () => {
		const { send, sent } = channel("https://hooks.slack.com/x");
		await send(MESSAGE);
		expect(Object.keys(sent[0]?.headers ?? {})).toEqual(["content-type", "user-agent"]);
	});
});

test("an e-mail has the title as its subject, a paragraph an alert, and the message's id", async () => {
	const sent: object[] = [];
	await emailChannel(async (email) => void sent.push(email))(MESSAGE);
	const content =
		"WARN queue since 2026-11-24T23:00:00.000Z: a <b> & @everyone\n\nRESOLVED render: Videos can be made.";
	expect(sent).toEqual([{ id: "m1", subject: "chatreel: 1 firing, 1 resolved", content }]);
});
