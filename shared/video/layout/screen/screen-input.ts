import type { ChatState } from "../../conversation/chat-state.ts";
import type { Conversation } from "../../conversation/conversation.ts";
import type { Ground, MeasureText } from "../../scene/scene.ts";
import type { Look } from "../../themes/look.ts";
import type { Chat } from "../chat.ts";
import type { People } from "../people.ts";
import type { FramedScreen } from "../screen-rect.ts";
import type { HeaderStatus } from "./header-status.ts";

export type ScreenInput = {
	readonly look: Look;
	/** The screen's. */
	readonly widthPx: number;
	readonly heightPx: number;
	readonly framed: FramedScreen;
	/** What is around a phone or a card. */
	readonly background: Ground;
	readonly people: People;
	readonly statusOf: (state: ScreenState) => HeaderStatus;
	readonly device: Conversation["device"];
	/** The header has room for a status line: any state of the video has one. Otherwise the column would jump when it comes. */
	readonly hasStatusLine: boolean;
	/** The emoji that the keyboard types, in their order. Default: none. */
	readonly emoji?: readonly string[];
	readonly measure: MeasureText;
	readonly pictures: Chat["pictures"];
};

/** What of a state stands around the column. */
export type ScreenState = Pick<ChatState, "entries" | "status" | "clock" | "draft" | "keyboard">;
