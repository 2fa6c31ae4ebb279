/*
 * Who is with whom, as a canonical text: what the digest of a draw's result is of,
 * so that one can be held against another.
 *
 *	serendip-groups 1
 *	group	KEY	KEY	(KEY…)
 *	sat_out	KEY
 */
#ifndef PAIRING_DRAW_TEXT_H
#define PAIRING_DRAW_TEXT_H

#include "base/text.h"
#include "pairing/draw.h"

void draw_text_write(
    const struct draw *draw, const struct population *p, struct text *out);

#endif
