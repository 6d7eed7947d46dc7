import { type Events, namesOf, type ServerEvent } from "../events.ts";
import { type Caller, rolesOf } from "../identity/caller.ts";
import { permissionsFor } from "../identity/permissions.ts";
import { channelsOf } from "./channels.ts";

type Json = Readonly<Record<string, unknown>>;

/** Who is at the other end, as they are seen there. */
export type Listener = { readonly caller: Caller; readonly user: Json | null };

type Connection = {
	readonly receive: (text: string) => void;
	readonly close: () => void;
};

type Options = {
	readonly send: (message: Json) => void;
	readonly listener: Listener;
	/** Who a session's secret belongs to; null where nobody. */
	readonly signIn: (sessionSecret: string) => Listener | null;
	/** Channels asked for in the address, as clients before the `subscribe` message do. */
	readonly channels: readonly string[];
	readonly events: Events;
	readonly now: () => number;
};

/** One client that follows what happens: what it subscribed to, told as far as it may read it. */
export function createConnection(options: Options): Connection {
	const { send, events, now } = options;
	let { listener } = options;
	const subscriptions = new Map<string, readonly string[]>();

	const tell = (event: ServerEvent) => {
		const { caller } = listener;
		const granted = permissionsFor("read", rolesOf(caller));
		if (caller.kind !== "key" && !event.readers.some((reader) => granted.includes(reader))) return;
		const channels = channelsOf(event);
		const heard = [...subscriptions].filter(([, wanted]) => wanted.some((each) => channels.includes(each)));
		if (heard.length === 0) return;
		const data = {
			events: namesOf(event),
			channels,
			timestamp: new Date(now()).toISOString(),
			payload: event.payload,
			subscriptions: heard.map(([id]) => id),
		};
		send({ type: "event", data });
	};
	const unsubscribe = events.subscribe(tell);

	const refuse = (message: string) => send({ type: "error", data: { code: 1003, message } });
	const respond = (data: Json) => send({ type: "response", data: { ...data, success: true } });
	const handlers: Readonly<Record<string, (data: unknown) => void>> = {
		ping: () => send({ type: "pong" }),
		authentication: (data) => {
			const found = options.signIn(String(recordOf(data)["session"]));
			if (found === null) return refuse("Session is not valid.");
			listener = found;
			respond({ to: "authentication", user: found.user });
		},
		subscribe: (data) => {
			const asked = listOf(data).map((each) => ({
				subscriptionId: String(each["subscriptionId"]),
				channels: Array.isArray(each["channels"]) ? each["channels"].map(String) : [],
				queries: Array.isArray(each["queries"]) ? each["queries"] : [],
			}));
			if (asked.some(({ queries }) => queries.length > 0)) {
				return refuse("The local Appwrite does not serve queries in realtime.");
			}
			for (const { subscriptionId, channels } of asked) subscriptions.set(subscriptionId, channels);
			respond({ to: "subscribe", subscriptions: asked });
		},
		unsubscribe: (data) => {
			const ids = listOf(data).map((each) => String(each["subscriptionId"]));
			const gone = ids.map((subscriptionId) => ({
				subscriptionId,
				removed: subscriptions.delete(subscriptionId),
			}));
			respond({ to: "unsubscribe", subscriptions: gone });
		},
	};

	if (options.channels.length > 0) subscriptions.set("0", options.channels);
	send({
		type: "connected",
		data: { channels: options.channels, subscriptions: [...subscriptions.keys()], user: listener.user },
	});
	return {
		receive: (text) => {
			const message = parse(text);
			const handler = handlers[String(message["type"])];
			if (handler === undefined) refuse("Message type is not valid.");
			else handler(message["data"]);
		},
		close: unsubscribe,
	};
}

function parse(text: string): Json {
	try {
		return recordOf(JSON.parse(text));
	} catch {
		return {};
	}
}

const recordOf = (value: unknown): Json =>
	typeof value === "object" && value !== null ? (value as Json) : {};
const listOf = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.map(recordOf) : []);
