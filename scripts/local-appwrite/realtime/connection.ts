import { dateText } from "../data/table.ts";
import { realtimeEventNames } from "../event-names.ts";
import type { Events, ServerEvent } from "../events.ts";
import { parseJsonRecord } from "../http/parse-json.ts";
import { type Caller, rolesOf } from "../identity/caller.ts";
import { newId } from "../identity/ids.ts";
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
	/** Ends the connection from this side. */
	readonly end: (code: number) => void;
	readonly listener: Listener;
	/** Who a session's secret belongs to; null where nobody. */
	readonly signIn: (sessionSecret: string) => Listener | null;
	/** Whether a user is still there: one who was deleted hears no more than a guest. */
	readonly isThere: (userId: string) => boolean;
	/** Channels asked for in the address, as clients before the `subscribe` message do. */
	readonly channels: readonly string[];
	readonly events: Events;
	readonly now: () => number;
};

/** With this code clients do not come back: what they ask for will not be right the next time either. */
export const POLICY_VIOLATION = 1008;
const INVALID_MESSAGE = 1003;

/** Of one connection: each event is looked for in all of them. */
const MAX_SUBSCRIPTIONS = 1000;
const MAX_CHANNELS = 10_000;

/** What a server in production says in place of every message of a code from 500 on, as the codes of WebSocket are. */
const HIDDEN_MESSAGE = "Error: Server Error";

/**
 * How long the look for a session takes. The real server handles messages at once, and what comes right behind an `authentication`
 * is done before that is: so the web SDK, which sends `authentication` and `subscribe` in one breath, is served.
 */
const LOOKUP_MS = 25;

/** One client that follows what happens: what it subscribed to, told as far as it may read it. */
export function createConnection(options: Options): Connection {
	const { send, events, now } = options;
	const subscriptions = new Map<string, readonly string[]>();
	const lookups = new Set<NodeJS.Timeout>();
	let { listener } = options;
	let hasProject = true;

	const tell = (event: ServerEvent) => {
		const { caller } = listener;
		const isGone = caller.kind === "user" && !options.isThere(caller.userId);
		const granted = permissionsFor("read", rolesOf(isGone ? { kind: "guest" } : caller));
		if (!event.readers.some((reader) => granted.includes(reader))) return;
		const channels = channelsOf(event);
		const heard = [...subscriptions].filter(([, wanted]) => wanted.some((each) => channels.includes(each)));
		if (heard.length === 0) return;
		const data = {
			events: realtimeEventNames(event.path, event.isTablesDb),
			channels,
			timestamp: dateText(now()),
			payload: event.payload,
			subscriptions: heard.map(([id]) => id),
		};
		send({ type: "event", data });
	};
	const unsubscribe = events.subscribe(tell);

	const isTooMuch = (asked: readonly { readonly channels: readonly string[] }[]) => {
		const known = [...subscriptions.values()].flat().length;
		return (
			subscriptions.size + asked.length > MAX_SUBSCRIPTIONS ||
			known + asked.flatMap(({ channels }) => channels).length > MAX_CHANNELS
		);
	};
	const refuse = (code: number, message = HIDDEN_MESSAGE) => send({ type: "error", data: { code, message } });
	const respond = (data: Json) => send({ type: "response", data: { ...data, success: true } });
	const authenticate = (data: unknown) => {
		const found = options.signIn(String(recordOf(data)["session"]));
		if (found === null) return refuse(INVALID_MESSAGE);
		listener = found;
		// The real server makes the connection anew from its subscriptions; without any, its project is forgotten.
		hasProject = subscriptions.size > 0;
		respond({ to: "authentication", user: found.user });
	};
	const handlers = new Map<string, (data: unknown) => void>(
		Object.entries({
			ping: () => send({ type: "pong" }),
			authentication: (data: unknown) => {
				const timer = setTimeout(() => {
					lookups.delete(timer);
					authenticate(data);
				}, LOOKUP_MS);
				lookups.add(timer);
			},
			subscribe: (data: unknown) => {
				const asked = subscriptionsIn(data);
				if (asked === null) return refuse(INVALID_MESSAGE);
				if (asked.some(({ queries }) => queries.length > 0)) {
					return refuse(INVALID_MESSAGE, "The local Appwrite does not serve queries in realtime.");
				}
				if (isTooMuch(asked)) return refuse(INVALID_MESSAGE);
				for (const { subscriptionId, channels } of asked) subscriptions.set(subscriptionId, channels);
				respond({ to: "subscribe", subscriptions: asked });
			},
			unsubscribe: (data: unknown) => {
				if (!Array.isArray(data)) return refuse(INVALID_MESSAGE);
				const ids = data.map((each) => String(recordOf(each)["subscriptionId"]));
				const gone = ids.map((subscriptionId) => ({
					subscriptionId,
					removed: subscriptions.delete(subscriptionId),
				}));
				respond({ to: "unsubscribe", subscriptions: gone });
			},
		}),
	);

	if (options.channels.length > 0) subscriptions.set(newId(), options.channels);
	send({
		type: "connected",
		data: { channels: options.channels, subscriptions: [...subscriptions.keys()], user: listener.user },
	});
	return {
		receive: (text) => {
			const message = parseJsonRecord(text) ?? {};
			const { type } = message;
			if (typeof type !== "string") return refuse(INVALID_MESSAGE);
			const handler = handlers.get(type);
			if (handler === undefined) return refuse(INVALID_MESSAGE);
			if (hasProject || type === "ping") return handler(message["data"]);
			refuse(POLICY_VIOLATION);
			options.end(POLICY_VIOLATION);
		},
		close: () => {
			unsubscribe();
			for (const timer of lookups) clearTimeout(timer);
		},
	};
}

/** What a `subscribe` asks for; null where that is no list of channels. */
function subscriptionsIn(data: unknown) {
	if (!Array.isArray(data)) return null;
	const all = data.map(recordOf).map(({ subscriptionId = newId(), channels, queries = [] }) => ({
		subscriptionId,
		channels,
		queries: Array.isArray(queries) ? queries : [],
	}));
	return all.every(isOfTexts) ? all : null;
}

const isOfTexts = <Asked extends { channels: unknown; subscriptionId: unknown }>(
	asked: Asked,
): asked is Asked & { channels: string[]; subscriptionId: string } =>
	typeof asked.subscriptionId === "string" &&
	Array.isArray(asked.channels) &&
	asked.channels.every((channel) => typeof channel === "string");

const recordOf = (value: unknown): Json =>
	typeof value === "object" && value !== null ? (value as Json) : {};
