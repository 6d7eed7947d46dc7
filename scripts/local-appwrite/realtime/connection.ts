import { type Caller, listRoles } from "../auth/caller.ts";
import { permissionsFor } from "../auth/permissions.ts";
import { realtimeEventNames } from "../event-names.ts";
import type { Events, ServerEvent } from "../events.ts";
import { newId } from "../http/ids.ts";
import { type Json, parseJson, recordIn } from "../http/read-json.ts";
import { nowText, type Store } from "../store.ts";
import { listChannels } from "./channels.ts";

/** Who is at the other end, and how they are presented there. */
export type Listener = { readonly caller: Caller; readonly user: Json | null };

type Options = {
	readonly send: (message: Json) => void;
	/** Ends the connection from this side. */
	readonly end: (code: number) => void;
	readonly listener: Listener;
	/** The owner of a session's secret; null when it is not valid. */
	readonly signIn: (sessionSecret: string) => Listener | null;
	/** Whether a user still exists: one who was deleted hears no more than a guest. */
	readonly hasUser: (userId: string) => boolean;
	/** Channels in the address, where clients named them before there was the `subscribe` message. */
	readonly channels: readonly string[];
	readonly events: Pick<Events, "subscribe">;
	readonly store: Pick<Store, "now">;
};

/** With this code clients do not reconnect: what they ask for will not be valid the next time either. */
export const POLICY_VIOLATION = 1008;
const INVALID_MESSAGE = 1003;

/** Of one connection: each event is looked for in all of them. */
const MAX_SUBSCRIPTIONS = 1000;
const MAX_CHANNELS = 10_000;

/** What a server in production says in place of every message of a code from 500 on, as the codes of WebSocket are. */
const HIDDEN_MESSAGE = "Error: Server Error";

/**
 * How long the look for a session takes. The real server handles messages at once, and what comes right behind an `authentication`
 * is done before that is: so the web SDK, which sends `authentication` and `subscribe` together, is served.
 */
const LOOKUP_MS = 25;

/** One client that follows events: of its subscriptions, those that it may read. */
export class Connection {
	readonly #options: Options;
	readonly #subscriptions = new Map<string, readonly string[]>();
	readonly #lookups = new Set<NodeJS.Timeout>();
	readonly #unsubscribe: () => void;
	#listener: Listener;
	#hasProject = true;

	constructor(options: Options) {
		const { listener, channels, events, send } = options;
		this.#options = options;
		this.#listener = listener;
		this.#unsubscribe = events.subscribe((event) => this.#tell(event));
		if (channels.length > 0) this.#subscriptions.set(newId(), channels);
		const subscriptions = [...this.#subscriptions.keys()];
		send({ type: "connected", data: { channels, subscriptions, user: listener.user } });
	}

	receive(text: string) {
		const { type, data } = parseJson(text) ?? {};
		const handle = typeof type === "string" ? this.#handlers.get(type) : undefined;
		if (handle === undefined) return this.#refuse(INVALID_MESSAGE);
		if (this.#hasProject || type === "ping") return handle(data);
		this.#refuse(POLICY_VIOLATION);
		this.#options.end(POLICY_VIOLATION);
	}

	close(): void {
		this.#unsubscribe();
		for (const timer of this.#lookups) clearTimeout(timer);
	}

	readonly #handlers = new Map<string, (data: unknown) => void>([
		["ping", () => this.#options.send({ type: "pong" })],
		["authentication", (data) => this.#authenticateLater(data)],
		["subscribe", (data) => this.#subscribe(data)],
		["unsubscribe", (data) => this.#removeSubscriptions(data)],
	]);

	#authenticateLater(data: unknown): void {
		const timer = setTimeout(() => {
			this.#lookups.delete(timer);
			this.#authenticate(data);
		}, LOOKUP_MS);
		this.#lookups.add(timer);
	}

	#authenticate(data: unknown) {
		const listener = this.#options.signIn(String(recordIn(data)["session"]));
		if (listener === null) return this.#refuse(INVALID_MESSAGE);
		this.#listener = listener;
		// The real server makes the connection anew from its subscriptions; without any, its project is forgotten.
		this.#hasProject = this.#subscriptions.size > 0;
		this.#respond({ to: "authentication", user: listener.user });
	}

	#subscribe(data: unknown) {
		const asked = readSubscriptions(data);
		if (asked === null) return this.#refuse(INVALID_MESSAGE);
		if (asked.some(({ queries }) => queries.length > 0)) {
			return this.#refuse(INVALID_MESSAGE, "The local Appwrite does not serve queries in realtime.");
		}
		const channels = [...this.#subscriptions.values(), ...asked.map((each) => each.channels)].flat();
		const count = this.#subscriptions.size + asked.length;
		if (count > MAX_SUBSCRIPTIONS || channels.length > MAX_CHANNELS) return this.#refuse(INVALID_MESSAGE);
		for (const each of asked) this.#subscriptions.set(each.subscriptionId, each.channels);
		this.#respond({ to: "subscribe", subscriptions: asked });
	}

	#removeSubscriptions(data: unknown) {
		if (!Array.isArray(data)) return this.#refuse(INVALID_MESSAGE);
		const subscriptions = data.map((each) => {
			const subscriptionId = String(recordIn(each)["subscriptionId"]);
			return { subscriptionId, removed: this.#subscriptions.delete(subscriptionId) };
		});
		this.#respond({ to: "unsubscribe", subscriptions });
	}

	#tell(event: ServerEvent): void {
		const { send, store, hasUser } = this.#options;
		const { caller } = this.#listener;
		const isGone = caller.kind === "user" && !hasUser(caller.userId);
		const granted = permissionsFor("read", listRoles(isGone ? { kind: "guest" } : caller));
		if (!event.readers.some((reader) => granted.includes(reader))) return;
		const channels = listChannels(event);
		const matching = [...this.#subscriptions].filter(([, wanted]) =>
			wanted.some((each) => channels.includes(each)),
		);
		if (matching.length === 0) return;
		const data = {
			events: realtimeEventNames(event.path, event.isTablesDb),
			channels,
			timestamp: nowText(store),
			payload: event.payload,
			subscriptions: matching.map(([id]) => id),
		};
		send({ type: "event", data });
	}

	#refuse(code: number, message = HIDDEN_MESSAGE): void {
		this.#options.send({ type: "error", data: { code, message } });
	}

	#respond(data: Json): void {
		this.#options.send({ type: "response", data: { ...data, success: true } });
	}
}

type Subscription = {
	readonly subscriptionId: string;
	readonly channels: readonly string[];
	readonly queries: readonly unknown[];
};

/** The subscriptions of a `subscribe` message; null when they are no list of channels. */
function readSubscriptions(data: unknown): readonly Subscription[] | null {
	if (!Array.isArray(data)) return null;
	const all = data.map(recordIn).map(({ subscriptionId = newId(), channels, queries = [] }) => ({
		subscriptionId,
		channels,
		queries: Array.isArray(queries) ? queries : [],
	}));
	return all.every(isSubscription) ? all : null;
}

const isSubscription = <Asked extends { channels: unknown; subscriptionId: unknown }>(
	asked: Asked,
): asked is Asked & { channels: string[]; subscriptionId: string } =>
	typeof asked.subscriptionId === "string" &&
	Array.isArray(asked.channels) &&
	asked.channels.every((channel) => typeof channel === "string");
