import * as z from "zod";
import { colour, field, id, LINE_WORDS, line } from "./fields.ts";
import { picture } from "./sources.ts";

export const contactSchema = z.strictObject({
	name: field(
		line.default("Contact"),
		"a name",
		"The name in the header, and of the avatar where the look shows initials.",
		"Maya",
	),
	status: field(
		line.meta({ allowed: `${LINE_WORDS}; leave the field out for none` }).optional(),
		"a status",
		"The line under the name. Default: no line.",
		"online",
	),
	color: field(colour.optional(), "a colour", "The avatar's colour. Default: the theme's own.", "#34c759"),
	picture: field(
		picture.optional(),
		"a picture",
		"The avatar's picture. Default: initials or a silhouette, by the look.",
		"maya.jpg",
	),
});

export const personSchema = z.strictObject({
	id: field(
		id,
		"an id",
		"What `from` calls this person. Unique; `you` is yourself, and `them` is reserved.",
		"maya",
	),
	name: field(line, "a name", "The name that is shown.", "Maya"),
	color: field(
		colour.optional(),
		"a colour",
		"The colour of the avatar, and of the name where the theme colours names. Default: the theme's own.",
		"#34c759",
	),
	picture: field(
		picture.optional(),
		"a picture",
		"The avatar's picture. Default: initials or a silhouette, by the look.",
		"maya.jpg",
	),
});
