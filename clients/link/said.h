/*
 * What a server says, in the language of whoever reads it. It says it in English;
 * clients that speak another language know its sentences by their shape.
 */
#ifndef LINK_SAID_H
#define LINK_SAID_H

/* A new text: the sentence in the language of this program, or as it is where it
 * is unknown here; NULL stays NULL. */
char *said_text(const char *sentence);

#endif
