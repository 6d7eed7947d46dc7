import * as z from "zod";

// Keeps zod from making code of text: it finds out by trying whether it may, and a page's policy reports each try. It tries where a
// schema is made, so a page's worker imports this file first. Node does without: checking is slower so.
z.config({ jitless: true });
